"""The second person: a word on a colleague's decision, or the settling of two approvals too much together.

Nobody is the second person to himself, no role is exempt, and a declared relation bars here too. The hub
asks the same once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.endorsing import Firmness, is_barred
from workstation.domain.lending import Endorsement
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.ports import CaseStore, KeptDecision
from workstation.services.acting import Hand

if TYPE_CHECKING:
    from workstation.lending import Rulebook


@dataclass(frozen=True, slots=True)
class Endorsements:
    cases: CaseStore
    hand: Hand
    rules: Rulebook

    def asks_for(self, kept: KeptDecision) -> bool:
        """Whether this person's word on the decision is wanted and may be given."""
        try:
            self._refuse(kept)
        except KnownError:
            return False
        return True

    def endorse(self, decision_id: str, approves: bool, note: str = "") -> Changes:
        """Give one's word on a decision that waits for a second person, or settle one that is contested: a
        supervisor who approves it lets it stand in spite of the other, which remains refused.

        Raises `KnownError`: `decision.unknown`, `endorsement.unsent` where the hub does not have the decision
        yet, `endorsement.own`, `endorsement.barred`, `endorsement.authority`, `endorsement.not_needed`,
        `endorsement.twice`, `endorsement.note` for a dissent without a reason.
        """
        kept = self.cases.decision(decision_id)
        resolves = self._refuse(kept)
        if not approves and not note.strip():
            raise KnownError(
                "endorsement.note", "a dissent says why", where=decision_id, remedy="Write down the reason."
            )
        decision, officer = kept.decision, self.hand.officer
        word = Endorsement(
            id=self.hand.new_id(),
            applicant_id=decision.applicant_id,
            decision_id=decision_id,
            endorsed_by=officer.id,
            role=officer.role,
            approves=approves,
            endorsed_at=self.hand.moment(),
            note=note.strip(),
            resolves=resolves,
        )
        return self.hand.act(ActKind.ENDORSE_DECISION, decision.applicant_id, encode(word))

    def _refuse(self, kept: KeptDecision) -> str:
        """The contest that a word would settle, empty for none. Raises where no word may be given."""
        from workstation.lending import may_endorse

        decision, officer, standing = kept.decision, self.hand.officer, kept.standing
        file = self.cases.applicant_file(decision.applicant_id, ledgers=False)
        words = [w for w in file.endorsements if w.decision_id == decision.id]
        mine = [w for w in words if w.endorsed_by == officer.id]
        settled = {w.resolves for w in mine}
        contest = next((name for name in standing.contests if name not in settled), "")
        if not kept.confirmed:
            raise _error("endorsement.unsent", "the hub does not have this decision yet", decision.id)
        if decision.decided_by == officer.id:
            raise _error("endorsement.own", "nobody is the second person to himself", decision.id)
        if is_barred(officer.id, file.relations):
            raise _error("endorsement.barred", "you declared a relation to this applicant", decision.id)
        if not may_endorse(officer.role, decision.authority, self.rules.policy):
            raise _error(
                "endorsement.authority", f"a {officer.role} may not endorse this decision", decision.id
            )
        if contest:
            return contest
        if standing.firmness is Firmness.CONTESTED:
            raise _error("endorsement.twice", "you gave your word on this decision before", decision.id)
        if not standing.why:
            raise _error("endorsement.not_needed", "this decision needs no second person", decision.id)
        if any(not word.resolves for word in mine):
            raise _error("endorsement.twice", "you gave your word on this decision before", decision.id)
        return ""


_REMEDIES = {
    "endorsement.unsent": "Synchronise, then try again.",
    "endorsement.own": "Leave it to a colleague.",
    "endorsement.barred": "Leave it to a colleague.",
    "endorsement.authority": "Leave it to a supervisor.",
    "endorsement.not_needed": "There is nothing to do.",
    "endorsement.twice": "There is nothing to do.",
}


def _error(code: str, message: str, where: str) -> KnownError:
    return KnownError(code, message, where=where, remedy=_REMEDIES[code])
