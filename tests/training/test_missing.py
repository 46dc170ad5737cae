"""Missing may not help: what training does about it, on trees small enough to grow in a second."""

from __future__ import annotations

import lightgbm
import numpy as np
import pytest

from workstation.training.boosting import Trees
from workstation.training.missing import blanked, coded, with_holes
from workstation.training.trees import missing_to_the_worse

SIGNS = (1, -1, 0)


@pytest.fixture(scope="module")
def values() -> np.ndarray:
    return np.random.default_rng(3).standard_normal((3000, 3))


@pytest.fixture(scope="module")
def bad(values: np.ndarray) -> np.ndarray:
    """Risk rises with the first column, falls with the second, and the third is what it likes."""
    risk = values[:, 0] - values[:, 1] + np.abs(values[:, 2])
    return np.random.default_rng(4).random(3000) < 1 / (1 + np.exp(2 - risk))


def _grown(values: np.ndarray, bad: np.ndarray) -> str:
    settings = {
        "objective": "binary",
        "num_leaves": 8,
        "monotone_constraints": list(SIGNS),
        "monotone_constraints_method": "basic",
        "verbosity": -1,
        "num_threads": 1,
        "seed": 1,
    }
    text: str = lightgbm.train(settings, lightgbm.Dataset(values, bad.astype(float)), 30).model_to_string()
    return text


@pytest.fixture(scope="module")
def flattering(values: np.ndarray, bad: np.ndarray) -> str:
    """Trees that learned that who hides the first column is good."""
    hidden = values.copy()
    hidden[(np.random.default_rng(5).random(3000) < 0.3) & ~bad, 0] = np.nan
    return _grown(hidden, bad)


def test_left_alone_trees_reward_the_missing_field(flattering: str, values: np.ndarray) -> None:
    trees = Trees(flattering)
    without, _ = blanked(values, [0])
    assert (trees.raw(without) < trees.raw(values)).mean() > 0.5


@pytest.mark.parametrize("column", [0, 1])
def test_redirected_trees_never_do(flattering: str, values: np.ndarray, column: int) -> None:
    trees = Trees(missing_to_the_worse(flattering, SIGNS))
    without, _ = blanked(values, [column])
    assert (trees.raw(without) >= trees.raw(values)).all()


def test_redirecting_changes_nothing_where_nothing_is_missing(flattering: str, values: np.ndarray) -> None:
    redirected = Trees(missing_to_the_worse(flattering, SIGNS))
    assert np.array_equal(redirected.raw(values), Trees(flattering).raw(values))


def test_a_column_never_seen_missing_is_still_missing_and_not_zero(
    values: np.ndarray, bad: np.ndarray
) -> None:
    trees = Trees(missing_to_the_worse(_grown(values, bad), SIGNS))
    worst = values.copy()
    worst[:, 0] = 1e9
    without, _ = blanked(values, [0])
    assert np.array_equal(trees.raw(without), trees.raw(worst))


def test_a_text_that_is_no_model_is_refused() -> None:
    with pytest.raises(ValueError, match="not a LightGBM model"):
        missing_to_the_worse("tree\nversion=v4\n", SIGNS)


def test_missing_signed_values_are_coded_beyond_their_risky_end() -> None:
    row = np.array([[np.nan, np.nan, np.nan], [1.0, 2.0, 3.0]])
    worst = coded(row, SIGNS)
    assert worst[0, 0] > 1e20
    assert worst[0, 1] < -1e20
    assert np.isnan(worst[0, 2])
    assert worst[1].tolist() == [1.0, 2.0, 3.0]


def test_holes_take_whole_ledgers_and_single_fields_and_leave_the_original() -> None:
    full = np.ones((5000, 4))
    holed = with_holes(full, [[0, 1]], np.random.default_rng(6))
    assert full.all()
    gone = np.isnan(holed)
    together = (gone[:, 0] & gone[:, 1]).mean()
    assert together > 0.05 > gone[:, 2].mean() > 0.03


def test_blanking_says_who_had_something_to_lose() -> None:
    rows = np.array([[np.nan, np.nan], [np.nan, 1.0]])
    without, had = blanked(rows, [0, 1])
    assert np.isnan(without).all()
    assert had.tolist() == [False, True]
