"""The limit staircase: each constraint by hand, the one that binds, and what holds for every case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import applicant
from tests.lending.cases import DRAW_ON, STRONG_CASH, YUAN, any_case, assessment, case, coverage, request
from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import (
    CashInputs,
    DayCount,
    Exposure,
    Outcome,
    RepaymentMethod,
    Staircase,
)
from workstation.domain.money import Rounding
from workstation.domain.records import ApplicantKind
from workstation.lending import LendingCase, MonthEnd, Rulebook, make_schedule, propose
from workstation.lending.capacity import Terms, affordable, largest_principal
from workstation.lending.default_risk import principal_within, probability_over
from workstation.lending.limits import Question, staircase
from workstation.lending.methods import METHODS


def steps(
    subject: LendingCase, rules: Rulebook, months: int = 12, method: str = "equal-instalment"
) -> Staircase:
    product = rules.products["credit"]
    rate = product.rate(subject.assessment.grade, months)
    return staircase(
        subject, product, rules.policy, rules.reasons, Question(months, RepaymentMethod(method), rate)
    )


def test_a_strong_seller_who_asks_for_50_000_is_offered_50_000(rules: Rulebook) -> None:
    proposal = propose(case(application=request(50_000)), rules)
    assert proposal.outcome is Outcome.APPROVE
    assert proposal.offer is not None
    assert proposal.offer.amount == 50_000 * YUAN
    assert proposal.staircase is not None
    assert proposal.staircase.binding == "request"


def test_a_request_within_every_constraint_is_met_to_the_yuan(rules: Rulebook) -> None:
    assert steps(case(application=request(50_550)), rules).limit == 50_550 * YUAN


def test_what_the_rules_set_is_rounded_down_to_the_products_step(rules: Rulebook) -> None:
    found = steps(case(application=request(900_000)), rules)
    assert found.binding == "capacity"
    capacity = found.step("capacity").amount
    assert capacity is not None
    assert found.limit == capacity // (1_000 * YUAN) * (1_000 * YUAN)


def test_the_next_step_says_what_would_be_allowed_if_the_binding_one_were_lifted(rules: Rulebook) -> None:
    found = steps(case(application=request(900_000)), rules)
    amounts = {step.code: step.amount for step in found.steps}
    assert amounts["turnover"] == 720_000 * YUAN
    assert found.next_amount == 720_000 * YUAN


def test_what_a_month_can_bear_by_hand(rules: Rulebook) -> None:
    """A person in apparel, weak month 200,000: less 58 % goods, 22 % operating cost, 2 % tax and 3,000 for
    the household leaves 33,000; over 1.3 is 25,384.61; less 1,000 owed elsewhere is 24,384.61."""
    person = case(
        applicant=applicant(trade="apparel", kind=ApplicantKind.PERSON),
        exposure=Exposure(monthly_service=1_000 * YUAN),
    )
    found = affordable(person, rules.policy)
    assert found is not None
    assert found.monthly == 2_438_461
    assert not found.goods_measured


def test_measured_purchases_replace_the_trades_table(rules: Rulebook) -> None:
    measured = replace(STRONG_CASH, goods_share=0.75)
    found = affordable(case(cash=measured), rules.policy)
    assert found is not None
    assert found.goods == Fraction(3, 4)
    assert found.goods_measured
    assert found.monthly == int(Fraction(200_000 * YUAN) * Fraction("0.01") / Fraction("1.3"))


def test_costs_above_sales_leave_nothing_and_never_less(rules: Rulebook) -> None:
    found = affordable(case(cash=replace(STRONG_CASH, goods_share=1.0)), rules.policy)
    assert found is not None
    assert found.monthly == 0
    assert steps(case(cash=replace(STRONG_CASH, goods_share=1.0)), rules).step("capacity").amount == 0


def test_a_household_that_was_seen_on_a_visit_counts_a_persons_at_the_policys_floor_at_least(
    rules: Rulebook,
) -> None:
    def monthly(kind: ApplicantKind, spent: int | None) -> tuple[int, int]:
        who = applicant(trade="apparel", kind=kind)
        found = affordable(
            case(applicant=who, cash=replace(STRONG_CASH, household_month=spent)), rules.policy
        )
        assert found is not None
        return found.household // YUAN, found.monthly

    assert monthly(ApplicantKind.FIRM, None)[0] == 0
    assert monthly(ApplicantKind.FIRM, 8_000 * YUAN)[0] == 8_000
    assert monthly(ApplicantKind.PERSON, 8_000 * YUAN)[0] == 8_000
    assert monthly(ApplicantKind.PERSON, 1_000 * YUAN)[0] == monthly(ApplicantKind.PERSON, None)[0] == 3_000
    assert monthly(ApplicantKind.FIRM, 8_000 * YUAN)[1] < monthly(ApplicantKind.FIRM, None)[1]


@pytest.mark.parametrize("cash", [CashInputs(), replace(STRONG_CASH, months_seen=2)])
def test_without_evidence_of_cash_capacity_has_no_amount_and_says_so(
    rules: Rulebook, cash: CashInputs
) -> None:
    step = steps(case(cash=cash), rules).step("capacity")
    assert step.amount is None
    assert "cannot be reckoned" in step.basis.en
    assert "无法计算" in step.basis.zh


def test_the_ceiling_counts_own_and_related_exposure(rules: Rulebook) -> None:
    owing = case(exposure=Exposure(own=200_000 * YUAN, related=500_000 * YUAN))
    assert steps(owing, rules).step("ceiling").amount == 300_000 * YUAN
    over = case(exposure=Exposure(own=2_000_000 * YUAN))
    assert steps(over, rules).step("ceiling").amount == 0


def test_grade_and_coverage_scale_capacity_and_the_loss_budget_and_nothing_else(rules: Rulebook) -> None:
    """Grades C and C again with more covered: only the two steps move, by the ratio of the factors."""
    thin = steps(case(assessment=assessment("C")), rules)
    full_coverage = coverage(*EvidenceDomain)
    full = steps(case(assessment=assessment("C", coverage=full_coverage)), rules)
    for code in ("request", "product", "ceiling", "turnover"):
        assert thin.step(code).amount == full.step(code).amount
    for code in ("capacity", "expected_loss"):
        narrow, wide = thin.step(code).amount, full.step(code).amount
        assert narrow is not None
        assert wide is not None
        assert abs(narrow - wide * Fraction("0.85")) <= 1


def test_one_payment_after_three_months_has_three_weak_months_to_be_paid_from() -> None:
    """10,000 a month and 18 % a year, drawn on 1 July for 92 days: the largest x with x × 1.046 ≤ 30,000."""
    single = RepaymentMethod.SINGLE_PAYMENT
    start, rule = date(2026, 7, 1), MonthEnd.CLAMP
    terms = Terms("0.18", 3, single, start, DayCount.ACT_360, Rounding.HALF_UP, rule)
    assert largest_principal(10_000 * YUAN, terms) == 28_680 * YUAN


def test_a_bullet_must_fit_into_one_month(rules: Rulebook) -> None:
    instalments = steps(case(), rules).step("capacity").amount
    bullet = steps(case(), rules, method="bullet").step("capacity").amount
    assert instalments is not None
    assert bullet is not None
    assert bullet * 8 < instalments


def test_probability_over_half_the_horizon_is_that_of_the_same_hazard() -> None:
    half = probability_over(0.19, 730, 365)
    assert half == Decimal("0.1")
    assert probability_over(0.0, 365, 180) == 0
    assert probability_over(1.0, 365, 180) == 1


def test_the_principal_at_which_the_loss_budget_is_reached_by_hand() -> None:
    """3,000 yuan ÷ (10 % × 60 %) = 50,000 yuan."""
    assert principal_within(300_000, Decimal("0.1"), Fraction("0.6")) == 5_000_000
    assert principal_within(300_000, Decimal(0), Fraction("0.6")) is None


@given(
    monthly=st.integers(0, 50_000_000),
    months=st.integers(1, 24),
    method=st.sampled_from(sorted(METHODS)),
    rate=st.sampled_from(["0.1080", "0.1800", "0.2340"]),
    shift=st.integers(0, 400),
)
def test_capacity_is_the_largest_principal_that_fits(
    monthly: int, months: int, method: RepaymentMethod, rate: str, shift: int
) -> None:
    start = DRAW_ON + timedelta(days=shift)
    terms = Terms(rate, months, method, start, DayCount.ACT_360, Rounding.HALF_UP, MonthEnd.CLAMP)
    principal = largest_principal(monthly, terms)

    def dearest(amount: int) -> Fraction:
        """The heaviest payment by the month: what is due at once has the income of every month before it."""
        schedule = make_schedule(amount, rate, months, method, start, DayCount.ACT_360)
        earned = months if len(schedule.rows) == 1 and method is not RepaymentMethod.ORDER else 1
        return max(Fraction(row.payment, earned) for row in schedule.rows)

    if principal:
        assert dearest(principal) <= monthly
    # A yuan more is spread over the months and may be lost in rounding; so many cannot be.
    assert dearest(principal + 3 * months * YUAN) > monthly


@given(any_case)
def test_the_limit_is_within_every_step(rules: Rulebook, given_case: LendingCase) -> None:
    found = steps(given_case, rules)
    for step in found.steps:
        if step.amount is not None:
            assert 0 <= found.limit <= step.amount
            if step.code != found.binding:
                assert found.next_amount is not None
                assert found.next_amount <= step.amount
    binding = found.step(found.binding)
    assert binding.amount is not None
    assert binding.amount - found.limit < rules.products["credit"].step
