"""Loans: conditions checked, paid out once all are met, and what the borrower said beside the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from tests.ui.applicants import Room, room
from tests.ui.test_decide_tab import words_of
from tests.ui.windows import StandInHub
from ui.screens.act_dialog import ActDialog
from ui.screens.applicant.loans import LoansPage
from ui.screens.applicant.loans.entries import DueMark, due_rows
from ui.screens.applicant.loans.schedule import due_table
from ui.theme.style import theme
from ui.translation import speak
from ui.widgets.money_field import MoneyField
from workstation.domain.lending import Outcome, RepaymentMethod
from workstation.training.sample import BUSINESS_DAY

WHO = "sample:S001"


def opened(here: Room, source_id: str = "S001") -> LoansPage:
    page = here.open(source_id, "loans")
    assert isinstance(page, LoansPage)
    return page


def approve(here: Room) -> str:
    """Decide as proposed, and let the hub have it; the loan's id."""
    appraisal = here.desk.appraisals.appraise(WHO)
    offer = appraisal.proposal.offer
    assert offer is not None
    preview = here.desk.appraisals.try_offer(appraisal, offer.amount, offer.months, offer.method)
    here.desk.decisions.decide(appraisal, Outcome.APPROVE, preview)
    hub_takes_all(here)
    return here.desk.cases.decisions(WHO)[0].decision.application_id


def hub_takes_all(here: Room) -> None:
    StandInHub(here.desk.sync.store).run(lambda _: None, None)


def draw(here: Room, loan_id: str) -> None:
    drawing = here.desk.drawing
    for row in drawing.conditions(WHO, loan_id):
        drawing.check_condition(WHO, loan_id, row.code, True, "seen")
    drawing.draw(WHO, loan_id)


def dialog(page: LoansPage) -> ActDialog:
    """The dialog that was opened last."""
    return page.findChildren(ActDialog)[-1]


def checks(page: LoansPage) -> list[QAbstractButton]:
    found = page.conditions.findChildren(QAbstractButton)
    return [button for button in found if button.accessibleName().startswith("Check: ")]


def test_a_file_without_a_loan_says_how_one_comes_to_be(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        page = opened(here)
        assert "A loan comes to be when a request is approved" in words_of(page.none)
        assert page.none.button is not None
        page.none.button.click()
        assert here.screen.tab == "decide"
        here.wait(lambda: here.screen.page("decide").settled)


def test_an_offer_that_ran_out_is_not_drawn_and_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    """The decision is a day older than an offer holds."""
    with room(qtbot, tmp_path, "S001") as here:
        approve(here)
        page = opened(here)
        last = BUSINESS_DAY + timedelta(days=here.desk.drawing.offer_days.accept)
        assert f"the offer holds until {last.isoformat()}" in words_of(page.conditions)
        entry = page.entry
        assert entry is not None
        page.forms.draw(replace(entry, holds_until=BUSINESS_DAY - timedelta(days=1)))
        assert "The offer held until" in words_of(dialog(page))
        assert not dialog(page).save.isEnabled()
        dialog(page).reject()


def test_a_loan_is_drawn_once_its_conditions_are_met(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        loan_id = approve(here)
        page = opened(here)
        page.draw.click()
        assert not dialog(page).save.isEnabled()
        assert "Not met yet: " in words_of(dialog(page))
        dialog(page).reject()
        conditions = here.desk.drawing.conditions(WHO, loan_id)
        assert len(checks(page)) == len(conditions) > 0
        checks(page)[0].click()
        asked = dialog(page)
        asked.save.click()
        here.wait(asked.notice.text)
        (how,) = [field for field in asked.findChildren(QLineEdit) if field.accessibleName() != ""]
        how.setText("seen at the counter")
        asked.save.click()
        here.wait(lambda: "seen at the counter" in words_of(page.conditions))
        for row in conditions[1:]:
            here.desk.drawing.check_condition(WHO, loan_id, row.code, True, "seen")
        here.wait(lambda: page.entry is not None and not page.entry.unmet)
        page.draw.click()
        dialog(page).save.click()
        here.wait(lambda: page.entry is not None and page.entry.view is not None)
        drawn = here.desk.loans.account(WHO, loan_id)
        assert page.schedule.rows_model.rowCount() == len(drawn.schedule.rows)
        assert page.draw.isHidden()


def test_a_promise_is_kept_in_the_list_and_nothing_promised_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        loan_id = approve(here)
        draw(here, loan_id)
        page = opened(here)
        assert "Nothing was promised." in words_of(page.said.promises)
        page.said.add_promise.click()
        asked = dialog(page)
        asked.save.click()
        here.wait(asked.notice.text)
        asked.findChildren(MoneyField)[0].setText("1,200")
        asked.save.click()
        here.wait(lambda: "1,200.00" in words_of(page.said.promises))
        (view,) = here.desk.loans.of(WHO)
        assert [one.promise.amount for one in view.promises] == [120_000]


def test_what_is_not_paid_is_marked_overdue_and_the_rest_is_to_come(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        loan_id = approve(here)
        draw(here, loan_id)
        late = here.desk.loans.account(WHO, loan_id, BUSINESS_DAY + timedelta(days=80))
        rows = due_rows(late)
        overdue = [row for row in rows if row.mark is DueMark.OVERDUE]
        assert len(overdue) == 2
        assert sum(row.owed for row in overdue) == late.overdue > 0
        assert {row.mark for row in rows[2:]} == {DueMark.TO_COME}
        assert len(rows) == len(late.schedule.rows)


def test_the_whole_name_of_the_loan_is_seen_after_a_switch_of_language(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S001", language="zh") as here:
        approve(here)
        page = opened(here)
        chinese = room_for_text(page.loan)
        speak("en")
        here.wait(lambda: "approved" in page.loan.currentText() and room_for_text(page.loan) > chinese)
        assert page.loan.fontMetrics().horizontalAdvance(page.loan.currentText()) <= room_for_text(page.loan)


def room_for_text(box: QComboBox) -> int:
    shown = QStyleOptionComboBox()
    box.initStyleOption(shown)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, shown, part, box).width()


def test_the_schedule_shows_each_column_that_has_room(qtbot: QtBot) -> None:
    table = due_table()
    qtbot.addWidget(table)
    table.show()
    needed = sum(table.columnWidth(place) for place in range(6) if place != 3) + theme().px(150)
    for room_there, hidden in ((needed + 8, False), (needed - 8, True)):
        table.resize(room_there + table.width() - table.viewport().width(), 200)
        assert table.isColumnHidden(3) is hidden


def test_a_line_is_drawn_again_for_what_it_leaves(qtbot: QtBot, tmp_path: Path) -> None:
    """10,000 yuan against shipped orders: after a draw the rest can be drawn, and then nothing."""
    with room(qtbot, tmp_path, "S001") as here:
        here.desk.files.request(
            WHO, product="order", amount=1_000_000, months=1, method=RepaymentMethod.ORDER, purpose="备货"
        )
        loan_id = approve(here)
        drawing = here.desk.drawing
        for row in drawing.conditions(WHO, loan_id):
            drawing.check_condition(WHO, loan_id, row.code, True, "seen")
        page = opened(here)
        page.choose(loan_id)
        for drawn, left in (("4,000", 600_000), ("6,000", 0)):
            page.draw.click()
            asked = dialog(page)
            asked.findChildren(MoneyField)[0].setText(drawn)
            asked.save.click()
            here.wait(lambda left=left: page.entry is not None and page.entry.line.available == left)
        assert "Can be drawn" in words_of(page.account)
        assert "until 2027-05-20" in words_of(page.account)
        assert not page.draw.isEnabled()
        assert page.why_not.text() == "Not now – Draw: Everything is drawn."
        assert page.draw.accessibleDescription() == "Everything is drawn."
        rests_on = here.desk.loans.account(WHO, loan_id).resting
        assert page.orders.rows_model.rowCount() == len(rests_on) > 1
