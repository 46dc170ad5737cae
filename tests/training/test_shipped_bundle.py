"""The bundle that ships: signed, small, honest in its first line, true to its promises on other sellers."""

from __future__ import annotations

import json

import numpy as np
import pytest

from workstation.domain.assessment import FeatureVector
from workstation.features import DICTIONARY, FEATURES, compute_features
from workstation.paths import resources
from workstation.scoring import Kind, Model, ModelSuite, Subject, load_bundle, open_suite, read_trust
from workstation.training.definitions import FOLDER, load_definitions
from workstation.training.sample import read_sample
from workstation.training.simulator import SHIFTED_WORLD, View
from workstation.training.suite.rows import Sample, sample, together

MODELS = resources() / "models"
BUNDLE = MODELS / "sellers-2"
DEFINITIONS = {d.id: d for d in load_definitions(MODELS / FOLDER)}
SIGNED = sorted(name for name, d in DEFINITIONS.items() if any(d.directions) and d.kind is not Kind.TABLE)
PROHIBITED = (
    "sex", "gender", "ethnic", "religio", "marital", "married", "birth", "health", "politic", "age_of",
    "name", "phone", "region", "address", "rating_external",
)  # fmt: skip
_FEW = {View.SHOP: 60, View.INVOICE: 80, View.WHOLESALE: 40, View.EXPORT: 60, View.MANUFACTURER: 80}
_ROWS = 60


@pytest.fixture(scope="module")
def suite() -> ModelSuite:
    return open_suite(MODELS)


@pytest.fixture(scope="module")
def others() -> Sample:
    """Sellers of the shifted world that no training has seen."""
    return together([sample(SHIFTED_WORLD, view, seed=99, sellers=number) for view, number in _FEW.items()])


@pytest.fixture(scope="module", params=SIGNED)
def model(request: pytest.FixtureRequest, suite: ModelSuite) -> Model:
    return suite.model(request.param)


@pytest.fixture(scope="module")
def rows(model: Model, others: Sample) -> np.ndarray:
    """Rows of its own subject, in the model's columns, whether or not it would be asked about them."""
    source = others.orders if model.entry.subject is Subject.ORDER else others.sellers
    found = source.columns(model.entry.features)
    told = found[~np.isnan(found).all(axis=1)]
    return told[np.random.default_rng(7).permutation(len(told))[:_ROWS]]


def test_it_loads_by_its_signatures_and_reproduces_its_goldens(suite: ModelSuite) -> None:
    assert (suite.ref.name, suite.ref.version) == ("sellers", 2)
    assert suite.demo
    assert suite.refused == ()
    assert suite.golden_check() >= 20


def test_its_models_are_those_of_the_definitions(suite: ModelSuite) -> None:
    assert {m.entry.id for m in suite.models} == set(DEFINITIONS)
    for found in suite.models:
        definition = DEFINITIONS[found.entry.id]
        assert found.entry.features == definition.features
        assert found.entry.directions == definition.directions
        assert found.entry.applies_when == definition.needs


def test_every_model_says_how_it_did_and_one_that_lost_is_out_of_use(suite: ModelSuite) -> None:
    for found in suite.models:
        naive = found.entry.naive
        assert naive is not None
        assert naive.rows >= 100
        assert naive.beaten or not found.entry.enabled, found.entry.id
    assert sum(m.entry.enabled for m in suite.models) >= 14


def test_keys_of_the_root_signed_it_and_the_older_one() -> None:
    trust = json.loads((MODELS / "trust.json").read_bytes())
    assert (len(trust["keys"]), trust["threshold"], trust["demo"]) == (6, 2, True)
    for folder in (BUNDLE, MODELS / "sellers-1"):
        assert len(json.loads((folder / "manifest.sig.json").read_bytes())["signatures"]) == 2


def test_it_is_small_and_says_first_what_it_is() -> None:
    assert sum(f.stat().st_size for f in BUNDLE.iterdir()) < 6_000_000
    first = (BUNDLE / "card.md").read_text(encoding="utf-8").splitlines()[0]
    assert first == "Trained on simulated sellers; not validated on real loans."


def test_decisions_under_the_first_bundle_can_still_be_replayed() -> None:
    assert load_bundle(MODELS / "sellers-1", read_trust(MODELS / "trust.json")).golden_check() >= 20


def test_it_reads_nothing_that_is_prohibited(suite: ModelSuite) -> None:
    for found in suite.models:
        for feature in found.entry.features:
            assert feature in DICTIONARY
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
        before, after = (suite.model("pd_retail").output(v).margin for v in (shown, held_back))
        if before is not None:
            assert after is not None
            assert after >= before, seller.applicant.id


def test_less_evidence_never_makes_a_narrower_interval(suite: ModelSuite, others: Sample) -> None:
    day = SHIFTED_WORLD.last_as_of
    for found in suite.trees:
        widths = found.entry.widths
        if widths is None or found.entry.role != "pd":
            continue
        for row in others.sellers.values[:: max(1, len(others.sellers) // 40)]:
            known = {n: None if np.isnan(v) else float(v) for n, v in zip(FEATURES, row, strict=True)}
            whole = found.output(FeatureVector(day, known))
            if whole.interval is None:
                continue
            for group in widths.groups:
                less = found.output(
                    FeatureVector(day, {n: None if n in group else v for n, v in known.items()})
                )
                if less.interval is not None:
                    assert less.interval[1] - less.interval[0] >= whole.interval[1] - whole.interval[0] - 2e-6
