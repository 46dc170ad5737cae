"""Order loans at the desk: lent on shipped orders, due by what becomes of them, drawn again as they repay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tests.factories import block, moment
from tests.services.conftest import OpenOffice
from tests.services.office import Books, Office
from tests.services.test_papers import text_of, with_account
from workstation.clock import FixedClock
from workstation.domain.ledger import LedgerBlock, Ledgers
from workstation.domain.servicing import LoanEventKind
from workstation.errors import KnownError
from workstation.lending.servicing import Advance, draw_terms
from workstation.services.pledging import reckon_base
from workstation.training.sample import BUSINESS_DAY

WHO = "sample:S001"
APPROVED = 1_000_000
LATER = BUSINESS_DAY + timedelta(days=5)


@pytest.fixture
def line(office: Office, books: Books) -> str:
    """10,000 yuan against orders, approved, at the hub, its conditions met; the loan's id."""
    asked = books.hub_files[WHO].applications[-1]
    asked = replace(asked, product="order", amount=APPROVED, months=1, method="order")
    books.hub_changes(WHO, applications=(asked,))
    made = office.decide("S001")
    books.hub_takes_all()
    for condition in office.drawing.conditions(WHO, made.application_id):
        office.drawing.check_condition(WHO, made.application_id, condition.code, True, "看过原件")
    return made.application_id


def lent(books: Books, loan: str) -> tuple[Advance, ...]:
    """What the newest draw was lent on."""
    draws = [e for e in books.applicant_file(WHO).loan_events if e.kind is LoanEventKind.DRAW]
    return draw_terms(draws[-1]).advances


def becomes(books: Books, order: str, **values: Any) -> None:
    """The platform's newest export says something else of an order."""
    file = books.hub_files[WHO]
    old = file.ledgers.blocks["orders"]
    at = old.columns["source_id"] == order
    columns = {
        name: np.where(at, values[name], column).astype(column.dtype) if name in values else column
        for name, column in old.columns.items()
    }
    books.hub_changes(WHO, ledgers=Ledgers({**file.ledgers.blocks, "orders": LedgerBlock("orders", columns)}))


def confirmed(books: Books, day: date, *orders: str) -> None:
    for order in orders:
        becomes(books, order, status="confirmed", confirmed_at=moment(day))


def rows(books: Books, kind: str, *values: dict[str, Any]) -> None:
    file = books.hub_files[WHO]
    books.hub_changes(WHO, ledgers=Ledgers({**file.ledgers.blocks, kind: block(kind, values)}))


def settled(books: Books, day: date, amount: int, reference: str) -> None:
    rows(
        books,
        "repayments",
        {"source_id": "S1", "reference": reference, "paid_at": moment(day), "amount": amount,
         "channel": "settlement", "payer": ""},
    )  # fmt: skip


def names(advances: tuple[Advance, ...]) -> list[str]:
    return [advance.asset.removeprefix("orders:") for advance in advances]


def test_a_draw_is_lent_on_orders_and_pledges_them(office: Office, books: Books, line: str) -> None:
    before = office.drawing.line(WHO, line)
    assert before.base is not None and before.available == APPROVED < before.base
    office.drawing.draw(WHO, line, amount=400_000)
    advances = lent(books, line)
    assert sum(advance.amount for advance in advances) == 400_000
    (pledge,) = books.applicant_file(WHO).pledges
    assert pledge.assets == tuple(advance.asset for advance in advances)
    after = office.drawing.line(WHO, line)
    assert (after.outstanding, after.available) == (400_000, 600_000)
    assert after.base == before.base - 400_000
    assert after.until == date(2027, 5, 20)


def test_no_more_is_drawn_than_the_approval_or_the_orders_carry(
    office: Office, books: Books, line: str
) -> None:
    with pytest.raises(KnownError, match=r"loan\.amount.*10,000\.00"):
        office.drawing.draw(WHO, line, amount=APPROVED + 1)
    found = reckon_base(books.applicant_file(WHO), "orders", BUSINESS_DAY, office.drawing.rules.collateral)
    confirmed(books, BUSINESS_DAY, *(item.asset.removeprefix("orders:") for item in found.items[5:]))
    left = office.drawing.line(WHO, line)
    assert left.base is not None and left.available == left.base < APPROVED
    with pytest.raises(KnownError, match=r"loan\.collateral"):
        office.drawing.draw(WHO, line, amount=left.base + 1)
    office.drawing.draw(WHO, line)
    assert office.loans.account(WHO, line).balances.principal == left.base


def test_a_confirmed_order_falls_due_and_its_settlement_pays_and_frees(
    office: Office, books: Books, line: str, sit_down: OpenOffice
) -> None:
    office.drawing.draw(WHO, line, amount=400_000)
    first = lent(books, line)[0]
    confirmed(books, LATER, *names((first,)))
    desk = sit_down(clock=FixedClock(LATER))
    account = desk.loans.account(WHO, line)
    assert [due.principal for due in account.dues] == [first.amount]
    assert account.overdue > first.amount
    settled(books, LATER, account.overdue, names((first,))[0])
    paid = desk.loans.account(WHO, line)
    assert (paid.overdue, paid.balances.principal) == (0, 400_000 - first.amount)
    assert desk.drawing.line(WHO, line).available == APPROVED - 400_000 + first.amount


def test_nothing_is_drawn_while_anything_is_past_due(
    office: Office, books: Books, line: str, sit_down: OpenOffice
) -> None:
    office.drawing.draw(WHO, line, amount=400_000)
    confirmed(books, LATER, *names(lent(books, line)))
    late = sit_down(clock=FixedClock(LATER + timedelta(days=1)))
    with pytest.raises(KnownError, match=r"loan\.overdue"):
        late.drawing.draw(WHO, line, amount=100)


def test_a_refund_calls_back_and_only_on_the_day_that_the_platform_gives(
    office: Office, books: Books, line: str, sit_down: OpenOffice
) -> None:
    office.drawing.draw(WHO, line, amount=400_000)
    first = lent(books, line)[0]
    (order,) = names((first,))
    columns = books.hub_files[WHO].ledgers.blocks["orders"].columns
    whole = int(columns["goods_amount"][columns["source_id"] == order][0])
    becomes(books, order, status="refunded", refund_amount=whole)
    desk = sit_down(clock=FixedClock(LATER + timedelta(days=2)))
    assert desk.loans.account(WHO, line).dues == ()  # nobody says when
    rows(
        books,
        "refunds",
        {"source_id": "R1", "order_id": order, "refunded_at": moment(LATER), "amount": whole},
    )
    account = desk.loans.account(WHO, line)
    assert [(due.day, due.principal) for due in account.dues] == [(LATER, first.amount)]
    assert account.days_past_due == 2


def test_it_is_drawn_again_and_spent_pledges_are_set_free(
    office: Office, books: Books, line: str, sit_down: OpenOffice
) -> None:
    office.drawing.draw(WHO, line, amount=400_000)
    advances = lent(books, line)
    confirmed(books, LATER, *names(advances))
    desk = sit_down(clock=FixedClock(LATER))
    settled(books, LATER, desk.loans.account(WHO, line).overdue, line)
    assert desk.loans.account(WHO, line).settled_on == LATER
    desk.drawing.draw(WHO, line, amount=300_000)
    again = lent(books, line)
    assert sum(advance.amount for advance in again) == 300_000
    assert not {a.asset for a in again} & {a.asset for a in advances}
    (held,) = desk.drawing.pledging.of(books.applicant_file(WHO), line)
    assert held.assets == tuple(advance.asset for advance in again)
    account = desk.loans.account(WHO, line)
    assert (account.drawn, account.balances.principal, account.settled_on) == (700_000, 300_000, None)


def test_a_line_ends_with_its_time_and_with_its_closing(
    office: Office, books: Books, line: str, sit_down: OpenOffice
) -> None:
    office.drawing.draw(WHO, line, amount=100_000)
    paid_on = BUSINESS_DAY + timedelta(days=1)
    settled(books, paid_on, sit_down(clock=FixedClock(paid_on)).loans.account(WHO, line).to_settle, line)
    over = sit_down(clock=FixedClock(date(2027, 5, 21)))
    assert over.drawing.line(WHO, line).refusal == "loan.line_ended"
    desk = sit_down(clock=FixedClock(paid_on))
    assert desk.drawing.line(WHO, line).refusal == ""
    desk.loans.close(WHO, line)
    assert desk.drawing.line(WHO, line).refusal == "loan.closed"
    assert desk.drawing.pledging.of(books.applicant_file(WHO), line) == ()


def test_every_draw_has_a_loan_note_of_its_own(
    office: Office, books: Books, line: str, sit_down: OpenOffice
) -> None:
    """The note from before the first draw gives way to the draw's own, which stays beside the second's."""
    with_account(books)
    office.papers.issue("contract", WHO)
    assumed = office.papers.issue("loan_note", WHO)
    assert "10,000.00" in text_of(assumed.pdf)
    notes = []
    for day, amount in ((LATER, 400_000), (LATER + timedelta(days=1), 250_000)):
        desk = sit_down(clock=FixedClock(day))
        desk.drawing.draw(WHO, line, amount=amount)
        notes.append(desk.papers.issue("loan_note", WHO))
        assert desk.papers.issue("loan_note", WHO).record == notes[-1].record
    assert [note.record.replaces for note in notes] == [assumed.record.number, ""]
    assert "4,000.00" in text_of(notes[0].pdf)
    assert "2,500.00" in text_of(notes[1].pdf)
    assert all(office.letters.standing(note.record).holds for note in notes)
    assert not office.letters.standing(assumed.record).holds
