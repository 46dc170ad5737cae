"""What the hub checks of an invitation to borrow: whose it is, that its steps follow each other, consent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workstation.domain.consents import consent_in_force
from workstation.domain.file_papers import ConsentScope
from workstation.domain.inviting import Invitation, InvitationStep, courses_of
from workstation.hub.examining import Case, records
from workstation.hub.refusal import Refusal


def _check(case: Case, made: Invitation) -> None:
    if made.made_by != case.act.made_by:
        raise Refusal("invitation.maker", "the invitation is made in another person's name")
    if not made.continues:
        _check_first(case, made)
        return
    course = next((c for c in courses_of(records(case, "invitation")) if c.first.id == made.continues), None)
    if course is None:
        raise Refusal("invitation.unknown", "the invitation that it continues is not at the hub")
    if made.step is InvitationStep.INVITED or course.ended:
        raise Refusal("invitation.ended", "the invitation was taken or refused before")


def _check_first(case: Case, made: Invitation) -> None:
    """What was foreseen was read from the seller's data: without an authorisation nobody may have."""
    if made.step is not InvitationStep.INVITED:
        raise Refusal("invitation.unknown", "the step names no invitation")
    if made.amount <= 0 or made.valid_until is None or made.valid_until < made.made_on:
        raise Refusal("invitation.terms", "an invitation has an amount and a last day")
    given, withdrawn = records(case, "authorisation"), records(case, "withdrawal")
    if consent_in_force(given, withdrawn, ConsentScope.DATA, made.made_on) is None:
        raise Refusal("consent.data", "no authorisation for data was in force on the day")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {Invitation: _check}
