"""Complaints: what an applicant found wrong, on which day, about which request, and how it was settled.

A complaint and its settlement are records of their own, so that both keep the day and the hand they were made
by. They are counted beside the decisions they are about: a model that is dear to customers shows there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ComplaintKind(StrEnum):
    DECISION = "decision"
    TERMS = "terms"
    WAITING = "waiting"
    PAPERS = "papers"
    CONDUCT = "conduct"
    COLLECTION = "collection"
    DATA = "data"
    OTHER = "other"


class ComplaintStep(StrEnum):
    MADE = "made"
    UPHELD = "upheld"
    REJECTED = "rejected"


SETTLED = frozenset({ComplaintStep.UPHELD, ComplaintStep.REJECTED})


@dataclass(frozen=True, slots=True)
class Complaint:
    """One step. The first says what was wrong in `text`, `on` which day it was heard, and names the request
    it is `about`, empty where it is about none. The step that settles it names the first in `continues` and
    says in `text` what was found and done."""

    id: str
    applicant_id: str
    step: ComplaintStep
    kind: ComplaintKind
    on: date
    made_by: str
    text: str
    about: str = ""
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Grievance:
    """A complaint with what settled it, if anything has."""

    first: Complaint
    settled: Complaint | None = None


def grievances_of(complaints: Iterable[Complaint]) -> tuple[Grievance, ...]:
    """Each complaint with its settlement, the newest first; ids sort by when a record was made."""
    steps = sorted(complaints, key=lambda one: one.id)
    ends = {one.continues: one for one in reversed(steps) if one.continues}
    return tuple(Grievance(one, ends.get(one.id)) for one in reversed(steps) if not one.continues)
