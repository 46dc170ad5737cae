"""Points as the trade reads them: 600 at fifty to one, twenty more for each doubling of the odds."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.errors import BugError
from workstation.scoring import STANDARD_FACTOR, STANDARD_OFFSET, Scale, geometric_grades, probability_of

NAMES = ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "D", "E")
SCALE = Scale(0.0, 1.0, STANDARD_OFFSET, STANDARD_FACTOR, geometric_grades(NAMES, 0.005, 0.3))


def test_six_hundred_points_are_odds_of_fifty_to_one() -> None:
    assert SCALE.points(SCALE.margin(math.log(1 / 50))) == pytest.approx(600, abs=1e-3)


def test_twenty_points_double_the_odds() -> None:
    assert SCALE.points(math.log(1 / 100)) - SCALE.points(math.log(1 / 50)) == pytest.approx(20, abs=1e-3)


def test_a_margin_has_nine_decimals_and_no_negative_zero() -> None:
    assert SCALE.margin(0.1234567894999) == 0.123456789
    assert str(SCALE.margin(-1e-12)) == "0.0"


def test_grades_rise_in_even_steps_and_their_edges_belong_to_the_better() -> None:
    grades = SCALE.grades
    assert [g.name for g in grades] == list(NAMES)
    steps = [b.up_to / a.up_to for a, b in pairwise(grades[:-1])]
    assert max(steps) / min(steps) < 1.001
    assert (SCALE.grade(0.0), SCALE.grade(0.005), SCALE.grade(0.0050001), SCALE.grade(1.0)) == (
        "A1",
        "A1",
        "A2",
        "E",
    )


@pytest.mark.parametrize(
    ("names", "low", "high"), [(("A", "B"), 0.1, 0.2), (NAMES, 0.3, 0.1), (NAMES, 0.0, 0.1)]
)
def test_grades_that_cannot_be_are_a_fault_of_the_caller(
    names: tuple[str, ...], low: float, high: float
) -> None:
    with pytest.raises(ValueError, match="grades need"):
        geometric_grades(names, low, high)


@given(
    st.lists(st.floats(-5, 5), min_size=1, max_size=60),
    st.floats(-3, 3),
    st.floats(-2, 2),
    st.floats(0.1, 3),
)
def test_contributions_stay_additive_through_calibration(
    raw: list[float], raw_base: float, a: float, b: float
) -> None:
    scale = Scale(a, b, STANDARD_OFFSET, STANDARD_FACTOR, SCALE.grades)
    points = scale.points(scale.margin(math.fsum([raw_base, *raw])))
    base, parts = scale.split(raw_base, raw, points)
    assert abs(math.fsum([base, *parts]) - points) <= 1e-9
    assert base == pytest.approx(STANDARD_OFFSET - STANDARD_FACTOR * (a + b * raw_base), abs=1e-4)
    assert all(part * value <= 0 for part, value in zip(parts, raw, strict=True))


def test_contributions_that_do_not_belong_to_the_score_are_a_bug() -> None:
    with pytest.raises(BugError, match="add up"):
        SCALE.split(0.0, [1.0, 2.0], SCALE.points(3.1))


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_more_margin_is_never_less_probability(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert probability_of(low) <= probability_of(high)
