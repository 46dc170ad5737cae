"""From definitions and a few simulated sellers to a signed suite: every kind of model, judged and honest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from workstation import crypto
from workstation.domain.assessment import FeatureVector
from workstation.domain.evidence import Coverage
from workstation.errors import KnownError
from workstation.features import FEATURES
from workstation.paths import resources
from workstation.scoring import Kind, ModelSuite, TrustRoot, load_bundle
from workstation.training.definitions import FOLDER, load_definitions
from workstation.training.metrics import wmape
from workstation.training.simulator import TRAINING_WORLD, View, World
from workstation.training.suite import again, growing
from workstation.training.suite.baselines import recall_at
from workstation.training.suite.growing import grow
from workstation.training.suite.pipeline import SuiteReport, train, train_suite
from workstation.training.suite.rows import Sample, sample
from workstation.training.suite.targets import lesson

CREATED = date(2026, 11, 20)
DEFINITIONS = {d.id: d for d in load_definitions(resources() / "models" / FOLDER)}


_SEEN: dict[tuple[str, View, int], Sample] = {}


def few(world: World, view: View, seed: int, _sellers: int) -> Sample:
    """A handful of sellers, whatever was asked for: a story needs the way and not the figures."""
    key = (world.name, view, seed)
    if key not in _SEEN:
        _SEEN[key] = sample(world, view, seed=seed, sellers=90 if view in (View.SHOP, View.INVOICE) else 30)
    return _SEEN[key]


@pytest.fixture(scope="module")
def keys() -> list[tuple[bytes, bytes]]:
    return [crypto.new_keypair() for _ in range(2)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[bytes, bytes]]) -> SuiteReport:
    small = growing.Shape(4, 30, 0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "USUAL", small)
        patch.setattr(growing, "SHAPES", (small,))
        return train_suite(
            tmp_path_factory.mktemp("suite"),
            seed=5,
            sellers=200,
            keys=[private for private, _ in keys],
            created=CREATED,
            sampler=few,
        )


@pytest.fixture(scope="module")
def suite(report: SuiteReport, keys: list[tuple[bytes, bytes]]) -> ModelSuite:
    return load_bundle(report.folder, TrustRoot.of(public for _, public in keys))


def test_every_defined_model_is_in_the_bundle_and_reproduces_its_goldens(suite: ModelSuite) -> None:
    assert {m.entry.id for m in suite.models} == set(DEFINITIONS)
    assert suite.golden_check() >= 15


def test_a_model_is_in_use_only_where_it_beat_its_named_baseline(
    suite: ModelSuite, report: SuiteReport
) -> None:
    judged = {j.id: j for j in report.evaluations}
    for model in suite.models:
        naive = model.entry.naive
        assert naive is not None
        assert naive.baseline == DEFINITIONS[model.entry.id].naive.name
        assert naive == judged[model.entry.id].naive
        assert model.entry.enabled == judged[model.entry.id].enabled
        assert naive.beaten or not model.entry.enabled


def test_no_sign_is_broken_and_no_blank_pays(report: SuiteReport) -> None:
    held = [j.promises for j in report.evaluations if j.promises is not None]
    assert len(held) >= 6
    for promises in held:
        assert promises.monotone_violations == 0.0
        assert promises.blank_violations == 0.0


def test_a_model_whose_every_field_is_signed_gains_by_nothing_that_is_left_out(report: SuiteReport) -> None:
    swept = {j.id: j.blanking for j in report.evaluations if j.blanking is not None}
    assert set(swept) == set(DEFINITIONS) - {"macro"}
    for name, found in swept.items():
        assert found.signed_field.favoured == 0.0, name
        if not found.free:
            assert found.field.favoured == found.kind.favoured == 0.0, name
    assert sum(not found.free for found in swept.values()) >= 9


def test_the_line_of_the_economy_counts_who_defaulted(report: SuiteReport) -> None:
    line = next(j for j in report.evaluations if j.id == "macro")
    shops = next(j for j in report.evaluations if j.id == "pd_retail")
    assert (line.rows, line.events) == (shops.rows, shops.events)
    assert 0 < line.training_events < line.training_rows


def test_models_of_default_know_how_sure_they_are_and_against_whom_they_reason(suite: ModelSuite) -> None:
    for model in suite.trees:
        if model.entry.role == "pd":
            assert model.entry.widths is not None
            assert len(model.entry.widths.down) == len(model.entry.scale.grades)
            assert len(model.entry.reference) == len(model.entry.features)


def test_the_evaluation_travels_with_the_bundle(report: SuiteReport) -> None:
    plain = json.loads((report.folder / "evaluation.json").read_text(encoding="utf-8"))
    assert {m["id"] for m in plain["models"]} == set(DEFINITIONS)
    assert plain["reported_on"] == "shifted"
    for model in plain["models"]:
        assert model["target"]
        assert model["horizon_days"] >= 1
        assert model["rows"] > 0


def test_the_card_says_first_what_it_is_and_has_every_model(report: SuiteReport) -> None:
    card = (report.folder / "card.md").read_text(encoding="utf-8")
    assert card.splitlines()[0] == "Trained on simulated sellers; not validated on real loans."
    for name, definition in DEFINITIONS.items():
        assert f"## {name}: {definition.title.en}" in card
        for row in definition.features_by_name.values():
            assert row.why in card


def test_the_seed_and_not_the_threads_make_the_bytes() -> None:
    rows = lesson(DEFINITIONS["pd_retail"], few(TRAINING_WORLD, View.SHOP, 5, 0))
    first, second = (grow(rows, seed=5, threads=threads).texts for threads in (1, 2))
    assert first == second


def test_too_few_sellers_are_refused_before_any_work() -> None:
    with pytest.raises(KnownError) as refused:
        train(list(DEFINITIONS.values()), seed=1, sellers=10, version=1)
    assert refused.value.code == "train.sellers"


class TestALesson:
    def test_who_has_no_outcome_teaches_nothing(self) -> None:
        shops = few(TRAINING_WORLD, View.SHOP, 5, 0)
        lost = lesson(DEFINITIONS["lgd"], shops)
        assert len(lost) == np.isfinite(shops.sellers.outcomes["loss_share"]).sum() - _without_sales(shops)
        assert ((lost.target >= 0) & (lost.target <= 1)).all()

    def test_an_order_is_a_row_of_its_own_subject(self) -> None:
        orders = lesson(DEFINITIONS["order_confirmation"], few(TRAINING_WORLD, View.SHOP, 5, 0))
        assert set(np.unique(orders.target)) <= {0.0, 1.0}
        assert orders.values.shape[1] == len(DEFINITIONS["order_confirmation"].features)

    def test_what_only_routes_a_case_leaves_no_row_out_of_training(self) -> None:
        firms = few(TRAINING_WORLD, View.INVOICE, 5, 0)
        visits = DEFINITIONS["pd_manufacturing"]
        assert len(lesson(visits, firms)) > len(lesson(visits, firms, routed=True))


def _without_sales(shops: Sample) -> int:
    sold = shops.sellers.columns(["trade_sales_365d"])[:, 0]
    return int((np.isfinite(shops.sellers.outcomes["loss_share"]) & ~(sold >= 1)).sum())


def test_a_file_with_nothing_but_a_visit_gets_an_answer_and_a_wide_one(suite: ModelSuite) -> None:
    """The same seller, with all of its evidence and with the visit alone."""
    rows = few(TRAINING_WORLD, View.MANUFACTURER, 5, 0).sellers
    toy = suite.model("pd_manufacturing")
    model = replace(toy, entry=replace(toy.entry, enabled=True))  # so few sellers prove nothing
    wide = 0
    for row in rows.values:
        known = {n: None if np.isnan(v) else float(v) for n, v in zip(FEATURES, row, strict=True)}
        if known["firm_led_by_survey"] != 1 or (known["survey_figures"] or 0) < 5:
            continue
        visit = {n: v if n.startswith(("survey_", "firm_")) else None for n, v in known.items()}
        whole, alone = (model.output(FeatureVector(CREATED, values)) for values in (known, visit))
        assert whole.interval is not None
        assert alone.interval is not None
        assert alone.probability is not None
        assert alone.probability >= (whole.probability or 0)
        reach = [high - low for low, high in (whole.interval, alone.interval)]
        assert reach[1] >= reach[0] - 2e-6
        wide += reach[1] > reach[0]
    assert wide > 0


def test_a_file_with_nothing_at_all_gets_no_answer(suite: ModelSuite) -> None:
    found = suite.assess(FeatureVector(CREATED, {}), Coverage(()), "a")
    assert found.leading == ""
    assert not any(o.applies for o in found.outputs)


def test_recall_is_counted_where_one_in_a_hundred_of_the_good_is_stopped() -> None:
    bad = np.array([False] * 100 + [True] * 10)
    score = np.concatenate([np.arange(100.0), np.array([98.0] * 4 + [200.0] * 6)])
    assert recall_at(bad, score) == 0.6


def test_wmape_is_the_errors_over_the_truth() -> None:
    assert wmape(np.array([100.0, 300.0]), np.array([150.0, 250.0])) == 0.25


def test_a_bundle_can_be_judged_again_on_sellers_drawn_anew(
    suite: ModelSuite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "sample", lambda world, view, **how: few(world, view, 5, 0))
    found = again.judge_again(suite, list(DEFINITIONS.values()), seed=5, sellers=0)
    assert {j.id for j in found} == set(DEFINITIONS)
    assert all(j.rows > 0 for j in found)
    held = [j.promises for j in found if j.promises is not None]
    assert all(p.monotone_violations == p.blank_violations == 0.0 for p in held)


def test_kinds_of_the_bundle_are_those_of_the_definitions(suite: ModelSuite) -> None:
    assert {m.entry.id: m.entry.kind for m in suite.models} == {k: d.kind for k, d in DEFINITIONS.items()}
    assert sum(m.entry.kind is Kind.QUANTILES for m in suite.models) == 3


def test_the_bundle_says_how_sellers_lay_by_quarter_in_the_time_it_was_trained_for(suite: ModelSuite) -> None:
    drift = suite.drift
    assert drift is not None
    assert (drift.first, drift.last) == (TRAINING_WORLD.first_as_of, TRAINING_WORLD.last_as_of)
    assert drift.models
    for name in drift.models:
        entry = suite.model(name).entry
        score = drift.score(name, range(4))
        assert entry.enabled and score is not None
        assert {r.name for r in drift.figures(name, range(4))} == set(entry.features)
        assert {r.rows for r in drift.figures(name, range(4))} == {score.rows}
