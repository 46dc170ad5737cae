"""Counter-offers: the largest that passes, against trying everything; reviews and concentration by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import msgspec
from hypothesis import given

from tests.factories import applicant
from tests.lending.cases import STRONG_CASH, YUAN, any_case, assessment, case, request
from tests.lending.test_limits import steps
from workstation.domain.lending import Exposure, Outcome, Proposal, RepaymentMethod
from workstation.domain.money import yuan
from workstation.lending import LendingCase, Rulebook, check_offer, make_offer, propose
from workstation.lending.pricing import rate_of
from workstation.lending.rules import UNPRICEABLE

_UNSEARCHED = (*UNPRICEABLE, "refer.related_exposure")
"""Findings with which the rules look for no other terms: nothing to rest an offer on, or a group's matter."""


def codes(proposal: Proposal) -> list[str]:
    return [finding.code for finding in proposal.findings]


def test_a_request_that_its_own_terms_cut_is_met_on_terms_that_do_not(rules: Rulebook) -> None:
    """Six instalments of a weak month of 200,000 bear about 130,000; twelve bear what was asked for."""
    proposal = propose(case(application=request(190_000, months=6)), rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["limit.capacity"]
    assert proposal.offer is not None
    assert (proposal.offer.amount, proposal.offer.months) == (190_000 * YUAN, 12)


def test_of_equal_offers_the_nearest_to_the_request_is_made(rules: Rulebook) -> None:
    for asked, months in ((10, 12), (7, 6)):
        proposal = propose(case(application=request(10_000, months=asked)), rules)
        assert codes(proposal) == ["product.tenor"]
        assert proposal.offer is not None
        assert (proposal.offer.amount, proposal.offer.months) == (10_000 * YUAN, months)
        assert proposal.offer.method is RepaymentMethod.EQUAL_INSTALMENT


@given(given_case=any_case)
def test_no_offer_that_passes_is_larger_than_the_one_proposed(
    given_case: LendingCase, rules: Rulebook
) -> None:
    """Every tenor and method of the product on a grid of amounts, each tried as an officer would. Who may
    approve it, and what refers the case whatever is offered, is no concern here."""
    asked = replace(given_case, officer_role="officer")
    proposal = propose(asked, rules)
    product = rules.product("credit")
    if proposal.staircase is None or not {*_UNSEARCHED}.isdisjoint(codes(proposal)):
        return
    found = proposal.offer.amount if proposal.offer is not None else 0
    for months in product.tenors:
        if rate_of(asked, product, rules.policy, months) is None:
            continue
        for method in product.methods:
            for amount in range(5_000 * YUAN, asked.application.amount + 1, 60_000 * YUAN):
                if amount <= found:
                    continue
                offer = make_offer(product, rules.policy, asked, amount, months, method)
                barred = [f.code for f in check_offer(offer, proposal, asked, rules)]
                assert [code for code in barred if not code.startswith("refer.")], (months, method, amount)


def test_concentration_counts_what_one_and_what_related_borrowers_owe(rules: Rulebook) -> None:
    """Net capital 20,000,000: 2,000,000 to one, 3,000,000 to a group; here of a lender of 2,000,000."""
    small = msgspec.structs.replace(rules.policy, capital_yuan=2_000_000)
    book = replace(rules, policy=small)
    owing = case(exposure=Exposure(own=150_000 * YUAN, related=100_000 * YUAN))
    found = steps(owing, book)
    assert found.step("single_borrower").amount == 50_000 * YUAN
    assert found.step("related_group").amount == 50_000 * YUAN
    assert steps(owing, rules).step("related_group").amount == 2_750_000 * YUAN
    proposal = propose(owing, book)
    assert proposal.offer is not None
    assert proposal.offer.amount == 50_000 * YUAN
    assert codes(proposal) == ["limit.single_borrower"]


def test_a_group_over_its_concentration_is_referred(rules: Rulebook) -> None:
    small = msgspec.structs.replace(rules.policy, capital_yuan=2_000_000)
    book = replace(rules, policy=small)
    owing = case(exposure=Exposure(related=250_000 * YUAN, related_names=("甲",)))
    assert codes(propose(owing, book)) == ["refer.related_exposure", "limit.related_group"]


def test_without_a_row_in_force_concentration_does_not_constrain(rules: Rulebook) -> None:
    none = msgspec.structs.replace(rules.policy, concentration=())
    found = steps(case(), replace(rules, policy=none))
    assert "single_borrower" not in [step.code for step in found.steps]
    assert found.complete


def test_a_review_raises_a_limit_by_a_fifth_at_most(rules: Rulebook) -> None:
    proposal = propose(case(application=request(90_000), former_limit=50_000 * YUAN), rules)
    assert proposal.outcome is Outcome.COUNTER
    assert codes(proposal) == ["limit.review"]
    assert proposal.offer is not None
    assert proposal.offer.amount == 60_000 * YUAN


def test_a_review_eases_a_cut_by_what_the_records_say(rules: Rulebook) -> None:
    """A former limit of 180,000 and capacity for about half of it: the cut is to 126,000, and says why."""
    weak = replace(STRONG_CASH, monthly_inflow_q10=60_000 * YUAN)
    cut = case(application=request(180_000), cash=weak, former_limit=180_000 * YUAN)
    free = steps(replace(cut, former_limit=None), rules)
    assert free.limit < 126_000 * YUAN
    found = steps(cut, rules)
    assert (found.binding, found.limit) == ("capacity", 126_000 * YUAN)
    assert "a review cuts by 30% at most" in found.step("capacity").basis.en


def test_a_cut_for_arrears_a_listing_or_a_cap_is_never_delayed(rules: Rulebook) -> None:
    weak = replace(STRONG_CASH, monthly_inflow_q10=60_000 * YUAN)
    cut = case(application=request(180_000), cash=weak, former_limit=180_000 * YUAN)
    free = steps(replace(cut, former_limit=None), rules).limit
    late = replace(cut, exposure=Exposure(worst_days_past_due=1))
    listed = replace(cut, applicant=applicant(trade="apparel", listed_as=("fraud_confirmed",)))
    for barred in (late, listed):
        assert steps(barred, rules).limit <= free
    capped = replace(cut, exposure=Exposure(own=980_000 * YUAN))
    assert steps(capped, rules).limit == 20_000 * YUAN


def test_the_step_that_binds_and_what_the_next_would_allow_are_named(rules: Rulebook) -> None:
    proposal = propose(case(assessment=assessment("E"), application=request(500_000)), rules)
    found = proposal.staircase
    assert found is not None
    assert found.next_amount is not None
    binding = found.step(found.binding)
    assert binding.amount is not None
    assert Fraction(found.next_amount) >= found.limit
    assert codes(proposal)[0] == f"limit.{found.binding}"
    told = proposal.rationale.notes[0].en
    assert told.startswith(f"The limit of {yuan(found.limit)} yuan is set by: {binding.name.en}")
    assert f"would allow {yuan(found.next_amount)} yuan" in told
