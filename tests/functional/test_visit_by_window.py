"""A whole visit in the window, by the names a screen reader says: offline in the workshop, sent, reviewed by
a supervisor in a window of her own, and seen in the assessment of a maker whom no platform knows.

The hub is a process of its own behind a real socket; while the officer is with the seller it is down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.functional.house import PASSPHRASE, TODAY, Hub, Officer, enrolled
from tests.surveys.pictures import jpeg, noise
from tests.surveys.whole import ANSWERS, questions
from tests.ui.windows import PATIENCE_MS, StandInLauncher, gate
from ui.screens.survey.editors.files import FileEditor
from ui.screens.survey.editors.signature import Pad
from ui.shell.window import MainWindow
from workstation.app import open_desk
from workstation.config import Settings
from workstation.domain.surveying import SurveyStanding
from workstation.services.desk import Desk
from workstation.services.open_survey import OpenSurvey
from workstation.surveys.views import AnswerKind, QuestionView, RepeatView, SectionView

MAKER = "sample:S011"
"""Makes hardware; nothing of it is on any platform, and no ledger came of it."""
W = TypeVar("W", bound=QWidget)

SAID = {
    **ANSWERS,
    "visit_day": TODAY,
    "visit_position": "27.9949 120.6994",
    "photos_allowed": "yes",
    "more_photos": "no",
    "wants_for": "equipment",
    "worries": "铜价涨得太快，接单不敢报价。",
    "equity_household": "160500",
}
_WORDS = "车间、账本与订单都看过，与所说一致。"


@dataclass
class Seat:
    """One person before a window over a real desk."""

    window: MainWindow
    desk: Desk
    qtbot: QtBot

    def wait(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        self.wait(lambda: not self.window.tasks.busy)

    def named(self, kind: type[W], name: str, *, where: QWidget | None = None) -> W:
        """What is called so for whoever hears the window; of several the first that is in view."""
        found = [one for one in (where or self.window).findChildren(kind) if heard(one) == name]
        seen = [one for one in found if one.isVisible()]
        assert seen, f"nothing in view is called {name!r}: {sorted(self.names(kind))}"
        return seen[0]

    def names(self, kind: type[QWidget]) -> set[str]:
        return {heard(one) for one in self.window.findChildren(kind) if one.isVisible() and heard(one)}

    def press(self, name: str, *, where: QWidget | None = None) -> None:
        self.named(QAbstractButton, name, where=where).click()

    def open_surveys(self) -> None:
        view = self.window.desk_view
        assert view is not None
        view.open_applicant(MAKER, "surveys")
        self.rest()

    def sync(self) -> None:
        self.window.keys.action("sync.now").trigger()
        self.rest()
        assert self.desk.acts.outbox() == ()


def heard(widget: QWidget) -> str:
    """What a screen reader calls it."""
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or own


@contextmanager
def seated(qtbot: QtBot, officer: Officer) -> Iterator[Seat]:
    with open_desk(officer.profile, PASSPHRASE) as desk:
        launcher = StandInLauncher(officer.profile, now=Settings(language="zh", theme="light"))
        with gate(qtbot, launcher) as window:
            window.resize(1440, 900)
            window.open_desk(desk)
            seat = Seat(window, desk, qtbot)
            seat.rest()
            yield seat


class Visitor:
    """Fills in what is in view, question by question, as it is asked."""

    def __init__(self, seat: Seat, survey: OpenSurvey, folder: Path) -> None:
        self.seat, self.survey, self.folder = seat, survey, folder

    def visit(self) -> list[str]:
        """Every section from the first to the last, by the button that leads on; gives their titles."""
        titles = []
        sections = self.survey.run.sections()
        for section in sections:
            self.fill(section.ref)
            titles.append(section.title)
            if section is not sections[-1]:
                self.seat.press("下一部分")
                self.seat.rest()
        return titles

    def fill(self, section: str) -> None:
        asked: set[str] = set()
        while (question := self.next_question(section, asked)) is not None:
            asked.add(question.ref)
            self.answer(question)
            self.seat.rest()
        for repeat in repeats(self.survey.run.view(section)):
            self.paste(repeat)

    def next_question(self, section: str, asked: set[str]) -> QuestionView | None:
        in_tables = {q.ref for r in repeats(self.survey.run.view(section)) for q in questions(r.rows)}
        for question in questions(self.survey.run.view(section).items):
            if question.ref in asked or question.ref in in_tables or question.readonly:
                continue
            if question.kind is not AnswerKind.NOTE and (question.required or question.name in SAID):
                return question
        return None

    def answer(self, question: QuestionView) -> None:
        name, text, seat = question.label, said(question), self.seat
        match question.kind:
            case AnswerKind.CHOICE | AnswerKind.CHOICES:
                label = next(one.label for one in question.choices if one.value == text)
                box = seat.named(QAbstractButton, f"{name}: {label}")
                if not box.isChecked():
                    box.click()
            case AnswerKind.POSITION:
                north, east = text.split()
                self.type(f"{name}: 纬度", north)
                self.type(f"{name}: 经度", east)
            case AnswerKind.RANGE:
                seat.named(QSlider, name).setValue(3)
            case AnswerKind.PHOTO if "signature" in question.appearance:
                self.sign(name)
            case AnswerKind.PHOTO:
                self.drop(name)
            case _:
                self.type(name, text)
        if question.kind is not AnswerKind.PHOTO:
            assert self.survey.run.value(question.ref), question.name

    def type(self, name: str, text: str) -> None:
        lines = [one for one in self.seat.window.findChildren(QPlainTextEdit) if heard(one) == name]
        if any(one.isVisible() for one in lines):
            self.seat.named(QPlainTextEdit, name).insertPlainText(text)
            return
        field = self.seat.named(QLineEdit, name)
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(field.text())
        field.editingFinished.emit()

    def drop(self, name: str) -> None:
        """A picture out of the file manager, onto the question."""
        editor, held = self.seat.named(FileEditor, name), len(self.survey.held())
        path = self.folder / f"IMG_{held}.JPG"
        path.write_bytes(jpeg(noise(320, 240), taken=f"{TODAY.replace('-', ':')} 11:30:00"))
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for event in (
            QDragEnterEvent(QPoint(5, 5), copy, mime, left, none),
            QDropEvent(QPointF(5, 5), copy, mime, left, none),
        ):
            QApplication.sendEvent(editor, event)
        self.seat.wait(lambda: len(self.survey.held()) == held + 1)

    def sign(self, name: str, where: QWidget | None = None) -> None:
        pad, held = self.seat.named(Pad, name, where=where), self.signed()
        width, height = pad.width(), pad.height()
        self.seat.qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, height // 2))
        for step in range(1, 12):
            at = QPoint(10 + step * width // 16, height // 2 + (-1) ** step * height // 4)
            self.seat.qtbot.mouseMove(pad, at)
        self.seat.qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(width - 20, height // 2))
        self.seat.wait(lambda: self.signed() > held)

    def signed(self) -> int:
        return len(self.survey.held()) + (self.survey.second is not None)

    def paste(self, repeat: RepeatView) -> None:
        """A line out of a spreadsheet, with the keys that everybody knows."""
        table = self.seat.named(QAbstractItemView, repeat.label)
        columns = questions(repeat.rows[:1])
        cells = [shown(question) for question in columns if question.kind is not AnswerKind.PHOTO]
        table.setCurrentIndex(table.model().index(0, 0))
        QGuiApplication.clipboard().setText("\t".join(cells))
        self.seat.qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.seat.rest()


def repeats(view: SectionView) -> list[RepeatView]:
    return [item for item in view.items if isinstance(item, RepeatView)]


def said(question: QuestionView) -> str:
    if question.name in SAID:
        return SAID[question.name]
    if question.kind in (AnswerKind.CHOICE, AnswerKind.CHOICES):
        return question.choices[0].value
    if question.kind in (AnswerKind.INTEGER, AnswerKind.DECIMAL):
        return question.value or "1"
    return TODAY if question.kind is AnswerKind.DATE else _WORDS


def shown(question: QuestionView) -> str:
    """As it stands in a spreadsheet: choices by their words, what is worked out not at all."""
    if question.readonly:
        return ""
    text = said(question)
    return next((one.label for one in question.choices if one.value == text), text)


@pytest.fixture
def boss(hub: Hub, tmp_path: Path) -> Officer:
    hub.run("enrol", "boss", "--name", "顾岚", "--role", "supervisor")
    hub.run("assign", "boss", MAKER.partition(":")[2], "--business-day", TODAY)
    return enrolled(hub, tmp_path / "boss", "boss")


def test_a_visit_from_the_workshop_to_the_assessment(
    qtbot: QtBot, hub: Hub, officer: Officer, boss: Officer, tmp_path: Path
) -> None:
    hub.kill()
    with seated(qtbot, officer) as seat:
        before = seat.desk.appraisals.appraise(MAKER)
        assert before.assessment.output is None, "nobody knows anything of this maker"

        seat.open_surveys()
        seat.press("开始走访")
        seat.wait(lambda: seat.desk.surveys.drafts(MAKER))
        seat.rest()
        (draft,) = seat.desk.surveys.drafts(MAKER)
        survey = seat.desk.surveys.reopen(draft.id)
        visitor = Visitor(seat, survey, tmp_path)
        titles = visitor.visit()
        assert titles[0] == "走访概况" and "设备与生产" in titles and titles[-1] == "调研意见"

        seat.press("到结束页")
        seat.rest()
        visitor.type("第二调查人姓名", "李明")
        visitor.sign("第二调查人签名")
        seat.rest()
        assert [one for one in survey.what_is_missing() if one.forbids] == []
        seat.wait(lambda: seat.named(QAbstractButton, "定稿并签名").isEnabled())
        seat.press("定稿并签名")
        seat.wait(lambda: survey.closed)
        seat.rest()
        assert len(seat.desk.acts.outbox()) == 1, "the hub is down: it waits, and counts here already"
        with_visit = seat.desk.appraisals.appraise(MAKER)
        assert with_visit.assessment.output is not None
        assert with_visit.case.visited_on == survey.visited_on

        hub.start()
        seat.sync()

    with seated(qtbot, boss) as seat:
        seat.sync()
        seat.open_surveys()
        seat.press("复核…")
        seat.rest()
        dialog = next(one for one in seat.window.findChildren(QDialog) if one.isVisible())
        heard_on_site = seat.named(QPlainTextEdit, "店主原话", where=dialog).toPlainText()
        assert SAID["worries"] in heard_on_site
        quotable = seat.named(QPlainTextEdit, "可上报引用的店主原话，每行一句", where=dialog)
        quotable.setPlainText(SAID["worries"])
        verdict = seat.named(QComboBox, "结论", where=dialog)
        verdict.setCurrentIndex(verdict.findText("接受"))
        seat.press("登记复核意见", where=dialog)
        seat.rest()
        (seen,) = seat.desk.surveys.of(MAKER)
        assert seen.standing is SurveyStanding.ACCEPTED
        seat.sync()

    with seated(qtbot, officer) as seat:
        seat.sync()
        (found,) = seat.desk.surveys.of(MAKER)
        assert found.standing is SurveyStanding.ACCEPTED
        assert found.review is not None and found.review.quotes == (SAID["worries"],)
        view = seat.window.desk_view
        assert view is not None
        view.open_applicant(MAKER, "assessment")
        seat.rest()
        page = view.screen("applicant").page("assessment")
        seat.wait(lambda: page.settled)
        words = " ".join(one.accessibleName() for one in page.findChildren(QWidget))
        assert "调研" in words or "走访" in words
        assert seat.desk.appraisals.appraise(MAKER).assessment.output is not None
