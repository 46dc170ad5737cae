"""Repayment schedules to the fen: what is due when, of principal, interest and fees.

Goes in: principal in fen, yearly rate, months, method, start, and what the terms say of business days, grace
and fees. Comes out: a `Schedule` whose principal adds up exactly. How a method splits the principal is told
in `methods.py`; a share of sales has no instalments of its own and is told in `share_of_sales.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from workstation.domain.lending import DayCount, Instalment, RepaymentMethod, Schedule
from workstation.domain.money import Rounding
from workstation.errors import KnownError
from workstation.lending.businessdays import BusinessDay, WorkCalendar, adjusted
from workstation.lending.daycount import EVEN_YEARS, year_fraction
from workstation.lending.duedates import MonthEnd, due_dates, months_after
from workstation.lending.fees import Fee, period_fees, upfront_fees
from workstation.lending.methods import AT_ONCE, DAILY, METHODS, Parts, PeriodRates, split

MOST_MONTHS = 600
MOST_DAYS = 3_660
ORDER_DAYS = 30
"""An order loan's term where the terms name none."""


@lru_cache(maxsize=512)
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
    business_day: BusinessDay | str = BusinessDay.NONE,
    calendar: WorkCalendar | None = None,
    grace_months: int = 0,
    fees: Sequence[Fee] = (),
    term_days: int = ORDER_DAYS,
) -> Schedule:
    """The schedule of a loan of `principal` fen drawn on `start`, repaid in `months` monthly instalments, or
    at once: a single payment and an on-demand loan after `months`, an order loan after `term_days`.

    Interest of a period = balance × rate × the period's part of a year, to the day on which it is really due:
    the day of the draw counts, the day of payment does not. Under 30/360 each month is one twelfth, whatever
    its dates (as in apache/fineract `LoanMonthEndDueDateStrategy.feature` UC3), but for on-demand and order
    loans, whose interest is always by the day. In the first `grace_months` interest alone is paid. Fees at
    the draw add to `upfront_fee`, those per period stand in their rows, those on an event in none.

    Raises `KnownError`: `schedule.principal`, `.months`, `.days`, `.rate`, `.fee`, `.grace`, `.method` for a
    share of sales, `.due` where a business-day rule leaves no time; `calendar.missing`, `calendar.years`.
    """
    charged = upfront_fee + upfront_fees(fees, principal, rounding)
    _refuse(principal <= 0, "schedule.principal", "the principal must be above zero")
    _refuse(not 1 <= months <= MOST_MONTHS, "schedule.months", f"months must be 1 to {MOST_MONTHS}")
    _refuse(not 1 <= term_days <= MOST_DAYS, "schedule.days", f"the days must be 1 to {MOST_DAYS}")
    _refuse(upfront_fee < 0 or charged >= principal, "schedule.fee", "the fee must be below the principal")
    resting = months - 1 if method not in AT_ONCE else 0
    _refuse(not 0 <= grace_months <= resting, "schedule.grace", f"months of grace must be 0 to {resting}")
    _refuse(
        method not in METHODS, "schedule.method", f"the instalments of {method} do not follow from its terms"
    )
    rate = parse_rate(yearly_rate)
    try:
        due = _unadjusted(method, start, months, month_end, term_days)
        if business_day != BusinessDay.NONE:
            due = [adjusted(day, business_day, calendar) for day in due]
    except OverflowError:
        _refuse(True, "schedule.start", f"from {start.isoformat()} the loan would end beyond the calendar")
    _refuse(due[0] <= start, "schedule.due", "the first payment would not be due after the draw")
    rates = _period_rates(rate, method, day_count, (start, *due), months, rounding)
    rows = instalments(principal, due, split(method, principal, rates, grace_months), fees, rounding)
    return Schedule(principal, yearly_rate, method, day_count, start, charged, rows)


def instalments(
    principal: int, due: Sequence[date], parts: Parts, fees: Sequence[Fee], rounding: Rounding
) -> tuple[Instalment, ...]:
    """The rows that repay `principal` fen in these parts on these days, with what each bears of fees."""
    rows: list[Instalment] = []
    balance = principal
    for number, (day, (part, interest)) in enumerate(zip(due, parts, strict=True), start=1):
        fee = period_fees(fees, principal, balance, rounding) if fees else 0
        balance -= part
        rows.append(Instalment(number, day, part, interest, fee, balance))
    return tuple(rows)


def _refuse(broken: bool, code: str, message: str) -> None:
    if broken:
        raise KnownError(code, message, remedy="Correct the figure.")


def _unadjusted(
    method: RepaymentMethod, start: date, months: int, month_end: MonthEnd | str, term_days: int
) -> Sequence[date]:
    """When payments would be due if every day were a business day."""
    if method is RepaymentMethod.ORDER:
        return [start + timedelta(days=term_days)]
    if method in AT_ONCE:
        return [months_after(start, months, month_end)]
    return due_dates(start, months, month_end)


def _period_rates(
    rate: Fraction,
    method: RepaymentMethod,
    day_count: DayCount,
    days: Sequence[date],
    months: int,
    rounding: Rounding,
) -> PeriodRates:
    """The rates of the periods between `days`, the first of which is that of the draw."""
    if day_count is DayCount.THIRTY_360 and method not in DAILY:
        periods = len(days) - 1
        return PeriodRates.even(rate, [months // periods] * periods, 12, rounding)
    if day_count in EVEN_YEARS:
        lengths = [(last - first).days for first, last in pairwise(days)]
        return PeriodRates.even(rate, lengths, EVEN_YEARS[day_count], rounding)
    parts = (year_fraction(day_count, first, last) for first, last in pairwise(days))
    return PeriodRates.of([rate * part for part in parts], rounding)
