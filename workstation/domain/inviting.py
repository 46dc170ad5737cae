"""Invitations to borrow: a model foresaw a need, an officer offered, the seller took it or not.

Every step is a record of its own that names the invitation it continues, so that what was foreseen, what was
offered and what became of it lie side by side: that is what the next model of need learns from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class InvitationStep(StrEnum):
    INVITED = "invited"
    CONTACTED = "contacted"
    TAKEN = "taken"
    REFUSED = "refused"


ENDS = frozenset({InvitationStep.TAKEN, InvitationStep.REFUSED})


@dataclass(frozen=True, slots=True)
class Invitation:
    """One step. The first offers up to `amount` fen of `product` until `valid_until` and says what was
    foreseen: by which `model` of which `bundle`, how probable within how many days from `as_of`. A later step
    names the first in `continues` and says in `note` how it went; an invitation is no commitment to lend."""

    id: str
    applicant_id: str
    step: InvitationStep
    made_on: date
    made_by: str
    continues: str = ""
    note: str = ""
    product: str = ""
    amount: int = 0
    valid_until: date | None = None
    model: str = ""
    bundle: str = ""
    probability: float | None = None
    horizon_days: int = 0
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """An invitation with what was recorded of it since, in the order in which it was recorded."""

    first: Invitation
    later: tuple[Invitation, ...] = ()

    @property
    def newest(self) -> Invitation:
        return self.later[-1] if self.later else self.first

    @property
    def ended(self) -> bool:
        return self.newest.step in ENDS

    def open_on(self, day: date) -> bool:
        """Whether it can still be taken."""
        until = self.first.valid_until
        return not self.ended and (until is None or day <= until)


def courses_of(invitations: Iterable[Invitation]) -> tuple[Course, ...]:
    """Each invitation with its later steps, the newest first; ids sort by when a record was made."""
    steps = sorted(invitations, key=lambda one: one.id)
    firsts = [one for one in steps if not one.continues]
    return tuple(
        Course(first, tuple(one for one in steps if one.continues == first.id)) for first in reversed(firsts)
    )
