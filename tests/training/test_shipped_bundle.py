"""The bundle that ships: signed, small, honest in its first line, true to its promises on other sellers."""

from __future__ import annotations

import json

import numpy as np
import pytest

from workstation.features import FEATURES, compute_features
from workstation.paths import resources
from workstation.scoring import Model, ModelSuite, open_suite
from workstation.scoring.booster import row_of
from workstation.training.sample import read_sample
from workstation.training.simulator import SHIFTED_WORLD, View, simulate

MODELS = resources() / "models"
BUNDLE = MODELS / "sellers-1"
VIEWS = {"pd_shop": View.SHOP, "pd_invoice": View.INVOICE}
PROHIBITED = (
    "sex", "gender", "ethnic", "religio", "marital", "married", "birth", "health", "politic", "age_of",
    "name", "phone", "region", "address", "rating_external",
)  # fmt: skip


@pytest.fixture(scope="module")
def suite() -> ModelSuite:
    return open_suite(MODELS)


def _rows(model: Model, sellers: int) -> np.ndarray:
    """Sellers of the shifted world that no training has seen, in the model's columns."""
    simulated = simulate(SHIFTED_WORLD, VIEWS[model.entry.id], seed=99, sellers=sellers)
    vectors = [compute_features(s.ledgers, s.applicant, s.as_of) for s in simulated]
    return np.array([row_of(v, model.entry.features) for v in vectors])


@pytest.fixture(scope="module", params=VIEWS)
def model(request: pytest.FixtureRequest, suite: ModelSuite) -> Model:
    return suite.model(request.param)


@pytest.fixture(scope="module")
def rows(model: Model) -> np.ndarray:
    return _rows(model, 120)


def test_it_loads_by_its_signatures_and_reproduces_its_goldens(suite: ModelSuite) -> None:
    assert (suite.ref.name, suite.ref.version) == ("sellers", 1)
    assert suite.demo
    assert suite.golden_check() >= 20


def test_two_of_three_keys_signed_it() -> None:
    trust = json.loads((MODELS / "trust.json").read_bytes())
    assert (len(trust["keys"]), trust["threshold"], trust["demo"]) == (3, 2, True)
    assert len(json.loads((BUNDLE / "manifest.sig.json").read_bytes())["signatures"]) == 2


def test_it_is_small_and_says_first_what_it_is() -> None:
    assert sum(f.stat().st_size for f in BUNDLE.iterdir()) < 3_000_000
    first = (BUNDLE / "card.md").read_text(encoding="utf-8").splitlines()[0]
    assert first == "Trained on simulated sellers; not validated on real loans."


def test_it_reads_nothing_that_is_prohibited(model: Model) -> None:
    for feature in model.entry.features:
        assert not any(word in feature for word in PROHIBITED), feature


def test_moving_a_signed_field_against_its_sign_never_pays(model: Model, rows: np.ndarray) -> None:
    for index, sign in enumerate(model.entry.directions):
        seen = rows[~np.isnan(rows[:, index]), index]
        if not sign or not len(seen):
            continue
        points = np.quantile(seen, np.linspace(0, 1, 25))
        swept = np.repeat(rows, len(points), axis=0)
        swept[:, index] = np.tile(points, len(rows))
        margins = np.array(model.margins(swept)).reshape(len(rows), len(points))
        assert (np.diff(margins, axis=1) * sign >= 0).all(), model.entry.features[index]


def test_blanking_a_signed_field_never_pays(model: Model, rows: np.ndarray) -> None:
    known = np.array(model.margins(rows))
    for index, sign in enumerate(model.entry.directions):
        if sign:
            without = rows.copy()
            without[:, index] = np.nan
            assert (np.array(model.margins(without)) >= known).all(), model.entry.features[index]


@pytest.mark.parametrize("ledger", ["shipments", "reviews", "items", "payments"])
def test_holding_a_whole_ledger_back_never_pays(suite: ModelSuite, ledger: str) -> None:
    for seller in read_sample(resources() / "sample"):
        blocks = dict(seller.ledgers.blocks)
        if blocks.pop(ledger, None) is None:
            continue
        day = seller.applicant.observed_until
        assert day is not None
        shown = compute_features(seller.ledgers, seller.applicant, day)
        held_back = compute_features(type(seller.ledgers)(blocks), seller.applicant, day)
        before, after = (suite.model("pd_shop").output(v).margin for v in (shown, held_back))
        if before is not None:
            assert after is not None
            assert after >= before, seller.applicant.id


def test_every_feature_is_in_the_dictionary(model: Model) -> None:
    assert set(model.entry.features) <= set(FEATURES)
