"""The bundle that the program is delivered with keeps every promise that is made of bundles."""

from __future__ import annotations

import pytest

from workstation.features import FEATURES, features_of
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
    """Its private keys are published with the program: anybody can sign as they did."""
    assert suite.demo


def test_each_model_reads_one_family_and_needs_that_familys_record(suite: ModelSuite) -> None:
    for model in suite.models:
        (family,) = {FEATURES[name].family for name in model.entry.features}
        names = {feature.name for feature in features_of(family)}
        assert model.entry.applies_when
        assert {need.feature for need in model.entry.applies_when} <= names
