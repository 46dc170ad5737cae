"""Loans after approval, as records: what was drawn and changed, what people said, did and promised.

Money that comes in is not among them: repayments are rows of the `repayments` ledger, which only banks and
payment platforms fill. An officer's word of a payment is a claim and lowers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class LoanEventKind(StrEnum):
    DRAW = "draw"  # 放款
    FEE = "fee"  # a fee or cost charged on an event
    RESCHEDULE = "reschedule"  # 展期、重组
    WRITE_OFF = "write_off"  # 核销
    RECOVERY_COST = "recovery_cost"  # 追偿费用
    CLOSE = "close"  # 结清


@dataclass(frozen=True, slots=True)
class LoanEvent:
    """One thing that happened to a loan by the lender's hand. `loan_id` is the id of the application that
    the loan was granted on; `amount` in fen; `terms` is plain JSON data that belongs to the kind (the new
    schedule's terms of a rescheduling, the decision and account of a draw)."""

    id: str
    applicant_id: str
    loan_id: str
    kind: LoanEventKind
    on: date
    amount: int
    made_by: str
    made_at: str
    reason: str = ""
    terms: Mapping[str, Any] | None = None


LOAN_LEDGERS = ("repayments", "orders", "refunds")
"""From these a loan's account is reckoned; but for one that orders or sales repay, from the first alone."""


def account_ledgers(events: Iterable[LoanEvent]) -> tuple[str, ...]:
    """The ledgers from which the accounts of these loans are reckoned."""
    every = tuple(events)
    if any((event.terms or {}).get(name) for event in every for name in ("advances", "sales")):
        return LOAN_LEDGERS
    return LOAN_LEDGERS[:1] if every else ()


@dataclass(frozen=True, slots=True)
class Pledge:
    """Orders, waybills, receipts or invoices that secure a loan. Each `assets` entry is `<kind>:<source
    id>`; one of them is financed once, whatever the product. `values` in fen, one for each asset.
    `releases` names the pledge whose assets are set free by this record, empty for a pledge."""

    id: str
    applicant_id: str
    loan_id: str
    assets: tuple[str, ...]
    values: tuple[int, ...]
    pledged_by: str
    pledged_at: str
    releases: str = ""


@dataclass(frozen=True, slots=True)
class RepaymentClaim:
    """An officer's note that money was paid: a reason to look for the ledger row, and nothing more."""

    id: str
    applicant_id: str
    loan_id: str
    paid_on: date
    amount: int
    channel: str
    claimed_by: str
    claimed_at: str
    note: str = ""


class ContactChannel(StrEnum):
    CALL = "call"
    MESSAGE = "message"
    VISIT = "visit"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact with a borrower about a loan. `at` is the local moment, which must lie in the permitted
    hours."""

    id: str
    applicant_id: str
    loan_id: str
    channel: ContactChannel
    at: str
    with_whom: str
    result: str
    made_by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PromiseToPay:
    """What a borrower promised: `amount` fen by `due_on`. Kept or broken is read from the ledger."""

    id: str
    applicant_id: str
    loan_id: str
    promised_on: date
    due_on: date
    amount: int
    taken_by: str


@dataclass(frozen=True, slots=True)
class FundsCheck:
    """Whether the money went where the contract says (贷后资金用途检查)."""

    id: str
    applicant_id: str
    loan_id: str
    checked_on: date
    as_agreed: bool
    checked_by: str
    found: str
    evidence: str = ""
