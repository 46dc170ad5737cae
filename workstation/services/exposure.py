"""What an applicant and related ones owe or were promised already, in fen, as this workstation knows it.

Goes in: an applicant file and the decisions about it. Comes out: one `Exposure`, undrawn amounts included.
The reckoning itself is the hub's too (`domain/exposure.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workstation.domain.exposure import debts, exposure
from workstation.domain.lending import Exposure
from workstation.domain.records import ApplicantFile
from workstation.ports import KeptDecision


def exposure_of(
    file: ApplicantFile, decisions: Iterable[KeptDecision], on: date, *, but_for: str = ""
) -> Exposure:
    """Everything owed or promised as of `on`. `but_for` leaves out the application that is being decided.
    `decisions` come newest first. Related files that are not on this workstation count by what the hub said
    of them last."""
    own = debts(file.loans, (kept.decision for kept in decisions), but_for=but_for)
    related = (*debts(file.related_loans, file.related_decisions), *file.related_elsewhere)
    return exposure(own, related, on)
