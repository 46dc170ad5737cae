"""Opening hours as officers write them."""

from __future__ import annotations

from datetime import date

import pytest

from workstation.domain.hours import ALWAYS, clock, hours_of

MONDAY, SATURDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "day", "windows"),
    [
        ("", SUNDAY, ((0, 1440),)),
        ("9:00-18:00", SUNDAY, ((540, 1080),)),
        ("9:00-12:00 13:30-18:00", MONDAY, ((540, 720), (810, 1080))),
        ("9:00–12:00，13:30至18:00", MONDAY, ((540, 720), (810, 1080))),
        ("1-5 9:00-18:00; 6 10:00-16:00", SATURDAY, ((600, 960),)),
        ("1-5 9:00-18:00; 6 10:00-16:00", SUNDAY, ()),
        ("1,3,6-7 00:00-24:00", SATURDAY, ((0, 1440),)),
    ],
)
def test_opening_hours_are_read_as_they_are_written(
    text: str, day: date, windows: tuple[tuple[int, int], ...]
) -> None:
    found = hours_of(text)

    assert found is not None and found.on(day) == windows


@pytest.mark.parametrize(
    "text",
    ["always", "9-18", "18:00-9:00", "9:00-12:00 11:00-13:00", "8 9:00-10:00", "5-1 9:00-10:00", "9:00-24:30",
     "9:00-12:00 and more", "1-5", "1- 9:00-10:00"],
)  # fmt: skip
def test_hours_that_cannot_be_read_are_none(text: str) -> None:
    assert hours_of(text) is None


def test_a_minute_is_shown_as_a_clock_does() -> None:
    assert [clock(minute) for minute in (0, 545, 1500)] == ["00:00", "09:05", "25:00"]
    assert ALWAYS.on(SUNDAY) == ((0, 1440),)
