"""Papers of a loan that runs: each speaks of the account as the ledger has it, and of one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import block, moment
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from workstation.clock import FixedClock
from workstation.domain.file_papers import IdentityCheck, IdentityItem
from workstation.domain.ledger import Ledgers
from workstation.errors import KnownError
from workstation.letters import page_count, page_text
from workstation.services.loan_papers import stage_of
from workstation.training.sample import BUSINESS_DAY

SELLER = "sample:S001"


def text_of(pdf: bytes) -> str:
    return "".join("".join(page_text(pdf, page).split()) for page in range(page_count(pdf)))


@pytest.fixture
def loan(office: Office, books: Books) -> str:
    """A loan drawn on the business day; its id."""
    made = office.decide("S001")
    books.hub_takes_all()
    for condition in office.drawing.conditions(SELLER, made.application_id):
        office.drawing.check_condition(SELLER, made.application_id, condition.code, True, "看过原件")
    office.drawing.draw(SELLER, made.application_id)
    return made.application_id


def paid(books: Books, loan: str, *payments: tuple[date, int]) -> None:
    """The bank's rows, in fen."""
    rows = [
        {"source_id": f"T{n}", "reference": loan, "paid_at": moment(on), "amount": fen, "channel": "bank",
         "payer": "欧阳𬭸"}
        for n, (on, fen) in enumerate(payments, 1)
    ]  # fmt: skip
    file = books.hub_files[SELLER]
    blocks = {**file.ledgers.blocks, "repayments": block("repayments", rows)}
    books.hub_files[SELLER] = replace(file, ledgers=Ledgers(blocks))


def later(sit_down: OpenOffice, days: int) -> Office:
    return sit_down(clock=FixedClock(BUSINESS_DAY + timedelta(days=days)))


def test_there_are_none_before_the_draw(office: Office) -> None:
    office.decide("S001")
    for kind in ("receipt", "reminder", "statement", "settlement"):
        with pytest.raises(KnownError) as caught:
            office.papers.issue(kind, SELLER)
        assert caught.value.code == "paper.no_loan"


def test_a_loan_is_called_by_the_contract_that_holds(loan: str, books: Books, office: Office) -> None:
    assert loan in text_of(office.papers.issue("statement", SELLER).pdf)
    check = IdentityCheck(
        "check-1", SELLER, IdentityItem.BANK_ACCOUNT, True, "officer-1", BUSINESS_DAY, "6222"
    )
    books.hub_changes(SELLER, identity_checks=(check,))
    first = office.papers.issue("contract", SELLER).record.number
    assert first in text_of(office.papers.issue("statement", SELLER).pdf)
    office.letters.void(first, "印错金额")
    assert first not in text_of(office.papers.issue("statement", SELLER).pdf)
    second = office.papers.issue("contract", SELLER).record.number
    assert second in text_of(office.papers.issue("statement", SELLER).pdf)


def test_a_receipt_says_what_a_payment_was_set_against(loan: str, books: Books, sit_down: OpenOffice) -> None:
    first = sit_down().loans.account(SELLER, loan).schedule.rows[0]
    paid(books, loan, (first.due, first.payment))
    office = sit_down(clock=FixedClock(first.due))
    issued = office.papers.issue("receipt", SELLER)
    said = text_of(issued.pdf)
    for fen in (first.payment, first.principal, first.interest, first.balance):
        assert f"{fen / 100:,.2f}" in said
    assert "T1" in said
    assert (issued.record.subject, issued.record.decision_id) == (loan, "")


def test_a_reminder_adds_up_what_is_overdue_and_grows_firmer(loan: str, sit_down: OpenOffice) -> None:
    office = later(sit_down, 45)
    account = office.loans.account(SELLER, loan)
    assert account.overdue > 0
    said = text_of(office.papers.issue("reminder", SELLER).pdf)
    assert f"{account.overdue / 100:,.2f}" in said
    assert "逾期催收函" in said
    assert [stage_of(days, ("mild", "firm", "last")) for days in (1, 8, 60)] == ["mild", "firm", "last"]


def test_there_is_no_reminder_of_what_is_not_overdue(office: Office, loan: str) -> None:
    left = office.books.numbers_left
    with pytest.raises(KnownError) as caught:
        office.papers.issue("reminder", SELLER)
    assert (caught.value.code, office.books.numbers_left) == ("paper.not_overdue", left)


def test_a_settlement_certificate_only_once_nothing_is_owed(
    loan: str, books: Books, sit_down: OpenOffice
) -> None:
    office = later(sit_down, 10)
    with pytest.raises(KnownError) as caught:
        office.papers.issue("settlement", SELLER)
    assert caught.value.code == "paper.not_settled"
    day = BUSINESS_DAY + timedelta(days=10)
    paid(books, loan, (day, office.loans.account(SELLER, loan).to_settle))
    settled = office.loans.account(SELLER, loan)
    assert settled.settled
    assert f"{settled.drawn / 100:,.2f}" in text_of(office.papers.issue("settlement", SELLER).pdf)


def test_what_is_settled_early_stands_on_the_statement_before_it_is_paid(
    loan: str, books: Books, sit_down: OpenOffice
) -> None:
    day = BUSINESS_DAY + timedelta(days=10)
    office = later(sit_down, 10)
    paid(books, loan, (day, office.loans.account(SELLER, loan).to_settle))
    account = office.loans.account(SELLER, loan)
    interest = sum(due.interest for due in account.dues)
    said = text_of(office.papers.issue("statement", SELLER).pdf)
    owed = f"{(account.drawn + interest) / 100:,.2f}"
    assert f"Interestandfeesdue{interest / 100:,.2f}{owed}" in said
    assert f"Paymentreceived{owed}0.00" in said
    assert "Heldforwhatfallsduenext" not in text_of(office.papers.issue("receipt", SELLER).pdf)


def test_a_statement_runs_from_the_draw_and_its_balances_follow(
    loan: str, books: Books, sit_down: OpenOffice
) -> None:
    first = sit_down().loans.account(SELLER, loan).schedule.rows[0]
    paid(books, loan, (first.due, first.payment))
    office = later(sit_down, 50)
    said = text_of(office.papers.issue("statement", SELLER).pdf)
    for words in ("放款", "到期利息及费用", "还款"):
        assert words in said


def test_what_a_file_can_have_grows_with_the_loan(loan: str, books: Books, sit_down: OpenOffice) -> None:
    kinds = {p.kind for p in sit_down().papers.possible(SELLER)}
    assert "statement" in kinds and kinds.isdisjoint({"receipt", "reminder", "settlement"})
    assert "reminder" in {p.kind for p in later(sit_down, 45).papers.possible(SELLER)}
