"""What the hub asks of a draw beyond its maker: that it may be drawn, and what it rests on.

The days are the record's own: an officer who paid out without a network did so on that day, whenever it
arrives.
"""

from __future__ import annotations

from workstation.domain.lending import Decision
from workstation.domain.servicing import LoanEvent
from workstation.hub.examining import Case


def check(case: Case, decision: Decision, event: LoanEvent) -> None:
    """Raises `KnownError` as `LoanRules.check_draw` says."""
    file = case.writing.file(case.act.applicant_id)
    case.loans.check_draw(file, decision, event)
