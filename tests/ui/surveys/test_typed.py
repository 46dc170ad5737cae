"""What people type is read as they mean it, and what cannot be read goes on as it was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.screens.survey.repeat.lines import grid_of
from ui.screens.survey.typed import (
    day_text,
    figure_shown,
    month_text,
    moved_day,
    number_shown,
    number_text,
    points_shown,
    points_text,
    position_text,
    time_shown,
    time_text,
    typed_pair,
)

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1,234.50", "1234.50"),
        ("1，234", "1234"),
        ("5.5万", "55000"),
        ("５万元", "50000"),
        ("¥20", "20"),
        ("12%", "0.12"),
        ("７.５％", "0.075"),
        ("100%", "1"),
        ("0.30", "0.30"),
        ("-12", "-12"),
        ("12,34", "12,34"),
        ("five", "five"),
        ("", ""),
    ],
)
def test_numbers_are_kept_to_the_digit(typed: str, text: str) -> None:
    assert number_text(typed) == text


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=3).map(lambda d: format(d, "f")))
def test_thousands_only_set_digits_apart(text: str) -> None:
    assert number_text(number_shown(text)) == text


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_a_reader(text: str) -> None:
    number_shown(number_text(text))
    day_text(text, TODAY)
    time_shown(time_text(text, "+08:00"))
    points_text(text, closed=True)
    figure_shown(text)
    grid_of(text)


def test_a_figure_of_the_form_is_rounded_for_the_eye_only() -> None:
    assert figure_shown("1234.5678") == "1,234.57"
    assert figure_shown("69800") == "69,800"
    assert figure_shown("NaN") == ""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20261103", "2026-11-03"),
        ("2026/11/3", "2026-11-03"),
        ("2026年11月3日", "2026-11-03"),
        ("11-3", "2026-11-03"),
        ("3", "2026-11-03"),
        ("今天", "2026-11-28"),
        ("31.2.", "31.2."),
        ("soon", "soon"),
    ],
)
def test_days_are_read_near_today(typed: str, day: str) -> None:
    assert day_text(typed, TODAY) == day


def test_months_and_steps_of_days() -> None:
    assert month_text("2026-03", TODAY) == month_text("3", TODAY) == "2026-03-01"
    assert moved_day("2026-01-31", 0, 1, TODAY) == "2026-02-28"
    assert moved_day("", 1, 0, TODAY) == "2026-11-28"


@pytest.mark.parametrize("typed", ["1403", "14:03", "14.03", "14时3分"])
def test_times_of_day(typed: str) -> None:
    assert time_text(typed, "+08:00") == "14:03:00.000+08:00"
    assert time_shown("14:03:00.000+08:00") == "14:03"


def test_places_are_taken_as_maps_copy_them() -> None:
    assert typed_pair("31.2304， 121.4737") == ("31.2304", "121.4737")
    assert position_text("31.2304", "121.4737") == "31.2304 121.4737 0 0"
    shape = points_text("31.1 121.1\n31.2 121.1\n31.2 121.2", closed=True)
    assert shape.count(";") == 3 and shape.startswith("31.1 121.1") and shape.endswith("31.1 121.1 0 0")
    assert points_shown(shape, closed=True).splitlines() == ["31.1 121.1", "31.2 121.1", "31.2 121.2"]


def test_a_spreadsheet_hands_over_lines_with_quoted_cells() -> None:
    assert grid_of('a\t1\r\n"b\nc"\t"say ""2"""\r\n') == [["a", "1"], ["b\nc", 'say "2"']]
