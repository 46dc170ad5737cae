"""What stands in the way of each change of a loan now, so that a desk offers only what can succeed.

Goes in: a loan's account, its file and who sits there. Comes out: for each change that would be refused
whatever is entered, the refusal. The rules are those that desk and hub ask when it is made; nothing is
stored, and nothing is allowed here that they refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workstation.domain.money import Rounding, yuan
from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.services.values import Officer

if TYPE_CHECKING:
    from workstation.lending.servicing import LoanAccount, ServicingPolicy


class LoanChange(StrEnum):
    PREPAY = "prepay"
    RESCHEDULE = "reschedule"
    CHARGE = "charge"
    WRITE_OFF = "write_off"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class LoanAtHand:
    """A loan before somebody who may want to change it."""

    account: LoanAccount
    file: ApplicantFile
    officer: Officer
    policy: ServicingPolicy
    rounding: Rounding


def refusals(loan: LoanAtHand) -> Mapping[LoanChange, KnownError]:
    """Only those changes that cannot succeed, each with why and what to do. Without a record's name: whoever
    asks has the loan before him."""
    found = {}
    for change, ask in _ASKED.items():
        try:
            ask(loan)
        except KnownError as refusal:
            found[change] = refusal
    return found


def _prepay(loan: LoanAtHand) -> None:
    """Where not even a fen can be prepaid."""
    from workstation.lending.servicing.permitted import require_held, require_open, require_prepayable

    account, remedy = loan.account, "Wait until more has come in and nothing is overdue."
    require_open(account, "")
    require_prepayable(account, "")
    if account.overdue:
        raise KnownError("loan.not_held", f"{yuan(account.overdue)} yuan are overdue", remedy=remedy)
    try:
        require_held(account, 1, loan.rounding, "")
    except KnownError as refusal:
        raise KnownError("loan.not_held", refusal.message, remedy=remedy) from None


def _reschedule(loan: LoanAtHand) -> None:
    from workstation.lending.servicing.permitted import require_open, require_role, require_second

    require_open(loan.account, "")
    require_role(loan.officer.role, loan.policy.on(loan.account.as_of).reschedule.role, "")
    decision_id = loan.account.terms.decision_id
    for decision in loan.file.decisions:
        if decision.id == decision_id:
            require_second(decision.decided_by, loan.officer.id, "")


def _charge(loan: LoanAtHand) -> None:
    from workstation.lending.servicing.permitted import require_open

    require_open(loan.account, "")


def _write_off(loan: LoanAtHand) -> None:
    from workstation.lending.servicing.permitted import require_hopeless, require_open, require_role

    rule = loan.policy.on(loan.account.as_of).write_off
    require_open(loan.account, "")
    require_role(loan.officer.role, rule.role, "")
    require_hopeless(loan.account, rule, loan.file.contacts, "")


def _close(loan: LoanAtHand) -> None:
    from workstation.lending.servicing.permitted import require_closable

    require_closable(loan.account, "")


_ASKED: Mapping[LoanChange, Callable[[LoanAtHand], None]] = {
    LoanChange.PREPAY: _prepay,
    LoanChange.RESCHEDULE: _reschedule,
    LoanChange.CHARGE: _charge,
    LoanChange.WRITE_OFF: _write_off,
    LoanChange.CLOSE: _close,
}
