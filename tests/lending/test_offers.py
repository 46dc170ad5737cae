"""Offers that an officer tries at the desk: what they cost, what forbids them, who may approve them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import msgspec
import pytest

from tests.lending.cases import STRONG_CASH, YUAN, assessment, case, coverage, request
from workstation.domain.lending import CollateralBase, DayCount, Exposure, Offer, Outcome, RepaymentMethod
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending import (
    NOBODY,
    LendingCase,
    Product,
    Rulebook,
    all_in_cost,
    authority_for,
    check_offer,
    make_offer,
    make_schedule,
    may_approve,
    propose,
)
from workstation.lending.caps import Breach, cap_breach
from workstation.lending.lateness import offer_breach
from workstation.lending.passing import PRICE_STEP, rate_text
from workstation.lending.policy import Measure
from workstation.lending.product_parts import EventFee, PriceRow

EQUAL, BULLET = RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.BULLET


def offer_of(
    given: LendingCase, rules: Rulebook, yuan: int, months: int = 12, method: RepaymentMethod = EQUAL
) -> Offer:
    return make_offer(rules.products["credit"], rules.policy, given, yuan * YUAN, months, method)


def forbidden(given: LendingCase, rules: Rulebook, offer: Offer) -> list[str]:
    return [finding.code for finding in check_offer(offer, propose(given, rules), given, rules)]


def test_an_offer_carries_price_schedule_and_cost(rules: Rulebook) -> None:
    offer = offer_of(case(), rules, 50_000)
    assert offer.yearly_rate == "0.1260"
    assert offer.schedule.day_count is DayCount.ACT_360
    assert offer.schedule.start == case().draw_on
    assert offer.cost == all_in_cost(offer.schedule)
    assert offer.schedule.total_payment == 50_000 * YUAN + offer.schedule.total_interest


def test_what_is_proposed_can_be_offered(rules: Rulebook) -> None:
    proposal = propose(case(), rules)
    assert proposal.offer is not None
    assert check_offer(proposal.offer, proposal, case(), rules) == ()


def test_more_than_was_asked_for_is_forbidden(rules: Rulebook) -> None:
    assert forbidden(case(), rules, offer_of(case(), rules, 101_000)) == ["limit.request"]


def test_each_limit_that_is_passed_is_named(rules: Rulebook) -> None:
    weak = case(cash=replace(STRONG_CASH, turnover_12m=300_000 * YUAN), application=request(400_000))
    assert forbidden(weak, rules, offer_of(weak, rules, 280_000)) == [
        "limit.capacity",
        "limit.turnover",
        "refer.authority",
    ]


def test_the_products_bounds_hold(rules: Rulebook) -> None:
    asked = case(application=request(2_000_000))
    assert "product.under_minimum" in forbidden(asked, rules, offer_of(asked, rules, 4_000))
    assert "product.over_maximum" in forbidden(asked, rules, offer_of(asked, rules, 1_100_000))


def test_a_tenor_without_a_price_cannot_be_offered(rules: Rulebook) -> None:
    with pytest.raises(KnownError, match=r"offer\.no_price.*grade B at 9 months"):
        offer_of(case(), rules, 50_000, months=9)


def test_a_price_beside_the_list_is_forbidden(rules: Rulebook) -> None:
    offer = replace(offer_of(case(), rules, 50_000), yearly_rate="0.1000")
    assert "product.price" in forbidden(case(), rules, offer)


def test_over_the_cap_cannot_be_offered_by_anybody(rules: Rulebook) -> None:
    risky = case(assessment=assessment("G"), application=request(10_000, months=6))
    offer = offer_of(risky, rules, 10_000, months=6)
    for role in ("officer", "supervisor", "committee"):
        assert forbidden(replace(risky, officer_role=role), rules, offer) == ["cap.over"]


def test_a_hard_rule_forbids_every_offer_to_everybody(rules: Rulebook) -> None:
    for role in ("officer", "supervisor", "committee"):
        barred = case(consents=(), officer_role=role)
        assert forbidden(barred, rules, offer_of(barred, rules, 10_000)) == ["hard.no_consent"]


def test_a_referral_forbids_the_officer_and_not_the_supervisor(rules: Rulebook) -> None:
    old = coverage(last=date(2026, 1, 1))
    stale = case(assessment=assessment(coverage=old))
    offer = offer_of(stale, rules, 50_000)
    assert forbidden(stale, rules, offer) == ["refer.stale"]
    assert forbidden(replace(stale, officer_role="supervisor"), rules, offer) == []


def test_a_smaller_offer_comes_back_under_the_officers_authority(rules: Rulebook) -> None:
    asked = case(application=request(250_000))
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.REFER
    assert forbidden(asked, rules, offer_of(asked, rules, 250_000)) == ["refer.authority"]
    assert forbidden(asked, rules, offer_of(asked, rules, 200_000)) == []


def with_fee(rules: Rulebook, share: str) -> Product:
    """The credit loan with an up-front fee."""
    product = rules.products["credit"]
    return msgspec.structs.replace(
        product, fees=msgspec.structs.replace(product.fees, upfront_share=Fraction(share))
    )


def test_an_upfront_fee_is_tested_at_every_day_of_prepayment(rules: Rulebook) -> None:
    """One per cent up front adds little over twelve months, and 12 % a year where the loan is repaid after
    one: within the cap to the end, over it at the first due date, so refused."""
    product = with_fee(rules, "0.01")
    offer = make_offer(product, rules.policy, case(), 50_000 * YUAN, 12, EQUAL)
    assert offer.schedule.upfront_fee == 500 * YUAN
    assert float(offer.cost.nominal) < 24
    breach = cap_breach(offer.schedule, offer.cost, "credit", rules.policy)
    assert breach is not None
    assert 24.5 < breach.cost < 26
    assert cap_breach(offer_of(case(), rules, 50_000).schedule, offer.cost, "credit", rules.policy) is None


def test_a_cap_is_in_force_for_its_lender_its_products_and_its_days(rules: Rulebook) -> None:
    now, later = rules.policy.caps
    assert now.in_force("micro-lender", "credit", date(2027, 12, 30))
    assert not now.in_force("micro-lender", "credit", date(2027, 12, 31))
    assert later.in_force("micro-lender", "credit", date(2027, 12, 31))
    assert not now.in_force("bank", "credit", date(2026, 1, 1))
    narrow = msgspec.structs.replace(now, scope=("order",))
    assert not narrow.in_force("micro-lender", "credit", date(2026, 1, 1))


def test_a_cap_is_measured_by_the_figure_it_names(rules: Rulebook) -> None:
    """0.06 % a day passes 24 % by the nominal measure and fails it by the effective one."""
    schedule = make_schedule(100_000 * YUAN, "0.216", 12, BULLET, date(2026, 1, 1), DayCount.ACT_360)
    cost = all_in_cost(schedule)
    assert cap_breach(schedule, cost, "credit", rules.policy) is None
    rows = tuple(msgspec.structs.replace(row, measure=Measure.EFFECTIVE) for row in rules.policy.caps)
    strict = msgspec.structs.replace(rules.policy, caps=rows)
    breach = cap_breach(schedule, cost, "credit", strict)
    assert breach is not None
    assert 0 < breach.over < 1


def test_the_lowest_role_that_suffices_is_named(rules: Rulebook) -> None:
    def need(amount: int, total: int, *exceptions: str, outcome: Outcome = Outcome.APPROVE) -> str:
        return authority_for(amount * YUAN, total * YUAN, outcome, rules.policy, exceptions).role

    assert need(200_000, 200_000) == "officer"
    assert need(200_001, 200_001) == "supervisor"
    assert need(50_000, 300_001) == "supervisor"
    assert need(600_000, 600_000) == "committee"
    assert need(1_000_001, 1_000_001) == NOBODY
    assert need(10_000, 10_000, "refer.stale") == "supervisor"
    assert need(10_000, 10_000, "refer.stale", "decline.score") == "committee"
    assert need(10_000, 10_000, "hard.fraud") == NOBODY
    assert need(10_000, 10_000, outcome=Outcome.DECLINE) == "supervisor"


def test_roles_approve_by_rank_and_nobody_is_nobody(rules: Rulebook) -> None:
    supervisor = authority_for(400_000 * YUAN, 400_000 * YUAN, Outcome.APPROVE, rules.policy)
    assert [may_approve(role, supervisor) for role in ("officer", "supervisor", "committee")] == [
        False,
        True,
        True,
    ]
    assert not any(may_approve(role, supervisor) for role in ("analyst", "auditor", "administrator", NOBODY))
    never = authority_for(1, 1, Outcome.APPROVE, rules.policy, ["hard.fraud"])
    assert not any(may_approve(role, never) for role in ("officer", "supervisor", "committee", NOBODY))


def test_two_loans_count_together_for_authority(rules: Rulebook) -> None:
    """Two shops of one controller: what is promised to the one counts for the other."""
    second = case(exposure=Exposure(related=250_000 * YUAN, related_names=("甲",)))
    assert forbidden(second, rules, offer_of(second, rules, 60_000)) == ["refer.authority"]
    assert forbidden(second, rules, offer_of(second, rules, 50_000)) == []


def test_the_draw_day_of_the_case_starts_the_schedule(rules: Rulebook) -> None:
    later = case(draw_on=case().draw_on + timedelta(days=10))
    assert offer_of(later, rules, 50_000).schedule.start == later.draw_on


def test_a_one_per_cent_draw_fee_repaid_on_day_5_is_refused_by_name(rules: Rulebook) -> None:
    """1 % at the draw with 0.05 % a day, repaid on day 5: about 91 % a year. The finding says when, by how
    much, and which price would pass: none, since the fee alone is over the cap."""
    product = rules.product("order")
    fees = msgspec.structs.replace(product.fees, upfront_share=Fraction("0.01"))
    listed = PriceRow(months=1, rates={"B": "0.1800"})
    dear = msgspec.structs.replace(product, fees=fees, computed_price=None, price=(listed,))
    book = replace(rules, products={**rules.products, "order": dear})
    base = CollateralBase("orders", 9_000_000, 0, 0, 9_000_000, Bilingual("甲", "one"))
    asked = case(
        application=replace(request(20_000, 1, "order"), product="order"),
        collateral=base,
        platforms=("taobao",),
    )
    proposal = propose(asked, book)
    assert proposal.outcome is Outcome.DECLINE
    assert [finding.code for finding in proposal.findings] == ["cap.over"]
    text = proposal.findings[0].text.en
    assert "repaid on day" in text
    assert "highest yearly rate that passes on these terms: none" in text


def test_over_the_cap_the_price_that_would_pass_is_named(rules: Rulebook) -> None:
    risky = case(assessment=assessment("G"), application=request(10_000, months=6))
    finding = propose(risky, rules).findings[0]
    found = re.search(r"passes on these terms: ([0-9.]+)%", finding.text.en)
    assert found is not None
    assert 23 < float(found[1]) < 24


@pytest.mark.parametrize("recovery", ["0.002", "0.01"])
def test_the_price_named_passes_where_default_brings_a_fee(rules: Rulebook, recovery: str) -> None:
    """Late interest grows with the price tried. What the finding names is within the caps, late or not, and a
    step more is over one."""
    product = rules.product("credit")
    fees = msgspec.structs.replace(
        product.fees, events=(EventFee(event="recovery", share=Fraction(recovery)),)
    )

    def priced(rate: str) -> Rulebook:
        row = PriceRow(months=6, rates={"G": rate})
        one = msgspec.structs.replace(product, fees=fees, tenors=(6,), price=(row,))
        return replace(rules, products={**rules.products, "credit": one})

    risky = case(assessment=assessment("G"), application=request(10_000, months=6))
    dear = priced("0.2560")
    finding = next(f for f in propose(risky, dear).findings if f.code == "cap.over")
    found = re.search(r"passes on these terms: ([0-9.]+)%", finding.text.en)
    assert found is not None
    named = Fraction(found[1]) / 100

    def breach(rate: Fraction) -> Breach | None:
        book = priced(rate_text(rate))
        return offer_breach(offer_of(risky, book, 10_000, months=6), book.product("credit"), book.policy)

    assert breach(named) is None
    assert breach(named + PRICE_STEP) is not None
