"""Which loan a ledger row of a repayment belongs to.

A row whose reference names the loan, or a contract or letter number of it, is its own. One that names an
order is of the loan that was drawn on it last by that day; an order may secure another loan once it is free.
Any other row belongs to no loan yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from workstation.lending.servicing.account import Received


@dataclass(frozen=True, slots=True)
class RepaymentRow:
    """A row of the `repayments` ledger as a value; `amount` in fen."""

    id: str
    reference: str
    on: date
    amount: int
    channel: str
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows by loan, and those that belong to none yet."""

    by_loan: Mapping[str, tuple[Received, ...]]
    unmatched: tuple[RepaymentRow, ...]


Lent = Mapping[str, Sequence[tuple[date, str]]]
"""By the order's number: when it was lent on, and by which loan."""


def match(
    rows: Iterable[RepaymentRow], references: Mapping[str, str], lent: Lent = MappingProxyType({})
) -> Matched:
    """`references` gives the loan of each number that may stand on a transfer, and goes before `lent`."""
    found: dict[str, list[Received]] = {}
    unmatched: list[RepaymentRow] = []
    for row in sorted(rows, key=lambda r: (r.on, r.id)):
        name = row.reference.strip()
        loan = references.get(name) or _drawn_last(lent.get(name, ()), row.on)
        if loan is None:
            unmatched.append(row)
        else:
            found.setdefault(loan, []).append(Received(row.id, row.on, row.amount))
    return Matched({loan: tuple(got) for loan, got in found.items()}, tuple(unmatched))


def _drawn_last(draws: Sequence[tuple[date, str]], on: date) -> str | None:
    """By a day; the first of all where that is before any of them."""
    known = sorted(draws)
    before = [loan for day, loan in known if day <= on]
    return before[-1] if before else next((loan for _, loan in known), None)
