"""How a decision stands: firm, waiting for a second person, turned down by one, or contested.

Nothing is stored: it follows from the decision, the words of second persons and the contests that the hub
found, so that the desk and the hub always say the same. 审贷分离: nobody is the second person to himself,
and no role is exempt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.corrections import newest
from workstation.domain.file_papers import Collateral, Relation
from workstation.domain.lending import Contest, Decision, Endorsement, Outcome

COMMITTEE = "committee"
OWN_EVIDENCE, OVERRIDE, EXCEPTION, BY_VOTE = "own_evidence", "override", "exception", "committee"
"""Why a decision needs a second person; the last is a committee's vote."""


class Firmness(StrEnum):
    FIRM = "firm"
    WAITING = "waiting"  # for a second person, or for a committee's quorum
    TURNED_DOWN = "turned_down"
    CONTESTED = "contested"  # with another approval it exceeds a limit, or it could not be proved


@dataclass(frozen=True, slots=True)
class DecisionStanding:
    """`why` are the reasons for a second person; `approvals` and `dissents` the words given so far, of which
    `quorum` are needed; `contests` are the ids of those that nobody has settled."""

    firmness: Firmness = Firmness.FIRM
    why: tuple[str, ...] = ()
    approvals: int = 0
    dissents: int = 0
    quorum: int = 0
    contests: tuple[str, ...] = ()

    @property
    def firm(self) -> bool:
        return self.firmness is Firmness.FIRM


STANDS_ALONE = DecisionStanding()
"""How a decision stands that needs nobody else and that nothing contests."""


def stated_exceptions(decision: Decision) -> tuple[str, ...]:
    """Codes of the findings that the decision was made against, as it names them itself."""
    return tuple(decision.inputs.get("exceptions", ()))


def stated_second(decision: Decision) -> tuple[str, ...]:
    """Why it needs a second person, as it says itself."""
    return tuple(decision.inputs.get("second", ()))


def second_reasons(
    decided_by: str,
    outcome: Outcome,
    proposed: Outcome,
    exceptions: Iterable[str],
    evidence_by: Iterable[str],
    needed_role: str,
) -> tuple[str, ...]:
    """Why a decision needs a second person, none for one that lends nothing. `evidence_by` are the makers of
    the evidence that its figures rest on; `needed_role` is the authority it needs."""
    if not outcome.lends:
        return ()
    reasons = {
        OWN_EVIDENCE: decided_by in set(evidence_by),
        OVERRIDE: not proposed.lends,
        EXCEPTION: bool(tuple(exceptions)),
        BY_VOTE: needed_role == COMMITTEE,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def decision_standing(
    decision: Decision, endorsements: Iterable[Endorsement], contests: Iterable[Contest]
) -> DecisionStanding:
    """How a decision stands. Of each second person the last word counts; the decider's own never does. A
    contest is settled by a word that names it and approves."""
    words = [word for word in endorsements if word.decision_id == decision.id]
    words = [word for word in words if word.endorsed_by != decision.decided_by]
    settled = {word.resolves for word in words if word.approves}
    open_contests = tuple(c.id for c in contests if c.decision_id == decision.id and c.id not in settled)
    last = {word.endorsed_by: word.approves for word in sorted(words, key=lambda word: word.id)}
    approvals = sum(last.values())
    why = stated_second(decision)
    quorum = int(decision.inputs.get("quorum", 1)) if why else 0
    enough = len(last) >= quorum
    carried = 2 * approvals > len(last) if quorum else True
    firmness = (
        Firmness.CONTESTED
        if open_contests
        else Firmness.WAITING
        if not enough
        else Firmness.FIRM
        if carried
        else Firmness.TURNED_DOWN
    )
    return DecisionStanding(firmness, why, approvals, len(last) - approvals, quorum, open_contests)


def makers_of_evidence(collateral: Iterable[Collateral]) -> tuple[str, ...]:
    """Who made the evidence of a file that figures may rest on: whoever put the value on collateral that is
    in force, corrected values and released security left out. A look at an identity card is no figure."""
    held = (one for one in newest(collateral) if one.released_on is None)
    return tuple(sorted({one.valued_by for one in held if one.valued_by}))


def is_barred(officer_id: str, relations: Iterable[Relation]) -> bool:
    """Whether a declared relation to the applicant keeps this officer from deciding and endorsing."""
    return any(
        relation.officer_id == officer_id and relation.ended_on is None for relation in newest(relations)
    )
