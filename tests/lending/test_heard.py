"""What the models beside those of default may do to a case: so far and no farther, and always in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lending.cases import AS_OF, STRONG_CASH, YUAN, any_case, assessment, case, output, request
from workstation.codec import encode
from workstation.domain.assessment import ModelOutput
from workstation.domain.lending import Outcome, Proposal
from workstation.errors import KnownError
from workstation.lending import LendingCase, Rulebook, check_offer, load_rulebook, propose
from workstation.lending.capacity import affordable
from workstation.lending.heard import heard
from workstation.lending.policy_limits import ModelRules
from workstation.lending.pricing import floor_of_case, price_breakdown
from workstation.lending.said import loss_said, use_said
from workstation.lending.scenarios.applying import under
from workstation.lending.scenarios.budget import expected_loss
from workstation.paths import resources

RULES = load_rulebook(resources())


def word(role: str, **values: Any) -> ModelOutput:
    usual: dict[str, Any] = {
        "model": role,
        "version": "1",
        "target": role,
        "horizon_days": 365,
        "applies": True,
    }
    return ModelOutput(**{**usual, "role": role, **values})


def with_words(*words: ModelOutput, grade: str = "B", **changes: Any) -> LendingCase:
    return case(assessment=assessment(grade, outputs=(output(grade), *words)), **changes)


def deaf(rules: Rulebook = RULES) -> Rulebook:
    """The shipped rules as they were before other models were heard."""
    rows = {
        name: msgspec.structs.replace(row, least_loss=None) for name, row in rules.policy.admission.items()
    }
    return replace(rules, policy=msgspec.structs.replace(rules.policy, models=ModelRules(), admission=rows))


def step_basis(proposal: Proposal, code: str) -> str:
    assert proposal.staircase is not None
    return proposal.staircase.step(code).basis.en


ALL = (
    word("lgd", value=0.8),
    word("macro", value=0.4, points=-11.5),
    word("limit", value=900.0, quantiles=((0.5, 900.0),)),
    word("price", value=0.5),
    word("brushing", probability=0.9),
    word("survey", probability=0.9),
)


class TestLoss:
    @pytest.mark.parametrize(
        ("said", "counts"), [(0.8, "0.8"), (0.62, "0.62"), (0.5, "0.5"), (0.1, "0.45"), (0.0, "0.45")]
    )
    def test_the_models_share_counts_but_never_below_the_policys_least(
        self, said: float, counts: str
    ) -> None:
        _, seen = heard(with_words(word("lgd", value=said)), RULES)
        row = seen.policy.admission_of(RULES.product("credit"))
        assert row.loss_given_default == Fraction(counts)
        assert row.cutoff == (row.margin - row.cost) / (row.margin + Fraction(counts))

    def test_cut_off_budget_and_price_go_by_it_and_say_so(self) -> None:
        plain, dear = with_words(grade="F"), with_words(word("lgd", value=0.9), grade="F")
        before, after = propose(plain, RULES), propose(dear, RULES)
        assert before.staircase is not None
        assert after.staircase is not None
        small, large = (p.staircase.step("expected_loss").amount for p in (after, before) if p.staircase)
        assert small is not None
        assert large is not None
        assert small < large
        assert "62%, by the policy" in step_basis(before, "expected_loss")
        assert "90%, by the model, not below the policy's least" in step_basis(after, "expected_loss")
        assert any("the model's 90.0%" in note.en for note in after.rationale.notes)
        product = RULES.product("credit")
        floors = [
            floor_of_case(one, product, under(one, RULES)[1].policy, 10**6, 12) for one in (plain, dear)
        ]
        assert floors[0] is not None
        assert floors[1] is not None
        assert floors[0].total < floors[1].total

    def test_a_dearer_loss_declines_who_was_just_below_the_cut_off(self) -> None:
        at_the_edge = output("G", probability=0.155)
        plain = case(assessment=assessment("G", outputs=(at_the_edge,)))
        dear = case(assessment=assessment("G", outputs=(at_the_edge, word("lgd", value=0.9))))
        assert "decline.score" not in [f.code for f in propose(plain, RULES).findings]
        (finding,) = propose(dear, RULES).findings
        assert finding.code == "decline.score"
        assert "11.65%" in finding.text.en  # (0.13 − 0.01) ÷ (0.13 + 0.90)

    def test_where_goods_stand_behind_a_loan_the_model_is_not_heard(self) -> None:
        row = RULES.policy.admission["goods"]
        assert loss_said(with_words(word("lgd", value=0.9)), row) is None

    def test_a_model_that_does_not_apply_leaves_the_policys_figure(self) -> None:
        silent = with_words(word("lgd", applies=False))
        assert heard(silent, RULES) == (silent, RULES)

    def test_a_budget_of_a_scenario_is_charged_by_the_same_share(self) -> None:
        plain, dear = with_words(), with_words(word("lgd", value=0.9))
        charged = [expected_loss(one, RULES, 100_000 * YUAN, 12) for one in (plain, dear)]
        assert charged[1] / charged[0] == pytest.approx(0.9 / 0.62, rel=1e-3)

    @given(st.floats(0, 1))
    def test_no_word_goes_below_the_least(self, said: float) -> None:
        row = RULES.policy.admission["credit"]
        found = loss_said(with_words(word("lgd", value=said)), row)
        assert found is not None
        assert row.least_loss is not None
        assert row.least_loss <= found <= 1


class TestEconomy:
    def test_its_points_are_a_line_of_their_own_and_the_models_word_stays(self) -> None:
        asked = with_words(word("macro", value=0.2, points=-5.77))
        seen, rules = heard(asked, RULES)
        assert asked.assessment.probability == 0.004
        assert seen.assessment.probability == pytest.approx(0.004 * 2 ** (6 / 20), rel=0.01)
        assert rules.heard is not None
        (note,) = rules.heard
        assert "-6 points" in note.en
        assert note in propose(asked, RULES).rationale.notes

    @pytest.mark.parametrize(("points", "moved"), [(-60.0, -10), (60.0, 10), (0.4, 0)])
    def test_it_moves_a_score_no_farther_than_the_policy_says(self, points: float, moved: int) -> None:
        seen, _ = heard(with_words(word("macro", value=1.0, points=points)), RULES)
        assert seen.assessment.output is not None
        assert seen.assessment.output.points == 640.0 + moved

    def test_what_was_heard_once_is_not_heard_again(self) -> None:
        once = under(with_words(*ALL), RULES)
        assert under(*once) == once


class TestWeakMonth:
    def forecast(self, yuan: float) -> LendingCase:
        return with_words(word("limit", value=yuan, quantiles=((0.5, yuan),)))

    def test_an_expected_weaker_month_lowers_the_capacity_and_says_so(self) -> None:
        measured = STRONG_CASH.monthly_inflow_q10
        assert measured is not None
        yuan = measured * 0.97 / YUAN
        found = affordable(self.forecast(yuan), RULES.policy)
        assert found is not None
        assert (found.inflow, found.inflow_expected) == (round(yuan * YUAN), True)
        basis = step_basis(propose(self.forecast(90_000.0), RULES), "capacity")
        assert "as the model expects, below what was measured" in basis

    def test_it_takes_no_more_off_than_the_policy_lets_it(self) -> None:
        found = affordable(self.forecast(1.0), RULES.policy)
        measured = STRONG_CASH.monthly_inflow_q10
        assert found is not None
        assert measured is not None
        assert found.inflow == measured * Fraction("0.95")

    def test_a_stronger_one_raises_nothing(self) -> None:
        found = affordable(self.forecast(900_000.0), RULES.policy)
        assert found == affordable(case(), RULES.policy)
        assert "as measured" in step_basis(propose(self.forecast(900_000.0), RULES), "capacity")

    def test_a_forecast_is_no_evidence_of_cash(self) -> None:
        unseen = replace(self.forecast(90_000.0), cash=replace(STRONG_CASH, monthly_inflow_q10=None))
        assert affordable(unseen, RULES.policy) is None

    @given(any_case, st.floats(0, 10**7))
    def test_it_only_ever_lowers_what_can_be_paid(self, one: LendingCase, yuan: float) -> None:
        outputs = (*one.assessment.outputs, word("limit", value=yuan, quantiles=((0.5, yuan),)))
        with_it = replace(one, assessment=replace(one.assessment, outputs=outputs))
        before, after = affordable(one, RULES.policy), affordable(with_it, RULES.policy)
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert after.monthly <= before.monthly


class TestEarlyRepayment:
    def test_the_cost_of_lending_is_spread_over_less_time(self) -> None:
        early = with_words(word("price", value=0.4))
        assert use_said(early, RULES.policy) == Fraction("0.8")
        product = RULES.product("credit")
        before, after = (floor_of_case(c, product, RULES.policy, 10**6, 12) for c in (case(), early))
        assert before is not None
        assert after is not None
        assert after.cost == before.cost / Fraction("0.8")
        assert after.expected_loss == before.expected_loss
        proposal = propose(early, RULES)
        assert any("40.0% to be repaid early" in note.en for note in proposal.rationale.notes)
        assert proposal.offer is not None
        split = price_breakdown(early, product, under(early, RULES)[1].policy, proposal.offer)
        assert split is not None


class TestSuspicion:
    @pytest.mark.parametrize("role", ["brushing", "survey"])
    def test_what_is_likely_enough_for_the_policy_goes_to_a_person(self, role: str) -> None:
        bar = getattr(RULES.policy.models, role)
        suspected = propose(with_words(word(role, probability=0.5)), RULES)
        code = f"refer.{role}"
        assert suspected.outcome is Outcome.REFER
        (finding,) = suspected.findings
        assert finding.code == code
        assert "50.0%" in finding.text.en
        assert "%" not in finding.applicant_text.en
        assert "fake" not in finding.applicant_text.en
        assert finding.remedy is not None
        assert suspected.authority.role == "supervisor"
        just_below = with_words(word(role, probability=float(bar) - 0.001))
        assert propose(just_below, RULES).outcome is Outcome.APPROVE

    def test_an_officer_may_not_offer_in_spite_of_it_and_a_supervisor_may(self) -> None:
        suspected = with_words(word("brushing", probability=0.7))
        proposal = propose(suspected, RULES)
        assert proposal.offer is not None
        to_officer = check_offer(proposal.offer, proposal, suspected, RULES)
        above = replace(suspected, officer_role="supervisor")
        assert [f.code for f in to_officer] == ["refer.brushing"]
        assert not check_offer(proposal.offer, proposal, above, RULES)


class TestOldRules:
    @given(any_case, st.sets(st.sampled_from(ALL)))
    def test_rules_from_before_hear_nobody(self, one: LendingCase, words: set[ModelOutput]) -> None:
        """Old decisions replay to the bit, whatever else their models said."""
        outputs = (*one.assessment.outputs, *sorted(words, key=lambda w: w.role))
        with_them = replace(one, assessment=replace(one.assessment, outputs=outputs))
        before = deaf()
        assert encode(propose(with_them, before)) == encode(propose(one, before))

    def test_a_policy_that_hears_needs_words_for_it(self) -> None:
        notes = tuple(note for note in RULES.reasons.notes if note.code != "macro")
        mute = msgspec.structs.replace(RULES.reasons, notes=notes)
        assert replace(deaf(), reasons=mute)
        with pytest.raises(KnownError, match="macro") as caught:
            replace(RULES, reasons=mute)
        assert caught.value.code == "policy.damaged"

    def test_a_table_from_before_reads_still(self, tmp_path: Path) -> None:
        from workstation.lending.reasons import load_reasons

        text = (resources() / "reasons" / "reasons.toml").read_text("utf-8")
        for code in ("macro", "loss_by_model", "early_repayment"):
            text = _without(text, "notes", code)
        for code in ("refer.brushing", "refer.survey"):
            text = _without(text, "findings", code)
        (tmp_path / "reasons.toml").write_text(text, "utf-8")
        table = load_reasons(tmp_path / "reasons.toml")
        assert not table.can_note("macro")
        assert not table.can_find("refer.brushing")

    @pytest.mark.parametrize(
        "table", [{"macro_points": -1}, {"brushing": "0"}, {"survey": "1.1"}, {"prepaid_at": "0"}, {"x": 1}]
    )
    def test_figures_that_make_no_sense_are_refused(self, table: dict[str, Any]) -> None:
        with pytest.raises((msgspec.ValidationError, ValueError)):
            msgspec.convert(table, ModelRules, dec_hook=lambda kind, text: kind(text))


def _without(text: str, table: str, code: str) -> str:
    start = text.index(f'[[{table}]]\ncode = "{code}"')
    end = text.find("\n[[", start + 1)
    return text[:start] + (text[end + 1 :] if end > 0 else "")


def test_every_word_together_is_the_same_proposal_twice() -> None:
    asked = with_words(*ALL, application=request(50_000))
    assert encode(propose(asked, RULES)) == encode(propose(asked, RULES))
    assert asked.assessment.as_of == AS_OF
