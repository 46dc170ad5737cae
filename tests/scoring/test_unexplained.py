"""An answer that nobody will look into: the same figures, without what moved them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.scoring.conftest import Keys, firm, retailer, vector
from workstation.domain.evidence import Coverage
from workstation.scoring import ModelSuite, load_bundle


@pytest.fixture(scope="module")
def suite(signed: Path, keys: Keys) -> ModelSuite:
    return load_bundle(signed, keys.trust)


@pytest.mark.parametrize("who", [retailer(), firm(), vector(), retailer(shop_stars_mean=None)])
def test_figures_and_leader_are_those_of_the_explained_answer(suite: ModelSuite, who: object) -> None:
    whole = suite.assess(who, Coverage(()), "a")  # type: ignore[arg-type]
    bare = suite.assess(who, Coverage(()), "a", explained=False)  # type: ignore[arg-type]
    stripped = [replace(o, contributions=(), against=(), base_points=None) for o in whole.outputs]
    assert list(bare.outputs) == stripped
    assert bare.leading == whole.leading
