"""What the hub checks of a new record before it counts, kind by kind.

The workstation checked the same while offline; the hub alone sees all workstations at once. Each kind that
takes more than a few lines has a file of its own beside this one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workstation.domain.acts import Act
from workstation.domain.records import Note
from workstation.domain.workshop import Device
from workstation.hub import (
    complaint_rules,
    decision_rules,
    file_rules,
    invitation_rules,
    loan_rules,
    paper_rules,
    pledge_rules,
    survey_rules,
)
from workstation.hub.examining import Case
from workstation.hub.ports import Writing
from workstation.hub.refusal import Refusal
from workstation.hub.services import HubServices


def check(writing: Writing, services: HubServices, epoch: str, device: Device, act: Act, record: Any) -> None:
    """Raises `Refusal` where the record may not stand."""
    case = Case(writing, services.decisions, services.loans, epoch, device, act)
    if examine := _EXAMINERS.get(type(record)):
        examine(case, record)


def _check_note(case: Case, note: Note) -> None:
    if note.author != case.act.made_by:
        raise Refusal("note.author", "the note is signed by another person")


_EXAMINERS: dict[type, Callable[[Case, Any], None]] = {
    Note: _check_note,
    **decision_rules.EXAMINERS,
    **loan_rules.EXAMINERS,
    **file_rules.EXAMINERS,
    **paper_rules.EXAMINERS,
    **pledge_rules.EXAMINERS,
    **invitation_rules.EXAMINERS,
    **complaint_rules.EXAMINERS,
    **survey_rules.EXAMINERS,
}
