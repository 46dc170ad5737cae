"""The days on which repayment costs a borrower most, so that a cap that holds there holds on every day.

Goes in: the schedule of an on-demand or order loan. Comes out: the days to cost. Nothing is sampled: a day is
left out only where it is proved to cost no more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import TypeVar

from workstation.domain.lending import Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.lending.cost import DAYS, early_fee
from workstation.lending.daycount import EVEN_YEARS, year_fraction
from workstation.lending.fees import Fee
from workstation.lending.schedule import parse_rate

_CONTEXT = Context(prec=34)
_HALF = Fraction(1, 2)

K = TypeVar("K", Fraction, Decimal)


def dearest_days(schedule: Schedule, rounding: Rounding, fees: Sequence[Fee] = ()) -> tuple[date, ...]:
    """Of all days on which an on-demand or order loan may be repaid, from the one after the draw to its due
    date, those that cost most: by the nominal measure and by the effective one.

    With f fen of fees, those of `fees` for paying early included, and i(d) of interest after d days on n fen
    received, nominal cost goes with
    (f + i(d))/d and effective cost with ln(1 + (f + i(d))/n)/d. Where interest runs evenly, at c fen a day,
    i(d) is at most c·d + ½, and both are at most what they are at f + c·d + ½, which falls as d grows: the
    search ends at the first day from which that lies at or below the best found. Beyond a year the nominal
    measure is the effective one. On the due date nothing is paid early, so that the day counts with less.
    """
    days = (schedule.rows[0].due - schedule.start).days
    interest, even = _interest_by_day(schedule, rounding)
    received = schedule.principal - schedule.upfront_fee
    early = early_fee(schedule, fees, rounding)
    on_time = schedule.upfront_fee + schedule.rows[0].fee

    def borne(day: int) -> int:
        return on_time + interest(day) + (early if day < days else 0)

    def simple(day: int) -> Fraction:
        return Fraction(borne(day), day)

    def simple_at_most(day: int) -> Fraction:
        return (on_time + early + _HALF) / day + (even or 0)

    def grown(day: int) -> Decimal:
        return _log(Fraction(borne(day), received)) / day

    def grown_at_most(day: int) -> Decimal:
        return _log((on_time + early + _HALF + (even or 0) * day) / received) / day

    with localcontext(_CONTEXT):
        found = {
            _dearest(1, min(days, DAYS), simple, simple_at_most if even is not None else None),
            _dearest(1, days, grown, grown_at_most if even is not None else None),
        }
        if days > DAYS:
            found.add(_dearest(DAYS + 1, days, grown, grown_at_most if even is not None else None))
    return tuple(schedule.start + timedelta(days=day) for day in sorted(found))


def _dearest(first: int, last: int, value: Callable[[int], K], at_most: Callable[[int], K] | None) -> int:
    """The first day of the highest value; from the day on that `at_most` names, no value is above it."""
    dearest, highest = first, value(first)
    for day in range(first + 1, last + 1):
        if at_most is not None and at_most(day) <= highest:
            break
        tried = value(day)
        if tried > highest:
            dearest, highest = day, tried
    return dearest


def _interest_by_day(schedule: Schedule, rounding: Rounding) -> tuple[Callable[[int], int], Fraction | None]:
    """Interest in fen of the first so many days, and of one day where all are alike."""
    rate = parse_rate(schedule.yearly_rate) * schedule.principal
    basis = EVEN_YEARS.get(schedule.day_count)
    if basis is not None:
        daily = rate / basis
        return (lambda days: round_fen(daily * days, rounding)), daily
    start, convention = schedule.start, schedule.day_count
    return (
        lambda days: round_fen(
            rate * year_fraction(convention, start, start + timedelta(days=days)), rounding
        )
    ), None


def _log(share: Fraction) -> Decimal:
    """ln(1 + share)."""
    return (Decimal(share.numerator + share.denominator) / share.denominator).ln()
