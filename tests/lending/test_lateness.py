"""What lateness costs: the product's factor, bounded by the caps, and no default that a cap would forbid."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lending.cases import DRAW_ON, YUAN, assessment, case
from workstation.lending import Rulebook, make_offer
from workstation.lending.caps import cap_breach
from workstation.lending.lateness import late_terms, offer_breach
from workstation.lending.pricing import rate_of
from workstation.lending.product_parts import EventFee, Fees


@pytest.mark.parametrize(
    ("rate", "on", "late"),
    [
        ("0.108", date(2026, 7, 4), "0.162"),  # half of it again
        ("0.180", date(2026, 7, 4), "0.2313"),  # 24 % leaves room for no more
        ("0.234", date(2026, 7, 4), "0.234"),  # never less than the contract's own
        ("0.108", date(2028, 1, 1), "0.1156"),  # from the end of 2027 the cap is 12 %
    ],
)
def test_the_late_rate_is_half_as_much_again_within_the_cap(
    rules: Rulebook, rate: str, on: date, late: str
) -> None:
    found = late_terms(rules.product("credit"), rules.policy, rate, on)
    assert Fraction(found.yearly_rate) == Fraction(late)


@given(
    code=st.sampled_from(["credit", "ali", "order", "goods", "supply-chain"]),
    grade=st.sampled_from("ABCDEF"),
    shift=st.integers(0, 400),
    yuan=st.integers(5_000, 500_000),
)
def test_no_day_of_default_on_a_shipped_product_is_over_a_cap(
    rules: Rulebook, code: str, grade: str, shift: int, yuan: int
) -> None:
    """What the rules leave out for products without fees, tried day by day."""
    product = rules.product(code)
    asked = case(assessment=assessment(grade), draw_on=DRAW_ON + timedelta(days=shift))
    assert not product.fees.terms
    for months in product.tenors:
        if rate_of(asked, product, rules.policy, months) is None:
            continue
        for method in product.methods:
            offer = make_offer(product, rules.policy, asked, yuan * YUAN, months, method)
            late = late_terms(product, rules.policy, offer.yearly_rate, asked.draw_on)
            ordinary = offer_breach(offer, product, rules.policy)
            every_day = cap_breach(offer.schedule, offer.cost, product.family, rules.policy, late)
            assert (every_day is None) is (ordinary is None)


def test_a_fee_for_recovery_is_held_to_the_cap(rules: Rulebook) -> None:
    """A tenth of what is overdue, charged on the first day late, is far above any cap."""
    product = rules.product("credit")
    dear = msgspec.structs.replace(
        product, fees=Fees(events=(EventFee(event="recovery", share=Fraction(1, 10)),))
    )
    offer = make_offer(dear, rules.policy, case(), 50_000 * YUAN, 12, dear.methods[0])
    breach = offer_breach(offer, dear, rules.policy)
    assert breach is not None
    assert breach.in_default
    assert offer_breach(offer, product, rules.policy) is None
