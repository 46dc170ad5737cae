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
    HELD = "held"  # its decision is contested or was turned down: no such paper is valid now


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """`by` is the number of the paper that took its place, `reason` why it was voided; empty otherwise."""

    standing: Standing
    by: str = ""
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.standing in (Standing.FIRM, Standing.PROVISIONAL)


def standings(letters: Iterable[LetterRecord], voids: Iterable[LetterVoid]) -> dict[str, PaperStanding]:
    """How every paper stands among all that are known, by its id. A void counts before a successor does."""
    papers = tuple(letters)
    void_of = {void.letter_id: void for void in voids}
    successor_of = {paper.replaces: paper.number for paper in papers if paper.replaces}

    def stands(paper: LetterRecord) -> PaperStanding:
        if void := void_of.get(paper.id):
            return PaperStanding(Standing.VOID, successor_of.get(paper.number, ""), void.reason)
        if successor := successor_of.get(paper.number):
            return PaperStanding(Standing.SUPERSEDED, successor)
        return PaperStanding(Standing.PROVISIONAL if paper.provisional else Standing.FIRM)

    return {paper.id: stands(paper) for paper in papers}


def holding(
    letters: Iterable[LetterRecord], voids: Iterable[LetterVoid], kind: str, decision_id: str
) -> LetterRecord | None:
    """The newest paper of this kind on a decision that still holds: not voided, and replaced by none.
    `letters` come newest first."""
    papers = tuple(letters)
    stands = standings(papers, voids)
    found = (paper for paper in papers if (paper.kind, paper.decision_id) == (kind, decision_id))
    return next((paper for paper in found if stands[paper.id].holds), None)


def vacant(
    letters: Iterable[LetterRecord], voids: Iterable[LetterVoid], kind: str, decision_id: str
) -> LetterRecord | None:
    """The newest paper of this kind on a decision that was voided and whose place none has taken."""
    papers = tuple(letters)
    stands = standings(papers, voids)
    found = (paper for paper in papers if (paper.kind, paper.decision_id) == (kind, decision_id))
    gone = (paper for paper in found if stands[paper.id].standing is Standing.VOID)
    return next((paper for paper in gone if not stands[paper.id].by), None)
