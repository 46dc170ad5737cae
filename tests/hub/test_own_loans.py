"""What the hub keeps of our own loans: written by a draw, and lowered by money that came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.hub import process
from tests.hub.lent import (
    AMOUNT,
    DRAWN,
    YUAN,
    admin,
    draw,
    meet_conditions,
    pay_out,
    plan,
    repaid,
    reschedule,
)
from tests.sync.field import Field, assert_agree
from tests.sync.station import NOW, Station, new_id
from tests.sync.station import decision as decided
from workstation.clock import FixedClock
from workstation.domain.acts import ActKind
from workstation.domain.lending import Decision, Offer, Outcome
from workstation.domain.records import Application, Debt, Loan
from workstation.domain.servicing import Pledge
from workstation.errors import KnownError
from workstation.events import Bell
from workstation.hub.own_loans import Calendar
from workstation.hub.stamps import Stamp
from workstation.lending import load_rulebook
from workstation.lending.servicing import load_servicing
from workstation.paths import resources
from workstation.services.acting import Hand
from workstation.services.loans import Loans
from workstation.services.values import Officer
from workstation.sources import ImportReport, read_source


def loan_at(field: Field, applicant_id: str) -> Loan:
    [loan] = field.hub.workshop.applicant_file(applicant_id).loans
    return loan


@pytest.fixture
def lent(field: Field) -> tuple[Station, str, Decision]:
    """A loan of 12,000 yuan drawn in January over three months, of 20,000 approved."""
    [applicant_id] = field.sellers()
    officer = field.officer([applicant_id])
    officer.sync()
    decision = officer.decide(officer.application(applicant_id, amount=20_000 * YUAN))
    draw(officer, decision)
    assert officer.sync().refused == ()
    return officer, applicant_id, decision


def test_a_draw_makes_the_promise_a_loan(lent: tuple[Station, str, Decision], field: Field) -> None:
    officer, applicant_id, decision = lent
    loan = loan_at(field, applicant_id)
    assert (loan.id, loan.product, loan.lender) == (decision.application_id, "credit", "us")
    assert (loan.granted_on, loan.due_on) == (DRAWN, date(2026, 4, 10))
    assert (loan.principal, loan.outstanding, loan.undrawn) == (AMOUNT, AMOUNT, 0)
    assert loan.days_past_due > 0  # long ago on the hub's day
    officer.sync()
    assert officer.cache.cases.applicant_file(applicant_id).loans == (loan,)
    assert_agree(officer, field.hub)


@pytest.mark.parametrize(
    ("rest", "months", "rate", "amount"),
    [
        (AMOUNT, 3, "0.15", 0),  # nothing is prepaid
        (AMOUNT, 3, "0.15", 4_000 * YUAN),  # as much is owed as before
        (8_000 * YUAN, 120, "0.15", 4_000 * YUAN),  # for ten years
        (8_000 * YUAN, 3, "0.01", 4_000 * YUAN),  # nearly for nothing
    ],
)
def test_what_calls_itself_a_prepayment_and_lends_is_refused(
    lent: tuple[Station, str, Decision], field: Field, rest: int, months: int, rate: str, amount: int
) -> None:
    officer, applicant_id, decision = lent
    before = loan_at(field, applicant_id)
    reschedule(officer, decision, plan(rest, months, rate), prepaid=amount)
    [answer] = officer.sync().refused
    assert answer.code == "loan.prepayment"
    assert loan_at(field, applicant_id) == before
    admin(field, DRAWN).take_in([repaid(applicant_id, decision.application_id, DRAWN, 4_000 * YUAN)])
    reschedule(officer, decision, plan(8_000 * YUAN, 2), prepaid=4_000 * YUAN)
    assert officer.sync().refused == ()


def test_a_part_prepaid_at_the_desk_is_taken(lent: tuple[Station, str, Decision], field: Field) -> None:
    """A first instalment with its 31 days' interest on its day; five days later 4,000 and five days' more."""
    officer, applicant_id, decision = lent
    due, day = date(2026, 2, 10), date(2026, 2, 15)
    payments = (due, 4_000 * YUAN + 15_288), (day, 4_000 * YUAN + 1_644)
    admin(field, day).take_in([repaid(applicant_id, decision.application_id, *one) for one in payments])
    officer.sync()
    hand = Hand(
        Officer(officer.officer_id, "王丽", officer.role, "desk-1"), FixedClock(day), new_id,
        officer.cache.acts, Bell(),
    )  # fmt: skip
    policy = load_servicing(resources() / "policies/servicing.toml")
    desk = Loans(officer.cache.cases, hand, load_rulebook(resources()), policy)
    desk.prepay(applicant_id, decision.application_id, 4_000 * YUAN, "paid early")
    assert officer.sync().refused == ()
    account = desk.account(applicant_id, decision.application_id)
    assert (account.balances.principal, account.credit) == (4_000 * YUAN, 0)
    assert [(row.due, row.principal) for row in account.schedule.rows] == [
        (date(2026, 3, 10), 2_000 * YUAN), (date(2026, 4, 10), 2_000 * YUAN),
    ]  # fmt: skip


def test_money_that_comes_in_lowers_it_and_the_days_are_the_hubs(
    lent: tuple[Station, str, Decision], field: Field
) -> None:
    _, applicant_id, decision = lent
    first = repaid(applicant_id, decision.application_id, date(2026, 2, 10), 4_000 * YUAN)
    admin(field, date(2026, 3, 1)).take_in([first])
    loan = loan_at(field, applicant_id)
    interest = AMOUNT * 15 * 31 // (100 * 365)
    assert abs(loan.outstanding - (8_000 * YUAN + interest)) <= 1  # interest is paid before principal
    assert loan.days_past_due == 19
    rest = repaid(applicant_id, decision.application_id, date(2026, 3, 1), 9_000 * YUAN)
    admin(field, date(2026, 3, 2)).take_in([rest])
    loan = loan_at(field, applicant_id)
    assert (loan.outstanding, loan.days_past_due) == (0, 0)


def test_who_stops_paying_falls_behind_with_the_calendar(field: Field) -> None:
    one, other = field.sellers(2, controller_id=new_id())
    officer = field.officer([one])
    officer.sync()
    decision = officer.decide(officer.application(one, amount=20_000 * YUAN))
    draw(officer, decision)
    officer.sync()
    first = repaid(one, decision.application_id, date(2026, 2, 10), 4_500 * YUAN)
    admin(field, date(2026, 3, 1)).take_in([first])
    assert loan_at(field, one).days_past_due == 0
    for day, behind in ((date(2026, 3, 9), 0), (date(2026, 9, 1), 175)):
        services = replace(process.services(field.hub.place), clock=FixedClock(day))
        Calendar(field.hub.workshop, services).turn()
        assert loan_at(field, one).days_past_due == behind
    [debt] = related(field, other)
    assert debt.days_past_due == 175
    field.hub.stop()
    field.hub.start()
    officer.sync()  # the hub turns to its own day before it says what is new
    [loan] = officer.cache.cases.applicant_file(one).loans
    assert loan == loan_at(field, one) != replace(loan, days_past_due=175)


def test_the_same_money_delivered_again_moves_nothing(
    lent: tuple[Station, str, Decision], field: Field
) -> None:
    _, applicant_id, decision = lent
    money = repaid(applicant_id, decision.application_id, date(2026, 2, 10), 4_000 * YUAN)
    assert admin(field, date(2026, 3, 1)).take_in([money]).records_changed == 1
    again = admin(field, date(2026, 3, 1)).take_in([money])
    assert (again.records_changed, again.rows_changed) == (0, 0)


def test_a_related_file_hears_of_the_draw_and_of_the_money(field: Field) -> None:
    one, other = field.sellers(2, controller_id=new_id())
    officer = field.officer([one])
    officer.sync()
    decision = officer.decide(officer.application(one, amount=20_000 * YUAN))
    assert officer.sync().refused == ()
    assert related(field, other) == (Debt(one, 20_000 * YUAN),)
    draw(officer, decision)
    assert officer.sync().refused == ()
    [debt] = related(field, other)
    assert (debt.amount, debt.due_on) == (AMOUNT, date(2026, 4, 10))
    settled = repaid(one, decision.application_id, date(2026, 2, 1), 13_000 * YUAN)
    admin(field, date(2026, 2, 2)).take_in([settled])
    [debt] = related(field, other)
    assert debt.amount == 0


def related(field: Field, applicant_id: str) -> tuple[Debt, ...]:
    [said] = field.hub.workshop.applicant_file(applicant_id).related_exposures
    return said.debts


def test_a_loan_against_goods_is_drawn_once_they_are_pledged_for_it(field: Field) -> None:
    """Of two officers who lend on one waybill the second draws nothing."""
    waybill = f"goods_documents:{new_id()}"
    for seller, refused in zip(field.sellers(2), ([], ["pledge.taken", "loan.collateral"]), strict=True):
        officer = field.officer([seller])
        officer.sync()
        asked = officer.application(seller)
        decision = officer.decide(asked, offer=replace(offer_of(officer, asked), product="goods"))
        meet_conditions(officer, decision)
        pay_out(officer, decision)
        assert [answer.code for answer in officer.sync().refused] == ["loan.collateral"]
        pledge = Pledge(new_id(), seller, asked.id, (waybill,), (2_000_000,), officer.officer_id, NOW)
        officer.act(ActKind.PLEDGE_ASSETS, seller, pledge)
        pay_out(officer, decision)
        assert [answer.code for answer in officer.sync().refused] == refused


def offer_of(station: Station, asked: Application) -> Offer:
    made = decided(station, asked, outcome=Outcome.APPROVE, amount=None, need="officer").offer
    assert made is not None
    return made


def test_a_draw_whose_terms_cannot_be_read_is_refused(field: Field) -> None:
    [applicant_id] = field.sellers()
    officer = field.officer([applicant_id])
    officer.sync()
    decision = officer.decide(officer.application(applicant_id))
    draw(officer, decision, terms={"decision_id": decision.id, "schedule": {"principal": AMOUNT}})
    [answer] = officer.sync().refused
    assert answer.code == "loan.terms"
    assert field.hub.workshop.applicant_file(applicant_id).loans == ()


HEADER = "applicant,reference,date,amount,channel,payer,transfer_id\n"


def test_a_file_of_repayments_reaches_the_loan_and_leaves_the_record_alone(
    lent: tuple[Station, str, Decision], field: Field, tmp_path: Path
) -> None:
    _, applicant_id, decision = lent
    before = field.hub.workshop.applicant_file(applicant_id)
    file = tmp_path / "march.csv"
    loan = decision.application_id
    file.write_text(
        HEADER
        + f"{applicant_id},{loan},2026-02-10,4000.00,bank,王丽,T1\n"
        + f"{applicant_id},{loan},soon,1.00,bank,王丽,T2\n"
        + f"{applicant_id},{loan},2026-02-10,-5,bank,王丽,T3\n"
        + f"{applicant_id},{loan},2026-02-10,5,pigeon,王丽,T4\n"
        + f"nobody,{loan},2026-02-10,5,bank,王丽,T5\n"
        + f"test:nobody,{loan},2026-02-10,5,bank,王丽,T6\n",
        encoding="utf-8",
    )
    report = ImportReport()
    done = admin(field, date(2026, 2, 10)).take_in(read_source("repayments", file, report))
    assert (done.rows_changed, done.records_changed, done.unknown) == (1, 1, ("test:nobody",))
    refused = {row["code"]: row["rows"][0]["line"] for row in report.as_json()["refused"]}
    assert refused == {
        "time.unreadable": 3, "repayment.not_positive": 4, "word.unknown": 5, "row.applicant": 6
    }  # fmt: skip
    after = field.hub.workshop.applicant_file(applicant_id)
    assert (after.applicant, after.version) == (before.applicant, before.version)
    assert after.loans[0].days_past_due == 0 < before.loans[0].days_past_due


def test_a_borrower_who_authorised_nothing_gets_no_rows(field: Field) -> None:
    [seller] = field.sellers()
    with field.hub.workshop.writing() as writing:
        made = Stamp("", "import", "", NOW)
        writing.records.put(seller, "authorisation", f"{seller}:consent", None, made)
    done = admin(field, DRAWN).take_in([repaid(seller, "any", DRAWN, 100)])
    assert (done.refused, done.rows) == ((seller,), 0)


def test_a_list_of_refunds_fills_its_ledger_alone(field: Field, tmp_path: Path) -> None:
    [seller] = field.sellers()
    file = tmp_path / "refunds.csv"
    file.write_text(
        "applicant,order_id,date,amount,refund_id\n"
        f"{seller},O1,2026-02-09,40.00,R1\n{seller},O1,2026-02-09,0,R2\n",
        encoding="utf-8",
    )
    report = ImportReport()
    admin(field, date(2026, 2, 10)).take_in(read_source("refunds", file, report))
    assert [row["code"] for row in report.as_json()["refused"]] == ["refund.not_positive"]
    columns = field.hub.workshop.applicant_file(seller).ledgers.blocks["refunds"].columns
    assert (columns["order_id"].tolist(), columns["amount"].tolist()) == (["O1"], [4_000])


def test_repayments_come_as_one_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"source\.not_a_file"):
        read_source("repayments", tmp_path, ImportReport())
