"""Scenarios at the desk: whom Double Eleven lets in, what is frozen with it, and how far a budget reaches."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import msgspec
import pytest

from tests.helpers.logfail import ExpectLog
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from tests.services.publishing import (
    EMERGENCY,
    MAKERS,
    file_text,
    parsed,
    published,
    shared,
)
from workstation.clock import FixedClock
from workstation.codec import encode
from workstation.commands.scenarios import sample_appraisals
from workstation.crypto import sha256
from workstation.domain.assessment import BundleRef
from workstation.domain.lending import Decision, Outcome
from workstation.domain.scenarios import PublishedScenario, stated_uses
from workstation.errors import KnownError
from workstation.lending import Rulebook
from workstation.lending.scenarios.signing import Side
from workstation.paths import resources
from workstation.services.live_scenarios import LiveScenarios
from workstation.services.models import Models
from workstation.services.rulebooks import pack, unpack
from workstation.services.scenario_budgets import Budgets
from workstation.services.scenario_preview import Preview, preview
from workstation.services.scenarios import Scenarios, ScenarioState
from workstation.training.sample import BUSINESS_DAY

PLENTY = 10_000

Sit = Callable[..., Office]


@pytest.fixture
def hub() -> list[PublishedScenario]:
    """What the hub published last; a story puts something else in."""
    return [shared(published(file_text()), PLENTY)]


@pytest.fixture
def sit(
    sit_down: OpenOffice, books: Books, rules: Rulebook, hub: list[PublishedScenario]
) -> Callable[..., Office]:
    def open(**options: object) -> Office:
        live = LiveScenarios(rules, lambda: MAKERS, lambda: tuple(hub))
        return sit_down(live=live, budgets=Budgets(books, books, lambda: tuple(hub)), **options)  # type: ignore[arg-type]

    return open


@pytest.fixture(scope="module")
def previewed(rules: Rulebook, models: Models) -> Preview:
    return preview(sample_appraisals(rules, models), parsed(file_text()), rules, models.chosen)


@pytest.fixture(scope="module")
def let_in(previewed: Preview) -> str:
    """One whom the score alone declines, and Double Eleven lets in."""
    return next(row.source_id for row in previewed.rows if row.flips)


def sellers_one(models: Models) -> BundleRef:
    """The oldest bundle that ships, which stays for the decisions that rest on it."""
    manifest = (models.folder / "sellers-1" / "manifest.json").read_bytes()
    return BundleRef("sellers", 1, sha256(manifest))


class TestDoubleElevenOnTheSample:
    def test_named_applicants_flip(self, previewed: Preview, rules: Rulebook, models: Models) -> None:
        flipped = {row.source_id for row in previewed.rows if row.flips}
        assert flipped
        for appraisal in sample_appraisals(rules, models):
            if appraisal.case.applicant.source_id in flipped:
                assert [f.code for f in appraisal.proposal.findings] == ["decline.score"]

    def test_it_acts_on_those_declined_by_their_score_and_on_nobody_else(
        self, previewed: Preview, rules: Rulebook, models: Models
    ) -> None:
        ordinary = {a.case.applicant.source_id: a for a in sample_appraisals(rules, models)}
        cutoff = float(rules.policy.admission["credit"].cutoff)
        for row in previewed.rows:
            assert (ordinary[row.source_id].assessment.probability or 0) > cutoff
            assert row.used == row.after.expected_loss
            assert all("Double Eleven" in line.en for line in row.lines)

    def test_raw_outputs_are_byte_for_byte_the_same(self, sit: Sit, office: Office, let_in: str) -> None:
        with_it, without = sit().appraise(let_in), office.appraise(let_in)
        assert encode(with_it.assessment) == encode(without.assessment)
        assert with_it.proposal.outcome.lends and not without.proposal.outcome.lends

    def test_hard_rules_hold(self, sit: Sit, office: Office, sellers: dict[str, object]) -> None:
        desk = sit()
        for seller in sellers:
            plain = office.appraise(seller).proposal
            if hard := [f.code for f in plain.findings if f.code.startswith("hard.")]:
                under = desk.appraise(seller).proposal
                assert under.outcome is Outcome.DECLINE
                assert [f.code for f in under.findings if f.code.startswith("hard.")] == hard

    @pytest.mark.parametrize("days", [-6, 6])
    def test_out_of_its_days_it_has_no_effect(
        self, sit: Sit, sit_down: OpenOffice, let_in: str, days: int
    ) -> None:
        clock = FixedClock(BUSINESS_DAY + timedelta(days=days))
        with_it, without = sit(clock=clock).appraise(let_in), sit_down(clock=clock).appraise(let_in)
        assert encode(with_it.case) == encode(without.case)
        assert with_it.proposal == without.proposal

    def test_the_budget_is_used_in_turn_and_the_first_beyond_it_is_marked(
        self, rules: Rulebook, models: Models
    ) -> None:
        scenario = parsed(file_text(EMERGENCY.replace("60_000", "1")))
        found = preview(sample_appraisals(rules, models), scenario, rules, models.chosen)
        assert [row.beyond for row in found.rows if row.flips] == [True] * sum(r.flips for r in found.rows)
        assert found.used == 0


class TestPreviewAtTheDesk:
    def test_what_was_decided_under_it_is_not_counted_again(
        self, hub: list[PublishedScenario], sit: Sit, rules: Rulebook, let_in: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        desk = sit()
        live = LiveScenarios(rules, lambda: MAKERS, lambda: tuple(hub))
        book = Scenarios(desk.books, desk.hand, desk.appraisals, live, None)  # type: ignore[arg-type]
        row = SimpleNamespace(applicant_id=f"sample:{let_in}", asked_on=BUSINESS_DAY)
        page = SimpleNamespace(rows=[row], after=None)
        monkeypatch.setattr(desk.books, "worklist", lambda query: page, raising=False)
        scenario = parsed(hub[0].body)
        assert [r.flips for r in book.preview(scenario).rows] == [True], "without it, though it is in force"
        desk.decide(let_in)
        assert book.preview(scenario).rows == ()


class TestDeciding:
    def approve(self, desk: Office, seller: str) -> Decision:
        return desk.decide(seller)

    def test_a_decision_names_its_scenario_and_what_it_uses(
        self, sit: Sit, hub: list[PublishedScenario], let_in: str
    ) -> None:
        made = self.approve(sit(), let_in)
        [use] = stated_uses(made)
        assert (use.id, use.version, use.sha256) == ("double-eleven", 1, hub[0].sha256)
        assert use.expected_loss and made.inputs["case"]["scenarios"][0]["sha256"] == hub[0].sha256
        assert any("Double Eleven" in note.en for note in made.rationale.notes)

    def test_it_replays_when_the_scenario_is_long_gone(
        self, sit: Sit, sit_down: OpenOffice, hub: list[PublishedScenario], let_in: str
    ) -> None:
        made = self.approve(sit(), let_in)
        assert sit().decisions.replay(made.id).same
        hub.clear()
        assert sit_down().decisions.replay(made.id).same
        assert sit(clock=FixedClock(BUSINESS_DAY + timedelta(days=800))).decisions.replay(made.id).same

    def test_a_decision_made_before_there_were_scenarios_replays_beside_them(
        self, sit: Sit, sit_down: OpenOffice, books: Books, let_in: str
    ) -> None:
        made = sit_down().decide(let_in)
        plain = msgspec.to_builtins(made)
        del plain["inputs"]["scenarios"], plain["inputs"]["case"]["scenarios"]
        old = msgspec.convert(plain, Decision)
        books.acts[-1] = replace(books.acts[-1], body=encode(old))
        assert sit().decisions.replay(made.id).same
        assert stated_uses(old) == ()

    def test_a_decline_names_what_acted_and_uses_nothing(self, sit: Sit, let_in: str) -> None:
        desk = sit()
        appraisal = desk.appraise(let_in)
        decided = desk.decisions.decide(appraisal, Outcome.DECLINE, reason="seen the shop")
        [use] = stated_uses(desk.books.decision(decided.decision_id).decision)
        assert use.expected_loss is None

    def test_what_it_would_be_cannot_be_decided_upon(
        self, sit: Sit, hub: list[PublishedScenario], let_in: str
    ) -> None:
        supposed = parsed(hub.pop().body)
        desk = sit()
        appraisal = desk.appraise(let_in, supposing=[supposed])
        assert appraisal.imagined and appraisal.proposal.outcome.lends
        with pytest.raises(KnownError, match=r"decision\.imagined"):
            desk.decisions.decide(appraisal, Outcome.APPROVE, desk.preview(appraisal))

    def test_another_day_is_assessed_with_that_days_scenarios(self, sit: Sit, let_in: str) -> None:
        desk = sit(clock=FixedClock(BUSINESS_DAY + timedelta(days=6)))
        then, now = desk.appraise(let_in, at=BUSINESS_DAY), desk.appraise(let_in)
        assert then.imagined and then.acting
        assert not now.imagined and not now.acting

    def test_a_scenario_that_came_meanwhile_makes_an_assessment_stale(
        self, sit: Sit, hub: list[PublishedScenario], let_in: str
    ) -> None:
        desk = sit()
        appraisal = desk.appraise(let_in)
        hub[0] = shared(published(file_text(version=2)), PLENTY)
        with pytest.raises(KnownError, match=r"decision\.stale.*scenarios in force"):
            desk.decisions.decide(appraisal, Outcome.APPROVE, desk.preview(appraisal))


class TestBudgetAtTheDesk:
    def used(self, desk: Office, seller: str) -> int:
        appraisal = desk.appraise(seller)
        assert appraisal.proposal.offer is not None
        from workstation.services.scenario_budgets import uses_of

        return uses_of(appraisal, appraisal.proposal.offer)["double-eleven"]

    def test_more_than_is_reserved_is_refused_without_a_network(
        self, sit: Sit, hub: list[PublishedScenario], let_in: str
    ) -> None:
        hub[0] = shared(hub[0], 1)
        with pytest.raises(KnownError, match=r"scenario\.budget.*1\.00 yuan of the risk budget"):
            sit().decide(let_in)

    def test_without_a_share_nothing_is_lent_by_the_budget(
        self, sit: Sit, hub: list[PublishedScenario], let_in: str
    ) -> None:
        hub[0] = replace(hub[0], share=None)
        with pytest.raises(KnownError, match=r"scenario\.budget.*0\.00 yuan"):
            sit().decide(let_in)

    def test_after_its_day_the_share_is_over(
        self, sit: Sit, hub: list[PublishedScenario], let_in: str
    ) -> None:
        hub[0] = shared(hub[0], PLENTY, until=BUSINESS_DAY - timedelta(days=1))
        with pytest.raises(KnownError, match=r"scenario\.share_over.*2026-11-19.*Synchronise"):
            sit().decide(let_in)

    def test_what_was_decided_since_and_is_not_counted_is_taken_off(
        self, sit: Sit, hub: list[PublishedScenario], books: Books, let_in: str
    ) -> None:
        desk = sit()
        once = self.used(desk, let_in)
        hub[0] = replace(hub[0], share=replace(hub[0].share, amount=once))  # type: ignore[type-var]
        made = desk.decide(let_in)
        budgets, appraisal = desk.decisions.budgets, desk.appraise(let_in)
        assert budgets is not None
        other = replace(appraisal, case=replace(appraisal.case, application=replace(
            appraisal.case.application, id="another")))  # fmt: skip

        def left(one: object) -> int:
            found = budgets.left("double-eleven", "officer-1", one)  # type: ignore[arg-type]
            assert found is not None
            return found.amount

        assert left(other) == 0, "another request has what the first left"
        assert left(appraisal) == once, "a new decision on the same request takes its place"
        hub[0] = shared(hub[0], 0, made.id)
        assert left(other) == 0, "counted at the hub, it is not taken off twice"
        assert left(appraisal) == once
        books.hub_takes_all()
        assert left(other) == 0


class TestWhatIsReceived:
    def states(self, hub: list[PublishedScenario], rules: Rulebook, office: Office) -> dict[str, str]:
        live = LiveScenarios(rules, lambda: MAKERS, lambda: tuple(hub))
        book = Scenarios(office.books, office.hand, office.appraisals, live, None)  # type: ignore[arg-type]
        return {view.id: view.state.value for view in book.all()}

    def test_a_scenario_stands_as_its_days_say(
        self, hub: list[PublishedScenario], rules: Rulebook, office: Office
    ) -> None:
        soon, gone = BUSINESS_DAY + timedelta(days=1), BUSINESS_DAY - timedelta(days=1)
        hub.append(published(file_text(id="soon", starts=soon)))
        hub.append(published(file_text(id="gone", until=gone)))
        found = self.states(hub, rules, office)
        assert (found["double-eleven"], found["soon"], found["gone"]) == ("live", "waiting", "expired")
        assert found["season-gifts"] == ScenarioState.SIGNED

    @pytest.mark.parametrize("sides", [(Side.ALGORITHM,), (Side.BUSINESS,)])
    def test_what_one_side_alone_signed_has_no_effect_whoever_published_it(
        self, sit: Sit, hub: list[PublishedScenario], rules: Rulebook, office: Office, let_in: str,
        sides: tuple[Side, ...], expect_log: ExpectLog,
    ) -> None:  # fmt: skip
        hub[0] = published(file_text(), *sides)
        with expect_log("WARNING", "scenario double-eleven left out: scenario.signature"):
            assert self.states(hub, rules, office)["double-eleven"] == "refused"
            assert not sit().appraise(let_in).acting

    def test_a_changed_byte_has_no_effect(
        self, sit: Sit, hub: list[PublishedScenario], let_in: str, expect_log: ExpectLog
    ) -> None:
        hub[0] = replace(hub[0], body=hub[0].body.replace(b"60_000", b"90_000"))
        with expect_log("WARNING", "scenario.signature"):
            assert not sit().appraise(let_in).acting

    def test_another_approved_weight_set_is_chosen_by_its_signed_manifest(
        self, sit: Sit, hub: list[PublishedScenario], models: Models, sit_down: OpenOffice
    ) -> None:
        ref = sellers_one(models)
        weights = f'[weights]\nbundle = "sellers"\nversion = 1\nsha256 = "{ref.sha256}"\n'
        head = EMERGENCY[: EMERGENCY.index("[scope]")]
        hub[0] = published(file_text(head + weights))
        appraisal = sit().appraise("S001")
        assert appraisal.assessment.bundle == ref
        assert "weights" in [effect.code.value for effect in appraisal.acting]
        hub[0] = published(file_text(head + weights.replace(ref.sha256, "0" * 64)))
        with pytest.raises(KnownError, match=r"scenario\.weights.*sellers-1"):
            sit().appraise("S001")


class TestPacks:
    def test_a_pack_keeps_the_scenarios_and_one_without_has_the_hash_it_always_had(
        self, rules: Rulebook
    ) -> None:
        assert unpack(pack(resources())).version_hash == rules.version_hash
        body = file_text()
        packed = pack(resources(), {"double-eleven": body})
        assert unpack(packed).version_hash == rules.with_scenarios([parsed(body)]).version_hash
        assert "scenarios/double-eleven.toml" in json.loads(packed)

    def test_a_pack_from_before_there_were_scenarios_is_read(self) -> None:
        """Without what came with them: the words of their effects, and the policy's table."""
        old = json.loads(pack(resources()))
        reasons, policy = old["reasons/reasons.toml"], old["policies/lending.toml"]
        old["reasons/reasons.toml"] = re.sub(r"\[\[effects\]\]\n(.+\n)+", "", reasons)
        start, end = policy.index("[scenarios]"), policy.index("[hard]")
        old["policies/lending.toml"] = policy[:start] + policy[end:]
        read = unpack(json.dumps(old).encode())
        assert (read.reasons.effects, dict(read.scenarios)) == ((), {})

    def test_a_path_that_leads_elsewhere_is_refused(self) -> None:
        with pytest.raises(KnownError, match=r"rules\.damaged"):
            unpack(json.dumps({"scenarios/../x.toml": ""}).encode())
