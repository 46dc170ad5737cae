"""What a payment pays: the order is the policy's, nothing is lost and nothing is paid twice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.errors import KnownError
from workstation.lending import Allocation, Due, DueKind, Sweep, allocate
from workstation.lending.allocation import USUAL_ORDER, Share

FIRST = Due(1, date(2026, 1, 31), cost=5_000, penalty=300, interest=1_000, principal=10_000)
SECOND = Due(2, date(2026, 2, 28), interest=900, principal=10_100)


def test_a_payment_covers_costs_then_late_interest_then_interest_then_principal() -> None:
    paid = allocate(7_500, [SECOND, FIRST])
    assert paid.shares == (
        Share(1, DueKind.COST, 5_000),
        Share(1, DueKind.PENALTY, 300),
        Share(1, DueKind.INTEREST, 1_000),
        Share(2, DueKind.INTEREST, 900),
        Share(1, DueKind.PRINCIPAL, 300),
    )
    assert paid.remaining == (
        Due(1, date(2026, 1, 31), principal=9_700),
        Due(2, date(2026, 2, 28), principal=10_100),
    )
    assert (paid.left_over, paid.total) == (0, 7_500)


def test_the_oldest_due_may_be_paid_whole_before_the_next() -> None:
    paid = allocate(16_500, [FIRST, SECOND], sweep=Sweep.BY_DUE)
    assert paid.paid(DueKind.PRINCIPAL) == 10_000
    assert paid.shares[-1] == Share(2, DueKind.INTEREST, 200)


def test_the_order_is_the_policys() -> None:
    order = (DueKind.PRINCIPAL, DueKind.INTEREST, DueKind.PENALTY, DueKind.COST)
    assert allocate(20_100, [FIRST, SECOND], order).paid(DueKind.PRINCIPAL) == 20_100


def test_what_is_too_much_is_left_over() -> None:
    paid = allocate(FIRST.total + 1, [FIRST])
    assert (paid.remaining, paid.left_over) == ((), 1)


@pytest.mark.parametrize(
    ("payment", "dues", "order", "code"),
    [
        (-1, [FIRST], USUAL_ORDER, "allocation.payment"),
        (1, [FIRST, FIRST], USUAL_ORDER, "allocation.due"),
        (1, [Due(1, date(2026, 1, 1), interest=-1)], USUAL_ORDER, "allocation.due"),
        (1, [FIRST], USUAL_ORDER[:3], "allocation.order"),
        (1, [FIRST], (*USUAL_ORDER, DueKind.COST), "allocation.order"),
    ],
)
def test_what_cannot_be_allocated_is_refused(
    payment: int, dues: list[Due], order: tuple[DueKind, ...], code: str
) -> None:
    with pytest.raises(KnownError) as refused:
        allocate(payment, dues, order)
    assert refused.value.code == code


fen = st.integers(0, 100_000)
due_lists = st.lists(st.tuples(fen, fen, fen, fen), max_size=8).map(
    lambda rows: [
        Due(number, date(2026, 1, 1) + timedelta(days=30 * number), *parts)
        for number, parts in enumerate(rows, start=1)
    ]
)


def owed(dues: tuple[Due, ...] | list[Due]) -> int:
    return sum(due.total for due in dues)


@given(st.integers(0, 10**6), due_lists, st.sampled_from(list(permutations(DueKind))), st.sampled_from(Sweep))
def test_every_fen_is_either_paid_or_left(
    payment: int, dues: list[Due], order: tuple[DueKind, ...], sweep: Sweep
) -> None:
    paid = allocate(payment, dues, order, sweep)
    assert paid.total + paid.left_over == payment
    assert owed(paid.remaining) + paid.total == owed(dues)
    assert paid.total == min(payment, owed(dues))
    assert all(share.amount > 0 for share in paid.shares)
    for due in dues:
        for kind in DueKind:
            assert sum(s.amount for s in paid.shares if (s.number, s.kind) == (due.number, kind)) <= due.of(
                kind
            )


@given(st.integers(0, 10**6), st.integers(0, 10**6), due_lists, st.sampled_from(Sweep))
def test_two_payments_pay_what_one_of_both_does(
    first: int, second: int, dues: list[Due], sweep: Sweep
) -> None:
    one: Allocation = allocate(first, dues, sweep=sweep)
    two = allocate(second, one.remaining, sweep=sweep)
    whole = allocate(first + second, dues, sweep=sweep)
    assert two.remaining == whole.remaining
    assert one.left_over + two.left_over == whole.left_over
