"""What a payment pays: the settled order in which it covers what is due, in whole fen.

Goes in: a payment, what is due, and the policy's order. Comes out: how much of each kind is paid and what is
left over. Within a kind the oldest due is paid first; whether a kind of all dues comes before the next
(`BY_KIND`) or the oldest due is paid whole first (`BY_DUE`) is the policy's as well. Nothing is rounded, so
nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workstation.errors import KnownError


class DueKind(StrEnum):
    """What a borrower can owe."""

    COST = "cost"  # 实现债权的费用: fees, and what recovery cost
    PENALTY = "penalty"  # 罚息
    INTEREST = "interest"
    PRINCIPAL = "principal"


USUAL_ORDER = (DueKind.COST, DueKind.PENALTY, DueKind.INTEREST, DueKind.PRINCIPAL)
"""Costs, interest, principal in turn is the order of Art. 561 of the Civil Code (second-hand) where nothing
else was agreed; late interest stands before the ordinary."""


class Sweep(StrEnum):
    """Which way a payment goes through several dues."""

    BY_KIND = "by-kind"  # one kind of every due, then the next kind
    BY_DUE = "by-due"  # everything of the oldest due, then the next due


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on one day, in fen by kind; never below zero. `number` is the instalment's."""

    number: int
    day: date
    cost: int = 0
    penalty: int = 0
    interest: int = 0
    principal: int = 0

    def of(self, kind: DueKind) -> int:
        return int(getattr(self, kind.value))

    @property
    def total(self) -> int:
        return self.cost + self.penalty + self.interest + self.principal

    def less(self, kind: DueKind, amount: int) -> Due:
        """The same due with `amount` fen of a kind paid."""
        changed: dict[str, int] = {kind.value: self.of(kind) - amount}
        return replace(self, **changed)  # type: ignore[arg-type]  # the fields of a kind are all int


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a payment: so many fen of a kind of one due."""

    number: int
    kind: DueKind
    amount: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where a payment went: its parts in the order paid, what is still due, and what was left over, in fen.
    payment = Σ parts + left over."""

    shares: tuple[Share, ...]
    remaining: tuple[Due, ...]
    left_over: int

    def paid(self, kind: DueKind) -> int:
        return sum(share.amount for share in self.shares if share.kind is kind)

    @property
    def total(self) -> int:
        return sum(share.amount for share in self.shares)


def allocate(
    payment: int,
    dues: Sequence[Due],
    order: Sequence[DueKind] = USUAL_ORDER,
    sweep: Sweep = Sweep.BY_KIND,
) -> Allocation:
    """Pay `dues` from `payment` fen, the oldest first, kinds in `order`, which names each kind once.

    Raises `KnownError`: `allocation.payment` below zero, `allocation.due` for a due with a part below zero or
    two of one number, `allocation.order` for an order that does not name each kind once.
    """
    if payment < 0:
        raise KnownError("allocation.payment", "a payment is never below zero", remedy="Correct the amount.")
    if sorted(order) != sorted(DueKind):
        raise KnownError(
            "allocation.order", "the order must name each kind once", remedy="Correct the policy's order."
        )
    if len({due.number for due in dues}) != len(dues) or any(due.of(k) < 0 for due in dues for k in DueKind):
        raise KnownError(
            "allocation.due", "a due has a part below zero, or stands twice", remedy="Correct what is due."
        )
    left = payment
    oldest_first = sorted(dues, key=lambda due: (due.day, due.number))
    by_number = {due.number: due for due in oldest_first}
    shares: list[Share] = []
    for number, kind in _turns([due.number for due in oldest_first], order, sweep):
        amount = min(left, by_number[number].of(kind))
        if amount:
            shares.append(Share(number, kind, amount))
            by_number[number] = by_number[number].less(kind, amount)
            left -= amount
    return Allocation(tuple(shares), tuple(due for due in by_number.values() if due.total), left)


def _turns(numbers: Sequence[int], order: Sequence[DueKind], sweep: Sweep) -> list[tuple[int, DueKind]]:
    if sweep is Sweep.BY_KIND:
        return [(number, kind) for kind in order for number in numbers]
    return [(number, kind) for number in numbers for kind in order]
