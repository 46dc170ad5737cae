"""Keeps the records of our own loans in step with their events, their repayments and the calendar.

From then on they count like any known loan: in exposures, in related files, in the view of overdue ones.
"""

from __future__ import annotations

import threading
from datetime import date

from workstation import codec
from workstation.clock import iso
from workstation.hub import exposures
from workstation.hub.ports import Made, Workshop, Writing
from workstation.hub.services import HubServices, OwnLoans
from workstation.hub.stamps import by_hub

_FILES_AT_ONCE = 100


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


class Calendar:
    """Brings every loan to the hub's day, once a day: who stops paying makes no event that would."""

    def __init__(self, workshop: Workshop, services: HubServices) -> None:
        self._workshop, self._services = workshop, services
        self._day: date | None = None
        self._turning = threading.Lock()

    def turn(self) -> None:
        """Do nothing where the day is the one of the last call. Whoever asks meanwhile waits."""
        reckon, day = self._services.own_loans, self._services.clock.today()
        with self._turning:
            if reckon is not None and day != self._day:
                self._bring_to(day, reckon)
                self._day = day

    def _bring_to(self, day: date, reckon: OwnLoans) -> None:
        made = by_hub(iso(self._services.clock.now()))
        with self._workshop.writing() as writing:
            files = writing.records.files_with("loan_event")
        for start in range(0, len(files), _FILES_AT_ONCE):
            some = files[start : start + _FILES_AT_ONCE]
            with self._workshop.writing() as writing:
                moved = [one for one in some if update(writing, reckon, one, day, made)]
                exposures.refresh(writing, moved, made)
