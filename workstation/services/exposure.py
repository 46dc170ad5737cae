"""What an applicant and those under the same controller owe or were promised already, in fen.

Goes in: an applicant file and the decisions about it. Comes out: one `Exposure`, undrawn amounts included.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workstation.domain.lending import Exposure, Outcome
from workstation.domain.records import ApplicantFile, Loan
from workstation.ports import KeptDecision

_DAYS_PER_MONTH = 30


def monthly_service(loans: Iterable[Loan], on: date) -> int:
    """Debt service per month in fen: each loan's outstanding principal over the months left to its due day
    (at least one). Interest of loans elsewhere is not known and not guessed."""
    return sum(
        -(-loan.outstanding // max(-(-(loan.due_on - on).days // _DAYS_PER_MONTH), 1)) for loan in loans
    )


def _promised(decisions: Iterable[KeptDecision], application_ids_drawn: frozenset[str]) -> int:
    """Amounts approved and not yet drawn: the newest standing approval of each application."""
    newest: dict[str, int] = {}
    for kept in decisions:
        decision = kept.decision
        if decision.application_id in newest or decision.application_id in application_ids_drawn:
            continue
        approved = decision.outcome in (Outcome.APPROVE, Outcome.COUNTER) and decision.offer is not None
        newest[decision.application_id] = decision.offer.amount if approved and decision.offer else 0
    return sum(newest.values())


def exposure_of(
    file: ApplicantFile, decisions: Iterable[KeptDecision], on: date, *, but_for: str = ""
) -> Exposure:
    """Everything owed or promised as of `on`. `but_for` leaves out the application that is being decided,
    so that deciding it again does not count it twice. `decisions` come newest first.

    A loan drawn on a promise bears the id of its application: from then on it counts as the loan alone. What
    was promised and not drawn counts whatever became of its letter."""
    drawn = frozenset({but_for} | {loan.id for loan in file.loans})
    own = sum(loan.outstanding + loan.undrawn for loan in file.loans) + _promised(decisions, drawn)
    every = (*file.loans, *file.related_loans)
    return Exposure(
        own=own,
        related=sum(loan.outstanding + loan.undrawn for loan in file.related_loans),
        related_names=tuple(sorted({loan.applicant_id for loan in file.related_loans})),
        monthly_service=monthly_service(every, on),
        worst_days_past_due=max((loan.days_past_due for loan in every), default=0),
    )
