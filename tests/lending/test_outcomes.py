"""Every kind of proposal by name: approve, counter-offer, refer, decline; and that the rules are exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given

from tests.factories import applicant
from tests.lending.cases import (
    AS_OF,
    DRAW_ON,
    STRONG_CASH,
    TODAY,
    YUAN,
    any_case,
    assessment,
    case,
    consent,
    coverage,
    output,
    request,
)
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import CashInputs, Exposure, Outcome, Proposal, RepaymentMethod
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending import (
    LendingCase,
    Rulebook,
    all_in_cost,
    check_offer,
    make_schedule,
    may_approve,
    proposal_digest,
    propose,
)
from workstation.lending.caps import cap_breach
from workstation.lending.methods import METHODS
from workstation.lending.rules import RULES

RICH_CASH = CashInputs("orders", 3_000_000 * YUAN, 90_000_000 * YUAN, 12)


def codes(proposal: Proposal) -> list[str]:
    return [finding.code for finding in proposal.findings]


def test_approve_a_request_within_every_limit(rules: Rulebook) -> None:
    proposal = propose(case(), rules)
    assert proposal.outcome is Outcome.APPROVE
    assert proposal.findings == ()
    assert proposal.authority.role == "officer"
    assert proposal.offer is not None
    assert (proposal.offer.months, proposal.offer.yearly_rate) == (12, "0.1260")
    assert proposal.offer.schedule.start == DRAW_ON


def test_counter_with_the_largest_amount_that_passes(rules: Rulebook) -> None:
    asked = case(application=request(900_000), officer_role="supervisor")
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["limit.capacity"]
    assert proposal.offer is not None
    assert proposal.staircase is not None
    assert proposal.offer.amount == proposal.staircase.limit
    product = rules.products["credit"]
    more = replace(proposal.offer, amount=proposal.offer.amount + product.step)
    role = replace(asked, officer_role="officer")
    assert "limit.capacity" in [f.code for f in check_offer(more, proposal, role, rules)]


def test_counter_on_other_terms_where_the_request_has_terms_the_product_lacks(rules: Rulebook) -> None:
    proposal = propose(case(application=request(100_000, months=24)), rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["product.tenor"]
    assert proposal.offer is not None
    assert (proposal.offer.amount, proposal.offer.months) == (100_000 * YUAN, 12)


def test_counter_on_other_terms_where_a_bullet_leaves_too_little(rules: Rulebook) -> None:
    """A weak month of 30,000 cannot repay a bullet of 5,000; twelve instalments it can."""
    small = replace(STRONG_CASH, monthly_inflow_q10=30_000 * YUAN)
    proposal = propose(case(cash=small, application=request(20_000, 6, "bullet")), rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["limit.below_minimum"]
    assert proposal.offer is not None
    assert proposal.offer.method is RepaymentMethod.EQUAL_INSTALMENT
    assert proposal.offer.months == 6
    assert proposal.offer.amount == 20_000 * YUAN


def test_over_the_cap_at_six_months_is_offered_at_twelve(rules: Rulebook) -> None:
    """The riskiest admissible grade costs more than 24 % at six months: that cannot be offered."""
    risky = case(assessment=assessment("G"), application=request(10_000, months=6))
    proposal = propose(risky, rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["cap.over"]
    finding = proposal.findings[0]
    assert "above the cap of 24.0000% by 1.8" in finding.text.en
    assert "12 months, equal instalments (23.8" in finding.text.en
    assert "12 个月等额本息" in finding.text.zh
    assert proposal.offer is not None
    assert proposal.offer.months == 12


def test_over_the_cap_on_every_term_is_declined(rules: Rulebook) -> None:
    """From the last day of 2027 the cap is 12 %, which no grade but the best can meet."""
    later = case(draw_on=date(2027, 12, 31))
    proposal = propose(later, rules)
    assert proposal.outcome is Outcome.DECLINE
    assert codes(proposal) == ["cap.over"]
    assert proposal.offer is None
    assert "terms that pass for this amount: none" in proposal.findings[0].text.en
    assert propose(case(draw_on=date(2027, 12, 30)), rules).outcome is Outcome.APPROVE
    assert (
        propose(case(assessment=assessment("A"), draw_on=date(2028, 1, 1)), rules).outcome is Outcome.APPROVE
    )


def test_refer_what_is_over_the_officers_authority(rules: Rulebook) -> None:
    asked = case(application=request(400_000), cash=RICH_CASH)
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.authority"]
    assert proposal.authority.role == "supervisor"
    assert proposal.offer is not None
    assert "supervisor" in proposal.findings[0].text.en
    approved = propose(replace(asked, officer_role="supervisor"), rules)
    assert approved.outcome is Outcome.APPROVE


def test_refer_over_authority_by_what_is_owed_already(rules: Rulebook) -> None:
    proposal = propose(case(exposure=Exposure(own=250_000 * YUAN)), rules)
    assert codes(proposal) == ["refer.authority"]
    assert proposal.authority.role == "supervisor"


def test_what_another_model_would_need_is_no_reason_for_having_no_probability(rules: Rulebook) -> None:
    few = output(applies=False, probability=None, why_not=Bilingual("订单太少", "too few orders"))
    other = replace(few, role="need", why_not=Bilingual("没有季节", "no season"))
    thin = assessment(outputs=(few, other), leading="")
    [told] = [f for f in propose(case(assessment=thin), rules).findings if f.code == "refer.no_model"]
    assert "too few orders" in told.text.en and "no season" not in told.text.en


def test_refer_where_required_evidence_is_missing(rules: Rulebook) -> None:
    thin = assessment(
        coverage=coverage(EvidenceDomain.ECONOMY),
        outputs=(output(applies=False, probability=None, why_not=Bilingual("订单太少", "too few orders")),),
        leading="",
    )
    proposal = propose(case(assessment=thin, cash=CashInputs()), rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.missing_evidence", "refer.no_model", "refer.no_cash"]
    assert "Platform trading or Upstream and downstream trades" in proposal.findings[0].text.en
    assert "too few orders" in proposal.findings[1].text.en
    assert proposal.offer is None
    assert proposal.authority.role == "supervisor"
    assert proposal.staircase is not None
    assert proposal.staircase.step("capacity").amount is None


def test_refer_stale_evidence_with_the_offer_it_would_give(rules: Rulebook) -> None:
    old = AS_OF - timedelta(days=46)
    proposal = propose(case(assessment=assessment(coverage=coverage(last=old))), rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.stale"]
    assert proposal.offer is not None
    fresh = propose(case(assessment=assessment(coverage=coverage(last=old + timedelta(days=1)))), rules)
    assert fresh.outcome is Outcome.APPROVE


def test_refer_where_related_exposure_takes_the_ceiling(rules: Rulebook) -> None:
    owing = Exposure(related=950_000 * YUAN, related_names=("同一控制人甲店",))
    proposal = propose(case(exposure=owing), rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.related_exposure", "limit.ceiling"]
    assert "同一控制人甲店" in proposal.findings[0].text.zh
    assert proposal.offer is not None
    assert proposal.offer.amount == 50_000 * YUAN


def test_two_shops_of_one_controller_cannot_pass_one_ceiling_together(rules: Rulebook) -> None:
    full = propose(case(exposure=Exposure(related=1_000_000 * YUAN, related_names=("甲",))), rules)
    assert full.outcome is Outcome.REFER
    assert full.offer is None
    assert full.authority.role == "nobody"


def test_refer_to_a_partner_bank_above_a_million(rules: Rulebook) -> None:
    asked = case(application=request(1_500_000), cash=RICH_CASH, officer_role="committee")
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal)[0] == "refer.partner_bank"
    assert proposal.offer is not None
    assert proposal.offer.amount == 1_000_000 * YUAN


def test_decline_by_the_score_with_its_true_reasons(rules: Rulebook) -> None:
    proposal = propose(case(assessment=assessment("H")), rules)
    assert proposal.outcome is Outcome.DECLINE
    assert codes(proposal) == ["decline.score"]
    assert proposal.offer is None
    assert proposal.authority.role == "committee"
    against = [reason.code for reason in proposal.rationale.against]
    assert against == ["returns", "sales_trend", "ratings"]


def test_the_cut_off_itself_is_still_admitted(rules: Rulebook) -> None:
    at = assessment("G", outputs=(output("G", probability=0.16),))
    above = assessment("G", outputs=(output("G", probability=0.160000000001),))
    assert propose(case(assessment=at), rules).outcome is not Outcome.DECLINE
    assert codes(propose(case(assessment=above), rules)) == ["decline.score"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"consents": ()}, "hard.no_consent"),
        ({"consents": (consent(withdrawn_on=TODAY),)}, "hard.no_consent"),
        ({"consents": (consent(expires_on=TODAY - timedelta(days=1)),)}, "hard.no_consent"),
        ({"applicant": applicant(listed_as=("dishonest_debtor",))}, "hard.dishonest_debtor"),
        ({"applicant": applicant(listed_as=("sanctioned",))}, "hard.sanctioned"),
        ({"applicant": applicant(listed_as=("fraud_confirmed",))}, "hard.fraud"),
        ({"exposure": Exposure(worst_days_past_due=30)}, "hard.past_due"),
        ({"applicant": applicant(opened_on=date(2026, 1, 2))}, "hard.shop_young"),
        ({"application": request(4_999)}, "product.under_minimum"),
    ],
)
def test_decline_by_a_hard_rule_which_is_the_first_reason(
    rules: Rulebook, changes: dict[str, object], code: str
) -> None:
    proposal = propose(case(**changes), rules)
    assert proposal.outcome is Outcome.DECLINE
    assert codes(proposal) == [code]
    assert proposal.rationale.against[0].code == code
    assert proposal.offer is None
    assert proposal.staircase is None
    assert proposal.authority.role == "nobody"


def test_just_inside_the_hard_rules_is_not_declined(rules: Rulebook) -> None:
    inside = case(applicant=applicant(opened_on=date(2026, 1, 1)), exposure=Exposure(worst_days_past_due=29))
    assert propose(inside, rules).outcome is Outcome.APPROVE


def test_every_hard_rule_that_fires_is_named(rules: Rulebook) -> None:
    bad = case(applicant=applicant(listed_as=("fraud_confirmed", "dishonest_debtor")), consents=())
    assert codes(propose(bad, rules)) == ["hard.no_consent", "hard.fraud", "hard.dishonest_debtor"]


def test_without_consent_nothing_of_the_records_is_said(rules: Rulebook) -> None:
    why = propose(case(consents=()), rules).rationale
    assert [reason.code for reason in why.against] == ["hard.no_consent"]
    assert why.in_favour == ()
    assert why.missing == ()


def test_an_unknown_listing_goes_to_the_committee(rules: Rulebook) -> None:
    proposal = propose(case(applicant=applicant(listed_as=("tax_arrears",))), rules)
    assert proposal.outcome is Outcome.REFER
    assert codes(proposal) == ["refer.listed"]
    assert proposal.authority.role == "committee"


def test_decline_where_the_limit_is_below_the_minimum_names_what_binds(rules: Rulebook) -> None:
    poor = case(cash=replace(STRONG_CASH, goods_share=0.95))
    proposal = propose(poor, rules)
    assert proposal.outcome is Outcome.DECLINE
    assert codes(proposal) == ["limit.below_minimum"]
    assert "Capacity to repay" in proposal.findings[0].text.en
    assert proposal.rationale.against[0].code == "limit.below_minimum"


def test_a_model_that_the_product_does_not_use_does_not_count(rules: Rulebook) -> None:
    other = assessment(outputs=(output(model="brushing"),), leading="brushing")
    assert "refer.no_model" in codes(propose(case(assessment=other), rules))


def test_an_analyst_cannot_approve(rules: Rulebook) -> None:
    for role in ("analyst", "auditor", "administrator", ""):
        proposal = propose(case(officer_role=role), rules)
        assert proposal.outcome is Outcome.REFER
        assert codes(proposal) == ["refer.authority"]


def test_an_unknown_product_is_named(rules: Rulebook) -> None:
    asked = case(application=replace(request(), product="gift"))
    with pytest.raises(KnownError, match=r"product\.unknown.*gift.*Known: .*credit"):
        propose(asked, rules)


def test_a_frozen_case_gives_the_same_proposal_bit_for_bit(rules: Rulebook) -> None:
    """What a decision keeps is plain JSON; read back it is the same case and the same proposal."""
    for given_case in (case(), case(assessment=assessment("G"), application=request(30_000, 6))):
        kept = msgspec.json.encode(given_case)
        again = msgspec.json.decode(kept, type=LendingCase)
        assert again == given_case
        first, second = propose(given_case, rules), propose(again, rules)
        assert msgspec.json.encode(first) == msgspec.json.encode(second)
        assert proposal_digest(first) == proposal_digest(second)


def test_another_request_has_another_digest(rules: Rulebook) -> None:
    assert proposal_digest(propose(case(), rules)) != proposal_digest(
        propose(case(application=request(99_000)), rules)
    )


def test_every_rule_of_the_table_has_its_wording(rules: Rulebook) -> None:
    assert {rule.code for rule in RULES} <= {row.code for row in rules.reasons.findings}
    assert {rule.outcome for rule in RULES} == {Outcome.DECLINE, Outcome.REFER}


@given(any_case)
def test_nothing_over_limit_cap_or_authority_is_proposed(rules: Rulebook, given_case: LendingCase) -> None:
    proposal = propose(given_case, rules)
    assert proposal.outcome is Outcome.APPROVE or proposal.findings
    if proposal.offer is None:
        assert proposal.outcome in (Outcome.REFER, Outcome.DECLINE)
        return
    offer, product = proposal.offer, rules.products["credit"]
    assert proposal.staircase is not None
    assert product.minimum <= offer.amount <= proposal.staircase.limit <= given_case.application.amount
    assert offer.amount + given_case.exposure.total <= rules.policy.ceiling
    assert cap_breach(offer.schedule, offer.cost, product.family, rules.policy) is None
    if proposal.outcome.lends:
        assert may_approve(given_case.officer_role, proposal.authority)
        assert check_offer(offer, proposal, given_case, rules) == ()


@given(any_case)
def test_the_same_case_always_gives_the_same_digest(rules: Rulebook, given_case: LendingCase) -> None:
    assert proposal_digest(propose(given_case, rules)) == proposal_digest(propose(given_case, rules))


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_dearest_shipped_price_under_the_cap_passes_on_every_day_of_a_year(
    rules: Rulebook, method: RepaymentMethod
) -> None:
    """Months differ in length and so does the cost: grade G at 12 months and F at 6 stay within 24 %."""
    product = rules.products["credit"]
    for grade, months in (("G", 12), ("F", 6)):
        rate = product.rate(grade, months)
        assert rate is not None
        for week in range(53):
            start = DRAW_ON + timedelta(days=7 * week)
            schedule = make_schedule(2_000_000, rate, months, method, start, product.day_count)
            assert Decimal(all_in_cost(schedule).nominal) <= 24
