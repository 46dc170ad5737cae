"""Opening hours as an officer writes them: `9:00-12:00 13:30-18:00`, with days before them `1-5 9:00-18:00; 6
10:00-16:00` where Monday is 1. A day that no part speaks of is closed; without days every day is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

DAY_MINUTES = 24 * 60
Window = tuple[int, int]
"""From when to when, in minutes of the day."""

_DAYS = re.compile(r"([1-7])(?:-([1-7]))?(?:,|$)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_WINDOW = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*[-–—~至]\s*([01]?\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Windows by weekday, Monday first; within a day in order and apart."""

    by_weekday: tuple[tuple[Window, ...], ...]

    def on(self, day: date) -> tuple[Window, ...]:
        return self.by_weekday[day.weekday()]


ALWAYS = OpenHours((((0, DAY_MINUTES),),) * 7)


def hours_of(text: str) -> OpenHours | None:
    """Nothing written means that nobody knows, which is taken as always; None where it cannot be read."""
    if not text.strip():
        return ALWAYS
    week: list[list[Window]] = [[] for _ in range(7)]
    for part in re.split(r"[;；]", text.replace("，", ",").replace("：", ":")):
        found = _part(part.strip())
        if found is None:
            return None
        days, windows = found
        for weekday in days:
            week[weekday] = windows
    return OpenHours(tuple(map(tuple, week)))


def clock(minute: int) -> str:
    """`545` → `09:05`; past midnight the hours go on."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(text: str) -> int | None:
    """`09:05` or `9：05` → 545, a minute of the day; None where it is none."""
    found = _CLOCK.fullmatch(text.strip().replace("：", ":"))
    return 60 * int(found[1]) + int(found[2]) if found else None


def _part(part: str) -> tuple[list[int], list[Window]] | None:
    first = _WINDOW.search(part)
    if first is None:
        return None
    days = _weekdays(part[: first.start()].strip())
    windows = [(60 * int(h1) + int(m1), 60 * int(h2) + int(m2)) for h1, m1, h2, m2 in _WINDOW.findall(part)]
    between = _WINDOW.sub("", part[first.start() :]).strip(" ,、")
    bounds = [bound for window in windows for bound in window]
    if days is None or between or bounds != sorted(set(bounds)) or bounds[-1] > DAY_MINUTES:
        return None
    return days, windows


def _weekdays(text: str) -> list[int] | None:
    if not text:
        return list(range(7))
    found: list[int] = []
    at = 0
    while at < len(text):
        match = _DAYS.match(text, at)
        if match is None or (match[2] and match[2] < match[1]):
            return None
        found += range(int(match[1]) - 1, int(match[2] or match[1]))
        at = match.end()
    return found
