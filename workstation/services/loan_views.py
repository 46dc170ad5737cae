"""What a file's records say of its loans, as plain values for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from workstation.domain.file_papers import ConditionCheck
from workstation.domain.ledger import day_of
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import (
    Contact,
    FundsCheck,
    LoanEvent,
    LoanEventKind,
    PromiseToPay,
    RepaymentClaim,
)
from workstation.domain.text import Bilingual

if TYPE_CHECKING:
    from workstation.lending.servicing import LoanAccount, Matched, Received, RepaymentRow, ServicingPolicy


class Promise(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PromiseState:
    promise: PromiseToPay
    state: Promise


@dataclass(frozen=True, slots=True)
class Condition:
    """A disbursement condition and the newest check of it, None where nobody has looked."""

    code: str
    name: Bilingual
    check: ConditionCheck | None

    @property
    def met(self) -> bool:
        return self.check is not None and self.check.met


@dataclass(frozen=True, slots=True)
class LoanView:
    """One loan opened. `funds_check_due` is None once it was looked at; `unmatched` are the file's ledger
    rows that belong to no loan yet."""

    account: LoanAccount
    claims: tuple[RepaymentClaim, ...]
    contacts: tuple[Contact, ...]
    promises: tuple[PromiseState, ...]
    funds_checks: tuple[FundsCheck, ...]
    funds_check_due: date | None
    unmatched: tuple[RepaymentRow, ...]
    received: Mapping[str, RepaymentRow] = field(default_factory=dict)
    """The file's ledger rows by the transfer's number."""


def draws_of(file: ApplicantFile, loan_id: str = "") -> tuple[LoanEvent, ...]:
    """The draws of a loan, of every one where none is named."""
    return tuple(
        event
        for event in file.loan_events
        if event.kind is LoanEventKind.DRAW and loan_id in ("", event.loan_id)
    )


def loan_ids(file: ApplicantFile) -> tuple[str, ...]:
    """Our own loans that were drawn, the one that was drawn last first."""
    newest = sorted(draws_of(file), key=lambda event: (event.on, event.id), reverse=True)
    return tuple(dict.fromkeys(event.loan_id for event in newest))


def events_of(file: ApplicantFile, loan_id: str) -> tuple[LoanEvent, ...]:
    return tuple(event for event in file.loan_events if event.loan_id == loan_id)


def repayment_rows(file: ApplicantFile) -> tuple[RepaymentRow, ...]:
    """The `repayments` ledger as values."""
    from workstation.lending.servicing import RepaymentRow

    block = file.ledgers.get("repayments")
    if block is None:
        return ()
    columns = block.columns
    return tuple(
        RepaymentRow(
            id=str(columns["source_id"][n]),
            reference=str(columns["reference"][n] or ""),
            on=day_of(int(columns["paid_at"][n])),
            amount=int(columns["amount"][n]),
            channel=str(columns["channel"][n]),
            payer=str(columns["payer"][n] or ""),
        )
        for n in range(len(block))
    )


def loan_view(
    file: ApplicantFile, account: LoanAccount, matched: Matched, policy: ServicingPolicy
) -> LoanView:
    """The loan of an account with what people said and did on it, as of the account's day."""
    loan_id = account.loan_id
    money = matched.by_loan.get(loan_id, ())
    promises = [p for p in file.promises if p.loan_id == loan_id]
    due_by = account.drawn_on + timedelta(days=policy.on(account.drawn_on).funds_check.within_days)
    checks = tuple(c for c in file.funds_checks if c.loan_id == loan_id)
    return LoanView(
        account=account,
        claims=tuple(c for c in file.claims if c.loan_id == loan_id),
        contacts=tuple(c for c in file.contacts if c.loan_id == loan_id),
        promises=tuple(PromiseState(p, promise_state(p, money, account.as_of)) for p in promises),
        funds_checks=checks,
        funds_check_due=None if checks or account.settled else due_by,
        unmatched=matched.unmatched,
        received={row.id: row for row in repayment_rows(file)},
    )


def promise_state(promise: PromiseToPay, money: Iterable[Received], today: date) -> Promise:
    """Kept where the ledger has the amount between the promise and its day, both included."""
    paid = sum(row.amount for row in money if promise.promised_on <= row.on <= promise.due_on)
    if paid >= promise.amount:
        return Promise.KEPT
    return Promise.BROKEN if today > promise.due_on else Promise.OPEN
