"""What the hub checks of loans after approval: who did it, on what decision, and within what amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from workstation.domain.endorsing import decision_standing
from workstation.domain.exposure import standing_promises
from workstation.domain.lending import Decision, Schedule
from workstation.domain.pledges import pledges_in_force
from workstation.domain.servicing import (
    Contact,
    FundsCheck,
    LoanEvent,
    LoanEventKind,
    PromiseToPay,
    RepaymentClaim,
)
from workstation.hub import draw_rules, exposures
from workstation.hub.examining import Case, records
from workstation.hub.refusal import Refusal

_SETS_A_SCHEDULE = frozenset({LoanEventKind.DRAW, LoanEventKind.RESCHEDULE})
_NEEDS_NO_REASON = frozenset({LoanEventKind.DRAW, LoanEventKind.CLOSE})


def _decision_on(case: Case, loan_id: str) -> Decision:
    """The approval that stands on the application the loan is of."""
    decisions = standing_promises(exposures.decisions_of(case.writing, (case.act.applicant_id,)))
    found = next((one for one in decisions if one.application_id == loan_id), None)
    if found is None:
        raise Refusal("loan.undecided", "no approval stands on this application at the hub")
    return found


def _check_event(case: Case, event: LoanEvent) -> None:
    if event.made_by != case.act.made_by:
        raise Refusal("loan.maker", "the loan's event is made in another person's name")
    if event.amount < 0:
        raise Refusal("loan.amount", "an amount is never below zero")
    drawn = [e for e in records(case, "loan_event") if e.loan_id == event.loan_id]
    if event.kind is LoanEventKind.DRAW:
        _check_draw(case, event)
        return
    if all(e.kind is not LoanEventKind.DRAW for e in drawn):
        raise Refusal("loan.not_drawn", "nothing was drawn on this loan at the hub")
    if event.kind not in _NEEDS_NO_REASON and not event.reason.strip():
        raise Refusal("loan.reason", "no reason is given")
    if event.kind is LoanEventKind.RESCHEDULE:
        _check_terms(event, drawn)
    case.loans.check_change(case.writing.file(case.act.applicant_id), event, case.device.officer.role)


def _check_terms(event: LoanEvent, earlier: list[LoanEvent]) -> None:
    """New terms can be read. A rescheduling that calls itself a part prepayment, which any officer may take,
    and lends time or money is refused."""
    old = next(_schedule(e) for e in reversed(earlier) if e.kind in _SETS_A_SCHEDULE)
    new = _schedule(event)
    if not (event.terms or {}).get("prepayment"):
        return
    lends = (
        event.amount <= 0
        or new.principal + event.amount > old.principal
        or new.yearly_rate != old.yearly_rate
        or new.rows[-1].due > old.rows[-1].due
    )
    if lends:
        raise Refusal("loan.prepayment", "no prepayment lends more, longer, or at another rate")


def _schedule(event: LoanEvent) -> Schedule:
    try:
        made = msgspec.convert((event.terms or {}).get("schedule"), Schedule)
    except msgspec.ValidationError as error:
        raise Refusal("loan.terms", f"the terms of the event cannot be read: {error}") from None
    if not made.rows:
        raise Refusal("loan.terms", "the schedule has no instalment")
    return made


def _check_draw(case: Case, event: LoanEvent) -> None:
    decision, terms = _decision_on(case, event.loan_id), event.terms or {}
    if terms.get("decision_id") != decision.id:
        raise Refusal("loan.undecided", "the draw rests on another decision than the one that stands")
    if not decision_standing(decision, records(case, "endorsement"), records(case, "contest")).firm:
        raise Refusal("loan.not_firm", "the decision waits for a second person, or is contested")
    if (terms.get("schedule") or {}).get("principal") != event.amount:
        raise Refusal("loan.amount", "the schedule is of another amount than was drawn")
    draw_rules.check(case, decision, event)
    if decision.offer and case.decisions.is_secured(decision.offer.product):
        pledges = pledges_in_force(records(case, "pledge"))
        if not any(pledge.loan_id == event.loan_id for pledge in pledges):
            raise Refusal("loan.collateral", "nothing is pledged at the hub for this loan")


def _check_maker(field: str) -> Callable[[Case, Any], None]:
    def check(case: Case, record: Any) -> None:
        if getattr(record, field) != case.act.made_by:
            raise Refusal("loan.maker", "the record is made in another person's name")
        if not any(e.loan_id == record.loan_id for e in records(case, "loan_event")):
            raise Refusal("loan.not_drawn", "nothing was drawn on this loan at the hub")

    return check


def _check_contact(case: Case, contact: Contact) -> None:
    _check_maker("made_by")(case, contact)
    case.loans.check_contact(case.writing.file(case.act.applicant_id, ledgers=False), contact)


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {
    LoanEvent: _check_event,
    RepaymentClaim: _check_maker("claimed_by"),
    Contact: _check_contact,
    PromiseToPay: _check_maker("taken_by"),
    FundsCheck: _check_maker("checked_by"),
}
