"""Every kind of answer has an editor that shows it, tells each keystroke, and has a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.surveys.questions import choices, hands, photo_at, question
from tests.ui.test_shell import nameless
from ui.screens.survey.devices import Devices
from ui.screens.survey.editors.audio import AudioEditor
from ui.screens.survey.editors.barcode import BarcodeEditor
from ui.screens.survey.editors.buttons import ButtonsEditor
from ui.screens.survey.editors.lists import SearchEditor
from ui.screens.survey.editors.moments import DayEditor
from ui.screens.survey.editors.number import NumberEditor
from ui.screens.survey.editors.photo import PhotoEditor
from ui.screens.survey.editors.position import PositionEditor
from ui.screens.survey.editors.rank import RankEditor
from ui.screens.survey.editors.signature import SignatureEditor
from ui.screens.survey.editors.table import editor_for
from ui.screens.survey.editors.text import LineEditor, LinesEditor
from ui.screens.survey.hands import Hands
from ui.screens.survey.question import QuestionBox
from ui.translation import speak
from workstation.domain.surveying import AttachmentKind, Position
from workstation.surveys.media.sound import Sound
from workstation.surveys.views import AnswerKind, Bounds, Problem, ProblemKind, QuestionView

_LABELS = ("Stock", "Cash", "Receivables")
_EXAMPLES: dict[AnswerKind, str] = {
    AnswerKind.TEXT: "said so", AnswerKind.INTEGER: "12000", AnswerKind.DECIMAL: "0.30",
    AnswerKind.RANGE: "4", AnswerKind.DATE: "2026-11-03", AnswerKind.TIME: "14:03:00.000+08:00",
    AnswerKind.MOMENT: "2026-11-03T14:03:00.000+08:00", AnswerKind.CHOICE: "c2", AnswerKind.CHOICES: "c1 c3",
    AnswerKind.RANK: "c3 c1 c2", AnswerKind.ACKNOWLEDGE: "OK", AnswerKind.POSITION: "31.2 121.4 0 5",
    AnswerKind.TRACE: "1 1 0 0; 1 2 0 0", AnswerKind.SHAPE: "1 1 0 0; 1 2 0 0; 2 2 0 0; 1 1 0 0",
    AnswerKind.PHOTO: "", AnswerKind.AUDIO: "", AnswerKind.VIDEO: "", AnswerKind.FILE: "",
    AnswerKind.BARCODE: "6901234567892", AnswerKind.NOTE: "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    speak("en")


def boxed(qtbot: QtBot, view: QuestionView, tools: Hands) -> tuple[QuestionBox, list[str]]:
    box, told = QuestionBox(view, tools), []
    box.answered.connect(lambda _, text: told.append(text))
    qtbot.addWidget(box)
    box.resize(700, 300)
    box.show()
    return box, told


def type_into(line: QLineEdit, text: str) -> None:
    """As an input method puts text in, key by key."""
    for sign in text:
        line.insert(sign)
        line.textEdited.emit(line.text())


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_every_kind_has_an_editor_with_names_that_says_nothing_by_itself(
    qtbot: QtBot, kind: AnswerKind
) -> None:
    view = question(kind, _EXAMPLES[kind], choices=choices(*_LABELS), bounds=Bounds("0", "10", "1"))
    with hands() as (tools, _):
        box, told = boxed(qtbot, view, tools)
        box.show_question(view)
        assert told == [] and nameless(box) == []
        entry = box.editor.entry()
        assert kind is AnswerKind.NOTE or entry is not None
        assert entry is None or "The " in entry.accessibleName()


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_what_a_form_says_is_never_more_than_text(qtbot: QtBot, kind: AnswerKind) -> None:
    bad = "<b>bold</b><img src=x onerror=alert(1)><script>alert(1)</script>"
    view = question(
        kind, label=bad, hint=bad, guidance=bad, choices=choices(bad, "b"), constraint_text=bad,
        bounds=Bounds("0", "1", "1"), problem=Problem("/data/q", ProblemKind.CONSTRAINT, bad),
    )  # fmt: skip
    with hands() as (tools, _):
        box, _ = boxed(qtbot, view, tools)
        labels = box.findChildren(QLabel)
        assert any(one.text() == bad for one in labels)
        assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels if one.text())
        assert all("<" not in one.toolTip() for one in box.findChildren(QWidget))


def test_a_required_question_says_so_in_words_and_a_constraint_before_and_after(qtbot: QtBot) -> None:
    asked = question(AnswerKind.INTEGER, required=True, constraint_text="at most 12", guidance="count")
    with hands() as (tools, _):
        box, _ = boxed(qtbot, asked, tools)
        assert box._label.text() == "The integer *"
        assert "must be answered" in box.editor.entry().accessibleDescription()
        assert (box._word.text(), box._word.property("look")) == ("at most 12", "faint")
        assert not box._guidance.isVisible()
        box._more.click()
        assert box._guidance.isVisible() and box._guidance.text() == "count"
        wrong = question(
            AnswerKind.INTEGER, "13", required=True, constraint_text="at most 12",
            problem=Problem("/data/q", ProblemKind.CONSTRAINT),
        )  # fmt: skip
        box.show_question(wrong)
        assert box._word.property("look") == "warn" and box._word_mark.isVisible()
        assert "Problem: at most 12" in box.editor.entry().accessibleDescription()


def test_a_picture_that_lies_beside_the_form_is_named(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        box, _told = boxed(qtbot, question(AnswerKind.TEXT, media=(("image", "shelf.png"),)), tools)
        assert box._media.isVisible() and "shelf.png" in box._media.text()


def test_a_value_that_comes_back_leaves_the_cursor_where_it_is(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.TEXT), tools)
        assert isinstance(box.editor, LineEditor)
        type_into(box.editor.line, "stock")
        box.editor.line.setCursorPosition(2)
        box.show_question(question(AnswerKind.TEXT, told[-1]))
        assert (told[-1], box.editor.line.cursorPosition()) == ("stock", 2)


def test_a_number_is_typed_bare_and_shown_with_thousands(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.DECIMAL), tools)
        assert isinstance(box.editor, NumberEditor)
        line = box.editor.line
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn))
        type_into(line, "1234567.50")
        assert told[-1] == "1234567.50"
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut))
        assert line.text() == "1,234,567.50"
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn))
        assert line.text() == "1234567.50", "the digits that were typed are back"


def test_the_arrow_keys_move_a_day(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.DATE, "2026-11-28"), tools)
        assert isinstance(box.editor, DayEditor)
        qtbot.keyClick(box.editor.line, Qt.Key.Key_Down)
        qtbot.keyClick(box.editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert told == ["2026-11-27", "2026-10-27"]


def test_a_digit_chooses_and_delete_takes_it_back(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        view = question(AnswerKind.CHOICE, choices=choices(*_LABELS))
        box, told = boxed(qtbot, view, tools)
        assert isinstance(box.editor, ButtonsEditor)
        qtbot.keyClick(box.editor.entry(), Qt.Key.Key_3)
        assert told == ["c3"]
        qtbot.keyClick(box.editor.entry(), Qt.Key.Key_Delete)
        assert told == ["c3", ""]
        box.show_question(question(AnswerKind.CHOICE, choices=choices(*_LABELS)))
        assert not any(one.isChecked() for one in box.findChildren(QAbstractButton) if one.isCheckable())


def test_several_keep_the_order_of_the_form(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        view = question(AnswerKind.CHOICES, "c3", choices=choices(*_LABELS))
        box, told = boxed(qtbot, view, tools)
        qtbot.keyClick(box.editor.entry(), Qt.Key.Key_1)
        assert told == ["c1 c3"]


def test_choices_that_depend_on_another_answer_are_drawn_anew(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.CHOICE, choices=choices("a", "b")), tools)
        box.show_question(question(AnswerKind.CHOICE, choices=choices("x")))
        names = [one.accessibleName() for one in box.editor.findChildren(QAbstractButton)]
        assert names == ["The choice: x"] and told == []


def test_many_choices_are_searched(qtbot: QtBot) -> None:
    many = choices(*(f"trade {number}" for number in range(40)), "silk")
    with hands() as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.CHOICE, choices=many), tools)
        assert isinstance(box.editor, SearchEditor)
        box.editor.search.setText("SIL")
        qtbot.keyClick(box.editor.search, Qt.Key.Key_Return)
        assert told == ["c41"]
        box.show_question(question(AnswerKind.CHOICE, "c41", choices=many))
        assert box.editor.chosen.text() == "Chosen: silk"


def test_a_list_is_put_in_order_by_the_keyboard(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.RANK, choices=choices(*_LABELS)), tools)
        assert isinstance(box.editor, RankEditor)
        box.editor.list.setCurrentRow(2)
        qtbot.keyClick(box.editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert told == ["c1 c3 c2"]


def test_a_place_is_pasted_whole_and_found_by_a_device(qtbot: QtBot) -> None:
    with hands() as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.POSITION), tools)
        assert isinstance(box.editor, PositionEditor)
        box.editor.latitude.setText("31.2304, 121.4737")
        box.editor.latitude.textEdited.emit(box.editor.latitude.text())
        assert told == ["31.2304 121.4737 0 0"]
        box.editor.take(Position(31_230_416, 121_473_701, 8))
        assert told[-1] == "31.230416 121.473701 0 8"


def test_a_photo_is_made_anew_in_a_worker_and_shown_small(qtbot: QtBot, tmp_path: Path) -> None:
    path = photo_at(tmp_path / "shop.jpg", taken="2026:11:28 10:15:00")
    with hands() as (tools, drawer):
        box, _ = boxed(qtbot, question(AnswerKind.PHOTO), tools)
        assert isinstance(box.editor, PhotoEditor)
        box.editor.take(path)
        qtbot.waitUntil(lambda: drawer.held("/data/q") is not None)
        held = drawer.held("/data/q")
        assert (
            held is not None
            and held.kind is AttachmentKind.PHOTO
            and held.taken_at.startswith("2026-11-28T10:15")
        )
        box.show_question(question(AnswerKind.PHOTO, held.name))
        qtbot.waitUntil(lambda: not box.editor.picture.pixmap().isNull())
        assert "taken 2026-11-28 10:15" in box.editor.there.text()


def test_a_file_that_is_no_photo_is_refused_in_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "shop.jpg").write_bytes(b"no picture at all")
    with hands() as (tools, drawer):
        box, _ = boxed(qtbot, question(AnswerKind.PHOTO), tools)
        assert isinstance(box.editor, PhotoEditor)
        box.editor.take(tmp_path / "shop.jpg")
        qtbot.waitUntil(lambda: box.editor.notice.text().endswith("shop.jpg"))
        assert drawer.held("/data/q") is None


def test_what_was_signed_is_kept_when_the_pen_rests_or_the_page_is_left(qtbot: QtBot) -> None:
    view = question(AnswerKind.PHOTO, appearance=frozenset({"signature"}))
    with hands() as (tools, drawer):
        box, _ = boxed(qtbot, view, tools)
        assert isinstance(box.editor, SignatureEditor)
        pad = box.editor.pad
        qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        for x in range(30, 300, 30):
            qtbot.mouseMove(pad, QPoint(x, 20 + x % 70))
            pad._add(QPoint(x, 20 + x % 70).toPointF())
        qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
        box.editor.put_away()
        qtbot.waitUntil(lambda: drawer.held("/data/q") is not None)
        held = drawer.held("/data/q")
        assert held is not None and held.kind is AttachmentKind.SIGNATURE and held.media_type == "image/png"


class _OneRecorder(Devices):
    class Running:
        seconds, level, full = 61.0, 0.5, False

        def stop(self) -> Sound:
            return Sound(b"ogg", 61.0)

    def recorder(self) -> Running:  # type: ignore[override]
        return self.Running()


def test_a_recording_shows_its_time_and_is_kept_when_it_is_stopped(qtbot: QtBot) -> None:
    with hands(_OneRecorder()) as (tools, drawer):
        box, _ = boxed(qtbot, question(AnswerKind.AUDIO), tools)
        assert isinstance(box.editor, AudioEditor)
        box.editor.record.click()
        assert (box.editor.time.text(), box.editor.level.value()) == ("1:01", 50)
        assert box.editor.record.text() == "Stop and keep"
        box.editor.record.click()
        qtbot.waitUntil(lambda: drawer.held("/data/q") is not None)
        assert box.editor.record.text() == "Record"


class _OneCode(Devices):
    def barcodes(self, path: Path) -> tuple[str, ...]:
        return ("6901234567892",)


def test_a_code_is_read_from_a_photo(qtbot: QtBot, tmp_path: Path) -> None:
    with hands(_OneCode()) as (tools, _):
        box, told = boxed(qtbot, question(AnswerKind.BARCODE), tools)
        assert isinstance(box.editor, BarcodeEditor)
        box.editor.read_photo(tmp_path / "code.jpg")
        qtbot.waitUntil(lambda: told == ["6901234567892"])


def test_what_the_form_fills_in_is_read_and_not_typed(qtbot: QtBot) -> None:
    view = question(AnswerKind.DECIMAL, "69800.456", readonly=True)
    with hands() as (tools, _):
        editor = editor_for(view, tools)
        qtbot.addWidget(editor)
        assert editor.entry() is None
        assert [one.text() for one in editor.findChildren(QLabel)] == ["69,800.46"]


def test_who_comes_back_to_a_long_answer_goes_on_behind_it(qtbot: QtBot) -> None:
    editor = LinesEditor(question(AnswerKind.TEXT, "The books are clear"))
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor.lines, ", the stock is not.")
    assert editor.lines.toPlainText() == "The books are clear, the stock is not."
