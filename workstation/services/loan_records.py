"""How an act on a loan is kept, and how one is refused: shared by the draws and what follows them."""

from __future__ import annotations

from typing import Any

import msgspec

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.records import ApplicantFile
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.services.acting import Hand


def keep(hand: Hand, kind: ActKind, file: ApplicantFile, record: Any) -> Changes:
    return hand.act(kind, file.applicant.id, encode(record), base_version=file.version)


def keep_event(
    hand: Hand,
    file: ApplicantFile,
    loan_id: str,
    kind: LoanEventKind,
    amount: int,
    *,
    terms: Any = None,
    reason: str = "",
) -> Changes:
    """What happened to a loan today by the officer's hand; `amount` in fen."""
    event = LoanEvent(
        hand.new_id(), file.applicant.id, loan_id, kind, hand.clock.today(), amount, hand.officer.id,
        hand.moment(), reason.strip(), None if terms is None else msgspec.to_builtins(terms),
    )  # fmt: skip
    return keep(hand, ActKind.RECORD_LOAN_EVENT, file, event)


def require_reason(text: str, where: str) -> None:
    """Raises `KnownError` (`loan.reason`)."""
    if not text.strip():
        raise refused("loan.reason", "no reason is given", where)


_REMEDIES = {
    "loan.undecided": "Decide on it first.",
    "loan.not_firm": "Synchronise, and wait until it is firm.",
    "loan.condition_unknown": "Choose one of the list.",
    "loan.late_day": "Correct the day.",
    "loan.amount": "Correct the amount.",
    "loan.reason": "Write it down.",
    "promise.past": "Enter today or a later day.",
}


def refused(code: str, message: str, where: str) -> KnownError:
    return KnownError(code, message, where=where, remedy=_REMEDIES[code])
