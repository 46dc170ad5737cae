"""Whether a paper still holds: a voided one does not, nor one whose place another took.

Nothing is stored: how a paper stands follows from the archive's records and the voids that were recorded, so
that the desk and the hub always say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.records import LetterRecord, LetterVoid


class Standing(StrEnum):
    FIRM = "firm"
    PROVISIONAL = "provisional"
    SUPERSEDED = "superseded"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """`by` is the number of the paper that took its place, `reason` why it was voided; empty otherwise."""

    standing: Standing
    by: str = ""
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.standing in (Standing.FIRM, Standing.PROVISIONAL)


def standing_of(
    letter: LetterRecord, letters: Iterable[LetterRecord], voids: Iterable[LetterVoid]
) -> PaperStanding:
    """How one paper stands among all that are known. A void counts before a successor does."""
    void = next((v for v in voids if v.letter_id == letter.id), None)
    if void is not None:
        return PaperStanding(Standing.VOID, void.replaced_by, void.reason)
    successor = next((other.number for other in letters if other.replaces == letter.number), "")
    if successor:
        return PaperStanding(Standing.SUPERSEDED, successor)
    return PaperStanding(Standing.PROVISIONAL if letter.provisional else Standing.FIRM)
