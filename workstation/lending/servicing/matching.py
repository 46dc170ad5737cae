"""Which loan a ledger row of a repayment belongs to.

A row whose reference names the loan, or a contract or letter number of it, is its own. Any other row is only
proposed, where amount and day fit a due, until a person confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.lending.servicing.account import LoanAccount, Received

_NEAR = timedelta(days=5)
"""How far from its due a payment may lie to be proposed for it."""


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


def match(
    rows: Iterable[RepaymentRow],
    references: Mapping[str, str],
    confirmed: Mapping[str, str] | None = None,
) -> Matched:
    """`references` gives the loan of each number that may stand on a transfer; `confirmed` the loan of a row
    that a person matched, by the row's id."""
    by_hand = confirmed or {}
    found: dict[str, list[Received]] = {}
    unmatched: list[RepaymentRow] = []
    for row in sorted(rows, key=lambda r: (r.on, r.id)):
        loan = references.get(row.reference.strip()) or by_hand.get(row.id)
        if loan is None:
            unmatched.append(row)
        else:
            found.setdefault(loan, []).append(Received(row.id, row.on, row.amount))
    return Matched({loan: tuple(got) for loan, got in found.items()}, tuple(unmatched))


def proposals(row: RepaymentRow, accounts: Sequence[LoanAccount]) -> tuple[str, ...]:
    """Loans a row without a known reference may belong to: those whose settlement, overdue sum or a due near
    its day is just its amount."""
    return tuple(account.loan_id for account in accounts if _fits(row, account))


def _fits(row: RepaymentRow, account: LoanAccount) -> bool:
    if row.amount in (account.to_settle, account.overdue):
        return True
    planned = account.schedule.rows
    return any(abs(due.due - row.on) <= _NEAR and due.payment == row.amount for due in planned)
