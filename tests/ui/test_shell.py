"""The frame around the screens: keys, palette, help, messages, going back, two languages, two windows."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.windows import HUB_IS_DOWN, Office, StandInLauncher, gate, office
from ui.actions import ACTIONS, row_of
from ui.shell.side_window import SideWindow
from ui.widgets.dialogs import FaultDialog, Question, ask, fault_report
from workstation.errors import BugError, KnownError
from workstation.services.launching import ProfileState

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar)


def test_no_two_actions_have_one_shortcut_at_a_time() -> None:
    """One that takes the place of another has its keys."""
    alone = [row for row in ACTIONS if not row.instead_of]
    keys = Counter(QKeySequence(text).toString() for row in alone for text in row.keys)
    assert all(row.keys == row_of(row.instead_of).keys for row in ACTIONS if row.instead_of)
    assert [text for text, times in keys.items() if times > 1] == []
    assert all(row.id and row.text for row in ACTIONS)
    assert len({row.id for row in ACTIONS}) == len(ACTIONS)


def test_every_shortcut_is_understood_by_qt() -> None:
    for row in ACTIONS:
        for text in row.keys:
            assert QKeySequence(text)[0].key() != Qt.Key.Key_unknown, f"{row.id}: {text}"


def test_what_is_loaded_when_a_desk_opens_is_not_gone_through_again(qtbot: QtBot, tmp_path: Path) -> None:
    """A full collection of everything that is loaded by then stops the window for a tenth of a second."""
    gc.unfreeze()
    with office(qtbot, tmp_path, "S001"):
        assert gc.get_freeze_count() > 100_000


def test_the_palette_lists_every_action_that_can_be_done_now(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.do("palette")
        box = here.view.palette_box
        assert box.isVisible() and here.window.focusWidget() is box.field
        offered = {action.objectName() for _, action in here.window.keys.offered()}
        assert len(box.entries()) == len(offered) and {"sync.now", "search", "help"} <= offered
        here.press(box.field, Qt.Key.Key_Escape)
        assert not box.isVisible()


def test_the_palette_finds_applicants_and_opens_them(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S013", "S014") as here:
        here.do("palette")
        box = here.view.palette_box
        here.type(box.field, "绮云丝绸")
        here.wait(lambda: any("绮云丝绸" in entry.text for entry in box.entries()))
        here.press(box.field, Qt.Key.Key_Return)
        here.rest()
        assert here.view.here is not None
        assert (here.view.here.screen, here.view.here.applicant_id) == ("applicant", "sample:S013")


def test_the_palette_runs_an_action_by_its_words(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        here.do("palette")
        here.type(here.view.palette_box.field, "letters")
        here.rest()
        here.press(here.view.palette_box.field, Qt.Key.Key_Return)
        here.rest()
        assert here.view.here is not None and here.view.here.screen == "letters"


def test_escape_goes_back_the_way_one_came(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.open("letters")
        here.view.open_applicant("sample:S001")
        here.rest()
        here.press(here.window, Qt.Key.Key_Escape)
        assert here.view.here is not None and here.view.here.screen == "letters"
        here.press(here.window, Qt.Key.Key_Escape)
        assert here.view.here.screen == "worklist"
        here.rest()


def test_help_is_about_the_screen_in_view_and_in_the_language_in_force(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        here.do("help")
        assert "What do I do next?" in here.view.help.text.toPlainText()
        assert "Synchronise now" in here.view.help.text.toPlainText()
        here.open("sync")
        assert "Is my work safe?" in here.view.help.text.toPlainText()
        here.do("language")
        here.wait(lambda: "我的工作安全吗" in here.view.help.text.toPlainText())
        here.press(here.window, Qt.Key.Key_Escape)
        assert not here.view.help.isVisible()


def test_an_error_says_what_which_record_and_what_now(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        here.view.say_error(KnownError("file.unknown", "there is no file", where="S9", remedy="Check it."))
        assert here.view.messages.accessibleName() == "There is no file · S9 Check it."
        here.press(here.window, Qt.Key.Key_Escape)
        assert here.view.messages.text() == ""


def test_our_own_fault_is_shown_with_a_report_without_anybodys_data(qtbot: QtBot, tmp_path: Path) -> None:
    def fault() -> None:
        try:
            raise ValueError("欧阳𬭸 owes 5,000")
        except ValueError as error:
            raise BugError("rule limit.cap gave no amount") from error

    with office(qtbot, tmp_path) as here:
        here.window.tasks.read(fault, lambda _: None)
        here.wait(lambda: here.window.findChild(FaultDialog) is not None)
        dialog = here.window.findChild(FaultDialog)
        assert isinstance(dialog, FaultDialog)
        report = dialog.report.toPlainText()
        dialog.accept()
    assert "rule limit.cap gave no amount" in report and "builtins.ValueError" in report
    assert "欧阳" not in report and "5,000" not in report and "test_shell.py" in report


def test_a_report_of_a_bare_error_names_its_kind_and_place() -> None:
    assert "builtins.KeyError" in fault_report(KeyError("S001"))
    assert "S001" not in fault_report(KeyError("S001"))


def test_a_question_has_cancel_as_its_default(qtbot: QtBot) -> None:
    parent, answered = QWidget(), []
    qtbot.addWidget(parent)
    parent.show()
    question = ask(parent, "Put it away?", "It is gone then.", "Put away", lambda: answered.append(1))
    assert isinstance(question, Question) and question.cancel.isDefault()
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert answered == []
    ask(parent, "Put it away?", "It is gone then.", "Put away", lambda: answered.append(1)).yes.click()
    assert answered == [1]


def test_two_files_lie_side_by_side(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", "S005") as here:
        screen = here.open("worklist")
        screen.table.choose(0)
        here.do("open.beside")
        here.rest()
        (window,) = here.view._side_windows
        assert isinstance(window, SideWindow) and window.screen.applicant_id == screen.applicant_id
        window.close()
        assert here.view._side_windows == []


@pytest.mark.parametrize(
    "name", ["worklist", "visits", "sync", "letters", "scenarios", "monitor", "settings"]
)
def test_every_control_has_a_name_for_those_who_cannot_see_it(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.open(name)
        here.do("help")
        assert nameless(here.window) == []


@pytest.mark.parametrize("state", list(ProfileState))
def test_every_control_at_the_gate_has_a_name(qtbot: QtBot, tmp_path: Path, state: ProfileState) -> None:
    with gate(qtbot, StandInLauncher(tmp_path, there=state)) as window:
        assert nameless(window) == []


def nameless(window: QWidget) -> list[str]:
    return [
        f"{type(control).__name__} in {type(control.parent()).__name__}"
        for kind in _CONTROLS
        for control in window.findChildren(kind)
        if control.isVisible()
        and not isinstance(control, QScrollBar)
        and not is_part_of_another(control)
        and not (control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()))
    ]


def is_part_of_another(control: QWidget) -> bool:
    """Qt's own pieces inside a control: heads of tables, the cross of a search."""
    parent = control.parentWidget()
    return isinstance(parent, (QAbstractScrollArea, QLineEdit, QTabBar)) or control.objectName().startswith(
        "qt_"
    )


def test_the_keyboard_walks_in_reading_order(qtbot: QtBot, tmp_path: Path) -> None:
    """Tab goes down the rail, along the header, then through the screen."""
    with office(qtbot, tmp_path, "S001") as here:
        here.open("worklist")
        stops = tab_stops(here)
        order = [stops.index(type(w).__name__) for w in (here.view.rail.help, here.view.header.chip)]
        assert order == sorted(order)
        assert {"RailButton", "StateChip", "ViewList", "QLineEdit", "DataTable"} <= set(stops)


def tab_stops(here: Office) -> list[str]:
    here.view.rail._buttons["worklist"].setFocus()
    stops: list[str] = []
    for _ in range(40):
        here.window.focusNextChild()
        widget = here.window.focusWidget()
        if widget is here.view.rail._buttons["worklist"]:
            break
        stops.append(type(widget).__name__)
    return ["RailButton", *stops]


def test_the_look_changes_everywhere_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.open("worklist")
        light = here.window.grab().toImage().pixelColor(200, 20)
        here.do("theme")
        here.do("text.larger")
        here.rest()
        dark = here.window.grab().toImage().pixelColor(200, 20)
        assert dark.lightness() < 60 < 200 < light.lightness()
        assert (here.launcher.now.theme, here.launcher.now.text_size) == ("dark", 125)


def test_a_first_sync_that_fails_does_not_stand_in_the_way(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001", fails=HUB_IS_DOWN) as here:
        assert here.view.header.chip.mark().text == "Offline"
        assert here.view.messages.text() == "", "a network that is down is no message to be clicked away"
        assert here.open("worklist").model.rowCount() == 1


def test_the_header_tells_who_sits_here_and_which_day_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path) as here:
        assert here.view.header._officer.accessibleName() == "Officer: 周宁"
        assert here.view.header._day.text() == here.desk.clock.today().isoformat()
        assert row_of("sync.now").keys[0] == "F5"
