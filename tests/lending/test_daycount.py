"""Day counts and due dates: every convention's own arithmetic, and what becomes of the 31st."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.lending import DayCount
from workstation.errors import KnownError
from workstation.lending import day_count_days, due_dates, year_fraction

dates = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_thirty_360_bond_basis_as_in_quantlib(vectors: dict[str, Any]) -> None:
    table = vectors["thirty_360_bond_basis"]
    assert "QuantLib" in table["source"]
    for start, end, days in table["cases"]:
        counted = day_count_days(DayCount.THIRTY_360, date.fromisoformat(start), date.fromisoformat(end))
        assert counted == days, f"{start} to {end}, {table['source']}"


def test_actual_actual_is_split_at_new_year() -> None:
    """2006 ISDA Definitions § 4.16(b): each day over the length of its own year."""
    across = year_fraction(DayCount.ACT_ACT, date(2023, 12, 1), date(2024, 2, 1))
    assert across == Fraction(31, 365) + Fraction(31, 366)
    years = year_fraction(DayCount.ACT_ACT, date(2022, 7, 1), date(2025, 7, 1))
    assert years == Fraction(184, 365) + 2 + Fraction(181, 365)


def test_the_draw_day_counts_and_the_repayment_day_does_not() -> None:
    """A platform's loan at 0.05 % a day, drawn on the 1st and repaid on the 6th, bears five days."""
    assert day_count_days(DayCount.ACT_360, date(2026, 3, 1), date(2026, 3, 6)) == 5
    assert year_fraction(DayCount.ACT_360, date(2026, 3, 1), date(2026, 3, 6)) * Fraction("0.18") == Fraction(
        5, 2000
    )


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(KnownError, match=r"daycount\.order.*2025-01-01 is before 2025-01-02"):
        day_count_days(DayCount.ACT_360, date(2025, 1, 2), date(2025, 1, 1))


@given(dates, st.integers(0, 4000), st.integers(0, 4000))
def test_actual_counts_add_up_over_any_split(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    for convention in (DayCount.ACT_360, DayCount.ACT_365F, DayCount.ACT_ACT):
        parts = year_fraction(convention, start, middle) + year_fraction(convention, middle, end)
        assert parts == year_fraction(convention, start, end)


@given(dates, st.integers(0, 30))
def test_a_whole_number_of_years_is_that_many_years(start: date, years: int) -> None:
    if (start.month, start.day) == (2, 29):
        start = start.replace(day=28)
    end = start.replace(year=start.year + years)
    assert year_fraction(DayCount.THIRTY_360, start, end) == years
    if (start.month, start.day) == (1, 1):
        assert year_fraction(DayCount.ACT_ACT, start, end) == years


def test_a_missing_day_is_clamped_or_rolled_and_the_next_counts_from_the_start() -> None:
    start = date(2025, 1, 31)
    assert due_dates(start, 3, "clamp") == (date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30))
    assert due_dates(start, 3, "roll") == (date(2025, 3, 1), date(2025, 3, 31), date(2025, 5, 1))


def test_due_dates_cross_the_year_and_the_leap_day() -> None:
    assert due_dates(date(2023, 12, 30), 2) == (date(2024, 1, 30), date(2024, 2, 29))
    assert due_dates(date(2026, 11, 15), 3)[-1] == date(2027, 2, 15)


@given(dates, st.integers(1, 120), st.sampled_from(["clamp", "roll"]))
def test_due_dates_rise_one_a_month(start: date, months: int, month_end: str) -> None:
    due = due_dates(start, months, month_end)
    assert len(due) == months
    gaps = [(later - earlier).days for earlier, later in zip((start, *due[:-1]), due, strict=True)]
    assert all(27 < gap < 33 for gap in gaps)
