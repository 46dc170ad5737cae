"""A loan that runs, changed from the window: what can succeed is offered, and what cannot says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.caches import part
from tests.helpers.following import draw, repaid
from tests.ui.applicants import Room, room
from tests.ui.desks import BUSINESS_DAY, sample
from tests.ui.test_loans_tab import WHO, approve, dialog, opened
from ui.screens.applicant.loans import LoansPage
from ui.translation import speak
from workstation.domain.servicing import ContactChannel
from workstation.errors import KnownError
from workstation.services.loan_permits import LoanChange
from workstation.services.values import Officer

SUPERVISOR = Officer("supervisor-1", "陈立", "supervisor", "desk-2")


def day(number: int) -> date:
    """So many days after the desk's."""
    return BUSINESS_DAY + timedelta(days=number)


def lent(here: Room, drawn: date, *payments: tuple[date, int], by_colleague: bool = False) -> str:
    """An approval that the hub has, drawn and paid as it would send it; the loan's id."""
    loan_id = approve(here)
    decision = here.desk.cases.decisions(WHO)[0].decision
    if by_colleague:
        decision = replace(decision, id=f"{decision.id}-2", decided_by="officer-9", role="officer")
    event = draw(sample()["S001"].applicant, drawn, loan_id, decision_id=decision.id)
    rows = [repaid(on, amount, 950 + n, loan_id) for n, (on, amount) in enumerate(payments)]
    records = (decision, event)
    here.desk.sync.store.store_parts([part(WHO, *records, seq=900, rows={"repayments": rows})])
    return loan_id


def named(over: QWidget, name: str) -> QAbstractButton:
    """The button that a person reads or hears by this name."""
    found = [b for b in over.findChildren(QAbstractButton) if name in (b.text(), b.accessibleName())]
    [one] = [b for b in found if not b.isHidden()]
    return one


def press(over: QWidget, name: str) -> None:
    """By the keyboard, as a person who hears the name does."""
    found = named(over, name)
    assert found.isEnabled() and found.focusPolicy() & Qt.FocusPolicy.TabFocus
    found.setFocus()
    found.click()


def fill(page: LoansPage, **texts: str) -> None:
    """Type into the fields of the dialog by their names (a space is an underscore)."""
    for name, text in texts.items():
        [field] = [
            field
            for field in dialog(page).findChildren(QLineEdit)
            if field.accessibleName().partition(" (")[0] == name.replace("_", " ")
        ]
        field.setText(text)
        field.textEdited.emit(text)


def off(page: LoansPage) -> dict[str, str]:
    """The buttons that cannot be pressed, with what they say."""
    found = {}
    for made in page.changes.buttons.values():
        assert made.isEnabled() is (made.toolTip() == "")
        assert made.accessibleDescription() == made.toolTip()
        if not made.isEnabled():
            found[made.text()] = made.toolTip()
    read = page.changes.why_not
    assert read.isHidden() is not bool(found)
    assert all(why in read.text() for why in found.values()), "it stands there to be read, without a pointer"
    assert not found or read.focusPolicy() & Qt.FocusPolicy.TabFocus
    return found


def shown(here: Room) -> LoansPage:
    page = opened(here)
    here.wait(lambda: page.entry is not None and page.entry.view is not None)
    return page


def test_an_officer_is_offered_what_can_succeed_and_told_why_not(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        lent(here, day(-3))
        page = shown(here)
        assert off(page) == {
            "Prepay a part…": "0.00 yuan are held of 0.01, interest and fee included. "
            "Wait until more has come in and nothing is overdue.",
            "New schedule…": "Only a supervisor may do this. Leave it to a supervisor.",
            "Write off…": "Only a supervisor may do this. Leave it to a supervisor.",
            "Close…": "3,000.00 yuan would settle it today. Collect what is owed first.",
        }
        speak("zh")
        here.wait(lambda: page.changes.statement.text() == "对账单…")
        assert off(page)["核销…"] == "您的权限不足以办理这一项。请交由主管办理。"


def test_a_cost_of_recovery_is_charged_and_one_of_nothing_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        loan_id = lent(here, day(-3))
        page = shown(here)
        press(page, "Recovery cost…")
        fill(page, What_for="notary")
        press(dialog(page), "Charge")
        here.wait(dialog(page).notice.text)
        fill(page, Amount="50")
        press(dialog(page), "Charge")
        here.wait(lambda: here.desk.loans.account(WHO, loan_id).balances.cost == 5_000)
        here.wait(lambda: "0.00 yuan are held" not in off(page)["Prepay a part…"])
        assert off(page)["Prepay a part…"].startswith("50.00 yuan are overdue.")


def test_a_part_is_prepaid_out_of_what_is_held(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        loan_id = lent(here, day(-3), (day(-1), 80_000))
        page = shown(here)
        press(page, "Prepay a part…")
        fill(page, Principal="900", Reason="a good week")
        press(dialog(page), "Prepay")
        here.wait(dialog(page).notice.text)
        assert "800.00 yuan are held" in dialog(page).notice.text()
        fill(page, Principal="600")
        press(dialog(page), "Prepay")
        here.wait(lambda: here.desk.loans.account(WHO, loan_id).balances.principal == 240_000)
        account = here.desk.loans.account(WHO, loan_id)
        assert (account.credit, account.restructured) == (20_000, False)


def test_a_supervisor_puts_a_colleagues_loan_on_a_new_schedule(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001", officer=SUPERVISOR) as here:
        loan_id = lent(here, day(-40), by_colleague=True)
        page = shown(here)
        late = here.desk.loans.account(WHO, loan_id).days_past_due
        assert late > 0
        press(page, "New schedule…")
        fill(page, Months_from_today="many")
        press(dialog(page), "Reschedule")
        assert dialog(page).notice.text() == "Enter a whole number of months."
        fill(page, Months_from_today="9")
        press(dialog(page), "Reschedule")
        here.wait(lambda: "reason" in dialog(page).notice.text())
        fill(page, Reason="slow season")
        press(dialog(page), "Reschedule")
        here.wait(lambda: here.desk.loans.account(WHO, loan_id).restructured)
        account = here.desk.loans.account(WHO, loan_id)
        assert (len(account.schedule.rows), account.days_past_due) == (9, late)


def test_who_decided_does_not_reschedule(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001", officer=SUPERVISOR) as here:
        lent(here, day(-3))
        assert off(shown(here))["New schedule…"].startswith("Who decided on the loan does not reschedule it")


def test_a_loan_is_written_off_once_the_policy_is_met_and_only_once(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001", officer=SUPERVISOR) as here:
        loan_id = lent(here, day(-500), by_colleague=True)
        page = shown(here)
        assert "0 of 3 contacts on record" in off(page)["Write off…"]
        for number in range(3):
            at = datetime.combine(day(-9 - number), datetime.min.time()).replace(hour=10)
            here.desk.loans.log_contact(WHO, loan_id, ContactChannel.CALL, at, "店主", "no answer")
        here.wait(lambda: "Write off…" not in off(page))
        press(page, "Write off…")
        assert dialog(page).save.property("look") == "danger"
        fill(page, Reason="moved away")
        press(dialog(page), "Write off")
        here.wait(lambda: here.desk.loans.account(WHO, loan_id).written_off == 300_000)
        here.wait(lambda: "Write off…" in off(page))


def test_a_settled_loan_is_closed_once(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        loan_id = lent(here, day(-30), (day(-1), 300_000))
        page = shown(here)
        assert set(off(page)) == {"Prepay a part…", "New schedule…", "Recovery cost…", "Write off…"}
        press(page, "Close…")
        assert day(-1).isoformat() in "".join(label_texts(dialog(page)))
        press(dialog(page), "Close the loan")
        here.wait(lambda: "Close…" in off(page))
        assert off(page)["Close…"] == "This loan was closed before. There is nothing to do."
        with pytest.raises(KnownError, match=r"loan\.closed"):
            here.desk.loans.close(WHO, loan_id)


def label_texts(over: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in over.findChildren(QLabel)]


def test_a_statement_is_archived_and_its_bytes_are_printed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        loan_id = lent(here, day(-30), (day(-1), 100_000))
        page = shown(here)
        printed: list[tuple[bytes, str]] = []
        monkeypatch.setattr(page.changes.paper, "choose_printer", lambda *paper: printed.append(paper))
        press(page, "Statement…")
        press(dialog(page), "Issue and print…")
        here.wait(lambda: printed)
        [record] = [one for one in here.desk.cases.letters() if one.kind == "statement"]
        assert (record.subject, record.number) == (loan_id, printed[0][1])
        assert printed[0][0] == here.desk.letters.bytes_of(record)


@pytest.mark.parametrize("officer", [None, SUPERVISOR], ids=["officer", "supervisor"])
@pytest.mark.parametrize(
    ("drawn", "payments"),
    [(day(-3), ()), (day(-3), ((day(-1), 80_000),)), (day(-500), ()), (day(-30), ((day(-1), 300_000),))],
    ids=["running", "held", "late", "settled"],
)
def test_a_button_is_off_just_where_the_act_is_refused(
    qtbot: QtBot, tmp_path: Path, officer: Officer | None, drawn: date, payments: Any
) -> None:
    means: dict[str, Any] = {"officer": officer} if officer else {}
    with room(qtbot, tmp_path, "S001", **means) as here:
        loan_id = lent(here, drawn, *payments, by_colleague=True)
        page, loans = shown(here), here.desk.loans
        tried: dict[LoanChange, Callable[[], object]] = {
            LoanChange.PREPAY: lambda: loans.prepay(WHO, loan_id, 1_000, "x"),
            LoanChange.RESCHEDULE: lambda: loans.reschedule(WHO, loan_id, 6, "x"),
            LoanChange.CHARGE: lambda: loans.charge(WHO, loan_id, 100, "x"),
            LoanChange.WRITE_OFF: lambda: loans.write_off(WHO, loan_id, "x"),
            LoanChange.CLOSE: lambda: loans.close(WHO, loan_id),
        }
        offered = {change for change in tried if page.changes.buttons[change].isEnabled()}
        taken = {change for change, act in tried.items() if is_taken(here, act)}
        assert taken == offered


def is_taken(here: Room, act: Callable[[], object]) -> bool:
    """Whether the act is kept; it is dropped again, so that the next finds the loan as it was."""
    try:
        act()
    except KnownError:
        return False
    for entry in here.desk.acts.outbox():
        here.desk.acts.drop_act(entry.act.id)
    return True
