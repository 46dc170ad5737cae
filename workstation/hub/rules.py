"""What the hub checks of a new record before it counts, kind by kind.

The workstation checked the same while offline; the hub alone sees all workstations at once, so two
approvals that are each in order, and together too much, meet here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from workstation import codec
from workstation.domain.acts import Act
from workstation.domain.lending import Decision, Outcome
from workstation.domain.money import yuan
from workstation.domain.records import Note
from workstation.domain.workshop import Device, Role
from workstation.hub import paper_rules
from workstation.hub.examining import Case, present
from workstation.hub.ports import Writing
from workstation.hub.refusal import Refusal
from workstation.hub.services import DecisionRules

DECIDING_ROLES = frozenset({Role.OFFICER, Role.SUPERVISOR})
LENDING_OUTCOMES = frozenset({Outcome.APPROVE, Outcome.COUNTER})


def check(
    writing: Writing, decisions: DecisionRules, epoch: str, device: Device, act: Act, record: Any
) -> None:
    """Raises `Refusal` where the record may not stand."""
    case = Case(writing, decisions, epoch, device, act)
    if examine := _EXAMINERS.get(type(record)):
        examine(case, record)


def _check_note(case: Case, note: Note) -> None:
    if note.author != case.act.made_by:
        raise Refusal("note.author", "the note is signed by another person")


def _check_decision(case: Case, decision: Decision) -> None:
    officer = case.device.officer
    if officer.role not in DECIDING_ROLES:
        raise Refusal("decision.role", f"a person in the role of {officer.role} takes no decisions")
    if decision.decided_by != officer.id or decision.role != officer.role:
        raise Refusal("decision.maker", "the decision names another person or role than its maker's")
    if decision.application_id and not present(case, "application", decision.application_id):
        raise Refusal("decision.no_application", "the application that it answers is not at the hub")
    if decision.outcome not in LENDING_OUTCOMES:
        return
    if decision.offer is None:
        raise Refusal("decision.no_offer", "an approval without an offer")
    if not _within_authority(case, decision):
        raise Refusal("decision.authority", f"only a {decision.authority.role} may approve this")
    _check_ceiling(case, decision)


def _within_authority(case: Case, decision: Decision) -> bool:
    rules, role = case.decisions, case.device.officer.role
    try:
        return all(rules.may_approve(role, need) for need in (decision.authority, rules.need_of(decision)))
    except LookupError:  # it names an authority that no rule knows
        return False


def _check_ceiling(case: Case, decision: Decision) -> None:
    """All approvals under one controller, the newest of each application, stay within the ceiling."""
    related = case.writing.records.related(case.act.applicant_id)
    earlier = (
        codec.decode("decision", version.body)
        for version in case.writing.records.of_kind(related, "decision")
        if version.body is not None
    )
    standing = standing_approvals([*earlier, decision])
    promised = sum(d.offer.amount for d in standing if d.offer is not None)
    if promised > case.decisions.ceiling:
        raise Refusal(
            "decision.over_limit",
            f"with what others approved for the same controller this makes {yuan(promised)} yuan, "
            f"above the ceiling of {yuan(case.decisions.ceiling)}; a supervisor has to resolve it",
        )


def standing_approvals(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Approvals that still stand, in the order in which the hub took the decisions: a later decision on
    the same application, or one that names it as superseded, takes its place."""
    by_case: dict[tuple[str, str], Decision] = {}
    superseded = set()
    for decision in decisions:
        key = (decision.applicant_id, decision.application_id or decision.id)
        by_case[key] = decision
        superseded.add(decision.supersedes)
    return tuple(d for d in by_case.values() if d.outcome in LENDING_OUTCOMES and d.id not in superseded)


_EXAMINERS: dict[type, Callable[[Case, Any], None]] = {
    Note: _check_note,
    Decision: _check_decision,
    **paper_rules.EXAMINERS,
}
