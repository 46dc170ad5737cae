"""The bundle that the program is delivered with keeps every promise that is made of bundles."""

from __future__ import annotations

import pytest

from workstation.features import DICTIONARY, Family
from workstation.paths import resources
from workstation.scoring import ModelSuite, open_suite

MODELS = resources() / "models"


@pytest.fixture(scope="module")
def suite() -> ModelSuite:
    return open_suite(MODELS)


def test_it_is_there_and_none_newer_was_passed_over(suite: ModelSuite) -> None:
    assert suite.refused == ()
    assert suite.golden_check() >= 10


def test_it_says_first_that_it_was_trained_on_simulated_sellers(suite: ModelSuite) -> None:
    assert suite.manifest.trained_on.kind == "simulated"
    card = (MODELS / f"{suite.ref.name}-{suite.ref.version}" / suite.manifest.card.name).read_text("utf-8")
    assert "simulat" in next(line for line in card.splitlines() if line and not line.startswith("#")).lower()


def test_it_is_marked_as_the_demonstrations(suite: ModelSuite) -> None:
    """Nobody who lends answers for its keys: their private halves were thrown away."""
    assert suite.demo


def test_each_model_needs_a_record_and_reads_features_of_the_dictionary(suite: ModelSuite) -> None:
    for model in suite.models:
        assert set(model.entry.read_features) <= set(DICTIONARY)
        needed = {DICTIONARY[need.feature].family for need in model.entry.applies_when}
        assert needed - {Family.FIRM}, model.entry.id
