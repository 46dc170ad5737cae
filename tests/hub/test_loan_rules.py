"""What the desk checks of a loan the hub checks again, by what it has on record itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from tests.hub.lent import (
    AMOUNT,
    DRAWN,
    YUAN,
    admin,
    condition_codes,
    draw,
    event,
    look_at,
    meet_conditions,
    pay_out,
    plan,
    repaid,
    reschedule,
)
from tests.sync.field import Field
from tests.sync.station import TODAY, Station, letter, new_id
from workstation.domain.acts import ActKind
from workstation.domain.lending import Decision, RepaymentMethod, SalesAgreed, Schedule
from workstation.domain.servicing import Contact, ContactChannel, LoanEventKind
from workstation.lending.servicing import DrawTerms

DAY = timedelta(days=1)
ACCEPT_DAYS, OFFER_DAYS = 15, 30


def refusals(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


@pytest.fixture
def approved(field: Field) -> tuple[Station, Decision]:
    """20,000 yuan approved and at the hub."""
    [seller] = field.sellers()
    officer = field.officer([seller])
    officer.sync()
    decision = officer.decide(officer.application(seller, amount=20_000 * YUAN))
    assert refusals(officer) == []
    return officer, decision


@pytest.fixture
def lent(approved: tuple[Station, Decision]) -> tuple[Station, Decision]:
    """12,000 of them drawn in January over three months."""
    draw(*approved)
    assert refusals(approved[0]) == []
    return approved


def test_money_goes_out_when_every_condition_is_met_by_the_newest_look(
    approved: tuple[Station, Decision],
) -> None:
    officer, decision = approved
    first, *others = condition_codes(decision)
    for code in others:
        look_at(officer, decision, code)
    pay_out(officer, decision)
    assert refusals(officer) == ["loan.conditions"]
    look_at(officer, decision, first)
    look_at(officer, decision, first, met=False)
    pay_out(officer, decision)
    assert refusals(officer) == ["loan.conditions"]
    look_at(officer, decision, first)
    pay_out(officer, decision)
    assert refusals(officer) == []


def test_conditions_of_an_earlier_decision_do_not_count(approved: tuple[Station, Decision]) -> None:
    officer, earlier = approved
    meet_conditions(officer, earlier)
    [asked] = officer.cache.cases.applicant_file(earlier.applicant_id).applications
    anew = officer.decide(asked)
    pay_out(officer, anew)
    assert refusals(officer) == ["loan.conditions"]


def test_an_offer_is_drawn_until_its_last_day(approved: tuple[Station, Decision]) -> None:
    officer, decision = approved
    last = TODAY + OFFER_DAYS * DAY
    draw(officer, decision, on=last + DAY)
    assert refusals(officer) == ["loan.expired"]
    draw(officer, decision, on=last)
    assert refusals(officer) == []


def test_an_offer_that_nobody_accepted_in_time_is_not_drawn(approved: tuple[Station, Decision]) -> None:
    officer, decision = approved
    accept_by = TODAY + ACCEPT_DAYS * DAY
    pay_out(officer, decision, on=accept_by)
    assert refusals(officer) == ["loan.conditions"]
    pay_out(officer, decision, on=accept_by + DAY)
    assert refusals(officer) == ["loan.expired"]
    paper = b"%PDF-1.7 contract"
    made = letter(officer, decision, pdf=paper, number=officer.cache.acts.next_letter_number())
    made = replace(made, kind="contract", issued_at=f"{accept_by.isoformat()}T08:00:00Z")
    officer.act(ActKind.ISSUE_LETTER, decision.applicant_id, made, files={made.file_sha256: paper})
    pay_out(officer, decision, on=accept_by + DAY)
    assert refusals(officer) == ["loan.conditions"]
    draw(officer, decision, on=accept_by + DAY)
    assert refusals(officer) == []


def test_an_offer_holds_as_long_as_its_newest_letter_says(approved: tuple[Station, Decision]) -> None:
    officer, decision = approved
    number, paper = officer.cache.acts.next_letter_number(), b"%PDF-1.7 later"
    told = replace(letter(officer, decision, pdf=paper, number=number), issued_at="2026-07-10T08:00:00Z")
    officer.act(ActKind.ISSUE_LETTER, decision.applicant_id, told, files={told.file_sha256: paper})
    draw(officer, decision, on=date(2026, 7, 10) + OFFER_DAYS * DAY)
    assert refusals(officer) == []


def contact(officer: Station, decision: Decision, at: str) -> None:
    made = Contact(
        new_id(), decision.applicant_id, decision.application_id, ContactChannel.CALL, at, "店主", "接通",
        officer.officer_id,
    )  # fmt: skip
    officer.act(ActKind.LOG_CONTACT, decision.applicant_id, made)


def test_a_borrower_is_left_alone_at_night(lent: tuple[Station, Decision]) -> None:
    for at in ("2026-03-01T07:59", "2026-03-01T22:00", "last night"):
        contact(*lent, at)
    assert refusals(lent[0]) == ["contact.hours", "contact.hours", "record.days"]


def test_two_officers_together_do_not_contact_a_borrower_too_often(
    lent: tuple[Station, Decision], field: Field
) -> None:
    officer, decision = lent
    colleague = field.officer([decision.applicant_id])
    colleague.sync()
    for who, hour in ((officer, 9), (officer, 10), (colleague, 11), (colleague, 12)):
        contact(who, decision, f"2026-03-01T{hour:02}:00")
    contact(colleague, decision, "2026-03-02T12:00")
    assert refusals(officer) == []
    assert refusals(colleague) == ["contact.too_many"]


def write_off(station: Station, decision: Decision, on: date) -> list[str]:
    event(station, decision, LoanEventKind.WRITE_OFF, AMOUNT, on, reason="the shop is closed")
    return refusals(station)


def test_a_loan_is_written_off_by_a_supervisor_after_days_and_contacts(
    lent: tuple[Station, Decision], field: Field
) -> None:
    officer, decision = lent
    gu = field.officer([decision.applicant_id], role="supervisor")
    gu.sync()
    first_due = date(2026, 2, 10)
    late = first_due + 360 * DAY
    assert write_off(gu, decision, late) == ["loan.write_off"]  # nobody has tried to reach the borrower
    for day in (1, 2, 3):
        contact(officer, decision, f"2026-03-0{day}T12:00")
    assert refusals(officer) == []
    assert write_off(officer, decision, late) == ["loan.role"]
    assert write_off(gu, decision, late - DAY) == ["loan.write_off"]
    assert write_off(gu, decision, late) == []
    assert write_off(gu, decision, late) == ["loan.write_off"]  # once


def test_money_that_the_hub_alone_knows_of_stops_a_write_off(
    lent: tuple[Station, Decision], field: Field
) -> None:
    officer, decision = lent
    gu = field.officer([decision.applicant_id], role="supervisor")
    for day in (1, 2, 3):
        contact(officer, decision, f"2026-03-0{day}T12:00")
    assert refusals(officer) == []
    gu.sync()
    event(gu, decision, LoanEventKind.WRITE_OFF, AMOUNT, date(2027, 3, 1), reason="the shop is closed")
    paid = repaid(decision.applicant_id, decision.application_id, date(2026, 2, 10), 20_000 * YUAN)
    admin(field, date(2026, 2, 11)).take_in([paid])
    assert refusals(gu) == ["loan.settled"]


def test_a_cost_of_recovery_has_a_reason_and_an_amount_and_falls_on_no_settled_loan(
    lent: tuple[Station, Decision], field: Field
) -> None:
    officer, decision = lent
    on = date(2026, 3, 1)
    for amount, reason in ((5_000, " "), (0, "a letter before action"), (5_000, "a letter before action")):
        event(officer, decision, LoanEventKind.RECOVERY_COST, amount, on, reason=reason)
    assert refusals(officer) == ["loan.reason", "loan.amount"]
    paid = repaid(decision.applicant_id, decision.application_id, on, 20_000 * YUAN)
    admin(field, on).take_in([paid])
    event(officer, decision, LoanEventKind.RECOVERY_COST, 5_000, on + DAY, reason="another letter")
    assert refusals(officer) == ["loan.settled"]


def test_who_decided_on_a_loan_or_stands_below_the_policy_does_not_reschedule_it(field: Field) -> None:
    [seller] = field.sellers()
    gu, he = (field.officer([seller], role="supervisor") for _ in range(2))
    officer = field.officer([seller])
    gu.sync()
    decision = gu.decide(gu.application(seller, amount=20_000 * YUAN))
    draw(gu, decision)
    assert refusals(gu) == []
    on = date(2026, 2, 1)
    for station, refused in ((officer, ["loan.role"]), (gu, ["loan.second"]), (he, [])):
        station.sync()
        reschedule(station, decision, plan(AMOUNT, 12, start=on), on)
        assert refusals(station) == refused
    account = field.hub.workshop.applicant_file(seller)
    assert [e.made_by for e in account.loan_events if e.kind is LoanEventKind.RESCHEDULE] == [he.officer_id]


def test_a_part_is_prepaid_from_money_that_is_held_and_while_nothing_is_overdue(
    lent: tuple[Station, Decision], field: Field
) -> None:
    officer, decision = lent
    early = date(2026, 1, 20)
    rest = plan(8_000 * YUAN, start=early)
    reschedule(officer, decision, rest, early, prepaid=4_000 * YUAN)
    assert refusals(officer) == ["loan.prepayment"]  # it would end a day later
    rest = plan(8_000 * YUAN, 2, start=early)
    reschedule(officer, decision, rest, early, prepaid=4_000 * YUAN)
    assert refusals(officer) == ["loan.amount"]
    paid = repaid(decision.applicant_id, decision.application_id, early, 4_100 * YUAN)
    admin(field, early).take_in([paid])
    reschedule(officer, decision, plan(8_000 * YUAN, 2, start=date(2026, 2, 20)), date(2026, 2, 20),
               prepaid=4_000 * YUAN)  # fmt: skip
    assert refusals(officer) == ["loan.prepayment"]
    reschedule(officer, decision, rest, early, prepaid=4_000 * YUAN)
    assert refusals(officer) == []


@pytest.mark.parametrize(
    "other",
    [
        replace(plan(AMOUNT), method=RepaymentMethod.BULLET),
        plan(AMOUNT, rate="0.01"),  # nearly for nothing
        plan(AMOUNT, start=DRAWN + DAY),  # a day for nothing
    ],
)
def test_a_draw_is_repaid_as_it_was_decided(approved: tuple[Station, Decision], other: Schedule) -> None:
    officer, decision = approved
    meet_conditions(officer, decision)
    pay_out(officer, decision, terms=msgspec.to_builtins(DrawTerms(decision.id, other, "0.225")))
    assert refusals(officer) == ["loan.terms"]


def test_a_draw_agrees_no_share_of_sales_that_the_decision_does_not(
    approved: tuple[Station, Decision],
) -> None:
    officer, decision = approved
    meet_conditions(officer, decision)
    other = SalesAgreed("0.01", 10_000_000, "0", 1)
    terms = DrawTerms(decision.id, plan(AMOUNT), "0.225", sales=other)
    pay_out(officer, decision, terms=msgspec.to_builtins(terms))
    assert refusals(officer) == ["loan.terms"]
