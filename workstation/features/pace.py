"""The pace of sales: sums of ninety days, now and some months back, from whichever ledger shows it.

Goes in: ledgers and a day. Comes out: `Pace`, the sum of the last 90 days and of the 90 days that ended 30,
60, 90, 120 and 365 days earlier, and the sums of single days where the source has days. The first ledger
that serves is taken: orders (settled, by the day of confirmation), daily takings, takings of about 90 days,
sale invoices. A source that counts payments and tells no amounts gives counts. Sums of a window that the
record does not reach are not there; a record of 30 to 89 days counts at its own daily mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from workstation.domain.ledger import DAY, Ledgers
from workstation.features.course import QUARTER, YEAR, Course
from workstation.features.invoice_figures import Invoices
from workstation.features.shop_sales import settled_course
from workstation.features.windows import MONTH_DAYS, Floats, Integers, Seen, filled, present, seen

LAGS: tuple[int, ...] = (0, 30, 60, 90, 120, YEAR)
"""Days before the assessment at which a window of 90 days ends."""

LEAST_LONG, _LONGEST = 80, 100
"""Days of a period that counts as ninety."""

_OFF = 15  # days by which such a period may miss a lag
_LEAST_RECORD = MONTH_DAYS


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sales of about ninety days, brought to ninety: hundredths of the currency, or hundredths of a payment.
    `first` and `last` are the ages in days of its own first and last day, the first the older."""

    amount: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Pace:
    """`quarters` by lag; `daily` by age in days, None where the source has no days; `record` the days from
    the first row to the assessment; `counted` sales of the last 90 days, None where nobody counts them;
    `money` says whether sums are amounts, `settled` whether they were sold and not only billed."""

    quarters: Mapping[int, Stretch]
    daily: Integers | None
    record: int
    counted: int | None
    money: bool
    settled: bool = True


def pace_of(ledgers: Ledgers, as_of: date, course: Course | None) -> Pace | None:
    """`course` is that of settled orders, of valid sale invoices where there is no order. None where no
    ledger shows sales, or where what it shows is too short or too old."""
    orders = seen(ledgers, "orders", as_of)
    if orders is not None:
        placed = len(orders.times[orders.since(QUARTER)])
        return None if course is None else pace_of_days(course, placed, money=True)
    takings = seen(ledgers, "takings", as_of)
    if takings is not None:
        return _of_takings(takings)
    billed = None if course is None else pace_of_days(course, None, money=True)
    return None if billed is None else replace(billed, settled=False)


def pace_of_ledgers(ledgers: Ledgers, as_of: date) -> Pace | None:
    """The same where nobody has reckoned the course of sales yet."""
    orders, invoices = seen(ledgers, "orders", as_of), seen(ledgers, "invoices", as_of)
    course = None
    if orders is not None:
        course = settled_course(orders)
    elif invoices is not None:
        sold = Invoices.of(invoices)
        course = sold.course(sold.sales) if sold.sales.any() else None
    return pace_of(ledgers, as_of, course)


def pace_of_days(course: Course, counted: int | None, money: bool) -> Pace | None:
    """`counted` sales of the last 90 days. None for a record of less than 30 days."""
    record = course.history_days
    if record < _LEAST_RECORD:
        return None
    quarters = {}
    for lag in LAGS:
        days = min(record - lag, QUARTER)
        if days == QUARTER or lag == 0:
            amount = course.total(days, lag) * (QUARTER / days)
            quarters[lag] = Stretch(amount, lag + days - 1, lag)
    return Pace(quarters, course.daily, record, counted, money)


def _of_takings(takings: Seen) -> Pace | None:
    lengths = (takings.times - takings.integers("starts_at")) // DAY + 1
    days, long = lengths == 1, (lengths >= LEAST_LONG) & (lengths <= _LONGEST)
    told = present(takings.integers("sales_amount"))
    if days.any():
        money = bool((told & days).any())
        ages = takings.ages[days]
        amounts = _amounts(takings, money)[days]
        record = int(ages.max()) + 1
        counts = takings.integers("payments")
        near = days & present(counts) & (takings.ages < QUARTER)
        found = pace_of_days(
            Course.of(ages, amounts, record), int(counts[near].sum()) if near.any() else None, money
        )
        if found is not None and (record >= QUARTER or not long.any()):
            return found
    if not long.any():
        return None
    money = bool((told & long).any())
    known = long & (told if money else present(takings.integers("payments")))
    return _of_quarters(takings.ages[known], lengths[known], _amounts(takings, money)[known], money)


def _amounts(takings: Seen, money: bool) -> Integers:
    """Hundredths; what the source leaves out of a day is nothing taken."""
    return filled(takings.integers("sales_amount")) if money else filled(takings.integers("payments")) * 100


def _of_quarters(ages: Integers, lengths: Integers, amounts: Integers, money: bool) -> Pace | None:
    """Periods of about ninety days, those of several shops that end on one day added up."""
    totals: dict[tuple[int, int], int] = {}
    for age, length, amount in zip(ages.tolist(), lengths.tolist(), amounts.tolist(), strict=True):
        totals[age, length] = totals.get((age, length), 0) + amount
    quarters = {}
    for lag in LAGS:
        age, length = min(totals, key=lambda period: (abs(period[0] - lag), period))
        if abs(age - lag) <= _OFF:
            quarters[lag] = Stretch(totals[age, length] * (QUARTER / length), age + length - 1, age)
    if 0 not in quarters:
        return None
    record = max(age + length for age, length in totals)
    return Pace(quarters, None, record, None, money)


def week_sums(daily: Integers, weeks: int) -> Floats:
    """Sums of the last whole weeks, the newest first."""
    sums: Floats = daily[: 7 * weeks].reshape(weeks, 7).sum(axis=1).astype(np.float64)
    return sums
