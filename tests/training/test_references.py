"""The reference that a model travels with: approved itself, and of values that occur."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scoring.conftest import SHOP, train
from workstation.scoring import STANDARD_FACTOR, STANDARD_OFFSET, Scale, geometric_grades, probability_of
from workstation.scoring.explaining.neighbours import read_neighbours
from workstation.training.boosting import Trees
from workstation.training.references import neighbours_of, reference_of

GRADES = geometric_grades("ABCDEFGH", 0.0025, 0.16)


@pytest.fixture(scope="module")
def text() -> str:
    return train(SHOP, 3)


def scaled(a: float) -> Scale:
    return Scale(a, 0.9, STANDARD_OFFSET, STANDARD_FACTOR, GRADES)


def rows() -> np.ndarray:
    return np.random.default_rng(9).normal(size=(800, len(SHOP))).round(2)


def test_it_would_be_approved_and_is_of_values_that_occur(text: str) -> None:
    found = reference_of(text, scaled(-1.5), rows())
    assert len(found) == len(SHOP)
    assert all(value in rows()[:, column] for column, value in enumerate(found))
    margin = -1.5 + 0.9 * Trees(text).raw(np.array([found]))[0]
    assert 0.02 < probability_of(margin) <= 0.16


def test_what_most_of_them_lack_has_no_record(text: str) -> None:
    holed = rows()
    holed[::3, 1] = np.nan
    holed[1::3, 1] = np.nan
    assert reference_of(text, scaled(-1.5), holed)[1] is None


def test_there_is_none_where_nobody_is_approved(text: str) -> None:
    assert reference_of(text, scaled(30.0), rows()) == ()


class TestComparableCases:
    def test_are_drawn_by_the_seed_and_weighed_by_what_the_model_reads(self, text: str) -> None:
        values = rows()
        bad = values[:, 0] > 1
        written = neighbours_of(text, values, bad, seed=4, simulated=True)
        assert written == neighbours_of(text, values, bad, seed=4, simulated=True)
        assert written != neighbours_of(text, values, bad, seed=5, simulated=True)
        found = read_neighbours(written.encode(), len(SHOP))
        assert len(found) == 600
        pull = np.abs(Trees(text).contributions(values)).mean(axis=0)
        assert np.argmax(found.weights) == np.argmax(pull)

    def test_default_more_often_about_a_seller_whom_the_model_fears(self, text: str) -> None:
        values = rows()
        margins = Trees(text).raw(values)
        bad = np.random.default_rng(1).random(len(values)) < 1 / (1 + np.exp(-2 * margins))
        found = read_neighbours(neighbours_of(text, values, bad, seed=4, simulated=True).encode(), len(SHOP))
        order = np.argsort(margins)
        shares = [
            np.mean([n.bad for place in places for n in found.nearest(values[place], 30)])
            for places in (order[:30], order[-30:])
        ]
        assert shares[1] > shares[0] + 0.2
