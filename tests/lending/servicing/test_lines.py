"""Lines that are drawn more than once, and order loans: orders make dues, only the ledger's money pays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.lending.servicing.loans import LATE_RATE, event
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.lending import make_schedule
from workstation.lending.servicing import (
    Advance,
    DrawTerms,
    LoanAccount,
    OrderCourse,
    Received,
    ServicingPolicy,
    Trade,
    loan_account,
)

DAY_0 = date(2026, 11, 1)
RATE = "0.18"  # 0.05 % a day of a 360-day year


def on(day: int) -> date:
    return DAY_0 + timedelta(days=day)


def drawn(
    day: int,
    method: RepaymentMethod = RepaymentMethod.ORDER,
    fees: tuple[str, ...] = (),
    rate: str = "4/5",
    **lent: int,
) -> LoanEvent:
    """A draw against orders (fen by order, at a share `rate` of each), or of 100,000 fen against none."""
    amount = sum(lent.values()) or 100_000
    plan = make_schedule(amount, RATE, 1, method, on(day), DayCount.ACT_360)
    advances = tuple(Advance(f"orders:{order}", fen, rate) for order, fen in lent.items())
    terms = DrawTerms("decision-1", plan, LATE_RATE, early_fees=fees, advances=advances)
    return event(LoanEventKind.DRAW, on(day), amount, terms)


def paid(day: int, fen: int) -> Received:
    return Received(f"t{day}", on(day), fen)


def course(yuan: int, confirmed: int | None = None, **refunds: int) -> OrderCourse:
    """An order's course; refunds are yuan by day, written `d8=500`."""
    days = {on(int(day[1:])): amount * 100 for day, amount in refunds.items()}
    return OrderCourse(yuan * 100, None if confirmed is None else on(confirmed), days)


TWO = {"orders:A": course(1_000, confirmed=5), "orders:B": course(500, d8=500)}
DRAW = drawn(0, A=80_000, B=40_000)


def test_the_worked_case_of_two_orders(policy: ServicingPolicy) -> None:
    """Orders of 1,000 and 500, 1,200 drawn at 0.05 % a day: on day 5 the first is confirmed, 800.00 + 2.00
    are due; on day 8 the second is refunded, 400.00 + 1.60. Settlements pay, then the account."""
    before = loan_account([DRAW], [], policy, on(4), trade=Trade(TWO))
    assert (before.overdue, before.balances.principal) == (0, 120_000)
    confirmed = loan_account([DRAW], [], policy, on(5), trade=Trade(TWO))
    assert (confirmed.overdue, dict(confirmed.resting)) == (80_000 + 200, {"orders:B": 40_000})
    money = [paid(5, 80_200), paid(8, 15_000), Received("bank", on(8), 25_160)]
    settled = loan_account([DRAW], money, policy, on(8), trade=Trade(TWO))
    assert (settled.settled_on, settled.credit, settled.balances.total) == (on(8), 0, 0)
    dues = [(due.day, due.principal, due.interest) for due in settled.dues]
    assert dues == [(on(5), 80_000, 200), (on(8), 40_000, 160)]


def test_a_confirmed_order_whose_money_did_not_come_is_past_due(policy: ServicingPolicy) -> None:
    account = loan_account([DRAW], [], policy, on(15), trade=Trade(TWO))
    assert account.days_past_due == 10
    assert account.balances.penalty > 0


def test_a_part_refund_calls_back_what_the_order_no_longer_carries(policy: ServicingPolicy) -> None:
    orders = {"orders:A": course(1_000, d3=250)}
    account = loan_account([drawn(0, A=80_000)], [], policy, on(3), trade=Trade(orders))
    assert [(due.principal, due.interest) for due in account.dues] == [(20_000, 30)]
    assert dict(account.resting) == {"orders:A": 60_000}
    [left] = account.to_come
    assert (left.principal, left.interest) == (60_000, 900)


def test_a_part_refund_within_what_was_lent_calls_nothing_back(policy: ServicingPolicy) -> None:
    orders = {"orders:A": course(1_000, d3=250)}
    account = loan_account([drawn(0, A=60_000)], [], policy, on(3), trade=Trade(orders))
    assert account.dues == ()


def test_what_is_repaid_can_be_drawn_again(policy: ServicingPolicy) -> None:
    orders = {"orders:A": course(1_000, confirmed=5), "orders:C": course(700)}
    events = [drawn(0, A=80_000), drawn(6, C=56_000)]
    between = loan_account(events, [paid(5, 80_200)], policy, on(5), trade=Trade(orders))
    assert between.settled_on == on(5)
    again = loan_account(events, [paid(5, 80_200)], policy, on(6), trade=Trade(orders))
    assert (again.settled_on, again.drawn, again.balances.principal) == (None, 136_000, 56_000)
    assert [version.drawn for version in again.schedules] == [True, True]
    assert not again.restructured
    assert again.next_due is not None and again.next_due.day == on(36)


def test_an_order_that_is_never_confirmed_is_due_on_the_last_day(policy: ServicingPolicy) -> None:
    account = loan_account([drawn(0, A=80_000)], [], policy, on(30), trade=Trade({"orders:A": course(1_000)}))
    assert [(due.day, due.principal, due.interest) for due in account.dues] == [(on(30), 80_000, 1_200)]


def test_a_confirmation_from_before_the_draw_counts_on_the_day_of_the_draw(policy: ServicingPolicy) -> None:
    """The ledger was late: the order was confirmed, and was lent on all the same."""
    orders = {"orders:A": course(1_000, confirmed=1), "orders:B": course(500)}
    account = loan_account([drawn(0, B=10_000), drawn(3, A=80_000)], [], policy, on(3), trade=Trade(orders))
    assert [(due.day, due.principal, due.interest) for due in account.dues] == [(on(3), 80_000, 0)]


def test_two_draws_on_one_order_fall_due_the_oldest_first(policy: ServicingPolicy) -> None:
    orders = {"orders:A": course(1_000, d8=500)}
    events = [drawn(0, A=30_000), drawn(4, A=50_000)]
    account = loan_account(events, [], policy, on(8), trade=Trade(orders))
    assert [(due.principal, due.interest) for due in account.dues] == [(40_000, 30_000 * 8 // 2000 + 20)]


def test_a_later_draw_at_a_higher_share_changes_nothing_that_was_due_before(policy: ServicingPolicy) -> None:
    """Three fifths of 1,000 lent; a refund of 250 calls 150 back. Lent on again at four fifths, the 750 that
    are left carry 600, and what was called back and paid stays as it was."""
    orders = Trade({"orders:A": course(1_000, d3=250)})
    events = [drawn(0, A=60_000, rate="3/5"), drawn(10, A=15_000)]
    money = [paid(3, 15_023)]
    before = loan_account(events, money, policy, on(9), trade=orders)
    assert [(due.principal, due.interest) for due in before.dues] == [(15_000, 23)]
    after = loan_account(events, money, policy, on(10), trade=orders)
    assert after.statement(on(0), on(9)) == before.postings
    assert (dict(after.resting), after.overdue) == ({"orders:A": 60_000}, 0)


class TestOnDemand:
    """随借随还: any day may repay, and interest is for the days alone."""

    METHOD = RepaymentMethod.ON_DEMAND

    def account(
        self, policy: ServicingPolicy, day: int, *money: Received, fees: tuple[str, ...] = ()
    ) -> LoanAccount:
        return loan_account([drawn(0, self.METHOD, fees)], money, policy, on(day))

    def test_a_payment_repays_interest_to_the_day_and_then_principal(self, policy: ServicingPolicy) -> None:
        account = self.account(policy, 10, paid(10, 40_500))
        assert (account.balances.principal, account.credit, account.overdue) == (60_000, 0, 0)
        assert self.account(policy, 20, paid(10, 40_500)).accrued == 300

    def test_less_than_the_interest_is_held(self, policy: ServicingPolicy) -> None:
        account = self.account(policy, 10, paid(10, 400))
        assert (account.balances.principal, account.credit, account.dues) == (100_000, 400, ())

    def test_what_settles_it_settles_it(self, policy: ServicingPolicy) -> None:
        wanted = self.account(policy, 10).to_settle
        assert wanted == 100_500
        assert self.account(policy, 10, paid(10, wanted)).settled_on == on(10)

    def test_where_paying_early_costs_a_fee_nobody_is_made_to(self, policy: ServicingPolicy) -> None:
        account = self.account(policy, 10, paid(10, 40_500), fees=("0.01",))
        assert (account.balances.principal, account.credit) == (100_000, 40_500)


@pytest.mark.parametrize("day", [0, 5, 8, 30, 45])
def test_a_day_of_an_order_loan_does_not_hang_on_the_order_of_arrival(
    policy: ServicingPolicy, day: int
) -> None:
    events = [drawn(0, A=80_000), drawn(4, B=40_000)]
    money = [paid(5, 80_200), paid(8, 40_080)]
    there = loan_account(events, money, policy, on(day), trade=Trade(TWO))
    assert loan_account(events[::-1], money[::-1], policy, on(day), trade=Trade(TWO)) == there
