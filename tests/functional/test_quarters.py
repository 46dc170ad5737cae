"""Eight simulated quarters: a shift comes, the alarm sounds, a challenger wins, lends, and is rolled back.

The book is an eighth of the one that `workstation evolve` plays under the policy's own gate. Here that gate
could pass nobody but by luck, whoever deserves it: a quarter has some 75 bad loans and the gate asks for 150;
from so few a slope is known to ±.4, and it asks for ±.1; two models of so few rows share fewer reasons; and a
busy machine times them unevenly. So it is given more room where its figures are less sure, and the shift is
harsher: of a thousand loans too few are late early for a milder one to be told from chance so soon. The
conditions and the alarm are the policy's own; each condition is tried alone elsewhere.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workstation import crypto
from workstation.lending import load_rulebook
from workstation.paths import resources
from workstation.portfolio import load_portfolio_policy
from workstation.scoring import load_bundle, open_suite, read_trust
from workstation.services.currency import load_currencies
from workstation.services.quarter_run import QuarterTerms
from workstation.services.quarter_values import QuarterStory
from workstation.services.quarters import run_quarters
from workstation.services.rulebooks import pack
from workstation.training.gate import GatePolicy
from workstation.training.quarters import QuarterPlan

PLAN = QuarterPlan(sellers=1200, sellers_later=300, year_before=4800, seed=1, margin=0.05, debt=3.0)
GATE = GatePolicy(least_bads=40, auc_margin=0.02, slope=(0.4, 2.5), overlap=0.4, slower=3.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quarters")


@pytest.fixture(scope="module")
def story(folder: Path) -> QuarterStory:
    terms = QuarterTerms(
        rules=load_rulebook(resources()),
        currencies=load_currencies(resources() / "policies/currencies.toml"),
        product="credit",
        rules_file=pack(resources()),
        policy=load_portfolio_policy(resources() / "policies/portfolio.toml"),
        gate=GATE,
        private_keys=[crypto.new_keypair()[0] for _ in range(2)],
        kept=3,
    )
    return run_quarters(PLAN, terms, folder, lambda _: None)


def test_it_is_quiet_before_the_shift_and_sounds_before_any_loan_can_be_bad(story: QuarterStory) -> None:
    """Loans of quarter 2 come of age in quarter 3; what became of them is known at the end of quarter 6."""
    assert story.false_alarms == ()
    assert story.shift_from == 2 < story.alarm_in <= 5
    sounding = story.quarters[story.alarm_in - 1]
    assert sounding.alarm.sounds
    early = next(sign for sign in sounding.alarm.loudest if sign.name == "early")
    assert early.found > early.expected


def test_what_was_gathered_stays_until_another_bundle_lends(story: QuarterStory) -> None:
    loud = [quarter.alarm.sounds for quarter in story.quarters]
    assert loud == [False] * (story.alarm_in - 1) + [True] * (8 - story.alarm_in) + [False]


def test_outcomes_say_the_same_a_year_later(story: QuarterStory) -> None:
    moved = [quarter.outcomes_moved for quarter in story.quarters]
    assert moved == [False] * 5 + [True] * 3
    fares = story.quarters[5].fares
    assert fares is not None and fares.happened > fares.expected


def test_what_was_said_holds_for_loans_of_before_and_not_for_those_after(story: QuarterStory) -> None:
    """Outcomes come a year late: quarter 1 is known at the end of quarter 5, not before."""
    assert all(quarter.calibration == () for quarter in story.quarters[:4])
    (second,) = story.quarters[5].calibration
    assert second.name == "quarter 2" and second.off and second.rate > second.expected


def test_no_challenger_is_tried_before_loans_of_the_new_time_are_known(story: QuarterStory) -> None:
    assert all(quarter.tried == () for quarter in story.quarters[:6])
    assert [one.way for one in story.quarters[6].tried] == ["recalibrated", "retrained"]


def test_the_gate_speaks_of_cost_and_of_the_customers_time_as_far_as_they_are_known(
    story: QuarterStory,
) -> None:
    for one in story.quarters[6].tried:
        found = {condition.code: condition.found for condition in one.verdict.conditions}
        assert "yuan a request" in found["cost"]
        assert "not recorded" in found["visits"]


def test_a_challenger_wins_lends_for_a_quarter_and_is_rolled_back(story: QuarterStory, folder: Path) -> None:
    assert story.promoted_in == 7 and story.promoted == "quarters-2"
    winner = next(one for one in story.quarters[6].tried if one.promoted)
    assert winner.verdict.passes
    assert winner.log_loss[1] < winner.log_loss[0]
    assert [quarter.bundle for quarter in story.quarters] == ["quarters-1"] * 7 + ["quarters-2"]
    assert story.rolled_back and story.in_force == "quarters-1"
    suite = open_suite(folder / "models")
    assert suite.ref.version == 1 and suite.order is not None


def test_every_decision_ever_kept_replays_to_the_same_bytes_all_along(story: QuarterStory) -> None:
    counts = [quarter.replayed for quarter in story.quarters]
    assert counts == [(3 * number, 3 * number) for number in range(1, 9)]
    assert story.replayed == (27, 27)  # three more by the bundle that was put back


def test_the_promoted_bundle_is_signed_by_two_and_its_card_holds_the_gates_table(
    story: QuarterStory, folder: Path
) -> None:
    models = folder / "models"
    suite = load_bundle(models / "quarters-2", read_trust(models / "trust.json"))
    assert suite.golden_check() > 20
    card = (models / "quarters-2" / "card.md").read_text(encoding="utf-8")
    assert (
        card.splitlines()[0]
        == "Trained on simulated loans of simulated sellers; not validated on real loans."
    )
    winner = next(one for one in story.quarters[6].tried if one.promoted)
    for condition in winner.verdict.conditions:
        assert f"| {condition.code} | {condition.aim} |" in card
    signatures = json.loads((models / "quarters-2" / "manifest.sig.json").read_bytes())["signatures"]
    assert len(signatures) == 2


def test_the_story_is_plain_data_and_reads_as_lines(story: QuarterStory) -> None:
    plain = json.loads(json.dumps(story.to_json()))
    assert plain["alarm_in"] == story.alarm_in and plain["rolled_back"] is True
    assert len(plain["quarters"]) == 8
    text = "\n".join(story.lines())
    assert "ALARM: gathered" in text and "early p" in text
    assert "OFF" in text and "rolled back: quarters-1 is in force" in text
