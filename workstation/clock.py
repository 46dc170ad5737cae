"""Time comes in from outside: no other module asks the computer what time it is.

`SystemClock` is the real one; `FixedClock` is for tests and for profiles that replay a past business day.
A clock is for showing and for dating papers; it never decides an order or a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """The business day in the office's own calendar."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """Always noon UTC of one business day."""

    day: date

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        return self.day


def iso(moment: datetime) -> str:
    """A moment as ISO-8601 UTC with seconds: 2026-11-23T04:05:06Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
