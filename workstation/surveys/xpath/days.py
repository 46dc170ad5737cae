"""Days and moments as numbers: days since 1 January 1970, a moment with the fraction of its day.

A moment counts by the clock that hung on the wall where it was noted; its offset is not taken off. So
`today()` is the whole part of `now()`, and a form run again in another zone, as the hub does, computes the
same. Two moments that both name their offset are compared as instants.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_EPOCH = date(1970, 1, 1).toordinal()
_NOON_SHIFT = timedelta(milliseconds=0.5)
DAY_SECONDS = 86_400

_CLOCK = r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?"
_MOMENT = re.compile(rf"(\d{{4}})-(\d\d?)-(\d\d?)(?:[T ]{_CLOCK})?")
_TIME = re.compile(_CLOCK)


def moment_of(text: str) -> datetime | None:
    """What an ISO 8601 day or moment says, with its offset where it names one; None for any other text."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, part, offset = match.groups()
    try:
        clock = time(int(hour or 0), int(minute or 0), int(second or 0), _microseconds(part))
        wall = datetime.combine(date(int(year), int(month), int(day)), clock)
        return wall.replace(tzinfo=_zone(offset)) if offset else wall
    except ValueError:
        return None


def days_of(text: str) -> float:
    """An ISO day or moment as days since the epoch by its own wall clock; NaN for any other text."""
    moment = moment_of(text)
    return math.nan if moment is None else days(moment)


def days(moment: datetime) -> float:
    clock = moment.time()
    return moment.toordinal() - _EPOCH + part_of_day(clock)


def instant(moment: datetime) -> float:
    """Days since the epoch in UTC; a moment without an offset is taken by its wall clock."""
    return days(moment.astimezone(UTC)) if moment.tzinfo else days(moment)


def part_of_day(clock: time) -> float:
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1_000_000
    return seconds / DAY_SECONDS


def part_of_text(text: str) -> float:
    """A time of day, alone or within a moment, as the part of its day that has gone: noon is 0.5."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        moment = moment_of(text)
        return math.nan if moment is None else part_of_day(moment.time())
    hour, minute, second, part, _ = match.groups()
    try:
        return part_of_day(time(int(hour), int(minute), int(second or 0), _microseconds(part)))
    except ValueError:
        return math.nan


def moment_from(number: float) -> datetime | None:
    """The wall-clock moment of days since the epoch, to the millisecond; None outside the years 1 to 9999."""
    if not math.isfinite(number):
        return None
    try:
        whole = math.floor(number)
        start = datetime.combine(date.fromordinal(_EPOCH + whole), time())
        exact = start + timedelta(days=number - whole) + _NOON_SHIFT
    except (ValueError, OverflowError):
        return None
    return exact.replace(microsecond=exact.microsecond // 1000 * 1000)


def iso_moment(moment: datetime) -> str:
    """As a submission holds it: milliseconds, and the offset where there is one."""
    return moment.isoformat(timespec="milliseconds")


def _microseconds(part: str | None) -> int:
    return int((part or "0")[:6].ljust(6, "0"))


def _zone(offset: str) -> timezone:
    if offset == "Z":
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    width = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-width if offset[0] == "-" else width)
