"""What the hub asks of a draw against orders: pledged here, carried by its own ledger, within the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.hub.lent import DRAWN, admin, event, meet_conditions, named
from tests.hub.sellers import Delivery
from tests.sync.field import Field
from tests.sync.station import NOW, decision, new_id
from workstation.domain.acts import ActKind
from workstation.domain.lending import DayCount, Decision, Outcome, RepaymentMethod, Schedule
from workstation.domain.records import Loan
from workstation.domain.servicing import LoanEventKind, Pledge
from workstation.lending import make_schedule
from workstation.lending.servicing import Advance, DrawTerms

LINE = 1_000_000
WORTH = 600_000  # of each order
CARRIED = 432_000  # four fifths, less a tenth
RATE = "18/25"


def at(day: date) -> int:
    return (day - date(1970, 1, 1)) // timedelta(seconds=1)


def orders(applicant_id: str, *names: str, confirmed: date | None = None, worth: int = WORTH) -> Delivery:
    status, confirmed_at = ("confirmed", at(confirmed)) if confirmed else ("shipped", None)
    sold = at(DRAWN - timedelta(days=3))
    rows = [(name, "shop", f"buyer-{name}", status, sold, confirmed_at, worth, 0, None) for name in names]
    sent = [(f"ship-{name}", name, "SF", None, sold, None, None) for name in names]
    return Delivery(named(applicant_id), rows={"orders": rows, "shipments": sent}, rows_only=True)


def settled(applicant_id: str, reference: str, on: date, amount: int) -> Delivery:
    row = (f"t-{reference}", reference, at(on), amount, "settlement", None)
    return Delivery(named(applicant_id), rows={"repayments": [row]}, rows_only=True)


class Borrower:
    """A seller with two shipped orders of 6,000 yuan, an officer, and a line of 10,000."""

    def __init__(self, field: Field) -> None:
        [self.id] = field.sellers()
        self.field = field
        self.first, self.second = f"A{new_id()}", f"B{new_id()}"
        self.hub_takes(orders(self.id, self.first, self.second))
        self.officer = field.officer([self.id])
        self.officer.sync()
        asked = self.officer.application(self.id, amount=LINE)
        made = decision(self.officer, asked, outcome=Outcome.APPROVE, amount=LINE, need="officer").offer
        assert made is not None
        order_loan = replace(
            made, product="order", months=1, method=RepaymentMethod.ORDER, yearly_rate="0.18"
        )
        self.decision: Decision = self.officer.decide(asked, offer=order_loan)
        meet_conditions(self.officer, self.decision)
        assert self.refused() == []

    def hub_takes(self, delivery: Delivery, day: date = DRAWN) -> None:
        admin(self.field, day).take_in([delivery])

    def pledge(self, *names: str) -> Pledge:
        pledge = Pledge(
            new_id(), self.id, self.decision.application_id, tuple(f"orders:{n}" for n in names),
            tuple(WORTH for _ in names), self.officer.officer_id, NOW,
        )  # fmt: skip
        self.officer.act(ActKind.PLEDGE_ASSETS, self.id, pledge)
        return pledge

    def release(self, pledge: Pledge, on: date) -> None:
        at = f"{on.isoformat()}T08:00:00Z"
        self.officer.act(
            ActKind.PLEDGE_ASSETS, self.id, replace(pledge, id=new_id(), pledged_at=at, releases=pledge.id)
        )

    def draw(
        self,
        on: date = DRAWN,
        amount: int | None = None,
        rate: str = RATE,
        *,
        twice: bool = False,
        method: RepaymentMethod = RepaymentMethod.ORDER,
        **lent: int,
    ) -> None:
        """`first=fen`, `second=fen`: what is lent on which order, `twice` where that is said two times."""
        names = {"first": self.first, "second": self.second}
        advances = tuple(Advance(f"orders:{names[key]}", fen, rate) for key, fen in lent.items())
        advances *= 2 if twice else 1
        drawn = sum(advance.amount for advance in advances) if amount is None else amount
        terms = DrawTerms(self.decision.id, plan(drawn, on, method), "0.27", advances=advances)
        plain: Any = msgspec.to_builtins(terms)
        event(self.officer, self.decision, LoanEventKind.DRAW, drawn, on, terms=plain)

    def close(self, on: date = DRAWN) -> None:
        event(self.officer, self.decision, LoanEventKind.CLOSE, 0, on)

    def refused(self) -> list[str]:
        return [answer.code for answer in self.officer.sync().refused]

    def loan(self) -> Loan:
        [loan] = self.field.hub.workshop.applicant_file(self.id).loans
        return loan


def plan(amount: int, on: date, method: RepaymentMethod) -> Schedule:
    return make_schedule(amount, "0.18", 1, method, on, DayCount.ACT_360)


@pytest.fixture
def borrower(field: Field) -> Borrower:
    return Borrower(field)


def test_a_draw_is_lent_on_what_is_pledged_here(borrower: Borrower) -> None:
    borrower.draw(first=CARRIED)
    assert borrower.refused() == ["loan.collateral"]
    borrower.pledge(borrower.first)
    borrower.draw(first=CARRIED, second=1)
    assert borrower.refused() == ["loan.collateral"]
    borrower.draw(first=CARRIED)
    assert borrower.refused() == []
    assert (borrower.loan().outstanding, borrower.loan().undrawn) == (CARRIED, LINE - CARRIED)


@pytest.mark.parametrize(
    "draw",
    [
        {"first": CARRIED + 1},  # more than the order carries
        {"first": CARRIED, "rate": "9/10"},  # at a share that no policy knows
        {"first": CARRIED, "amount": CARRIED - 1},  # less than is said to be lent
        {"amount": CARRIED},  # on nothing
        {"first": CARRIED, "twice": True},  # of which half is said again
    ],
)
def test_no_order_carries_more_than_the_hubs_own_ledger_and_policy_say(
    borrower: Borrower, draw: dict[str, Any]
) -> None:
    borrower.pledge(borrower.first)
    borrower.draw(**draw)
    assert borrower.refused() == ["loan.collateral"]


def test_an_order_loan_is_not_drawn_on_nothing_by_another_method(borrower: Borrower) -> None:
    borrower.pledge(borrower.first)
    borrower.draw(amount=LINE, method=RepaymentMethod.ON_DEMAND)
    assert borrower.refused() == ["loan.terms"]


def test_an_order_is_not_lent_on_twice_by_one_loan_either(borrower: Borrower) -> None:
    borrower.pledge(borrower.first, borrower.second)
    borrower.draw(first=300_000)
    borrower.draw(first=CARRIED - 300_000 + 1)
    assert borrower.refused() == ["loan.collateral"]


def test_draws_together_stay_within_the_approval(borrower: Borrower) -> None:
    borrower.hub_takes(orders(borrower.id, borrower.first, borrower.second, worth=10 * WORTH))
    borrower.pledge(borrower.first, borrower.second)
    borrower.draw(first=900_000)
    borrower.draw(second=100_001)
    assert borrower.refused() == ["loan.amount"]
    borrower.draw(second=100_000)
    assert borrower.refused() == []


def test_a_draw_that_arrives_after_one_of_a_later_day_stays_within_the_approval_too(
    borrower: Borrower,
) -> None:
    borrower.hub_takes(orders(borrower.id, borrower.first, borrower.second, worth=10 * WORTH))
    borrower.pledge(borrower.first, borrower.second)
    borrower.draw(first=100_000)
    borrower.draw(DRAWN + timedelta(days=5), first=800_000)
    assert borrower.refused() == []
    borrower.draw(DRAWN + timedelta(days=2), second=100_001)
    assert borrower.refused() == ["loan.amount"]
    borrower.draw(DRAWN - timedelta(days=1), second=100_001)  # before the first that is here
    assert borrower.refused() == ["loan.amount"]
    borrower.draw(DRAWN + timedelta(days=2), second=100_000)
    assert borrower.refused() == []


def test_an_order_carries_no_more_however_late_the_earlier_draw_arrives(borrower: Borrower) -> None:
    borrower.pledge(borrower.first, borrower.second)
    borrower.draw(second=1_000)
    borrower.draw(DRAWN + timedelta(days=5), first=CARRIED)
    assert borrower.refused() == []
    borrower.draw(DRAWN + timedelta(days=2), first=1_000)
    assert borrower.refused() == ["loan.collateral"]


def test_a_confirmed_order_is_repaid_by_its_settlement_and_frees_the_line(borrower: Borrower) -> None:
    borrower.pledge(borrower.first, borrower.second)
    borrower.draw(first=CARRIED)
    assert borrower.refused() == []
    day = DRAWN + timedelta(days=5)
    borrower.hub_takes(orders(borrower.id, borrower.first, confirmed=day), day + timedelta(days=2))
    assert borrower.loan().days_past_due == 2
    borrower.draw(day + timedelta(days=2), second=CARRIED)
    assert borrower.refused() == ["loan.overdue"]
    owed = CARRIED + CARRIED * 5 // 2000
    borrower.hub_takes(settled(borrower.id, borrower.first, day, owed), day + timedelta(days=2))
    loan = borrower.loan()
    assert (loan.outstanding, loan.undrawn, loan.days_past_due) == (0, LINE, 0)
    borrower.draw(day + timedelta(days=2), second=CARRIED)
    assert borrower.refused() == []


def test_a_line_that_is_over_promises_nothing(borrower: Borrower) -> None:
    borrower.pledge(borrower.first)
    borrower.draw(first=CARRIED)
    borrower.close()
    assert borrower.refused() == ["loan.unsettled"]
    borrower.hub_takes(settled(borrower.id, borrower.first, DRAWN, CARRIED))
    assert borrower.loan().undrawn == LINE
    borrower.close()
    assert borrower.refused() == []
    assert borrower.loan().undrawn == 0
    borrower.close()
    assert borrower.refused() == ["loan.closed"]


def test_a_line_from_which_a_colleague_drew_later_is_not_closed_before(borrower: Borrower) -> None:
    borrower.pledge(borrower.first, borrower.second)
    borrower.draw(first=CARRIED)
    borrower.hub_takes(settled(borrower.id, borrower.first, DRAWN, CARRIED))
    borrower.draw(DRAWN + timedelta(days=5), second=CARRIED)
    borrower.close(DRAWN + timedelta(days=3))
    assert borrower.refused() == ["loan.unsettled"]


def test_nothing_is_drawn_on_a_day_before_a_closing_that_the_hub_has(borrower: Borrower) -> None:
    borrower.pledge(borrower.first, borrower.second)
    borrower.draw(first=CARRIED)
    borrower.hub_takes(settled(borrower.id, borrower.first, DRAWN, CARRIED))
    borrower.close(DRAWN + timedelta(days=5))
    borrower.draw(DRAWN + timedelta(days=3), second=CARRIED)
    assert borrower.refused() == ["loan.closed"]


def test_what_the_loan_rests_on_stays_pledged_until_it_is_repaid(borrower: Borrower) -> None:
    first, second = borrower.pledge(borrower.first), borrower.pledge(borrower.second)
    borrower.draw(first=CARRIED)
    borrower.release(second, DRAWN)
    assert borrower.refused() == [], "nothing rests on it"
    borrower.release(first, DRAWN)
    assert borrower.refused() == ["pledge.resting"]
    borrower.hub_takes(settled(borrower.id, borrower.first, DRAWN, CARRIED))
    borrower.release(first, DRAWN)
    assert borrower.refused() == []


def test_what_is_overdue_holds_what_secured_it(borrower: Borrower) -> None:
    """On the last day nothing is left to rest on an order; whose money did not come is no freer by that."""
    pledge = borrower.pledge(borrower.first)
    borrower.draw(first=CARRIED)
    borrower.release(pledge, DRAWN + timedelta(days=60))
    assert borrower.refused() == ["pledge.resting"]


def test_a_pledge_on_which_nothing_was_drawn_is_set_free(borrower: Borrower) -> None:
    borrower.release(borrower.pledge(borrower.first), DRAWN)
    assert borrower.refused() == []
