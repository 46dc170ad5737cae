"""What the hub checks of a decision, and of a second person's word on one.

Nothing that a workstation says of authority, exceptions or exposure is taken on trust: it is reckoned anew
from what the hub holds. Two approvals that are each in order, and together too much, meet here: the second to
arrive is refused, and the first is contested until a supervisor settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from workstation.domain import exposure
from workstation.domain.endorsing import (
    BY_VOTE,
    decision_standing,
    is_barred,
    makers_of_evidence,
    second_reasons,
    stated_exceptions,
    stated_second,
)
from workstation.domain.lending import Contest, Decision, Endorsement, Outcome
from workstation.domain.money import yuan
from workstation.domain.records import Debt, Loan
from workstation.domain.workshop import Role
from workstation.hub import exposures
from workstation.hub.examining import Case, present, records
from workstation.hub.refusal import OverLimit, Refusal

Owned = TypeVar("Owned", Debt, Loan, Decision)

DECIDING_ROLES = frozenset({Role.OFFICER, Role.SUPERVISOR})


def _refuse_barred(case: Case, code: str) -> None:
    if is_barred(case.act.made_by, records(case, "relation")):
        raise Refusal(code, "a declared relation to the applicant bars this person")


def _check_decision(case: Case, decision: Decision) -> None:
    officer = case.device.officer
    if officer.role not in DECIDING_ROLES:
        raise Refusal("decision.role", f"a person in the role of {officer.role} takes no decisions")
    if decision.decided_by != officer.id or decision.role != officer.role:
        raise Refusal("decision.maker", "the decision names another person or role than its maker's")
    if decision.application_id and not present(case, "application", decision.application_id):
        raise Refusal("decision.no_application", "the application that it answers is not at the hub")
    _refuse_barred(case, "decision.barred")
    if not decision.outcome.lends:
        return
    if decision.offer is None:
        raise Refusal("decision.no_offer", "an approval without an offer")
    group = case.writing.records.related(case.act.applicant_id)
    loans = exposures.loans_of(case.writing, group)
    decisions = exposures.decisions_of(case.writing, group)
    owed = exposure.debts(loans, decisions, but_for=decision.application_id)
    drawn = frozenset({loan.id for loan in loans} | {decision.application_id})
    others = exposure.standing_promises(decisions, drawn)
    ceilings = case.decisions.ceilings(day_of(decision))
    of_one = (_of(case, owed), _of(case, loans), _of(case, others))
    _refuse_above(case, decision, ceilings.single, "with what this borrower owes or was promised", *of_one)
    words = "with what related ones owe or were promised"
    _refuse_above(case, decision, ceilings.group, words, owed, loans, others)
    total = sum(debt.amount for debt in owed) + decision.offer.amount
    lent = sum(debt.amount for debt in exposure.debts(loans, ())) + decision.offer.amount
    if not within_authority(case, decision, total):
        if not within_authority(case, decision, lent):
            raise Refusal("decision.authority", f"only a {decision.authority.role} may approve this")
        words = (
            f"with what others approved meanwhile this makes {yuan(total)} yuan owed or promised, above the "
            f"authority of a {decision.role}; a supervisor has to resolve it"
        )
        raise OverLimit(words, _contests(case, decision, others, words))
    _check_second(case, decision, total)


def _refuse_above(
    case: Case,
    decision: Decision,
    ceiling: int,
    words: str,
    owed: Iterable[Debt],
    loans: Iterable[Loan],
    others: Iterable[Decision],
) -> None:
    """Refuse what with `owed` exceeds a ceiling; where loans alone leave room for it, `others`, promised and
    not drawn, are contested by it."""
    amount = decision.offer.amount if decision.offer else 0
    total = sum(debt.amount for debt in owed) + amount
    if total <= ceiling:
        return
    said = (
        f"{words} this makes {yuan(total)} yuan, above the ceiling of {yuan(ceiling)}; a supervisor has to "
        "resolve it"
    )
    lent = sum(debt.amount for debt in exposure.debts(loans, ())) + amount
    if lent > ceiling:  # too much by itself: nothing else is to blame
        raise Refusal("decision.over_limit", said)
    raise OverLimit(said, _contests(case, decision, others, said))


def _of(case: Case, things: Iterable[Owned]) -> tuple[Owned, ...]:
    """Those of the applicant's own file."""
    return tuple(thing for thing in things if thing.applicant_id == case.act.applicant_id)


def day_of(decision: Decision) -> date:
    """The decision's own day: rules that changed while it was on its way do not undo it."""
    try:
        return date.fromisoformat(decision.decided_at[:10])
    except ValueError:
        raise Refusal("record.days", "the decision's moment is no date") from None


def within_authority(case: Case, decision: Decision, total: int) -> bool:
    """Whether the maker's role suffices by what the decision says, and by what the hub reckons with `total`
    fen owed or promised with it."""
    rules, role = case.decisions, case.device.officer.role
    try:
        needs = (decision.authority, rules.need_of(decision, total))
        return all(rules.may_approve(role, need) for need in needs)
    except LookupError:  # it names an authority that no rule knows
        return False


def _contests(case: Case, decision: Decision, others: Iterable[Decision], words: str) -> tuple[Contest, ...]:
    """That each of the other promises exceeds a limit together with this decision."""
    return tuple(
        Contest(
            id=f"{case.act.id}:{other.id}",
            applicant_id=other.applicant_id,
            decision_id=other.id,
            other_decision_id=decision.id,
            other_applicant_id=decision.applicant_id,
            reason=words,
            found_at=case.act.made_at,
        )
        for other in others
    )


def _check_second(case: Case, decision: Decision, total: int) -> None:
    """The decision says itself why it needs a second person, and leaves no reason out."""
    frozen = decision.inputs.get("case", {})
    makers = {*makers_of_evidence(records(case, "collateral")), *frozen.get("evidence_by", ())}
    visited = frozen.get("visited_on")
    makers |= {one.made_by for one in records(case, "survey") if str(one.visited_on) == visited}
    reasons = second_reasons(
        decision.decided_by,
        decision.outcome,
        Outcome(decision.inputs.get("proposed", decision.outcome)),
        stated_exceptions(decision),
        makers,
        case.decisions.need_of(decision, total).role,
    )
    missing = set(reasons) - set(stated_second(decision))
    quorum = case.decisions.quorum if BY_VOTE in reasons else 1
    if missing or (reasons and int(decision.inputs.get("quorum", 1)) < quorum):
        raise Refusal(
            "decision.second",
            f"it needs a second person ({', '.join(reasons)}) and does not say so; decide it anew",
        )


def _check_endorsement(case: Case, word: Endorsement) -> None:
    officer = case.device.officer
    if word.endorsed_by != officer.id or word.role != officer.role:
        raise Refusal("endorsement.maker", "the word is given in another person's name or role")
    if not word.approves and not word.note.strip():
        raise Refusal("endorsement.note", "a dissent says why")
    decision = next((d for d in records(case, "decision") if d.id == word.decision_id), None)
    if decision is None:
        raise Refusal("endorsement.no_decision", "the decision is not at the hub")
    if word.endorsed_by == decision.decided_by:
        raise Refusal("endorsement.own", "nobody is the second person to himself")
    _refuse_barred(case, "endorsement.barred")
    try:
        allowed = case.decisions.may_endorse(officer.role, decision.authority)
    except LookupError:
        allowed = False
    if not allowed:
        raise Refusal("endorsement.authority", f"a {officer.role} may not endorse this decision")
    words = [other for other in records(case, "endorsement") if other.decision_id == decision.id]
    standing = decision_standing(decision, words, records(case, "contest"))
    if word.resolves:
        if word.resolves not in standing.contests:
            raise Refusal("endorsement.no_contest", "there is no open contest of this decision by that name")
    elif not standing.why:
        raise Refusal("endorsement.not_needed", "this decision needs no second person")
    elif any(other.endorsed_by == officer.id and not other.resolves for other in words):
        raise Refusal("endorsement.twice", "this person gave a word on the decision before")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {
    Decision: _check_decision,
    Endorsement: _check_endorsement,
}
