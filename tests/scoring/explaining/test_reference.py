"""Against whom reasons are given, and how good the reasons are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scoring.explaining.conftest import SIGNS, WIDTH, grown, raw_of, rows
from workstation.scoring.explaining import (
    Forest,
    Question,
    TreeBaseline,
    just_approved_median,
    measure_reasons,
    no_worse,
    principal,
)
from workstation.scoring.explaining.forest import Floats
from workstation.training.trees import missing_to_the_worse


def first_column(matrix: Floats) -> Floats:
    return matrix[:, 0]


class TestTheJustApproved:
    def test_are_those_nearest_below_the_cut_off(self) -> None:
        table = np.array([[margin, margin * 10] for margin in np.arange(-100.0, 101.0)])
        found = just_approved_median(first_column, table, 0.0, share=0.25)
        assert found.tolist() == [-12.0, -120.0]

    def test_have_no_record_where_most_of_them_have_none(self) -> None:
        table = np.array(
            [[-float(n), np.nan if n % 3 else 5.0, n if n % 3 else np.nan] for n in range(1, 31)]
        )
        found = just_approved_median(first_column, table, 0.0, share=1.0)
        assert np.isnan(found[1])
        assert not np.isnan(found[2])

    def test_are_more_where_their_median_would_be_declined_itself(self) -> None:
        def both_good(matrix: Floats) -> Floats:
            """Approves only who has one strength in full; the middle of the nearest has neither."""
            return 1.0 - matrix.max(axis=1)

        near = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]] * 10
        table = np.array([*near, *[[2.0, 2.0, 2.0]] * 60])
        found = just_approved_median(both_good, table, 0.0, share=0.1)
        assert both_good(found[None])[0] <= 0

    def test_cannot_be_nobody(self) -> None:
        with pytest.raises(ValueError, match="nobody"):
            just_approved_median(first_column, np.ones((5, 2)), 0.0)


def test_missing_is_worse_than_any_value_and_no_worse_than_missing() -> None:
    nan = float("nan")
    case = np.array([1.0, 1.0, nan, 1.0, nan, 2.0])
    reference = np.array([2.0, 2.0, 1.0, nan, nan, 1.0])
    directions = np.array([1.0, -1.0, 1.0, 1.0, 1.0, 0.0])
    assert no_worse(case, reference, directions).tolist() == [True, False, False, True, True, False]


def test_principal_reasons_are_the_strongest_against_and_never_one_in_favour() -> None:
    assert principal(np.array([0.1, -3.0, 0.5, 0.0, 0.3, 0.2, 0.4])) == [2, 6, 4, 5]
    assert principal(np.array([-1.0, 0.0])) == []


def test_measuring_counts_who_flips_and_finds_no_absurd_reason() -> None:
    booster = grown(signs=SIGNS, trees=60)
    text = missing_to_the_worse(booster.model_to_string(), SIGNS)
    score = raw_of(type(booster)(model_str=text))
    table = rows(500, 80)
    names = [f"f{n}" for n in range(WIDTH)]
    reference = just_approved_median(score, table, 0.0)
    question = Question(names, {"first": ["f0", "f4"], "second": ["f1"]}, SIGNS, reference, 0.0)
    assert list(question.reasons) == ["first", "second", "f2", "f3", "f5"]
    exact = TreeBaseline(Forest.of((text, 1.0)), reference, list(question.reasons.values()))
    found = measure_reasons(score, question, table, exact)
    assert found.cases == int((score(table) > 0).sum()) > 50
    assert found.absurd_share == 0.0
    assert found.flip_share > 0.9
    assert found.largest_gap < 1e-9
    assert found.flip_share == measure_reasons(score, question, table[:500]).flip_share


def test_measuring_tells_absurd_reasons_where_a_model_gives_them() -> None:
    """A score that punishes what the signs call good."""
    table = np.array([[3.0], [-1.0]])
    question = Question(["f0"], {}, [-1], np.array([0.0]), 0.0)
    found = measure_reasons(first_column, question, table)
    assert (found.cases, found.reasons, found.absurd_share, found.flip_share) == (1, 1, 1.0, 1.0)


def test_measuring_nobody_declined_is_no_figure() -> None:
    question = Question(["f0"], {}, [1], np.array([0.0]), 100.0)
    assert measure_reasons(first_column, question, np.ones((3, 1))).cases == 0
