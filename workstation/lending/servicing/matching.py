"""Which loan a ledger row of a repayment belongs to.

A row whose reference names the loan, or a contract or letter number of it, is its own. Any other row belongs
to no loan yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

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


def match(rows: Iterable[RepaymentRow], references: Mapping[str, str]) -> Matched:
    """`references` gives the loan of each number that may stand on a transfer."""
    found: dict[str, list[Received]] = {}
    unmatched: list[RepaymentRow] = []
    for row in sorted(rows, key=lambda r: (r.on, r.id)):
        loan = references.get(row.reference.strip())
        if loan is None:
            unmatched.append(row)
        else:
            found.setdefault(loan, []).append(Received(row.id, row.on, row.amount))
    return Matched({loan: tuple(got) for loan, got in found.items()}, tuple(unmatched))
