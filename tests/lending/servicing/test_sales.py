"""Loans that a share of sales repays: each day's sales make a due, and good sales repay sooner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.lending.servicing.loans import LATE_RATE, event
from workstation.domain.lending import DayCount, SalesAgreed
from workstation.domain.servicing import LoanEventKind
from workstation.lending.servicing import (
    DrawTerms,
    LoanAccount,
    Received,
    Trade,
    load_servicing,
    loan_account,
)
from workstation.lending.share_of_sales import SalesShare, sales_schedule
from workstation.paths import resources

DRAWN = date(2026, 3, 1)
YEARLY = 36_500_000  # 1,000 yuan a day
PLAN = sales_schedule(
    SalesShare(1_000_000, 40_000, YEARLY, Fraction("0.1"), DayCount.ACT_365F), DRAWN
)  # 100 yuan a day, 104 days
AGREED = SalesAgreed("0.1", YEARLY, "0", 1)
POLICY = load_servicing(resources() / "policies/servicing.toml")


def on(day: int) -> date:
    return DRAWN + timedelta(days=day)


def account(
    day: int, sold: Mapping[int, int], paid: Mapping[int, int], agreed: SalesAgreed = AGREED
) -> LoanAccount:
    """The account after so many days; sales and payments in fen by day."""
    draw = event(LoanEventKind.DRAW, DRAWN, PLAN.principal, DrawTerms("d1", PLAN, LATE_RATE, sales=agreed))
    money = [Received(f"t{n}", on(n), fen) for n, fen in paid.items()]
    sales = Trade(sales={on(n): fen for n, fen in sold.items()})
    return loan_account([draw], money, POLICY, on(day), trade=sales)


def test_a_shop_that_sells_as_expected_repays_to_the_schedule() -> None:
    days = dict.fromkeys(range(1, 105), 100000)
    paid = dict.fromkeys(days, 10000)
    half = account(52, days, paid)
    assert half.balances.principal == PLAN.rows[51].balance
    assert [(d.principal, d.interest) for d in half.dues] == [
        (row.principal, row.interest) for row in PLAN.rows[:52]
    ]
    whole = account(104, days, paid)
    assert (whole.settled_on, whole.credit, whole.balances.total) == (on(104), 0, 0)


def test_a_day_without_sales_makes_nothing_due_and_a_good_one_more() -> None:
    found = account(3, {1: 0, 3: 500_000}, {3: 50_000})
    assert [(due.day, due.principal + due.interest) for due in found.dues] == [(on(3), 50_000)]
    assert found.days_past_due == 0


def test_sales_that_were_not_remitted_are_past_due() -> None:
    found = account(10, {2: 100_000}, {})
    assert (found.overdue, found.days_past_due) == (10_000 + found.balances.penalty, 8)


def test_sales_of_the_day_of_the_draw_and_before_are_the_sellers() -> None:
    assert account(1, {0: 900_000, -3: 900_000}, {}).dues == ()


def test_it_is_settled_early_without_the_fee_that_is_not_earned() -> None:
    before = account(10, {}, {})
    assert before.to_settle == PLAN.principal
    assert account(10, {}, {10: PLAN.principal}).settled_on == on(10)


def test_what_the_product_keeps_of_the_fee_is_owed_when_it_is_settled_early() -> None:
    keeps = SalesAgreed("0.1", YEARLY, "0.5", 5)
    figure = account(10, {}, {}, keeps).to_settle
    assert figure == PLAN.principal + 20_000
    assert account(10, {}, {10: figure}, keeps).settled_on == on(10)
    early = account(4, {}, {4: figure}, keeps)
    assert (early.settled_on, early.credit) == (None, figure), "not before the day that was agreed"


def test_what_is_left_is_expected_by_the_last_day_of_the_schedule() -> None:
    [left] = account(1, {1: 100_000}, {1: 10_000}).to_come
    assert (left.day, left.total) == (PLAN.rows[-1].due, 1_030_000)


def test_what_is_refunded_later_is_made_up_by_the_next_sales() -> None:
    found = account(4, {1: 100_000, 2: -150_000, 3: 100_000, 4: 90_000}, {})
    assert [(due.day, due.principal + due.interest) for due in found.dues] == [
        (on(1), 10_000),
        (on(4), 4_000),
    ]


sales = st.dictionaries(st.integers(1, 150), st.integers(-100_000, 400_000), max_size=40)
payments = st.dictionaries(st.integers(1, 150), st.integers(1, 60_000), max_size=40)


@given(sales, payments, st.integers(0, 160))
def test_principal_and_fee_are_owed_once_whatever_is_sold_and_paid(
    sold: dict[int, int], paid: dict[int, int], day: int
) -> None:
    found = account(day, sold, paid)
    fell_due = sum(due.principal + due.interest for due in found.dues)
    left = sum(row.principal + row.interest for row in found.to_come)
    if found.settled:
        assert found.balances.total == 0
        assert sum(due.principal for due in found.dues) == PLAN.principal
    else:
        assert fell_due + left == PLAN.total_payment
    assert all(min(due.principal, due.interest) >= 0 for due in found.dues)
    assert sum(due.interest for due in found.dues) <= PLAN.total_interest
    came = sum(fen for n, fen in paid.items() if n <= day)
    assert came == sum(part.amount for due in found.dues for part in due.paid) + found.credit
