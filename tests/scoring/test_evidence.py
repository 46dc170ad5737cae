"""Small signs, gathered: what they weigh is known, and how often chance would make them sound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.scoring.evidence import Sign, evidence_of, gathered, together, two_sided
from workstation.scoring.joint import joint


def sign(p: float, about: str = "askers") -> Sign:
    return Sign("sign", about, p, 0.0, 0.0)


@pytest.mark.parametrize(("p", "evidence"), [(1.0, 0.5), (0.02, 2.947), (0.001, 20.79), (1e-4, 117.8)])
def test_the_rarer_a_sign_the_more_it_weighs(p: float, evidence: float) -> None:
    assert evidence_of(p) == pytest.approx(evidence, rel=1e-3)


def test_where_nothing_moved_it_weighs_no_more_than_one_in_the_mean() -> None:
    """The integral of the calibrator over [0, 1] is 1; what lies below 1e-12 is cut off."""
    edges = np.logspace(-12, 0, 200_001)
    heights = np.array([evidence_of(float(p)) for p in edges])
    assert 0.9 < float(np.trapezoid(heights, edges)) <= 1.0


@given(st.floats(0, 1), st.floats(0, 1))
def test_it_never_falls_as_a_sign_gets_rarer(p: float, q: float) -> None:
    low, high = sorted((p, q))
    assert evidence_of(low) >= evidence_of(high) - 1e-9


def test_askers_and_loans_have_one_half_each_however_many_signs_speak_of_them() -> None:
    quiet, loud = sign(1.0), sign(0.001, "loans")
    alone = together([quiet, loud])
    assert together([quiet] * 5 + [loud]) == pytest.approx(alone)
    assert alone == pytest.approx((0.5 + evidence_of(0.001)) / 2)
    assert together([]) == 1.0


def test_a_small_shift_that_stays_sounds_and_one_that_passes_does_not() -> None:
    """3 % a quarter is no alarm in one quarter, and one in four of them; what fell below 1 is forgotten."""
    small, none = [sign(0.02)], [sign(0.8)]
    lasting = gathered([small] * 4)
    assert lasting[0] < 20 < lasting[3]
    assert max(gathered([small, none, none, small, none, none])) < 20
    assert gathered([none, none, small])[2] == pytest.approx(evidence_of(0.02))


def test_chance_alone_sounds_in_few_books_of_a_hundred_within_two_years() -> None:
    """Eight quarters held against one reference, which makes their errors alike: worse than the theorem's
    premise, and still rare. A score of means against its own p-value is what most signs come to."""
    rng = np.random.default_rng(11)
    shared, own = rng.standard_normal((1500, 1)), rng.standard_normal((1500, 8))
    books = np.sqrt(0.4) * shared + np.sqrt(0.6) * own
    loud = sum(max(gathered([[sign(two_sided(z))] for z in book])) >= 20 for book in books.tolist())
    assert 5 <= loud <= 90  # 6 % at most


def population(rows: int, seed: int, shift: float = 0.0, figures: int = 12) -> np.ndarray:
    """Figures that hang together, a few of them missing, each moved by so many deviations."""
    rng = np.random.default_rng(seed)
    common = rng.standard_normal((rows, 1))
    values: np.ndarray = 0.7 * common + 0.7 * rng.standard_normal((rows, figures)) + shift
    values[rng.random((rows, figures)) < 0.1] = np.nan
    return values


def test_without_a_shift_all_figures_together_alarm_as_often_as_they_say() -> None:
    chances = []
    for seed in range(300):
        found = joint(population(120, 2 * seed), population(90, 2 * seed + 1))
        assert found is not None
        chances.append(found.p)
    assert 4 <= sum(p < 0.05 for p in chances) <= 28
    assert 120 <= sum(p < 0.5 for p in chances) <= 180


def test_many_figures_that_each_move_a_little_are_seen_together() -> None:
    rng = np.random.default_rng(5)
    before, now = rng.standard_normal((1500, 20)), rng.standard_normal((1500, 20)) + 0.06
    found, one = joint(before, now), joint(before[:, :1], now[:, :1])
    assert found is not None and one is not None
    assert found.p < 0.001 and found.directions == 20
    assert found.share > found.expected and one.p > 0.01


def test_more_gaps_than_before_are_a_change_too() -> None:
    before, now = population(400, 1), population(400, 2)
    now[:120, 3] = np.nan
    found = joint(before, now)
    assert found is not None and found.p < 1e-6


def test_of_more_figures_than_rows_the_widest_directions_speak() -> None:
    found = joint(population(40, 1, figures=60), population(40, 2, figures=60))
    assert found is not None and found.directions == 8 and found.p > 0.001


def test_what_never_varies_tells_of_no_time() -> None:
    still = np.ones((50, 2))
    assert joint(still, still) is None
    assert joint(np.full((50, 1), np.nan), np.full((50, 1), np.nan)) is None
