"""When figures are said to have drifted, and how sure a rate is: against published numbers and by trying."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workstation.scoring.drift import chi_square, critical_psi, drift_of, over_many, reference_of
from workstation.scoring.intervals import jeffreys


@pytest.mark.parametrize(
    ("confidence", "degrees", "table"),
    [(0.95, 1, 3.841), (0.95, 9, 16.919), (0.99, 9, 21.666), (0.95, 30, 43.773), (0.9995, 9, 29.666)],
)
def test_the_quantiles_of_chi_square_are_those_of_the_tables(
    confidence: float, degrees: int, table: float
) -> None:
    assert chi_square(confidence, degrees) == pytest.approx(table, abs=6e-4)


def test_the_critical_value_is_the_published_one() -> None:
    assert critical_psi(1000, 100, 10) == pytest.approx(0.186, abs=5e-4)


def test_without_a_shift_the_alarm_is_false_about_five_times_in_a_hundred() -> None:
    rng = np.random.default_rng(7)
    reference = reference_of("figure", rng.standard_normal(2000))
    # The bins are cut from the reference itself, so its own counts are even and only the new rows vary.
    alarms = sum(drift_of(reference, rng.standard_normal(400)).alarms for _ in range(400))
    assert 4 <= alarms <= 36


def test_a_shifted_figure_alarms_and_says_where_it_moved() -> None:
    rng = np.random.default_rng(8)
    reference = reference_of("figure", rng.standard_normal(2000))
    found = drift_of(reference, rng.standard_normal(400) + 0.6)
    assert found.alarms and found.psi > found.critical
    assert found.largest[0] == 9 and found.largest[1] > 0.05
    assert found.missing == (0.0, 0.0)


def test_more_missing_values_are_a_drift_too() -> None:
    rng = np.random.default_rng(9)
    before, now = rng.standard_normal(1000), rng.standard_normal(500)
    now[:200] = np.nan
    found = drift_of(reference_of("figure", before), now)
    assert found.alarms and found.missing == (0.0, 0.4)


def test_a_figure_that_is_mostly_zero_keeps_its_zeros_in_one_bin() -> None:
    values = np.concatenate([np.zeros(900), np.arange(1.0, 101.0)])
    reference = reference_of("share", values)
    assert reference.counts[0] == 900 and reference.rows == 1000
    assert not drift_of(reference, values).alarms


@pytest.mark.parametrize("values", [[], [1.0, 1.0, 1.0], [math.nan, math.nan]])
def test_a_figure_that_never_varies_cannot_drift(values: list[float]) -> None:
    found = drift_of(reference_of("figure", values), values)
    assert not found.alarms and found.psi == 0.0


def test_many_figures_under_watch_ask_for_more_of_each() -> None:
    assert over_many(0.95, 1) == 0.95
    assert over_many(0.95, 60) ** 60 == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # scipy.stats.beta.ppf(·, k + .5, n − k + .5)
        (0, 10, 0.0, 0.217196),
        (5, 100, 0.019317, 0.106232),
        (10, 10, 0.782804, 1.0),
        (80, 1000, 0.064409, 0.098000),
    ],
)
def test_jeffreys_intervals_are_those_of_the_beta_distribution(
    part: int, whole: int, low: float, high: float
) -> None:
    assert jeffreys(part, whole) == pytest.approx((low, high), abs=2e-4)


def test_of_nothing_nothing_is_known() -> None:
    assert jeffreys(0, 0) == (0.0, 1.0)
