"""Prices: the floor by hand, the reckoned rate on its grid and under its caps, and what a rate is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lending.cases import YUAN, any_case, assessment, case, output, request
from tests.lending.test_products import asks, base
from workstation.domain.lending import Outcome, RepaymentMethod
from workstation.lending import LendingCase, Product, Rulebook, check_offer, make_offer, propose
from workstation.lending.policy import Measure
from workstation.lending.policy_limits import Pricing
from workstation.lending.pricing import floor_of_case, floor_rate, price_breakdown, rate_of

PRICING = Pricing(
    funding=Fraction("0.05"),
    cost_yuan={"*": Fraction(50)},
    hurdle=Fraction("0.12"),
    capital=Fraction("0.10"),
    bands={},
)


def test_the_floor_by_hand() -> None:
    """Half a year, 10,000 yuan, PD 4 %, LGD 60 %: (0.025 + 0.005 + 0.024 + 0.006) ÷ 0.96 ÷ 0.5 = 12.5 %."""
    found = floor_rate(Fraction("0.04"), Fraction("0.6"), 10_000 * YUAN, 6, PRICING)
    assert found.total == Fraction("0.125")
    assert (found.funding, found.cost, found.capital) == (
        Fraction("0.05"),
        Fraction("0.01"),
        Fraction("0.012"),
    )
    assert found.expected_loss == Fraction("0.048")


def test_no_price_covers_a_default_that_is_certain() -> None:
    with pytest.raises(ValueError, match="no price covers"):
        floor_rate(Fraction(1), Fraction("0.6"), 10_000 * YUAN, 6, PRICING)


@given(
    probability=st.fractions(0, Fraction(1, 2)),
    more=st.fractions(0, Fraction(1, 4)),
    amount=st.integers(1, 10**8),
    months=st.integers(1, 36),
)
def test_a_floor_rises_with_risk_and_falls_with_the_amount(
    probability: Fraction, more: Fraction, amount: int, months: int
) -> None:
    loss = Fraction("0.6")
    at = floor_rate(probability, loss, amount, months, PRICING).total
    assert floor_rate(probability + more, loss, amount, months, PRICING).total >= at
    assert floor_rate(probability, loss, amount * 2, months, PRICING).total <= at


def test_a_reckoned_price_stands_on_its_grid_and_rises_with_the_grade(rules: Rulebook) -> None:
    product = rules.product("order")
    rates = [rate_of(case(assessment=assessment(g)), product, rules.policy, 1) for g in "ABCDEFG"]
    found = [Fraction(rate or "0") for rate in rates]
    assert found == sorted(found)
    assert all(rate % Fraction("0.018") == 0 for rate in found)  # 0.005 % a day of 360
    assert found[0] == Fraction("0.126")
    assert found[-1] == Fraction("0.216")
    assert rate_of(case(assessment=assessment("H")), product, rules.policy, 1) is None
    assert rate_of(case(), product, rules.policy, 2) is None


def test_a_reckoned_price_stays_under_the_cap_of_its_day(rules: Rulebook) -> None:
    """From the last day of 2027 the cap is 12 %: 10.8 % is the last step of the grid below it."""
    product = rules.product("order")
    later = case(draw_on=date(2027, 12, 31))
    assert rate_of(later, product, rules.policy, 1) == "0.108000"
    rows = tuple(msgspec.structs.replace(row, measure=Measure.EFFECTIVE) for row in rules.policy.caps)
    strict = msgspec.structs.replace(rules.policy, caps=rows)
    assert Fraction(rate_of(later, product, strict, 1) or "0") <= Fraction("0.108")


def test_an_offer_below_the_floor_needs_a_higher_role(rules: Rulebook) -> None:
    """A grade G seller is priced under the 12 % cap and costs more than that: only a committee may."""
    asked = asks(
        "order",
        20_000,
        1,
        "order",
        assessment=assessment("G"),
        platforms=("tmall",),
        collateral=base("orders", 50_000),
        draw_on=date(2027, 12, 31),
    )
    proposal = propose(asked, rules)
    assert proposal.outcome is Outcome.REFER
    assert [f.code for f in proposal.findings] == ["price.below_floor"]
    assert proposal.authority.role == "committee"
    assert proposal.offer is not None
    barred = check_offer(proposal.offer, proposal, asked, rules)
    assert [f.code for f in barred] == ["price.below_floor"]
    committee = replace(asked, officer_role="committee")
    above = propose(committee, rules)
    assert above.offer is not None
    assert check_offer(above.offer, above, committee, rules) == ()
    assert "floor" not in proposal.findings[0].applicant_text.en


def test_no_listed_price_of_the_credit_loan_is_below_its_floor(rules: Rulebook) -> None:
    """At the edge of every grade's band and for the smallest loan that it makes."""
    product = rules.product("credit")
    for grade, band in rules.policy.pricing.bands.items():
        for months in product.tenors:
            edge = case(assessment=assessment(grade, outputs=(output(grade, probability=float(band)),)))
            least = floor_of_case(edge, product, rules.policy, product.minimum, months)
            assert least is not None
            assert Fraction(product.rate(grade, months) or "0") >= least.total, (grade, months)


def test_without_a_probability_there_is_no_floor(rules: Rulebook) -> None:
    silent = case(assessment=assessment(outputs=(output(probability=None),)))
    assert floor_of_case(silent, rules.product("credit"), rules.policy, 100_000, 12) is None


def test_a_rate_is_made_of_its_parts(rules: Rulebook) -> None:
    product, asked = rules.product("credit"), case(application=request(50_000))
    offer = make_offer(product, rules.policy, asked, 50_000 * YUAN, 12, RepaymentMethod.EQUAL_INSTALMENT)
    found = price_breakdown(asked, product, rules.policy, offer)
    assert found is not None
    assert [part.code for part in found.parts] == ["funding", "expected_loss", "cost", "capital", "margin"]
    assert found.parts[0].rate == "0.050000"
    assert found.parts[2].rate == "0.001000"  # 50 yuan of 50,000
    assert sum(Fraction(part.rate) for part in found.parts) == pytest.approx(
        float(Fraction("0.126")), abs=5e-6
    )
    assert sum(part.amount for part in found.parts) == offer.schedule.total_interest
    assert found.parts[0].amount == round(offer.schedule.total_interest * Fraction(50, 126))


@given(given_case=any_case, code=st.sampled_from(["credit", "order", "goods", "ali"]))
def test_the_parts_of_any_price_add_up_to_its_interest(
    rules: Rulebook, given_case: LendingCase, code: str
) -> None:
    product: Product = rules.product(code)
    for months in product.tenors:
        if rate_of(given_case, product, rules.policy, months) is None:
            continue
        offer = make_offer(product, rules.policy, given_case, 5_000 * YUAN, months, product.methods[0])
        found = price_breakdown(given_case, product, rules.policy, offer)
        assert found is not None
        assert sum(part.amount for part in found.parts) == offer.schedule.total_interest
        below = Fraction(offer.yearly_rate) < Fraction(found.floor)
        assert (Fraction(found.parts[-1].rate) < 0) is below
