"""What the hub asks of a draw beyond maker and amount: the offer still holds, the conditions are met.

The days are the record's own: an officer who paid out without a network did so on that day, whenever it
arrives.
"""

from __future__ import annotations

from workstation.domain.lending import Decision
from workstation.domain.servicing import LoanEvent
from workstation.hub.examining import Case


def check(case: Case, decision: Decision, event: LoanEvent) -> None:
    """Raises `KnownError`: `loan.expired`, `loan.conditions`."""
    file = case.writing.file(case.act.applicant_id, ledgers=False)
    case.loans.check_draw(file, decision, event)
