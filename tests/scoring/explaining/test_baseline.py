"""Exact values of trees against the definition, sums to the last places, and no absurd reason."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from tests.scoring.explaining.conftest import SIGNS, WIDTH, grown, raw_of, rows
from workstation.scoring.explaining import Forest, Score, ScoreBaseline, TreeBaseline, no_worse
from workstation.scoring.explaining.forest import Floats
from workstation.training.trees import missing_to_the_worse

SINGLE = [[column] for column in range(WIDTH)]
REASONS = [[0, 4], [1, 2, 3], [5]]
KINDS = {
    "with missing values": grown(),
    "with zero as missing": grown(zero_is_missing=True),
    "with categories": grown(categorical=True),
    "of one split": grown(leaves=2, trees=7),
    "deep": grown(leaves=31, trees=9),
}


def by_definition(score: Score, case: Floats, reference: Floats, players: list[list[int]]) -> Floats:
    """Mean gain of each player over every order, one score at a time."""
    values = np.zeros(len(players))
    orders = list(permutations(range(len(players))))
    for order in orders:
        row = reference.copy()
        before = score(row[None])[0]
        for player in order:
            row[players[player]] = case[players[player]]
            after = score(row[None])[0]
            values[player] += after - before
            before = after
    return values / len(orders)


@pytest.mark.parametrize("kind", KINDS)
class TestTrees:
    def test_turn_as_lightgbm_turns_them(self, kind: str) -> None:
        booster = KINDS[kind]
        forest = Forest.of((booster.model_to_string(), 1.0))
        probes = np.vstack([rows(60, 9), np.zeros((1, WIDTH)), np.full((1, WIDTH), np.nan)])
        expected = raw_of(booster)(probes)
        assert [forest.raw(row) for row in probes] == pytest.approx(expected.tolist(), abs=1e-12)

    @pytest.mark.parametrize("players", [SINGLE, REASONS])
    def test_give_the_values_of_the_definition(self, kind: str, players: list[list[int]]) -> None:
        booster = KINDS[kind]
        forest = Forest.of((booster.model_to_string(), 1.0))
        case, reference = rows(2, 17, holes=0.2)
        expected = by_definition(raw_of(booster), case, reference, players)
        assert TreeBaseline(forest, reference, players)(case) == pytest.approx(expected, abs=1e-12)
        assert ScoreBaseline(raw_of(booster), reference, players)(case) == pytest.approx(expected, abs=1e-12)

    def test_give_values_that_add_up_to_the_move_of_the_score(self, kind: str) -> None:
        booster = KINDS[kind]
        score = raw_of(booster)
        reference = rows(1, 8)[0]
        explain = TreeBaseline(Forest.of((booster.model_to_string(), 1.0)), reference, SINGLE)
        for case in rows(100, 21, holes=0.3):
            moved = score(case[None])[0] - score(reference[None])[0]
            assert abs(explain(case).sum() - moved) <= 1e-9


def test_a_blend_is_explained_as_one_model() -> None:
    first, second = KINDS["deep"], KINDS["of one split"]
    forest = Forest.of((first.model_to_string(), 0.7), (second.model_to_string(), -0.2))
    case, reference = rows(2, 30)

    def blend(matrix: Floats) -> Floats:
        return 0.7 * raw_of(first)(matrix) - 0.2 * raw_of(second)(matrix)

    expected = by_definition(blend, case, reference, REASONS)
    assert TreeBaseline(forest, reference, REASONS)(case) == pytest.approx(expected, abs=1e-12)


def test_no_reason_is_absurd_in_a_monotone_model() -> None:
    """Who is no worse on every feature of a reason is never told that it spoke against them."""
    booster = grown(signs=SIGNS, trees=80)
    text = missing_to_the_worse(booster.model_to_string(), SIGNS)
    forest = Forest.of((text, 1.0))
    directions = np.array(SIGNS, dtype=np.float64)
    judged = 0
    for reference in rows(6, 40):
        for players in (SINGLE, REASONS):
            explain = TreeBaseline(forest, reference, players)
            for case in rows(60, 41, holes=0.2):
                fine = no_worse(case, reference, directions)
                for columns, value in zip(players, explain(case), strict=True):
                    if fine[columns].all():
                        judged += 1
                        assert value <= 1e-12, (columns, case, reference)
    assert judged > 500


def test_who_equals_the_reference_is_given_nothing() -> None:
    reference = rows(1, 50, holes=0.4)[0]
    forest = Forest.of((KINDS["deep"].model_to_string(), 1.0))
    assert not TreeBaseline(forest, reference, SINGLE)(reference).any()
    assert not ScoreBaseline(raw_of(KINDS["deep"]), reference, SINGLE)(reference).any()


def test_drawn_orders_add_up_exactly_and_come_near() -> None:
    score = raw_of(KINDS["deep"])
    case, reference = rows(2, 60, holes=0.0)
    exact = ScoreBaseline(score, reference, SINGLE)(case)
    drawn = ScoreBaseline(score, reference, SINGLE, most_enumerated=2, orders=400)(case)
    assert drawn.sum() == pytest.approx(exact.sum(), abs=1e-9)
    assert drawn == pytest.approx(exact, abs=0.1)
    assert (drawn == ScoreBaseline(score, reference, SINGLE, most_enumerated=2, orders=400)(case)).all()


def test_the_same_case_gets_the_same_bits_again() -> None:
    text = KINDS["deep"].model_to_string()
    case, reference = rows(2, 70)
    first = TreeBaseline(Forest.of((text, 1.0)), reference, SINGLE)(case)
    assert all(
        (TreeBaseline(Forest.of((text, 1.0)), reference, SINGLE)(case) == first).all() for _ in range(5)
    )


def test_trees_that_cannot_be_taken_apart_are_refused() -> None:
    text = KINDS["deep"].model_to_string()
    with pytest.raises(ValueError, match="linear"):
        Forest.of((text.replace("is_linear=0", "is_linear=1"), 1.0))
    with pytest.raises(ValueError, match="not a sum"):
        Forest.of(("max_feature_idx=3\n", 1.0))
    with pytest.raises(ValueError, match="same columns"):
        Forest.of((text, 1.0), (text.replace("max_feature_idx=5", "max_feature_idx=4"), 1.0))
