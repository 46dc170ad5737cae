"""Loans after approval at the desk: what must be met before a draw, and what an officer's word is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import msgspec
import pytest

from tests.factories import block, moment
from tests.services.conftest import OpenOffice
from tests.services.office import SUPERVISOR, Books, Office
from workstation.clock import FixedClock
from workstation.domain.ledger import Ledgers
from workstation.domain.lending import Decision
from workstation.domain.servicing import ContactChannel
from workstation.errors import KnownError
from workstation.lending.businessdays import BusinessDay, WorkCalendar
from workstation.lending.product_parts import DueDays, EventFee
from workstation.lending.wording import Words
from workstation.services.loans import Loans
from workstation.training.sample import BUSINESS_DAY, SampleSeller

OFFER_DAYS = 30

WEEKDAYS = WorkCalendar(
    code="test", name=Words(zh="工作日", en="weekdays"), first_year=BUSINESS_DAY.year,
    last_year=BUSINESS_DAY.year + 3, days_off=(), workdays=(), version_hash="",
)  # fmt: skip
EARLY = EventFee(event="prepayment", share=Fraction("0.01"))


@pytest.fixture
def approved(office: Office, sellers: dict[str, SampleSeller]) -> Decision:
    """The first seller of the sample whose request is met or countered."""
    for seller in sellers:
        try:
            proposed = office.appraise(seller).proposal
        except KnownError:  # one who never asked
            continue
        if proposed.outcome.lends and proposed.authority.role == "officer":
            return office.decide(seller)
    raise AssertionError("the sample has nobody to lend to")


@pytest.fixture
def loans(office: Office) -> Loans:
    return office.loans


def met(office: Office, decision: Decision) -> None:
    for row in office.drawing.conditions(decision.applicant_id, decision.application_id):
        office.drawing.check_condition(decision.applicant_id, decision.application_id, row.code, True, "seen")


def drawn(office: Office, decision: Decision) -> tuple[str, str]:
    office.books.hub_takes_all()
    met(office, decision)
    office.drawing.draw(decision.applicant_id, decision.application_id)
    return decision.applicant_id, decision.application_id


def code_of(error: pytest.ExceptionInfo[KnownError]) -> str:
    return error.value.code


def test_nothing_is_drawn_before_the_hub_has_the_decision(office: Office, approved: Decision) -> None:
    with pytest.raises(KnownError) as error:
        office.drawing.draw(approved.applicant_id, approved.application_id)
    assert code_of(error) == "loan.not_firm"


def test_a_draw_is_refused_with_the_names_of_the_conditions_not_met(
    office: Office, books: Books, approved: Decision
) -> None:
    books.hub_takes_all()
    with pytest.raises(KnownError) as error:
        office.drawing.draw(approved.applicant_id, approved.application_id)
    assert code_of(error) == "loan.conditions"
    assert "identity_checked" in error.value.message


def test_an_offer_is_drawn_until_its_last_day(
    office: Office, books: Books, approved: Decision, sit_down: OpenOffice
) -> None:
    """The letter, issued a week after the decision, tells the applicant the last day."""
    books.hub_takes_all()
    told = BUSINESS_DAY + timedelta(days=7)
    sit_down(clock=FixedClock(told)).letters.issue(approved.id)
    met(office, approved)
    last = told + timedelta(days=OFFER_DAYS)
    with pytest.raises(KnownError) as error:
        sit_down(clock=FixedClock(last + timedelta(days=1))).drawing.draw(
            approved.applicant_id, approved.application_id
        )
    assert code_of(error) == "loan.expired"
    sit_down(clock=FixedClock(last)).drawing.draw(approved.applicant_id, approved.application_id)


def test_an_offer_that_nobody_accepted_in_time_is_gone_before_its_last_day(
    office: Office, books: Books, approved: Decision, sit_down: OpenOffice
) -> None:
    """Fifteen days to accept it. A condition found met by then is a sign that it was, a day later none."""
    books.hub_takes_all()
    accept_by = BUSINESS_DAY + timedelta(days=15)
    late = sit_down(clock=FixedClock(accept_by + timedelta(days=1)))
    met(late, approved)
    with pytest.raises(KnownError) as error:
        late.drawing.draw(approved.applicant_id, approved.application_id)
    assert code_of(error) == "loan.expired"
    assert accept_by.isoformat() in error.value.message
    met(sit_down(clock=FixedClock(accept_by)), approved)
    late.drawing.draw(approved.applicant_id, approved.application_id)


def test_a_voided_letter_holds_no_offer(
    office: Office, books: Books, approved: Decision, sit_down: OpenOffice
) -> None:
    books.hub_takes_all()
    week_later = sit_down(clock=FixedClock(BUSINESS_DAY + timedelta(days=7)))
    letter = week_later.letters.issue(approved.id).record
    week_later.letters.void(letter.number, "wrong name")
    met(office, approved)
    with pytest.raises(KnownError) as error:
        sit_down(clock=FixedClock(BUSINESS_DAY + timedelta(days=OFFER_DAYS + 1))).drawing.draw(
            approved.applicant_id, approved.application_id
        )
    assert code_of(error) == "loan.expired"


def test_the_definitive_schedule_starts_on_the_day_of_the_draw(
    office: Office, loans: Loans, books: Books, approved: Decision
) -> None:
    account = loans.account(*drawn(office, approved))
    assert approved.offer is not None
    assert (account.schedule.start, account.drawn) == (BUSINESS_DAY, approved.offer.amount)
    with pytest.raises(KnownError) as error:
        office.drawing.draw(approved.applicant_id, approved.application_id)
    assert code_of(error) == "loan.drawn"


def test_an_officers_word_of_a_payment_lowers_nothing(
    office: Office, approved: Decision, sit_down: OpenOffice
) -> None:
    loan = drawn(office, approved)
    late = sit_down(clock=FixedClock(BUSINESS_DAY + timedelta(days=80))).loans
    before = late.account(*loan)
    assert before.days_past_due > 0
    late.claim_repayment(*loan, BUSINESS_DAY, before.to_settle, "bank")
    assert late.account(*loan) == before


def test_contacts_keep_to_the_hours_and_the_number_a_day(
    office: Office, loans: Loans, books: Books, approved: Decision
) -> None:
    loan = drawn(office, approved)
    at = datetime(BUSINESS_DAY.year, BUSINESS_DAY.month, BUSINESS_DAY.day, 22)  # noqa: DTZ001 - local time
    with pytest.raises(KnownError) as error:
        loans.log_contact(*loan, ContactChannel.CALL, at, "owner", "reached")
    assert code_of(error) == "contact.hours"
    for hour in (9, 12, 15):
        loans.log_contact(*loan, ContactChannel.CALL, at.replace(hour=hour), "owner", "reached")
    with pytest.raises(KnownError) as error:
        loans.log_contact(*loan, ContactChannel.CALL, at.replace(hour=16), "owner", "reached")
    assert code_of(error) == "contact.too_many"


def test_only_a_supervisor_reschedules_and_days_past_due_stay(
    office: Office, books: Books, approved: Decision, sit_down: OpenOffice
) -> None:
    loan = drawn(office, approved)
    clock = FixedClock(BUSINESS_DAY + timedelta(days=80))
    with pytest.raises(KnownError) as error:
        sit_down(clock=clock).loans.reschedule(*loan, 24, "slow season")
    assert code_of(error) == "loan.role"
    above = sit_down(clock=clock, officer=SUPERVISOR).loans
    before = above.account(*loan)
    above.reschedule(*loan, 24, "slow season")
    assert above.account(*loan).days_past_due == before.days_past_due > 0


def test_a_part_prepaid_keeps_the_due_dates_and_shrinks_the_instalments(
    office: Office, books: Books, approved: Decision, sit_down: OpenOffice
) -> None:
    """A product that moves its due days to business days, and charges a fee with each instalment and one for
    paying early."""
    rules = office.decisions.rules
    offered = approved.offer
    assert offered is not None
    product = rules.product(offered.product)
    product = msgspec.structs.replace(
        product,
        fees=msgspec.structs.replace(product.fees, period_share=Fraction("0.001"), events=(EARLY,)),
        due_days=DueDays(rule=BusinessDay.FOLLOWING, calendar="cn"),
        calendar=WEEKDAYS,
    )
    own = replace(rules, products={**rules.products, offered.product: product})
    loan = drawn(sit_down(rules=own), approved)
    old = sit_down(rules=own).loans.account(*loan).schedule
    first, left = old.rows[0], old.rows[1:]
    assert first.fee > 0
    day, part = first.due + timedelta(days=10), old.principal // 4
    of_day = sit_down(rules=own, clock=FixedClock(day)).loans
    paid(books, loan, (first.due, first.payment))
    accrued = of_day.account(*loan).accrued
    fee = round(part / 100)
    paid(books, loan, (first.due, first.payment), (day, part + accrued + fee - 1))
    for principal in (part, 0, -1):  # a fen too little is held for the first
        with pytest.raises(KnownError) as error:
            of_day.prepay(*loan, principal, "a good season")
        assert code_of(error) == "loan.amount"
    paid(books, loan, (first.due, first.payment), (day, part + accrued + fee))
    of_day.prepay(*loan, part, "a good season")

    account = of_day.account(*loan)
    assert account.balances.principal == old.principal - first.principal - part
    assert (account.credit, account.overdue, account.restructured) == (0, 0, False)
    assert [row.cost for row in account.statement(day, day) if row.what == "early-fee"] == [fee]
    new = account.schedule
    assert [row.due for row in new.rows] == [row.due for row in left]
    assert all(0 < row.payment < was.payment for row, was in zip(new.rows, left, strict=True))
    assert all(0 < row.fee < was.fee for row, was in zip(new.rows, left, strict=True))


def test_what_is_overdue_is_paid_before_anything_is_prepaid(
    office: Office, books: Books, approved: Decision, sit_down: OpenOffice
) -> None:
    loan = drawn(office, approved)
    late = sit_down(clock=FixedClock(BUSINESS_DAY + timedelta(days=80))).loans
    with pytest.raises(KnownError) as error:
        late.prepay(*loan, 100, "a good season")
    assert code_of(error) == "loan.amount"


def paid(books: Books, loan: tuple[str, str], *payments: tuple[date, int]) -> None:
    """The bank's rows, in fen."""
    seller, loan_id = loan
    rows = [
        {"source_id": f"T{n}", "reference": loan_id, "paid_at": moment(on), "amount": fen, "channel": "bank",
         "payer": ""}
        for n, (on, fen) in enumerate(payments, 1)
    ]  # fmt: skip
    file = books.hub_files[seller]
    blocks = {**file.ledgers.blocks, "repayments": block("repayments", rows)}
    books.hub_files[seller] = replace(file, ledgers=Ledgers(blocks))
