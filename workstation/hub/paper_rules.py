"""What the hub checks of a paper that was issued, and of one that was voided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workstation.domain.endorsing import decision_standing
from workstation.domain.records import LetterRecord, LetterVoid
from workstation.hub import numbers
from workstation.hub.examining import Case, present, records
from workstation.hub.refusal import Refusal

_OF_A_DECISION = frozenset({"approval", "counter_offer", "decline", "contract", "loan_note"})


def _check_letter(case: Case, letter: LetterRecord) -> None:
    if letter.issued_by != case.act.made_by:
        raise Refusal("letter.maker", "the letter was issued by another person")
    if letter.file_sha256 not in case.act.blobs:
        raise Refusal("letter.no_file", "the letter came without its paper")
    if letter.decision_id and not present(case, "decision", letter.decision_id):
        raise Refusal("letter.no_decision", "the decision that it announces is not at the hub")
    if letter.kind in _OF_A_DECISION and not letter.decision_id:
        raise Refusal("letter.no_decision", "a paper of this kind announces a decision, and names none")
    if letter.kind in _OF_A_DECISION and not letter.provisional and not _is_firm(case, letter.decision_id):
        raise Refusal("letter.not_firm", "its decision waits for a second person, or is contested")
    if not numbers.was_granted(case.writing.numbers, case.device, case.epoch, letter.number):
        raise Refusal("letter.number", f"the number {letter.number} was not given to this workstation")
    if not case.writing.numbers.use(letter.number, case.act.id):
        raise Refusal("letter.number", f"the number {letter.number} is on another letter already")


def _is_firm(case: Case, decision_id: str) -> bool:
    decision = next(one for one in records(case, "decision") if one.id == decision_id)
    return decision_standing(decision, records(case, "endorsement"), records(case, "contest")).firm


def _check_void(case: Case, void: LetterVoid) -> None:
    if void.voided_by != case.act.made_by:
        raise Refusal("void.maker", "the void is signed by another person")
    if not void.reason.strip():
        raise Refusal("void.reason", "a paper is voided for a reason that is written down")
    if not present(case, "letter", void.letter_id):
        raise Refusal("void.no_letter", "the paper that it voids is not at the hub")
    if any(earlier.letter_id == void.letter_id for earlier in records(case, "letter_void")):
        raise Refusal("void.twice", "this paper was voided before")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {
    LetterRecord: _check_letter,
    LetterVoid: _check_void,
}
