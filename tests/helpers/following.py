"""Records that an officer follows a file by: identity checked, a loan drawn, promised on, paid, looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from tests.helpers.caches import ledger_row
from workstation.domain.file_papers import IdentityCheck, IdentityItem, Withdrawal
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.records import Applicant, Authorisation
from workstation.domain.servicing import FundsCheck, LoanEvent, LoanEventKind, PromiseToPay
from workstation.lending import make_schedule
from workstation.lending.servicing import DrawTerms

_OF_A_FIRM = ("id_card", "face", "business_licence", "bank_account", "shop_ownership", "phone")


def identified(of: Applicant, on: date = date(2026, 6, 1), **values: Any) -> list[IdentityCheck]:
    """Everything that the checklist asks of a firm, found in order on a day."""
    usual = {"passed": True, "checked_by": "officer", "checked_on": on, "how": "seen"}
    return [
        IdentityCheck(f"check-{item}-{on}", of.id, IdentityItem(item), **{**usual, **values})
        for item in _OF_A_FIRM
    ]


def draw(
    of: Applicant, on: date, loan_id: str = "app-1", *, months: int = 3, decision_id: str = "dec-1"
) -> LoanEvent:
    """3,000 yuan without interest, paid back in equal parts on the day of the draw in each month."""
    plan = make_schedule(300_000, "0", months, RepaymentMethod.EQUAL_PRINCIPAL, on, DayCount.ACT_365F)
    terms = msgspec.to_builtins(DrawTerms(decision_id, plan, "0.2"))
    return event(of, LoanEventKind.DRAW, on, 300_000, loan_id, terms=terms)


def event(
    of: Applicant, kind: LoanEventKind, on: date, amount: int, loan_id: str = "app-1", *, terms: Any = None
) -> LoanEvent:
    name = f"{loan_id}-{kind}-{on}"
    return LoanEvent(name, of.id, loan_id, kind, on, amount, "officer", "2026-06-30T10:00:00Z", "", terms)


def promise(
    of: Applicant, taken: date, due: date, amount: int = 100_000, id: str = "promise-1"
) -> PromiseToPay:
    return PromiseToPay(id, of.id, "app-1", taken, due, amount, "officer")


def looked_at(of: Applicant, on: date) -> FundsCheck:
    return FundsCheck("funds-1", of.id, "app-1", on, True, "officer", "stock seen")


def withdrawal(of: Authorisation, on: date) -> Withdrawal:
    return Withdrawal(f"withdrawal-{of.id}", of.applicant_id, of.id, on, "officer", "changed his mind")


def repaid(on: date, amount: int, seq: int, loan_id: str = "app-1") -> tuple[Any, ...]:
    """A row of the bank's ledger."""
    paid_at = (on - date(1970, 1, 1)) // timedelta(seconds=1)
    return ledger_row(
        "repayments", f"transfer-{on}", seq, reference=loan_id, paid_at=paid_at, amount=amount, channel="bank"
    )
