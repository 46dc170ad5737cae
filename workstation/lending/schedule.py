"""Repayment schedules to the fen: what is due when, of principal and of interest.

Goes in: principal in fen, yearly rate, months, method, start. Comes out: a `Schedule` whose principal adds
up exactly. Reckoning is in whole numbers over one common denominator; a figure is rounded once, where it
becomes payable. A method is one row of `_METHODS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from workstation.domain.lending import DayCount, Instalment, RepaymentMethod, Schedule
from workstation.domain.money import Rounding
from workstation.errors import KnownError
from workstation.lending.daycount import year_fraction
from workstation.lending.duedates import MonthEnd, due_dates

MOST_MONTHS = 600
_SEARCH_FEN = 3
"""How far around the exact equal instalment the least gap is sought. One fen more on each instalment moves
the last by about as many fen as there are instalments, which exceeds all that rounding can add up to, so
the least gap lies within one fen; three leaves room."""


def parse_rate(text: str) -> Fraction:
    """A yearly rate as a fraction: "0.12" or "12%". Raises `KnownError` (`schedule.rate`) for anything else
    and below zero."""
    percent = text.strip().endswith("%")
    try:
        rate = Fraction(text.strip().removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        rate = Fraction(-1)
    if rate < 0:
        raise KnownError(
            "schedule.rate", f"not a yearly rate: {text!r}", remedy='Write it as "0.12" or "12%".'
        )
    return rate / 100 if percent else rate


def make_schedule(
    principal: int,
    yearly_rate: str,
    months: int,
    method: RepaymentMethod,
    start: date,
    day_count: DayCount,
    *,
    rounding: Rounding = Rounding.HALF_UP,
    month_end: MonthEnd | str = MonthEnd.CLAMP,
    upfront_fee: int = 0,
) -> Schedule:
    """The schedule of a loan of `principal` fen drawn on `start`, repaid in `months` monthly instalments.

    Interest of a period = balance × rate × the period's part of a year. Under 30/360 each monthly period is
    one twelfth, whatever its dates (as in apache/fineract `LoanMonthEndDueDateStrategy.feature` UC3).
    Raises `KnownError`: `schedule.principal`, `schedule.months`, `schedule.rate`, `schedule.fee`.
    """
    _refuse(principal <= 0, "schedule.principal", "the principal must be above zero")
    _refuse(not 1 <= months <= MOST_MONTHS, "schedule.months", f"months must be 1 to {MOST_MONTHS}")
    _refuse(not 0 <= upfront_fee < principal, "schedule.fee", "the fee must be below the principal")
    rate = parse_rate(yearly_rate)
    due = due_dates(start, months, month_end)
    rates = _PeriodRates.of([rate * part for part in _periods(day_count, start, due)], rounding)
    rows: list[Instalment] = []
    balance = principal
    for number, (part, interest) in enumerate(_METHODS[method](principal, rates), start=1):
        balance -= part
        rows.append(Instalment(number, due[number - 1], part, interest, 0, balance))
    return Schedule(principal, yearly_rate, method, day_count, start, upfront_fee, tuple(rows))


def _refuse(broken: bool, code: str, message: str) -> None:
    if broken:
        raise KnownError(code, message, remedy="Correct the figure.")


def _periods(day_count: DayCount, start: date, due: Sequence[date]) -> list[Fraction]:
    if day_count is DayCount.THIRTY_360:
        return [Fraction(1, 12)] * len(due)
    starts = (start, *due[:-1])
    return [year_fraction(day_count, first, last) for first, last in zip(starts, due, strict=True)]


@dataclass(frozen=True, slots=True)
class _PeriodRates:
    """Rate of each period as whole numbers over one denominator, and how interest is rounded to the fen."""

    numerators: tuple[int, ...]
    denominator: int
    rounding: Rounding

    @classmethod
    def of(cls, rates: Sequence[Fraction], rounding: Rounding) -> _PeriodRates:
        denominator = lcm(*(rate.denominator for rate in rates))
        numerators = tuple(rate.numerator * (denominator // rate.denominator) for rate in rates)
        return cls(numerators, denominator, rounding)

    def interest(self, balance: int, period: int) -> int:
        """Interest of one period (from 0) on `balance`, in whole fen; neither is ever below zero."""
        product = balance * self.numerators[period]
        whole, doubled_rest = divmod(2 * product + self.denominator, 2 * self.denominator)
        tie_to_even = self.rounding is Rounding.HALF_EVEN and doubled_rest == 0 and whole % 2 == 1
        return whole - 1 if tie_to_even else whole


Parts = list[tuple[int, int]]
"""Principal and interest of each instalment, in fen."""


def _equal_instalments(principal: int, rates: _PeriodRates) -> Parts:
    """等额本息. EMI = P·∏(1+rₖ) / fn with fnₖ = fnₖ₋₁(1+rₖ) + 1 over the true lengths of the periods; of the
    whole-fen instalments around it the one whose last differs least, the nearest to the exact EMI where two
    do equally well."""
    growth, annuity, power = 1, 0, 1
    for numerator in rates.numerators:
        power *= rates.denominator
        growth *= rates.denominator + numerator
        annuity = annuity * (rates.denominator + numerator) + power
    exact = principal * growth  # over `annuity`
    low = exact // annuity
    candidates = range(max(low - _SEARCH_FEN, 0), low + _SEARCH_FEN + 2)
    tried = {fen: _repaid_at(fen, principal, rates) for fen in candidates}

    def gap(fen: int) -> tuple[int, int]:
        part, interest = tried[fen][-1]
        return abs(part + interest - fen), abs(fen * annuity - exact)

    return tried[min(candidates, key=gap)]


def _repaid_at(instalment: int, principal: int, rates: _PeriodRates) -> Parts:
    """Each instalment pays its interest first; the last takes what is left. A tiny loan may be repaid early
    and then owes nothing, and principal never grows."""
    parts: Parts = []
    balance = principal
    last = len(rates.numerators) - 1
    for period in range(last + 1):
        interest = rates.interest(balance, period)
        part = balance if period == last else min(max(instalment - interest, 0), balance)
        parts.append((part, interest))
        balance -= part
    return parts


def _bullet(principal: int, rates: _PeriodRates) -> Parts:
    """先息后本. Interest every month, the whole principal with the last."""
    last = len(rates.numerators) - 1
    return [(principal if p == last else 0, rates.interest(principal, p)) for p in range(last + 1)]


_METHODS: Mapping[RepaymentMethod, Callable[[int, _PeriodRates], Parts]] = {
    RepaymentMethod.EQUAL_INSTALMENT: _equal_instalments,
    RepaymentMethod.BULLET: _bullet,
}
