"""An officer opens a file: who this is, what is known, what is missing, what happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.applicants import room
from ui.screens.act_dialog import ActDialog
from ui.screens.applicant.overview import Overview
from ui.screens.applicant.request_dialog import RequestDialog
from ui.screens.applicant.trail import TrailPage
from ui.translation import speak
from workstation.domain.lending import RepaymentMethod
from workstation.services.desk import Desk


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_the_head_says_who_this_is_and_what_is_owed(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S013", "S014") as here:
        here.open("S013")
        said = words_of(here.screen.header)
    assert "苏州绮云丝绸有限公司" in said
    assert "S013" in said and "Shop with workshop" in said and "Home textiles" in said
    assert "1,030,000.00" in said, "its own 580,000 and its sister's 450,000"


def test_missing_evidence_is_said_and_never_shown_as_nought(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        page = here.open("S005")
        strip = here.screen.header.strip
        assert strip.accessibleName() == "Evidence: 4 of 9 domains covered"
        assert "Bank loans: missing" in strip.accessibleDescription()
        assert isinstance(page, Overview)
        assert "Bank loans" in words_of(page.coverage)
        assert "\n0 records" not in words_of(page.coverage)


def test_a_manufacturer_without_ledgers_is_told_what_would_fill_the_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with room(qtbot, tmp_path, "S011") as here:
        page = here.open("S011")
        assert isinstance(page, Overview)
        assert "No ledger has come" in words_of(page.figures)
        assert "a visit tells" in words_of(page.shops)
        here.open("S011", "history")
        assert "a manufacturer may need a visit" in words_of(here.screen.page("history"))


def test_a_withdrawn_authorisation_is_marked(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S018") as here:
        page = here.open("S018")
        assert isinstance(page, Overview)
        named = [child.accessibleName() for child in page.consents.findChildren(QWidget)]
        assert "none was read" in words_of(page.figures)
    assert any("withdrawn" in name for name in named)


def test_the_file_speaks_chinese_without_being_opened_again(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        page = here.open("S005")
        assert "Settled sales in a year" in words_of(page)
        speak("zh")
        here.wait(lambda: "近一年结算销售额" in words_of(page))
        assert "美妆" in words_of(here.screen.header)


def test_a_note_is_kept_and_stands_in_the_trail(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        page = here.open("S005", "trail")
        assert isinstance(page, TrailPage)
        page.note.setPlainText("见过店主，仓库整洁")
        page.keep.click()
        here.wait(lambda: "见过店主，仓库整洁" in words_of(page.trail))
        assert page.note.toPlainText() == ""
        assert here.said.words == ["The note is saved on this device and waits for the hub"]


def test_an_empty_note_is_refused_in_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        page = here.open("S005", "trail")
        assert isinstance(page, TrailPage)
        page.keep.click()
        here.wait(lambda: page.notice.text())
        assert "The note has no text" in page.notice.text()


def requests_of(desk: Desk) -> list[int]:
    file = desk.cases.applicant_file("sample:S005", ledgers=False)
    return [asked.amount for asked in file.applications]


def test_a_request_is_taken_down_as_it_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        here.open("S005")
        here.screen.take_request()
        dialog = here.screen.findChild(RequestDialog)
        dialog.amount.setText("8.5万")
        dialog.save.click()
        here.wait(lambda: 8_500_000 in requests_of(here.desk))
        overview = here.screen.page("overview")
        assert isinstance(overview, Overview)
        here.wait(lambda: "85,000.00" in words_of(overview.request))


def test_a_request_for_nothing_is_not_taken_down(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        here.open("S005")
        here.screen.take_request()
        dialog = here.screen.findChild(RequestDialog)
        dialog.amount.setText("nothing")
        dialog.save.click()
        assert dialog.amount.property("wrong") is True
        dialog.reject()
        assert requests_of(here.desk) == [10_000_000]


def test_a_file_that_is_not_here_says_so_and_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        page = here.open("S999")
        assert page.face == "trouble"
        assert "no such applicant file" in words_of(page)


@pytest.mark.parametrize("tab", ["overview", "history", "assessment", "decide", "loans", "trail"])
def test_every_control_has_a_name_a_screen_reader_can_say(qtbot: QtBot, tmp_path: Path, tab: str) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton

    with room(qtbot, tmp_path, "S005") as here:
        here.open("S005", tab)
        reached = [
            child
            for child in here.screen.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(here.screen)
        ]
        unnamed = [
            f"{type(child).__name__} {child.objectName()}"
            for child in reached
            if not (child.accessibleName() or (isinstance(child, QAbstractButton) and child.text()))
        ]
        assert reached
        assert not unnamed


def test_only_what_a_product_has_can_be_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    """The dialog offers the products that are switched on, each with its own tenors and repayment."""
    with room(qtbot, tmp_path, "S005") as here:
        here.open("S005")
        here.screen.take_request()
        dialog = here.screen.findChild(RequestDialog)
        rules = here.desk.appraisals.rules
        offered = [dialog.product.itemData(place) for place in range(dialog.product.count())]
        assert offered == [code for code, product in rules.products.items() if product.enabled]
        assert "consumer" not in offered
        for code in offered:
            product = rules.product(code)
            dialog.product.setCurrentIndex(dialog.product.findData(code))
            assert dialog.months.shown() == list(product.tenors)
            assert dialog.months.key() in product.tenors
            assert dialog.method.shown() == [m for m in RepaymentMethod if m in product.methods]
        dialog.product.setCurrentIndex(dialog.product.findData("order"))
        dialog.amount.setText("2万")
        dialog.save.click()
        here.wait(lambda: 2_000_000 in requests_of(here.desk))
        newest = here.desk.appraisals.appraise("sample:S005").case.application
        assert (newest.product, newest.months, newest.method) == ("order", 1, "order")


def test_a_complaint_is_taken_down_and_settled_on_the_trail(qtbot: QtBot, tmp_path: Path) -> None:
    with room(qtbot, tmp_path, "S005") as here:
        page = here.open("S005", "trail")
        assert isinstance(page, TrailPage)
        assert not page.settle.isVisible()
        page.complain.click()
        dialog = page.findChild(ActDialog)
        assert dialog is not None
        dialog.save.click()
        here.wait(lambda: dialog.notice.text())  # nothing says what was wrong
        dialog.findChildren(QLineEdit)[-1].setText("等了三周没有答复")
        dialog.save.click()
        here.wait(lambda: "等了三周没有答复" in words_of(page.trail))
        here.wait(lambda: page.settle.isVisible())
        page.settle.click()
        dialog = page.findChildren(ActDialog)[-1]
        dialog.findChildren(QLineEdit)[-1].setText("已致歉")
        dialog.save.click()
        here.wait(lambda: "已致歉" in words_of(page.trail) and not page.settle.isVisible())
        said = words_of(page.trail)
        assert said.index("已致歉") < said.index("等了三周没有答复")  # the newest first, within a day too
