"""Spans of days, and which earlier one a span is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = timedelta(days=365)
LEAST = 30  # decisions of a year before; with fewer, all that was before counts


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def earlier(self, days: timedelta) -> Span:
        return Span(self.first - days, self.last - days)


def year_before(days: Sequence[date], now: Span) -> Span:
    """The same days a year earlier, or all that came before where those hold too few of `days`."""
    same = now.earlier(YEAR)
    if sum(map(same.holds, days)) >= LEAST:
        return same
    before = now.first - timedelta(days=1)
    return Span(min(min(days, default=before), before), before)
