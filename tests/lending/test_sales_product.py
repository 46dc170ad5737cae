"""A product repaid by a share of sales: price as a fixed fee, limit by weak months, cost on every day."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lending.cases import STRONG_CASH, YUAN, any_case, assessment, case, request
from workstation.domain.lending import CashInputs, DayCount, Outcome, RepaymentMethod, Schedule
from workstation.domain.money import Rounding
from workstation.errors import KnownError
from workstation.lending import LendingCase, Rulebook, check_offer, load_rulebook, make_offer, propose
from workstation.lending.caps import measured_cost
from workstation.lending.cost import cost_of_flows, dated_flows
from workstation.lending.lateness import offer_breach
from workstation.lending.policy import Measure
from workstation.lending.pricing import floor_of_offer
from workstation.lending.product_parts import SalesRule, TenorShare
from workstation.lending.share_of_sales import sales_schedule
from workstation.lending.share_terms import (
    agreed_of,
    dearest_settlement,
    expected_sales,
    largest_by_sales,
    settle_sales,
    share_at_rate,
)

BY_SALES = RepaymentMethod.SHARE_OF_SALES
START = date(2026, 7, 4)
FREE = SalesRule(shares=(TenorShare(months=6, share=Fraction("0.08")),))


def asks(yuan: int, months: int, **changes: Any) -> LendingCase:
    wanted = replace(request(yuan, months, BY_SALES.value), product="sales")
    return case(**{"application": wanted, "platforms": ("taobao",), **changes})


def settled(schedule: Schedule, rule: SalesRule, number: int, measure: Measure) -> Decimal:
    """Cost in per cent of settling with payment `number`, reckoned the long way."""
    day = schedule.rows[number - 1].due
    paid = settle_sales(schedule, day, rule).total
    *flows, (_, last) = dated_flows(schedule)[: number + 1]
    return measured_cost(cost_of_flows([*flows, (day, last - paid)]), measure)


def test_an_offer_costs_a_year_what_the_product_lists(rules: Rulebook) -> None:
    """50,000 yuan at 12.6 %; a tenth of sales of 3,600,000 is 986.30 a day for 52 days, and 451.40 in all."""
    proposal = propose(asks(50_000, 3), rules)
    offer = proposal.offer
    assert (proposal.outcome, proposal.findings) == (Outcome.APPROVE, ())
    assert offer is not None
    assert (offer.yearly_rate, offer.schedule.yearly_rate) == ("0.1260", "0.1260")
    assert (len(offer.schedule.rows), offer.schedule.rows[0].payment) == (52, 98_630)
    assert (offer.schedule.total_interest, offer.schedule.total_fees) == (45_140, 0)
    assert abs(Decimal(offer.cost.nominal) - Decimal("12.6")) < Decimal("0.01")


def test_a_loan_that_sales_repay_at_once_does_not_earn_what_it_costs_to_make(rules: Rulebook) -> None:
    """10,000 yuan for eleven days bear 19.29 yuan, and making a loan costs fifty."""
    product, asked = rules.product("sales"), asks(10_000, 3)
    proposal = propose(asked, rules)
    assert [found.code for found in proposal.findings] == ["price.below_floor"]
    offer = make_offer(product, rules.policy, asked, 1_000_000, 3, BY_SALES)
    assert (len(offer.schedule.rows), offer.schedule.total_interest) == (11, 1_929)
    least = floor_of_offer(asked, product, rules.policy, offer)
    assert least is not None
    assert least.cost == Fraction(50, 10_000) / Fraction(11, 365) > Fraction("0.1260")


def test_a_limit_is_what_weak_months_repay_within_the_tenor(rules: Rulebook) -> None:
    """A weak month of 200,000 remits 16,000; by then 184 days have run on what is owed."""
    proposal = propose(asks(300_000, 6), rules)
    assert proposal.offer is not None and proposal.staircase is not None
    assert (proposal.outcome, proposal.staircase.binding) == (Outcome.COUNTER, "capacity")
    factor = Fraction("0.85")  # two domains are covered
    within = largest_by_sales(1_600_000, "0.1260", 184, DayCount.ACT_365F)
    assert proposal.staircase.step("capacity").amount == int(within * factor)
    weak = share_at_rate(within, "0.1260", Fraction("0.08"), 12 * 200_000 * YUAN, DayCount.ACT_365F)
    more = share_at_rate(within + 10_000, "0.1260", Fraction("0.08"), 12 * 200_000 * YUAN, DayCount.ACT_365F)
    assert (weak.payments, more.payments) == (184, 185)


def test_a_shop_of_few_months_is_expected_to_sell_on_as_it_did() -> None:
    assert expected_sales(STRONG_CASH) == 3_600_000 * YUAN
    assert expected_sales(replace(STRONG_CASH, months_seen=4)) == 3 * 3_600_000 * YUAN
    assert expected_sales(replace(STRONG_CASH, months_seen=30)) == 3_600_000 * YUAN
    assert expected_sales(CashInputs()) is None


def test_without_sales_on_file_nothing_is_offered(rules: Rulebook) -> None:
    unknown = asks(10_000, 3, cash=CashInputs())
    assert propose(unknown, rules).offer is None
    with pytest.raises(KnownError, match=r"sales\.unknown"):
        make_offer(rules.product("sales"), rules.policy, unknown, 1_000_000, 3, BY_SALES)


def test_more_than_weak_months_repay_is_over_the_limit(rules: Rulebook) -> None:
    asked = asks(100_000, 6)
    proposal = propose(asked, rules)
    offer = make_offer(rules.product("sales"), rules.policy, asked, 12_000_000, 6, BY_SALES)
    assert "limit.capacity" in [found.code for found in check_offer(offer, proposal, asked, rules)]


def test_what_sales_never_repay_is_refused() -> None:
    with pytest.raises(KnownError, match=r"sales\.terms"):
        share_at_rate(100_000_000, "0.18", Fraction("0.05"), 10_000_000, DayCount.ACT_365F)


def test_settled_early_what_is_not_earned_is_owed_as_far_as_the_product_says() -> None:
    schedule = sales_schedule(
        share_at_rate(1_000_000, "0.18", Fraction("0.08"), 36_000_000, DayCount.ACT_365F), START
    )
    day = START + timedelta(days=10)
    row, unearned = schedule.rows[9], sum(r.interest for r in schedule.rows[10:])
    free = settle_sales(schedule, day, FREE)
    half = settle_sales(schedule, day, msgspec.structs.replace(FREE, unearned_share=Fraction(1, 2)))
    assert (free.principal, free.interest, free.fee) == (row.balance, 0, 0)
    assert half.fee == -(-unearned // 2) > 0
    later = msgspec.structs.replace(FREE, earliest_day=11)
    for refused, rule in ((day, later), (START, FREE), (schedule.rows[-1].due, FREE)):
        with pytest.raises(KnownError, match=r"prepayment\.day"):
            settle_sales(schedule, refused, rule)


def test_a_fee_that_stays_owed_whole_is_over_the_cap_on_the_first_days(rules: Rulebook) -> None:
    product = rules.product("sales")
    assert product.sales is not None
    asked = asks(50_000, 6)
    offer = make_offer(product, rules.policy, asked, 5_000_000, 6, BY_SALES)
    assert offer_breach(offer, product, rules.policy) is None
    whole = msgspec.structs.replace(product.sales, unearned_share=Fraction(1))
    breach = offer_breach(offer, msgspec.structs.replace(product, sales=whole), rules.policy)
    assert breach is not None and breach.after_days == 1
    assert breach.cost == settled(offer.schedule, whole, 1, Measure.NOMINAL) > 100
    late = msgspec.structs.replace(whole, earliest_day=len(offer.schedule.rows) - 1)
    assert offer_breach(offer, msgspec.structs.replace(product, sales=late), rules.policy) is None


short_loans = st.builds(
    lambda principal, rate, share, days: sales_schedule(
        share_at_rate(
            principal, rate, share, int(Fraction(principal * 365, days) / share) + 1, DayCount.ACT_365F
        ),
        START,
    ),
    principal=st.integers(100_000, 10**8),
    rate=st.decimals("0.01", "0.30", places=4).map(str),
    share=st.sampled_from([Fraction("0.05"), Fraction("0.1"), Fraction("0.3")]),
    days=st.integers(2, 30),
)
early_rules = st.builds(
    lambda unearned, earliest: msgspec.structs.replace(FREE, unearned_share=unearned, earliest_day=earliest),
    st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1)]),
    st.integers(1, 12),
)


@given(short_loans, early_rules, st.sampled_from(Measure), st.integers(5, 40))
def test_settling_is_over_a_cap_wherever_any_permitted_day_is(
    loan: Schedule, rule: SalesRule, measure: Measure, percent: int
) -> None:
    """Against every day there is; a cost as it is disclosed, of four decimals, may tie with the cap."""
    costs = [settled(loan, rule, n, measure) for n in range(rule.earliest_day, len(loan.rows))]
    found = dearest_settlement(loan, rule, measure, Fraction(percent, 100), Rounding.HALF_UP)
    over = [cost for cost in costs if cost > percent]
    assert bool(over) == (found is not None and measured_cost(found.cost, measure) > percent)


@given(short_loans)
def test_the_fee_bears_the_rate_that_was_listed(loan: Schedule) -> None:
    """Within what one fen of rounding is of the principal-days that the loan runs."""
    expected = Decimal(cost_of_flows(dated_flows(loan)).nominal)
    lent = sum(row.balance for row in loan.rows) + loan.principal
    assert abs(expected - Decimal(loan.yearly_rate) * 100) <= Decimal(365 * 100) / lent + Decimal("0.0002")


@given(given_case=any_case, months=st.sampled_from([3, 6]), yuan=st.integers(5_000, 400_000))
def test_no_offer_is_over_a_cap_or_runs_longer_than_its_tenor(
    rules: Rulebook, given_case: LendingCase, months: int, yuan: int
) -> None:
    asked = replace(asks(yuan, months), cash=given_case.cash, assessment=given_case.assessment)
    offer = propose(replace(asked, exposure=given_case.exposure), rules).offer
    if offer is None:
        return
    product = rules.product("sales")
    assert product.sales is not None
    assert offer_breach(offer, product, rules.policy) is None
    assert Decimal(offer.cost.nominal) <= 24
    rows = len(offer.schedule.rows)
    for number in {1, rows // 2, rows - 1} & set(
        range(1, rows)
    ):  # before the last day, which settles by itself
        assert settled(offer.schedule, product.sales, number, Measure.NOMINAL) <= 24
    days = (offer.schedule.rows[-1].due - offer.schedule.start).days
    assert days <= 31 * offer.months


def test_what_is_agreed_names_share_and_expected_sales(rules: Rulebook) -> None:
    product = rules.product("sales")
    agreed = agreed_of(product.sales, 6, STRONG_CASH)
    assert agreed is not None
    assert (Fraction(agreed.share), agreed.yearly_sales) == (Fraction("0.08"), 3_600_000 * YUAN)
    assert agreed_of(product.sales, 6, CashInputs()) is None
    assert agreed_of(rules.product("credit").sales, 6, STRONG_CASH) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('methods = ["share-of-sales"]', 'methods = ["share-of-sales", "bullet"]', "only method"),
        ('day_count = "act/365f"', 'day_count = "act/act"', "act/360 or act/365f"),
        ("[[sales.shares]]\nmonths = 3", "[[sales.shares]]\nmonths = 4", "one share of sales for each tenor"),
        ('share = "0.10"', 'share = "1.10"', "above 0 and at most 1"),
        ('unearned_share = "0"', 'unearned_share = "2"', "from 0 to 1"),
        ("earliest_day = 1", "earliest_day = 0", "at least 1"),
        ("[sales]", '[fees]\nupfront_share = "0.01"\n\n[sales]', "one fixed fee"),
        ('basis = "trading-record"', 'basis = "goods-documents"', "capacity, turnover"),
    ],
)
def test_a_slip_in_the_file_is_named(root: Path, tmp_path: Path, old: str, new: str, says: str) -> None:
    shutil.copytree(root / "resources", tmp_path / "r", ignore=shutil.ignore_patterns("models", "fonts"))
    file = tmp_path / "r" / "products" / "sales.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        load_rulebook(tmp_path / "r")
    assert says in f"{caught.value.message} {caught.value.remedy}"


def test_riskier_grades_pay_more(rules: Rulebook) -> None:
    product = rules.product("sales")
    fees = [
        make_offer(
            product, rules.policy, asks(50_000, 6, assessment=assessment(grade)), 5_000_000, 6, BY_SALES
        ).schedule.total_interest
        for grade in "ABCDEF"
    ]
    assert fees == sorted(set(fees))
