"""Due dates of a monthly schedule, and what happens to the 31st in a month that has none.

Every date is counted from the start, so a short month never shifts the dates after it. Business days are
not considered here.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class MonthEnd(StrEnum):
    """What a missing day becomes: the last day of its month, or the first of the next month."""

    CLAMP = "clamp"
    ROLL = "roll"


def months_after(start: date, months: int, month_end: MonthEnd | str = MonthEnd.CLAMP) -> date:
    """The day `months` months after `start`.

    From 31 January, one month: clamp gives 28 (29) February, roll gives 1 March. Raises `ValueError` for an
    unknown rule and `OverflowError` beyond the year 9999.
    """
    rule = month_end if isinstance(month_end, MonthEnd) else MonthEnd(month_end)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        raise OverflowError(f"{months} months after {start.isoformat()} is beyond the calendar")
    last = _LONGEST[month] if month != 1 or isleap(year) else 28
    if start.day <= last:
        return date(year, month + 1, start.day)
    end_of_month = date(year, month + 1, last)
    return end_of_month if rule is MonthEnd.CLAMP else end_of_month + timedelta(days=1)


@lru_cache(maxsize=512)
def due_dates(start: date, months: int, month_end: MonthEnd | str = MonthEnd.CLAMP) -> tuple[date, ...]:
    """The due dates of `months` monthly instalments after `start`."""
    rule = MonthEnd(month_end)
    return tuple(months_after(start, number, rule) for number in range(1, months + 1))
