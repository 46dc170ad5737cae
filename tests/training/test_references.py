"""The reference that a model travels with: approved itself, and of values that occur."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scoring.conftest import SHOP, train
from workstation.scoring import STANDARD_FACTOR, STANDARD_OFFSET, Scale, geometric_grades, probability_of
from workstation.training.boosting import Trees
from workstation.training.references import reference_of

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
