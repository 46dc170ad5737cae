"""Time comes in from outside: the office's day, and moments that sort as texts."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from workstation.clock import FixedClock, SystemClock, iso


def test_a_replayed_day_stands_still_at_noon() -> None:
    clock = FixedClock(date(2026, 11, 20))
    assert clock.today() == date(2026, 11, 20)
    assert clock.now() == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert iso(clock.now()) == "2026-11-20T12:00:00Z"


def test_a_moment_is_written_in_utc_wherever_it_was_taken() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert iso(datetime(2026, 7, 1, 1, 2, 3, 999_999, shanghai)) == "2026-06-30T17:02:03Z"


def test_the_real_clock_gives_aware_moments_between_before_and_after() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


@pytest.fixture(params=[14, -12])
def office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """An office at either edge of the calendar: its hours ahead of UTC."""
    hours: int = request.param
    monkeypatch.setenv("TZ", f"OFFICE{-hours:+d}")  # POSIX counts west of Greenwich as positive
    time.tzset()
    yield hours
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not take its zone from the environment")
def test_the_business_day_is_the_office_s_own(office: int) -> None:
    def there() -> date:
        return (datetime.now(UTC) + timedelta(hours=office)).date()

    before, today, after = there(), SystemClock().today(), there()
    assert before <= today <= after
