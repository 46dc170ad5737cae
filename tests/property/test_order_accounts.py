"""An order loan has a ledger event by event, with the buyers' money in it, and an account like any loan's.
Where everything that falls due is settled on its day, both say the same to the fen."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.lending.order_loan.stories import DAY_0
from tests.lending.servicing.loans import LATE_RATE, event
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.lending import make_schedule
from workstation.lending.order_loan import Account, Event, EventKind, OrderLoanState, OrderTerms, fold
from workstation.lending.servicing import (
    Advance,
    DrawTerms,
    OrderCourse,
    Received,
    Trade,
    load_servicing,
    loan_account,
)
from workstation.paths import resources

POLICY = load_servicing(resources() / "policies/servicing.toml")
SHARE = Fraction(4, 5)
NO_END = 28  # shorter than a term and than the time of an automatic confirmation
TERMS = OrderTerms(SHARE, Fraction("0.0005"), 10**9, term_days=30, eligible_days=60, confirm_days=60)
days = st.integers(1, NO_END)


@st.composite
def streams(draw: st.DrawFn) -> list[Event]:
    """Orders that ship at once, some refunded in part or whole, some confirmed; draws in between; on each day
    other sales settle more than could be due."""
    found = [
        Event(f"settled-{n}", DAY_0 + timedelta(days=n), EventKind.SETTLED, amount=10**8)
        for n in range(NO_END + 1)
    ]
    for n in range(draw(st.integers(1, 5))):
        name, worth = f"O{n}", draw(st.integers(100, 200_000))
        found.append(Event(f"shipped-{n}", DAY_0, EventKind.SHIPPED, name, worth))
        refund_days = draw(st.lists(days, max_size=2, unique=True))
        for k, day in enumerate(refund_days):
            back = draw(st.integers(1, worth // 2))
            found.append(
                Event(f"refund-{n}-{k}", DAY_0 + timedelta(days=day), EventKind.REFUNDED, name, back)
            )
        if draw(st.booleans()):
            day = draw(st.integers(max(refund_days, default=0), NO_END))
            found.append(Event(f"confirmed-{n}", DAY_0 + timedelta(days=day), EventKind.CONFIRMED, name))
    for n, day in enumerate(draw(st.lists(st.integers(0, NO_END), min_size=1, max_size=4, unique=True))):
        amount = draw(st.integers(1, 300_000))
        found.append(Event(f"draw-{n}", DAY_0 + timedelta(days=day), EventKind.DRAWN, amount=amount))
    return found


def draws_of(state: OrderLoanState) -> list[LoanEvent]:
    """The draws that the ledger let through, with what it lent on which order."""
    lent: defaultdict[str, list[Advance]] = defaultdict(list)
    on = {}
    for line in state.lines:
        if line.event_id.startswith("draw") and line.account is Account.PRINCIPAL:
            lent[line.event_id].append(Advance(f"orders:{line.order_id}", line.amount, str(SHARE)))
            on[line.event_id] = line.on
    return [
        event(LoanEventKind.DRAW, on[name], amount, terms, id=name)
        for name, advances in lent.items()
        for amount in [sum(a.amount for a in advances)]
        for plan in [make_schedule(amount, "0.18", 1, RepaymentMethod.ORDER, on[name], DayCount.ACT_360)]
        for terms in [DrawTerms("decision-1", plan, LATE_RATE, advances=tuple(advances))]
    ]


def courses(stream: list[Event]) -> dict[str, OrderCourse]:
    return {
        f"orders:{shipped.order_id}": OrderCourse(
            shipped.amount,
            next((e.on for e in own if e.kind is EventKind.CONFIRMED), None),
            {e.on: e.amount for e in own if e.kind is EventKind.REFUNDED},
        )
        for shipped in stream
        if shipped.kind is EventKind.SHIPPED
        for own in [[e for e in stream if e.order_id == shipped.order_id]]
    }


@given(streams(), st.integers(0, NO_END))
def test_the_account_of_an_order_loan_says_what_its_ledger_says(stream: list[Event], day: int) -> None:
    today = DAY_0 + timedelta(days=day)
    state = fold(TERMS, stream, today)
    draws = draws_of(state)
    if not draws:
        return
    taken: defaultdict[object, int] = defaultdict(int)
    for line in state.lines:
        if line.account is Account.CASH and line.amount > 0:
            taken[line.on] += line.amount
    money = [Received(str(on), on, fen) for on, fen in taken.items()]  # type: ignore[arg-type]
    account = loan_account(draws, money, POLICY, today, trade=Trade(courses(stream)))
    assert account.balances.principal == state.outstanding == sum(account.resting.values())
    assert (account.overdue, account.credit, account.days_past_due) == (0, 0, 0)
    interest = -state.balance(Account.INTEREST)
    assert sum(due.interest for due in account.dues) == interest
