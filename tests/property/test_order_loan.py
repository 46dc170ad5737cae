"""Random streams of events of an order loan: the books balance each day, and no order of arrival matters."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from tests.lending.order_loan.stories import DAY_0
from workstation.lending.order_loan import (
    Account,
    Event,
    EventKind,
    OrderLedger,
    OrderLoanState,
    OrderTerms,
    fold,
)

LAST = DAY_0 + timedelta(days=70)

terms = st.builds(
    OrderTerms,
    advance_rate=st.fractions(Fraction(1, 10), 1, max_denominator=100),
    daily_rate=st.sampled_from([Fraction(0), Fraction("0.0003"), Fraction("0.0005"), Fraction("0.0006")]),
    limit=st.integers(1, 2_000_000),
    term_days=st.integers(1, 40),
    eligible_days=st.integers(0, 40),
    confirm_days=st.integers(1, 30),
    commission_share=st.sampled_from([Fraction(0), Fraction("0.05"), Fraction("0.006")]),
)
orders = st.sampled_from([f"order-{n}" for n in range(6)])
days = st.integers(0, 60).map(lambda n: DAY_0 + timedelta(days=n))
amounts = st.integers(1, 300_000)


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    """Mostly sensible streams, with every kind of event at any time, for orders known or not."""
    found = []
    for number in range(draw(st.integers(1, 25))):
        kind = draw(st.sampled_from([k for k in EventKind if k.value not in ("auto_confirmed", "expired")]))
        of_order = kind in (EventKind.SHIPPED, EventKind.DISPUTE_OPENED, EventKind.DISPUTE_CLOSED,
                            EventKind.CONFIRMED, EventKind.REFUNDED)  # fmt: skip
        with_amount = kind in (EventKind.SHIPPED, EventKind.REFUNDED, EventKind.SETTLED, EventKind.PAID,
                               EventKind.DRAWN)  # fmt: skip
        found.append(Event(
            f"e{number:03d}",
            draw(days),
            kind,
            draw(orders) if of_order else "",
            draw(amounts) if with_amount else 0,
            draw(st.integers(0, 2_000)) if kind is EventKind.CONFIRMED else 0,
        ))  # fmt: skip
    return found


def check(state: OrderLoanState) -> None:
    """What holds at the end of every day."""
    by_posting: dict[tuple[str, object], int] = defaultdict(int)
    for line in state.lines:
        by_posting[line.event_id, line.on] += line.amount if line.account in _LENDER else 0
    assert set(by_posting.values()) <= {0}, "the lender's side of every posting adds up to nothing"
    platform = sum(state.balance(account) for account in _PLATFORM)
    assert platform == 0, "what buyers paid is commission, taken or released"
    assert state.outstanding == state.balance(Account.PRINCIPAL) >= state.fallen_due >= 0
    assert state.interest_due == state.balance(Account.INTEREST_DUE) >= 0
    assert min(state.accrued, state.base, state.available) >= 0
    assert state.balance(Account.INTEREST) <= 0 and state.balance(Account.RELEASED) >= 0
    if state.fallen_due:
        assert state.available == 0


_LENDER = (Account.PRINCIPAL, Account.INTEREST_DUE, Account.INTEREST, Account.CASH)
_PLATFORM = (Account.BUYERS, Account.COMMISSION, Account.TAKEN, Account.RELEASED)


@given(terms, events())
def test_the_books_balance_at_the_end_of_every_day(how: OrderTerms, stream: list[Event]) -> None:
    for day in range(0, 71, 7):
        check(fold(how, stream, DAY_0 + timedelta(days=day)))


@given(terms, events(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_leaves_the_same_ledger(
    how: OrderTerms, stream: list[Event], random: object
) -> None:
    """Late, out of order, delivered twice: the sums are those of the fold, and nothing posted is touched."""
    arrivals = [*stream, *stream[::3]]
    random.shuffle(arrivals)  # type: ignore[attr-defined]
    ledger, seen = OrderLedger(how), 0
    today = DAY_0
    for one in arrivals:
        today = max(today, one.on)
        before = tuple(ledger.entries)
        ledger.receive(one, today)
        assert tuple(ledger.entries[:seen]) == before[:seen]
        seen = len(ledger.entries)
    ledger.pass_time(LAST)
    truth = fold(how, stream, LAST)
    check(truth)
    assert ledger.balances() == {account: truth.balance(account) for account in Account}


@given(terms, events())
def test_a_running_advance_is_never_more_than_its_order_carries(how: OrderTerms, stream: list[Event]) -> None:
    state = fold(how, stream, LAST)
    running = state.outstanding - state.fallen_due
    shipped = sum(e.amount for e in stream if e.kind is EventKind.SHIPPED)
    assert running <= how.advance_rate * shipped
    assert running <= how.limit


@given(terms, events())
def test_everything_can_be_paid_off_and_then_nothing_is_owed(how: OrderTerms, stream: list[Event]) -> None:
    state = fold(how, stream, LAST)
    owed = state.outstanding + state.interest_due + state.accrued
    if owed == 0:
        return
    after = fold(how, [*stream, Event("z-last", LAST, EventKind.PAID, amount=owed)], LAST)
    assert (after.outstanding, after.interest_due, after.accrued) == (0, 0, 0)


@given(terms, events(), days.filter(lambda day: day > DAY_0), st.integers(1, 5), st.integers(1, 500_000))
def test_a_payment_is_taken_to_the_last_fen_or_not_at_all(
    how: OrderTerms, stream: list[Event], day: date, little: int, excess: int
) -> None:
    """An advance that runs and a little paid of it, so that it owes interest too; then all that is owed and
    more. Nothing is drawn on that day, since draws come after payments."""
    stream = [
        Event("a-shipped", DAY_0, EventKind.SHIPPED, "order-0", 2_000_000),
        Event("a-drawn", DAY_0, EventKind.DRAWN, amount=min(how.limit, floor(2_000_000 * how.advance_rate))),
        *(e for e in stream if (e.on, e.kind) != (day, EventKind.DRAWN)),
        Event("y-little", day, EventKind.PAID, amount=little),
    ]
    state = fold(how, stream, day)
    owed = state.outstanding + state.interest_due + state.accrued
    stream += [
        Event("z-too-much", day, EventKind.PAID, amount=owed + excess),
        Event("z-whole", day, EventKind.PAID, amount=owed or 1),
    ]
    after = fold(how, stream, LAST)
    refused = {refusal.event_id for refusal in after.refusals}
    assert "z-too-much" in refused
    assert ("z-whole" in refused) == (owed == 0)
    taken: dict[str, int] = defaultdict(int)
    for line in after.lines:
        taken[line.event_id] += line.amount if line.account is Account.CASH else 0
    paid = {e.id: e.amount for e in stream if e.kind is EventKind.PAID}
    assert {name: taken[name] for name in paid} == {
        name: 0 if name in refused else amount for name, amount in paid.items()
    }
