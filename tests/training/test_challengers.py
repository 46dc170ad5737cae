"""Challengers and the gate: what they learn, how they are tried, and what keeps one from lending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from workstation.errors import BugError
from workstation.scoring import TrainedModel
from workstation.scoring.bundle import _entry
from workstation.scoring.entry import NamedFile
from workstation.training.boosting import grow
from workstation.training.challenger import Contender, contender, joined, recalibrated, retrained
from workstation.training.gate import Aims, GatePolicy, Verdict, judge
from workstation.training.plans import HORIZON_DAYS, PLANS, TARGET, scale
from workstation.training.simulator import TRAINING_WORLD, View
from workstation.training.table import Table, simulated_table
from workstation.training.trial import Reasoning, Trial, paired, trial

PLAN = next(plan for plan in PLANS if plan.view is View.INVOICE)
REASONING = Reasoning(lambda feature: feature.split("_")[1], 0.5)
LEARNED, TRIED = date(2025, 6, 30), date(2025, 7, 1)


def sellers(seed: int, number: int = 700) -> Table:
    return simulated_table(TRAINING_WORLD, View.INVOICE, seed=seed, sellers=number)


@pytest.fixture(scope="module")
def rows() -> tuple[Table, Table, Table]:
    """Sellers of three times."""
    return sellers(1), sellers(2), sellers(3)


@pytest.fixture(scope="module")
def champion(rows: tuple[Table, Table, Table]) -> Contender:
    grown = grow(PLAN, rows[0], seed=1)
    model = TrainedModel(
        PLAN.id, "1", PLAN.title, TARGET, HORIZON_DAYS, grown.text, PLAN.features,
        scale(grown.a, grown.b), PLAN.applies_when,
    )  # fmt: skip
    return contender("champion", _entry(model, NamedFile("champion.txt", "0" * 64)), grown.text, rows[0])


@pytest.fixture(scope="module")
def found(champion: Contender, rows: tuple[Table, Table, Table]) -> Trial:
    challenger = retrained(champion, [rows[0]], rows[1], seed=1)
    return trial(champion, challenger, rows[2], cutoff=0.16, reasoning=REASONING, seed=1, resamples=200)


def margins(one: Contender, table: Table) -> list[float]:
    return one.model.margins(table.columns(one.entry.features))


def verdict(found: Trial, **changes: Any) -> Verdict:
    terms: dict[str, Any] = {
        "last_learned": LEARNED, "first_tested": TRIED, "before": Aims(), "after": Aims(), **changes,
    }  # fmt: skip
    return judge(found, GatePolicy(least_bads=30), **terms)


def passing(found: Trial) -> Trial:
    """The same trial of a challenger that has nothing against it."""
    return replace(
        found,
        auc=replace(found.auc, low=0.01),
        challenger=replace(found.challenger, slope=1.0),
        overlap=0.9,
        microseconds=(100.0, 100.0),
    )


class TestLearning:
    def test_a_recalibrated_champion_ranks_to_the_bit_as_before_and_meets_the_level(
        self, champion: Contender, rows: tuple[Table, Table, Table]
    ) -> None:
        worse = replace(rows[1], bad=rows[1].bad | (np.arange(len(rows[1])) % 10 == 0))
        again = recalibrated(champion, worse)
        assert again.text == champion.text
        order = np.argsort(margins(champion, worse), kind="stable")
        assert np.array_equal(order, np.argsort(margins(again, worse), kind="stable"))
        said = 1 / (1 + np.exp(-np.array(margins(again, worse))))
        assert said.mean() == pytest.approx(worse.bad.mean(), abs=2e-3)

    def test_a_champion_that_ranks_the_wrong_way_round_is_not_mended_by_a_line(
        self, champion: Contender, rows: tuple[Table, Table, Table]
    ) -> None:
        risky = np.array(margins(champion, rows[1]))
        with pytest.raises(BugError, match="wrong way round"):
            recalibrated(champion, replace(rows[1], bad=risky < np.quantile(risky, 0.1)))

    def test_grown_again_it_keeps_features_signs_and_promises(
        self, champion: Contender, found: Trial, rows: tuple[Table, Table, Table]
    ) -> None:
        challenger = retrained(champion, [rows[0]], rows[1], seed=1)
        assert challenger.entry.features == champion.entry.features
        assert challenger.entry.directions == champion.entry.directions
        assert challenger.rows == 1400
        assert challenger.text != champion.text
        assert found.promises.monotone_violations == 0 and found.promises.blank_violations == 0

    def test_the_same_seed_grows_the_same_bytes(
        self, champion: Contender, rows: tuple[Table, Table, Table]
    ) -> None:
        texts = {retrained(champion, [], rows[1], seed=5).text for _ in range(2)}
        assert len(texts) == 1

    def test_tables_of_other_dictionaries_are_not_joined(self, rows: tuple[Table, Table, Table]) -> None:
        with pytest.raises(BugError):
            joined([rows[0], replace(rows[1], names=rows[1].names[::-1])])


class TestTrying:
    def test_who_is_tried_against_itself_has_nothing_to_show(
        self, champion: Contender, rows: tuple[Table, Table, Table]
    ) -> None:
        same = trial(champion, champion, rows[2], cutoff=0.16, reasoning=REASONING, seed=1, resamples=50)
        assert (same.auc.difference, same.auc.low, same.auc.high) == (0.0, 0.0, 0.0)
        assert same.overlap == 1.0 and not same.score.alarms and not same.better_calibrated
        assert {s.who: s.rows for s in same.swaps if s.rows}.keys() <= {"both", "neither"}

    def test_what_moved_the_score_adds_up(self, found: Trial) -> None:
        assert abs(found.unexplained) < 1e-6
        assert found.moved and abs(found.moved[0].points) >= abs(found.moved[-1].points)

    def test_everybody_is_in_the_swap_set_once(self, found: Trial) -> None:
        assert sum(s.rows for s in found.swaps) == found.challenger.rows
        assert sum(s.bads for s in found.swaps) == found.challenger.bad

    def test_a_better_order_is_better_beyond_chance_only_with_enough_bads(self) -> None:
        rng = np.random.default_rng(3)
        bad = np.arange(4000) % 10 == 0
        weak, strong = (rng.standard_normal(4000) + gap * bad for gap in (0.8, 1.3))
        many = paired(bad, weak, strong, seed=1, resamples=200)
        few = paired(bad[:150], weak[:150], strong[:150], seed=1, resamples=200)
        assert many.low > 0 and many.low < many.difference < many.high
        assert few.high - few.low > many.high - many.low
        assert paired(bad, weak, strong, seed=1, resamples=200) == many


class TestGate:
    def test_it_opens_where_every_condition_is_met(self, found: Trial) -> None:
        opened = verdict(passing(found))
        assert opened.passes and opened.unmet == ()
        assert {c.aim for c in opened.conditions} == {"risk", "speed", "customer"}
        assert len(opened.lines()) == len(opened.conditions) + 1
        assert all(c.found and c.asked for c in opened.conditions)

    @pytest.mark.parametrize(
        ("code", "change"),
        [
            ("bads", lambda t: replace(t, challenger=replace(t.challenger, bad=29))),
            ("ranking", lambda t: replace(t, auc=replace(t.auc, low=-0.004))),
            ("slope", lambda t: replace(t, challenger=replace(t.challenger, slope=1.11))),
            ("slope", lambda t: replace(t, challenger=replace(t.challenger, slope=0.89))),
            ("monotone", lambda t: replace(t, promises=replace(t.promises, monotone_violations=1e-5))),
            ("missing", lambda t: replace(t, promises=replace(t.promises, ledger_violations=1e-5))),
            ("reasons", lambda t: replace(t, overlap=0.69)),
            ("score_explained", lambda t: replace(t, unexplained=0.5)),
            ("swap_set", lambda t: replace(t, swaps=t.swaps[:1])),
            ("speed", lambda t: replace(t, microseconds=(100.0, 126.0))),
        ],
    )
    def test_one_condition_alone_keeps_it_shut(self, found: Trial, code: str, change: Any) -> None:
        assert verdict(change(passing(found))).unmet == (code,)

    def test_who_ranks_no_worse_passes_only_where_it_is_better_calibrated(self, found: Trial) -> None:
        level = replace(passing(found), auc=replace(found.auc, low=-0.002))
        nearer = replace(level.challenger, ece=level.champion.ece / 2, log_loss=level.champion.log_loss / 2)
        farther = replace(level.challenger, ece=level.champion.ece * 2, log_loss=level.champion.log_loss * 2)
        assert verdict(replace(level, challenger=nearer)).passes
        assert verdict(replace(level, challenger=farther)).unmet == ("ranking",)

    def test_what_was_learned_from_is_not_tried_on(self, found: Trial) -> None:
        assert verdict(passing(found), last_learned=TRIED).unmet == ("out_of_time",)

    def test_a_dearer_or_slower_way_for_the_customer_keeps_it_shut(self, found: Trial) -> None:
        before = Aims(cost_yuan=2.0, waiting_days=1.0, visits=0.2, documents=3.0)
        assert verdict(passing(found), before=before, after=before).passes
        for name in ("cost_yuan", "waiting_days", "visits", "documents"):
            after = replace(before, **{name: getattr(before, name) * 1.1})
            assert len(verdict(passing(found), before=before, after=after).unmet) == 1

    def test_what_nobody_recorded_is_said_to_be_unknown(self, found: Trial) -> None:
        unknown = [c for c in verdict(passing(found)).conditions if c.code in ("cost", "waiting", "visits")]
        assert all(c.met and "not recorded" in c.found for c in unknown)
