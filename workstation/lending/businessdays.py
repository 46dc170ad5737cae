"""Business days by a dated calendar, and where a due date goes that falls on a day off.

Goes in: a calendar file (`resources/calendars`), a day and a rule. Comes out: the day on which payment is
due. A calendar speaks of the years it names and of no other, since holidays and the weekends worked in
their place are decreed a year at a time: a date beyond them is a clear error and never a guess. Of its last
years it may know the statutory holidays alone; then it says from when on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from workstation.errors import KnownError
from workstation.lending.definitions import Part, read_definition
from workstation.lending.wording import Words

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class BusinessDay(StrEnum):
    """Where a due date goes that falls on a day off."""

    NONE = "none"  # it stays
    FOLLOWING = "following"  # to the next business day
    MODIFIED_FOLLOWING = "modified-following"  # the same, but never into the next month: then back
    PRECEDING = "preceding"  # to the last business day before


class WorkCalendar(Part, frozen=True, kw_only=True):
    """Which days banks and lenders work: Monday to Friday but for `days_off`, and `workdays`, which are the
    weekend days worked in place of a holiday. `first_year` to `last_year` are the years it covers; of those
    after `announced_to` the notice was not out when it was written, so that days may still move (0: it was
    out for all)."""

    code: str
    name: Words
    first_year: int
    last_year: int
    days_off: tuple[date, ...]
    workdays: tuple[date, ...]
    announced_to: int = 0
    version_hash: str

    def __post_init__(self) -> None:
        if self.first_year > self.last_year:
            raise ValueError("first_year is after last_year")
        if self.announced_to and not self.first_year <= self.announced_to <= self.last_year:
            raise ValueError("announced_to is outside the years covered")
        if any(list(days) != sorted(set(days)) for days in (self.days_off, self.workdays)):
            raise ValueError("the days must stand in order, each once")
        for day in (*self.days_off, *self.workdays):
            if not self.first_year <= day.year <= self.last_year:
                raise ValueError(f"{day.isoformat()} is outside the years covered")
        if wrong := [day for day in self.days_off if day.weekday() >= _SATURDAY]:
            raise ValueError(f"{wrong[0].isoformat()} is a weekend day and off anyway")
        if wrong := [day for day in self.workdays if day.weekday() < _SATURDAY]:
            raise ValueError(f"{wrong[0].isoformat()} is a weekday and worked anyway")

    def first_unannounced(self, days: Iterable[date]) -> date | None:
        """The first of the days for which no notice was out; None where there was one for all."""
        last = self.announced_to or self.last_year
        return min((day for day in days if day.year > last), default=None)

    def is_business_day(self, day: date) -> bool:
        """Raises `KnownError` (`calendar.years`) for a year that the calendar does not cover."""
        if not self.first_year <= day.year <= self.last_year:
            raise KnownError(
                "calendar.years",
                f"the calendar {self.code} covers {self.first_year} to {self.last_year}, "
                f"and {day.isoformat()} is outside",
                where=self.code,
                remedy="Bring the calendar up to date, or lend without a rule for business days.",
            )
        if day.weekday() >= _SATURDAY:
            return _holds(self.workdays, day)
        return not _holds(self.days_off, day)


def _holds(days: Sequence[date], day: date) -> bool:
    place = bisect_left(days, day)
    return place < len(days) and days[place] == day


def adjusted(day: date, rule: BusinessDay | str, calendar: WorkCalendar | None) -> date:
    """`day`, or where the rule moves it. Raises `KnownError` (`calendar.missing` where a rule has no
    calendar, `calendar.years` as above)."""
    wanted = BusinessDay(rule)
    if wanted is BusinessDay.NONE:
        return day
    if calendar is None:
        raise KnownError(
            "calendar.missing",
            f"the rule {wanted.value} needs a calendar of business days",
            remedy="Name a calendar, or choose the rule none.",
        )
    if wanted is BusinessDay.PRECEDING:
        return _moved(day, -_ONE_DAY, calendar)
    later = _moved(day, _ONE_DAY, calendar)
    if wanted is BusinessDay.MODIFIED_FOLLOWING and later.month != day.month:
        return _moved(day, -_ONE_DAY, calendar)
    return later


def _moved(day: date, step: timedelta, calendar: WorkCalendar) -> date:
    while not calendar.is_business_day(day):
        day += step
    return day


def load_calendar(path: Path) -> WorkCalendar:
    """Read a calendar file. Raises `KnownError` (`calendar.unreadable`, `calendar.damaged`)."""
    return read_definition(path, WorkCalendar, "calendar")
