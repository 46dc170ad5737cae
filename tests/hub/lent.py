"""Loans of the stories at the hub: approved, looked at, drawn and repaid by hand, without a desk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from tests.hub.sellers import Delivery
from tests.sync.field import Field
from tests.sync.station import NOW, Station, new_id
from workstation.clock import FixedClock
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConditionCheck
from workstation.domain.lending import DayCount, Decision, RepaymentMethod, Schedule
from workstation.domain.records import Applicant
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.hub.admin import HubAdmin
from workstation.lending import load_rulebook, make_schedule
from workstation.lending.servicing import DrawTerms, NewTerms, load_servicing
from workstation.paths import resources
from workstation.services.own_loans import own_loans

YUAN = 100
DRAWN = date(2026, 1, 10)
AMOUNT = 12_000 * YUAN


def admin(field: Field, day: date) -> HubAdmin:
    """The administrator of the story's hub, on a day."""
    policy = load_servicing(resources() / "policies/servicing.toml")
    reckon = own_loans(load_rulebook(resources()), policy)
    return HubAdmin(field.hub.workshop, FixedClock(day), own_loans=reckon)


def condition_codes(decision: Decision) -> tuple[str, ...]:
    """What must be met before this decision's money is paid out."""
    assert decision.offer is not None
    return tuple(row.code for row in load_rulebook(resources()).product(decision.offer.product).conditions)


def look_at(station: Station, decision: Decision, code: str, met: bool = True) -> None:
    check = ConditionCheck(
        new_id(), decision.applicant_id, decision.id, code, met, station.officer_id, DRAWN, "seen"
    )
    station.act(ActKind.CHECK_CONDITION, decision.applicant_id, check)


def meet_conditions(station: Station, decision: Decision) -> None:
    for code in condition_codes(decision):
        look_at(station, decision, code)


def plan(principal: int, months: int = 3, rate: str = "0.15", start: date = DRAWN) -> Schedule:
    method = RepaymentMethod.EQUAL_PRINCIPAL
    return make_schedule(principal, rate, months, method, start, DayCount.ACT_365F)


def pay_out(
    station: Station, decision: Decision, amount: int = AMOUNT, on: date = DRAWN, **values: Any
) -> None:
    """The draw alone, whatever was looked at."""
    terms = msgspec.to_builtins(DrawTerms(decision.id, plan(amount, start=on), "0.225"))
    event(station, decision, LoanEventKind.DRAW, amount, on, **{"terms": terms, **values})


def draw(station: Station, decision: Decision, amount: int = AMOUNT, **values: Any) -> None:
    """The draw with every condition found met before it."""
    meet_conditions(station, decision)
    pay_out(station, decision, amount, **values)


def reschedule(
    station: Station, decision: Decision, terms: Schedule, on: date = DRAWN, prepaid: int | None = None
) -> None:
    """New terms, or a part prepayment of so many fen."""
    new = msgspec.to_builtins(NewTerms(terms, prepayment=prepaid is not None))
    event(station, decision, LoanEventKind.RESCHEDULE, prepaid or 0, on, terms=new, reason="a slow season")


def event(
    station: Station, decision: Decision, kind: LoanEventKind, amount: int, on: date,
    *, terms: Any = None, reason: str = "",
) -> None:  # fmt: skip
    made = LoanEvent(
        new_id(), decision.applicant_id, decision.application_id, kind, on, amount, station.officer_id, NOW,
        reason, terms,
    )  # fmt: skip
    station.act(ActKind.RECORD_LOAN_EVENT, decision.applicant_id, made)


def repaid(applicant_id: str, loan_id: str, on: date, amount: int) -> Delivery:
    """A bank's row."""
    paid_at = (on - date(1970, 1, 1)) // timedelta(seconds=1)
    rows = [(f"t{on.isoformat()}", loan_id, paid_at, amount, "bank", "王丽")]
    return Delivery(named(applicant_id), rows={"repayments": rows}, rows_only=True)


def named(applicant_id: str) -> Applicant:
    source, _, source_id = applicant_id.partition(":")
    return Applicant(applicant_id, source, source_id, applicant_id)
