"""Paying before the day: what settles a loan on a day, and what becomes of the instalments after a part.

Goes in: a schedule whose instalments due by that day are paid, a day, an amount of principal. Comes out: what
is paid (principal, interest to the day, the fees of the terms) and the schedule of what is left, on the due
dates that are left: fewer instalments of the old size, or as many smaller ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from workstation.domain.lending import DayCount, Instalment, RepaymentMethod, Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.errors import KnownError
from workstation.lending.daycount import year_fraction
from workstation.lending.fees import Fee, event_fees
from workstation.lending.methods import AT_ONCE, METHODS, Parts, PeriodRates, repaid_early, split
from workstation.lending.schedule import instalments, parse_rate

_MONTH = Fraction(1, 12)
PREPAYMENT = "prepayment"
"""The event on which a fee for paying early is charged."""


class Afterwards(StrEnum):
    """What a part payment before its day does to the instalments that are left."""

    SHORTER = "shorter-tenor"  # they keep their size and end sooner
    SMALLER = "smaller-instalment"  # they keep their days and shrink


@dataclass(frozen=True, slots=True)
class Payoff:
    """What is paid before its day, in fen."""

    day: date
    principal: int
    interest: int
    fee: int

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Prepayment:
    """What was paid, and the schedule of what is left; None where nothing is."""

    paid: Payoff
    schedule: Schedule | None


def balance_on(schedule: Schedule, day: date) -> int:
    """Principal owed on a day, in fen, where every instalment due by then is paid."""
    return next((row.balance for row in reversed(schedule.rows) if row.due <= day), schedule.principal)


def interest_to(schedule: Schedule, day: date, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Interest in fen from the last due date (the draw before the first) to `day` on what is owed: the first
    day counts, the last does not. Under 30/360 by days of thirty-day months."""
    since = _last_due(schedule, day)
    share = parse_rate(schedule.yearly_rate) * year_fraction(schedule.day_count, since, day)
    return round_fen(balance_on(schedule, day) * share, rounding)


def payoff(
    schedule: Schedule, day: date, fees: Sequence[Fee] = (), rounding: Rounding = Rounding.HALF_UP
) -> Payoff:
    """What settles the whole loan on `day`. Raises `KnownError`: `prepayment.day` before the draw or where
    nothing is owed any more, `prepayment.method` for a share of sales."""
    return _paid(schedule, day, balance_on(schedule, day), fees, rounding)


def prepay(
    schedule: Schedule,
    day: date,
    principal: int,
    afterwards: Afterwards,
    *,
    fees: Sequence[Fee] = (),
    rounding: Rounding = Rounding.HALF_UP,
) -> Prepayment:
    """Pay `principal` fen before its day, with interest to the day on all that is owed. The new schedule
    starts on `day`, at the old rate, on the due dates that are left.

    Raises `KnownError`: as `payoff`; `prepayment.amount` for nothing and for more than is owed;
    `prepayment.rule` where a loan that repays its principal in one sum is to become shorter.
    """
    owed = balance_on(schedule, day)
    paid = _paid(schedule, day, principal, fees, rounding)
    if not 0 < principal <= owed:
        raise KnownError(
            "prepayment.amount", f"the principal paid early must be 1 to {owed} fen", remedy="Correct it."
        )
    if principal == owed:
        return Prepayment(paid, None)
    in_one_sum = schedule.method in AT_ONCE or schedule.method is RepaymentMethod.BULLET
    if in_one_sum and afterwards is Afterwards.SHORTER:
        raise KnownError(
            "prepayment.rule",
            "a loan that repays its principal in one sum has no instalments to drop",
            remedy="Keep its day and lower what falls due.",
        )
    left = [row for row in schedule.rows if row.due > day]
    rates = _rates_left(schedule, day, left, rounding)
    grace = 0 if in_one_sum else _grace_left(left)
    parts = _parts(schedule, left, owed - principal, rates, grace, afterwards)
    due = [row.due for row in left[: len(parts)]]
    rows = instalments(owed - principal, due, parts, fees, rounding)
    rest = Schedule(owed - principal, schedule.yearly_rate, schedule.method, schedule.day_count, day, 0, rows)
    return Prepayment(paid, rest)


def _last_due(schedule: Schedule, day: date) -> date:
    return max((row.due for row in schedule.rows if row.due <= day), default=schedule.start)


def _paid(schedule: Schedule, day: date, principal: int, fees: Sequence[Fee], rounding: Rounding) -> Payoff:
    owed = balance_on(schedule, day)
    if day < schedule.start or owed == 0:
        raise KnownError(
            "prepayment.day",
            f"nothing is owed before its day on {day.isoformat()}",
            remedy="Choose a day between the draw and the last instalment.",
        )
    if schedule.method not in METHODS:
        raise KnownError(
            "prepayment.method",
            "a share of sales has a fixed charge, and interest to a day is not part of its terms",
            remedy="Ask what the terms charge for paying early.",
        )
    fee = event_fees(fees, PREPAYMENT, schedule.principal, owed, principal, rounding)
    return Payoff(day, principal, interest_to(schedule, day, rounding), fee)


def _rates_left(schedule: Schedule, day: date, left: Sequence[Instalment], rounding: Rounding) -> PeriodRates:
    """Rates from `day` to the next due date and from each to the next. 30/360 counts more days from a 31st on
    than are left: there the period begun is what has not run of it, and whole months are one twelfth, as in
    the schedule."""
    rate = parse_rate(schedule.yearly_rate)
    if schedule.day_count is DayCount.THIRTY_360:
        since, due = _last_due(schedule, day), left[0].due
        whole = year_fraction(schedule.day_count, since, due) if schedule.method in AT_ONCE else _MONTH
        begun = year_fraction(schedule.day_count, since, day)
        parts = [max(whole - begun, Fraction(0)), *[_MONTH] * (len(left) - 1)]
    else:
        days = [day, *(row.due for row in left)]
        parts = [year_fraction(schedule.day_count, first, last) for first, last in pairwise(days)]
    return PeriodRates.of([rate * part for part in parts], rounding)


def _grace_left(left: Sequence[Instalment]) -> int:
    """How many of the rows that are left come before principal is first repaid."""
    return next((index for index, row in enumerate(left) if row.principal), len(left) - 1)


def _parts(
    schedule: Schedule,
    left: Sequence[Instalment],
    principal: int,
    rates: PeriodRates,
    grace: int,
    afterwards: Afterwards,
) -> Parts:
    if afterwards is Afterwards.SMALLER:
        return split(schedule.method, principal, rates, grace)
    usual = left[grace]
    principal_only = schedule.method is RepaymentMethod.EQUAL_PRINCIPAL
    target = usual.principal if principal_only else usual.principal + usual.interest
    resting = [(0, rates.interest(principal, period)) for period in range(grace)]
    return resting + repaid_early(target, principal, rates.after(grace), principal_only=principal_only)
