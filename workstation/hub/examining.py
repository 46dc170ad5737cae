"""One act under examination, and the small questions that every kind of check asks of the workshop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workstation import codec
from workstation.domain.acts import Act
from workstation.domain.workshop import Device
from workstation.hub.ports import Writing
from workstation.hub.services import DecisionRules, LoanRules


@dataclass(frozen=True, slots=True)
class Case:
    """One act under examination, with what the checks ask."""

    writing: Writing
    decisions: DecisionRules
    loans: LoanRules
    epoch: str
    device: Device
    act: Act


def records(case: Case, kind: str) -> list[Any]:
    """The records of one kind in the applicant's file, in the order in which the hub took them."""
    versions = case.writing.records.of_kind([case.act.applicant_id], kind)
    return [codec.decode(kind, version.body) for version in versions if version.body is not None]


def present(case: Case, kind: str, record_id: str) -> bool:
    """Whether the applicant's file has this record, not withdrawn."""
    found = case.writing.records.get(case.act.applicant_id, kind, record_id)
    return found is not None and found.body is not None
