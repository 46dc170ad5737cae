"""A decision arrives at the hub with a frozen case: what is honest is proved, and what was forged is refused.

A real hub serves over a socket; the officer's desk is opened in the test, and its hand is the forger's: an
appraisal is changed, and everything that follows from it is made as the desk makes it, so that the decision
agrees with itself and only with nothing else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.functional.forging import (
    Forge,
    Row,
    decide,
    delivered,
    forged,
    lower_pd,
    sent,
    with_output,
    workshop_of,
)
from tests.functional.house import PASSPHRASE, Hub, Officer
from workstation.app import open_desk
from workstation.codec import decode, encode
from workstation.domain.acts import ActKind, ActState
from workstation.domain.assessment import BundleRef
from workstation.domain.endorsing import Firmness
from workstation.domain.file_papers import ConsentScope
from workstation.domain.lending import Decision, Outcome, RepaymentMethod
from workstation.lending import LendingCase, load_rulebook
from workstation.paths import resources
from workstation.services.appraisals import preview_offer
from workstation.services.desk import Desk
from workstation.services.rulebooks import pack
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S002"
"""Approved as the rules propose it."""


@pytest.fixture(scope="module")
def desk(hub: Hub, traveller: Officer) -> Iterator[Desk]:
    with open_desk(traveller.profile, PASSPHRASE) as opened:
        yield opened


def more_points(case: LendingCase) -> LendingCase:
    output = case.assessment.output
    assert output is not None and output.points is not None
    return with_output(case, points=output.points + 20)


def twice(case: LendingCase) -> LendingCase:
    """The leading model named twice: whoever reads the case takes the first word of it, which is forged."""
    outputs = (lower_pd(case).assessment.output, *case.assessment.outputs)
    return replace(case, assessment=replace(case.assessment, outputs=tuple(filter(None, outputs))))


def better_feature(case: LendingCase) -> LendingCase:
    frozen = case.assessment.features
    name = next(name for name, value in frozen.values.items() if value)
    features = replace(frozen, values={**frozen.values, name: frozen.values[name] * 1.5})
    return replace(case, assessment=replace(case.assessment, features=features))


def other_applicant(case: LendingCase) -> LendingCase:
    return replace(case, applicant=replace(case.applicant, opened_on=date(2010, 1, 1)))


def somebody_else(case: LendingCase) -> LendingCase:
    return replace(case, applicant=replace(case.applicant, id="sample:S001"))


def larger_request(case: LendingCase) -> LendingCase:
    return replace(case, application=replace(case.application, amount=case.application.amount // 2))


def richer(case: LendingCase) -> LendingCase:
    inflow = case.cash.monthly_inflow_q10
    assert inflow is not None
    return replace(case, cash=replace(case.cash, monthly_inflow_q10=inflow * 2))


def other_bundle(case: LendingCase) -> LendingCase:
    ref = case.assessment.bundle
    return replace(case, assessment=replace(case.assessment, bundle=replace(ref, sha256="0" * 64)))


def older_bundle(case: LendingCase) -> LendingCase:
    """The name of a bundle that is there, with the answers of another."""
    return replace(case, assessment=replace(case.assessment, bundle=BundleRef("sellers", 1, "0" * 64)))


def other_day(case: LendingCase) -> LendingCase:
    return replace(case, today=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("forge", "code", "words"),
    [
        (lower_pd, "case.pd_differs", "probability is"),
        (more_points, "case.score_differs", "points is"),
        (twice, "case.models_differ", "outputs["),
        (better_feature, "case.features_differ", "in the case and"),
        (other_applicant, "case.applicant_differs", "opened_on is 2010-01-01"),
        (somebody_else, "case.applicant_differs", "the case is of sample:S001"),
        (larger_request, "case.request_differs", "request.amount is"),
        (richer, "case.cash_differs", "cash.monthly_inflow_q10 is"),
        (other_bundle, "case.bundle_unknown", "000000000000"),
        (older_bundle, "case.bundle_unknown", "sellers-1"),
        (other_day, "case.day_differs", "the day is 2026-11-01"),
    ],
)
def test_a_forged_case_is_refused_by_name(desk: Desk, forge: Forge, code: str, words: str) -> None:
    decide(desk, forged(desk.appraisals.appraise(SELLER), forge))
    [(refused, reason)] = sent(desk)
    assert refused == code, reason
    assert words in reason and reason.endswith("synchronise, assess it anew and decide again")
    assert all(kept.decision.outcome is not Outcome.APPROVE for kept in desk.cases.decisions(SELLER))


def rewritten(desk: Desk, change: Callable[[Decision], Decision], applicant_id: str = SELLER) -> str:
    """Decide honestly, and send something else under the decision's name."""
    decision_id = decide(desk, desk.appraisals.appraise(applicant_id))
    [entry] = desk.acts.outbox()
    made = change(decode("decision", entry.act.body))
    desk.sync.put_away(entry.act.id)
    desk.acts.keep_act(replace(entry.act, body=encode(made)))
    return decision_id


def cheaper(decision: Decision) -> Decision:
    assert decision.offer is not None
    return replace(decision, offer=replace(decision.offer, yearly_rate="0.001"))


def larger(decision: Decision) -> Decision:
    assert decision.offer is not None
    return replace(decision, offer=replace(decision.offer, amount=decision.offer.amount * 2))


def proposed_by_nobody(decision: Decision) -> Decision:
    return replace(decision, inputs={**decision.inputs, "proposed": "decline"})


def without_a_reason(decision: Decision) -> Decision:
    return replace(decision, rationale=replace(decision.rationale, in_favour=()))


def without_a_case(decision: Decision) -> Decision:
    return replace(decision, inputs={k: v for k, v in decision.inputs.items() if k != "case"})


def under_a_scenario(decision: Decision) -> Decision:
    """One that nobody published."""
    named = {"id": "spring", "version": 1, "sha256": "0" * 64}
    case = {**decision.inputs["case"], "scenarios": [named]}
    return replace(decision, inputs={**decision.inputs, "case": case})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (cheaper, "case.offer_differs"),
        (larger, "case.offer_differs"),
        (proposed_by_nobody, "case.proposal_differs"),
        (without_a_reason, "case.reasons_differ"),
        (without_a_case, "case.unreadable"),
        (under_a_scenario, "scenario.unknown"),
    ],
)
def test_what_the_rules_did_not_make_of_the_case_is_refused(
    desk: Desk, change: Callable[[Decision], Decision], code: str
) -> None:
    rewritten(desk, change)
    [(refused, reason)] = sent(desk)
    assert refused == code, reason


def test_an_act_that_was_refused_stays_with_the_officer(desk: Desk) -> None:
    decide(desk, forged(desk.appraisals.appraise(SELLER), lower_pd))
    desk.sync.run()
    [entry] = desk.acts.outbox()
    assert entry.state is ActState.REFUSED and entry.answer is not None
    assert entry.answer.code == "case.pd_differs"
    desk.sync.put_away(entry.act.id)


def late_rows(hub: Hub, applicant_id: str, name: str, first: int = 0) -> None:
    """An order of long ago arrives under this name, and another is corrected."""

    def made(rows: list[Row]) -> list[Row]:
        new, corrected = rows[first : first + 2]
        changed = [new | {"source_id": name}, corrected]
        return [row | {"goods_amount": row["goods_amount"] * 40} for row in changed]

    delivered(hub, applicant_id, made)


def test_an_honest_decision_made_before_later_rows_arrived_is_proved(hub: Hub, desk: Desk) -> None:
    """The officer was offline; what came to the hub meanwhile changes the features, and not the decision."""
    appraisal = desk.appraisals.appraise(SELLER)
    decision_id = decide(desk, appraisal)
    late_rows(hub, SELLER, "late-1")
    assert sent(desk) == []
    kept = desk.cases.decision(decision_id)
    assert kept.confirmed and kept.standing.firmness is Firmness.FIRM
    now = desk.appraisals.appraise(SELLER)
    assert now.assessment.features != appraisal.assessment.features, "they do change something"


def test_what_was_forged_is_not_excused_by_later_rows(hub: Hub, desk: Desk) -> None:
    decide(desk, forged(desk.appraisals.appraise(SELLER), better_feature))
    late_rows(hub, SELLER, "late-2", first=5)
    [(code, _)] = sent(desk)
    assert code == "case.features_differ"


def test_what_was_recorded_in_the_field_counts_with_the_decision_behind_it(desk: Desk) -> None:
    """An authorisation, a request of another amount and a corrected trade, none of which the hub has yet."""
    applicant_id, scopes = "sample:S003", [ConsentScope.DATA, ConsentScope.BUREAU]
    desk.people.take_authorisation(applicant_id, scopes, date(2027, 11, 20))
    desk.files.request(
        applicant_id,
        product="credit",
        amount=20_000_00,
        months=6,
        method=RepaymentMethod.EQUAL_INSTALMENT,
        purpose="备货",
    )
    version = desk.cases.applicant_file(applicant_id, ledgers=False).version
    edit = encode({"trade": "shoes"})
    desk.decisions.hand.act(ActKind.EDIT_APPLICANT, applicant_id, edit, base_version=version)
    appraisal = desk.appraisals.appraise(applicant_id)
    case = appraisal.case
    assert (case.applicant.trade, case.application.amount, len(case.consents)) == ("shoes", 20_000_00, 2)
    decide(desk, appraisal)
    assert sent(desk) == []


def silent(case: LendingCase) -> LendingCase:
    """As a workstation froze it that did not yet say how far it had fetched the file."""
    return replace(case, seen=None)


def test_an_old_workstations_case_may_not_choose_its_day(desk: Desk) -> None:
    """Ten days earlier the file looked otherwise; nobody had looked at it from there."""
    earlier = BUSINESS_DAY - timedelta(days=10)
    looked = desk.appraisals.appraise("sample:S001", at=earlier)
    decide(desk, replace(forged(looked, silent), as_of=BUSINESS_DAY))
    [(code, reason)] = sent(desk)
    assert code == "case.day_differs", reason


def test_what_the_officer_did_after_assessing_is_no_part_of_the_case(desk: Desk) -> None:
    appraisal = desk.appraisals.appraise(SELLER)
    desk.people.take_authorisation(SELLER, [ConsentScope.DATA, ConsentScope.BUREAU], date(2027, 11, 20))
    decide(desk, appraisal)
    assert sent(desk) == []


def test_an_old_workstations_case_is_proved_where_nothing_came_since(desk: Desk) -> None:
    decision_id = decide(desk, forged(desk.appraisals.appraise("sample:S001"), silent))
    assert sent(desk) == []
    assert desk.cases.decision(decision_id).standing.firmness is Firmness.FIRM


def of_another_program(case: LendingCase) -> LendingCase:
    """A version of the program that had no such feature yet."""
    frozen = case.assessment.features
    newer = next(name for name, value in frozen.values.items() if value)
    features = replace(frozen, values={n: v for n, v in frozen.values.items() if n != newer})
    assert case.seen is not None
    seen = replace(case.seen, program="0.0.9")
    return replace(case, seen=seen, assessment=replace(case.assessment, features=features))


def test_another_version_of_the_program_is_not_called_a_forger(desk: Desk) -> None:
    applicant_id = "sample:S007"
    decision_id = decide(desk, forged(desk.appraisals.appraise(applicant_id), of_another_program))
    assert sent(desk) == []
    assert desk.cases.decision(decision_id).standing.firmness is Firmness.CONTESTED


def test_an_old_workstations_case_that_cannot_be_proved_waits_for_a_supervisor(hub: Hub, desk: Desk) -> None:
    applicant_id = "sample:S001"
    decision_id = decide(desk, forged(desk.appraisals.appraise(applicant_id), silent))
    late_rows(hub, applicant_id, "late-1")
    assert sent(desk) == []
    kept = desk.cases.decision(decision_id)
    assert kept.confirmed and kept.standing.firmness is Firmness.CONTESTED
    [contest] = desk.cases.applicant_file(applicant_id).contests
    assert contest.decision_id == decision_id
    assert contest.reason.startswith("it cannot be told what this workstation had of the file")
    assert marks(hub, decision_id) == [("decision.unproved", applicant_id)]


def marks(hub: Hub, decision_id: str) -> list[tuple[str, str]]:
    """What the hub itself put down of a decision in its audit chain, and in which file."""
    with workshop_of(hub) as workshop:
        entries = workshop.audit(0, 10_000)
    return [(one.what, one.applicant_id) for one in entries if one.subject == decision_id]


def test_a_decline_under_a_scenario_that_nobody_published_stands_and_is_noted(hub: Hub, desk: Desk) -> None:
    """Without the scenario its case cannot be made anew; nothing is lent on it, and nobody has to look."""
    applicant_id = "sample:S015"
    decision_id = rewritten(desk, under_a_scenario, applicant_id)
    assert sent(desk) == []
    kept = desk.cases.decision(decision_id)
    assert kept.decision.outcome is Outcome.DECLINE
    assert kept.confirmed and kept.standing.firmness is Firmness.FIRM
    assert marks(hub, decision_id) == [("decision.unproved", applicant_id)]


def test_rules_that_nobody_published_let_nobody_in_unseen(desk: Desk, tmp_path: Path) -> None:
    """Somebody packs rules with lower prices: the case is honest, and what they make of it waits."""
    home = tmp_path / "resources"
    shutil.copytree(resources(), home, ignore=shutil.ignore_patterns("models", "fonts", "icons"))
    product = home / "products/credit.toml"
    text = product.read_text(encoding="utf-8")
    product.write_text(re.sub(r'([C-G]) = "0\.[12]\d+"', r'\1 = "0.1260"', text), encoding="utf-8")
    cheap = load_rulebook(home)
    applicant_id = "sample:S007"
    appraisal = replace(desk.appraisals, rules=cheap, live=None, budgets=None).appraise(applicant_id)
    assert appraisal.proposal.offer is not None
    offer = appraisal.proposal.offer
    preview = preview_offer(appraisal, cheap, offer.amount, offer.months, offer.method)
    hand = replace(desk.decisions, rules=cheap, rules_file=pack(home), live=None, budgets=None)
    decision_id = hand.decide(appraisal, Outcome.COUNTER, preview, reason="老客户").decision_id
    assert sent(desk) == []
    assert desk.cases.decision(decision_id).standing.firmness is Firmness.CONTESTED
    contest = desk.cases.applicant_file(applicant_id).contests[-1]
    assert contest.decision_id == decision_id
    assert contest.reason.startswith("it was made by other rules than the hub's: the rules forbid this offer")
