"""Keeps the records of our own loans in step with their events and repayments, as of the hub's day.

From then on they count like any known loan: in exposures, in related files, in the view of overdue ones.
"""

from __future__ import annotations

from datetime import date

from workstation import codec
from workstation.hub.ports import Made, Writing
from workstation.hub.services import OwnLoans


def update(writing: Writing, reckon: OwnLoans, applicant_id: str, day: date, made: Made) -> int:
    """Write those loans of the file that differ from what is on record; says how many. Exposures are left to
    whoever calls. A file on which nothing was ever drawn is not even read."""
    if not writing.records.of_kind([applicant_id], "loan_event"):
        return 0
    changed = 0
    for loan in reckon(writing.file(applicant_id), day):
        body = codec.encode(loan)
        current = writing.records.get(applicant_id, "loan", loan.id)
        if current is None or current.body != body:
            writing.records.put(applicant_id, "loan", loan.id, body, made)
            changed += 1
    return changed
