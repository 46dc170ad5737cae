"""What a suite says about a seller, and that it says the same however often and on however many threads."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.scoring.conftest import SHOP, Keys, firm, retailer, vector
from workstation.domain.assessment import FeatureVector
from workstation.domain.evidence import Coverage
from workstation.errors import KnownError
from workstation.features import FEATURES
from workstation.scoring import ModelSuite, load_bundle, probability_of
from workstation.scoring.booster import Matrix

NOTHING_COVERED = Coverage(())


@pytest.fixture(scope="module")
def suite(signed: Path, keys: Keys) -> ModelSuite:
    return load_bundle(signed, keys.trust)


def many(count: int) -> list[FeatureVector]:
    """Sellers of every sort, missing values among them, from a fixed seed."""
    random = np.random.default_rng(5)
    found = []
    for row in random.normal(size=(count, len(SHOP))).tolist():
        values = {f: FEATURES[f].rounded(v) if v > -1.2 else None for f, v in zip(SHOP, row, strict=True)}
        found.append(vector(shop_months_trading=12.0, **values))
    return found


class TestOneSeller:
    def test_gets_margin_probability_points_and_grade_that_agree(self, suite: ModelSuite) -> None:
        found = suite.assess(retailer(), NOTHING_COVERED, "test:S1")
        output = found.output
        assert output is not None
        assert output.margin is not None
        assert output.points is not None
        assert output.probability is not None
        assert output.margin == round(output.margin, 9)
        assert output.probability == pytest.approx(1 / (1 + math.exp(-output.margin)), abs=1e-12)
        assert output.points == pytest.approx(487.1229 - 28.8539 * output.margin, abs=1e-9)
        entry = suite.model("retail").entry
        band = [g.name for g in entry.scale.grades if output.probability <= g.up_to]
        assert output.grade == band[0] == found.grade
        assert found.bundle == suite.ref

    def test_gets_contributions_that_add_up_to_the_points(self, suite: ModelSuite) -> None:
        for features in many(200):
            output = suite.model("retail").output(features)
            assert output.points is not None
            assert output.base_points is not None
            total = math.fsum([output.base_points, *(c.points for c in output.contributions)])
            assert abs(total - output.points) <= 1e-9

    def test_has_the_same_base_as_everybody_else(self, suite: ModelSuite) -> None:
        bases = [suite.model("retail").output(f).base_points or 0.0 for f in many(50)]
        assert max(bases) - min(bases) < 1e-4

    def test_carries_the_frozen_values_with_the_contributions(self, suite: ModelSuite) -> None:
        output = suite.model("retail").output(retailer(shop_stars_mean=None))
        assert [c.feature for c in output.contributions] == list(SHOP)
        assert {c.feature: c.value for c in output.contributions}["shop_stars_mean"] is None

    def test_who_is_worse_has_fewer_points(self, suite: ModelSuite) -> None:
        """The directions of the dictionary hold all along each feature."""
        model = suite.model("retail")
        for name in SHOP:
            direction = FEATURES[name].direction
            margins = [
                model.output(retailer(**{name: v})).margin or 0.0 for v in np.linspace(-3, 3, 25).tolist()
            ]
            steps = np.diff(margins) * int(direction)
            assert direction == 0 or (steps >= 0).all(), name
        assert (
            model.output(retailer(shop_refund_share=3.0)).margin
            != model.output(retailer(shop_refund_share=-3.0)).margin
        )


class TestMissing:
    def test_is_not_zero_to_the_model(self, suite: ModelSuite) -> None:
        model = suite.model("retail")
        differs = [
            name
            for name in SHOP
            if model.output(retailer(**{name: None})).margin != model.output(retailer(**{name: 0.0})).margin
        ]
        assert differs

    def test_reaches_the_model_as_nan(self, suite: ModelSuite, monkeypatch: pytest.MonkeyPatch) -> None:
        given: list[Matrix] = []
        booster = suite.model("retail").booster
        real = booster.raw

        def watched(matrix: Matrix) -> Matrix:
            given.append(matrix)
            return real(matrix)

        monkeypatch.setattr(booster, "raw", watched)
        suite.model("retail").output(retailer(shop_stars_mean=None, shop_refund_share=0.0))
        assert np.isnan(given[0][0]).tolist() == [name == "shop_stars_mean" for name in SHOP]
        assert given[0][0][0] == 0.0

    def test_evidence_silences_a_model_which_says_what_it_lacks(self, suite: ModelSuite) -> None:
        silent = suite.model("invoice").output(firm(invoice_sale_count_365d=5.0, invoice_months_seen=None))
        assert not silent.applies
        assert silent.probability is None
        assert silent.contributions == ()
        assert silent.why_not is not None
        assert "no record" in silent.why_not.en
        assert "Sale invoices in a year of at least 20 (found: 5)" in silent.why_not.en
        assert "近一年销项发票数" in silent.why_not.zh

    def test_of_everything_leaves_nobody_to_lead(self, suite: ModelSuite) -> None:
        found = suite.assess(vector(), NOTHING_COVERED, "test:S1")
        assert found.leading == ""
        assert found.output is None
        assert [o.applies for o in found.outputs] == [False, False]


class TestLeading:
    def test_is_the_only_model_that_applies(self, suite: ModelSuite) -> None:
        assert suite.assess(retailer(), NOTHING_COVERED, "a").leading == "retail"
        assert suite.assess(firm(), NOTHING_COVERED, "a").leading == "invoice"

    @pytest.mark.parametrize("void_share", [-3.0, 3.0])
    def test_is_the_more_prudent_where_both_speak(self, suite: ModelSuite, void_share: float) -> None:
        both = {k: v for k, v in retailer().values.items() if v is not None}
        invoices = {k: v for k, v in firm(invoice_void_share=void_share).values.items() if v is not None}
        found = suite.assess(vector(**both, **invoices), NOTHING_COVERED, "a")
        assert all(o.applies for o in found.outputs)
        assert found.probability == max(o.probability or 0.0 for o in found.outputs)

    def test_changes_hands_with_the_risk(self, suite: ModelSuite) -> None:
        both = {
            **retailer(shop_days_since_last_order=-3.0).values,
            **{k: v for k, v in firm().values.items() if v is not None},
        }
        leaders = {
            suite.assess(FeatureVector(firm().as_of, {**both, **risk}), NOTHING_COVERED, "a").leading
            for risk in (
                {"invoice_void_share": 3.0, "shop_refund_share": -3.0, "shop_stars_mean": 3.0},
                {"invoice_void_share": -3.0, "shop_refund_share": 3.0, "shop_stars_mean": -3.0},
            )
        }
        assert leaders == {"retail", "invoice"}


class TestSameBits:
    def test_again_and_again(self, suite: ModelSuite) -> None:
        first = suite.assess(retailer(), NOTHING_COVERED, "a")
        assert all(suite.assess(retailer(), NOTHING_COVERED, "a") == first for _ in range(20))

    def test_from_a_suite_loaded_apart(self, signed: Path, keys: Keys, suite: ModelSuite) -> None:
        """The hub and the desktop each load their own."""
        other = load_bundle(signed, keys.trust)
        assert [other.outputs(f) for f in many(50)] == [suite.outputs(f) for f in many(50)]

    def test_on_eight_threads_at_once(self, suite: ModelSuite) -> None:
        sellers = many(40)
        alone = [suite.outputs(f) for f in sellers]
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(suite.outputs, sellers * 8))
        assert together == alone * 8

    def test_one_at_a_time_and_in_one_batch(self, suite: ModelSuite) -> None:
        sellers = [*many(300), vector(), firm()]
        batch = suite.assess_many(sellers)
        for position, features in enumerate(sellers):
            for output in suite.outputs(features):
                assert batch[output.model][position] == output.probability

    def test_from_a_bare_matrix(self, suite: ModelSuite) -> None:
        sellers = many(30)
        matrix = np.array(
            [[np.nan if f.get(n) is None else f.get(n) for n in SHOP] for f in sellers], dtype=np.float64
        )
        assert suite.probabilities("retail", matrix) == suite.assess_many(sellers)["retail"]

    def test_of_no_seller_is_no_answer(self, suite: ModelSuite) -> None:
        assert suite.assess_many([]) == {"retail": [], "invoice": []}


class TestGolden:
    def test_results_are_reproduced(self, suite: ModelSuite) -> None:
        assert suite.golden_check() == 4

    def test_results_that_differ_in_the_last_place_are_refused(
        self, suite: ModelSuite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        booster = suite.model("retail").booster
        real = booster.raw
        monkeypatch.setattr(booster, "raw", lambda matrix: real(matrix) + 3e-9)
        with pytest.raises(KnownError) as caught:
            suite.golden_check()
        assert caught.value.code == "bundle.golden"
        assert "reference result 1" in caught.value.message


def test_probability_is_finite_and_even_at_both_ends() -> None:
    assert probability_of(0.0) == 0.5
    assert probability_of(800.0) == 1.0
    assert probability_of(-800.0) == 0.0
    assert probability_of(2.0) + probability_of(-2.0) == pytest.approx(1.0, abs=1e-12)
