"""A visit in the main window: begun by its key, led back and on, helped, and with a second investigator."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.surveys.forms import CLOSING, EVIDENCE, SALES, VISIT
from tests.ui.surveys.questions import hands, photo_at, question
from tests.ui.surveys.visits import on_site
from tests.ui.test_shell import nameless
from tests.ui.windows import Office, office
from ui.screens.survey.devices import Devices
from ui.screens.survey.editors.photo import CardDialog, PhotoEditor
from ui.screens.survey.editors.position import PositionEditor
from ui.screens.survey.editors.signature import Pad
from ui.screens.survey.question import QuestionBox
from ui.screens.survey.screen import SurveyScreen
from ui.screens.survey.sections import FINISH
from workstation.domain.surveying import Position
from workstation.surveys.media.cards import CardPicture
from workstation.surveys.media.photos import Photo
from workstation.surveys.views import AnswerKind

WHO = "sample:S001"


def begun(here: Office) -> SurveyScreen:
    """By keys alone: the file, then the visit."""
    here.view.open_applicant(WHO, "surveys")
    here.rest()
    here.do("file.visit")
    here.wait(lambda: here.view.here is not None and here.view.here.screen == "survey")
    screen = here.view.current()
    assert isinstance(screen, SurveyScreen)
    here.wait(lambda: screen.runner is not None and screen.settled)
    here.rest()
    return screen


def test_a_visit_is_begun_left_and_gone_on_with_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        screen = begun(here)
        assert screen.runner is not None
        survey = screen.runner.survey
        assert not here.window.keys.action("open.beside").isEnabled(), "Ctrl+Enter adds a line here"
        here.do("survey.next_section")
        section = screen.runner.section
        assert section == survey.run.sections()[1].ref
        assert nameless(here.window) == []
        here.do("help")
        assert "What do I see on site?" in here.view.help.text.toPlainText()
        assert "Ctrl+PgDown" in here.view.help.text.toPlainText()
        here.press(here.window, Qt.Key.Key_Escape)
        here.press(here.window, Qt.Key.Key_Escape)
        assert here.view.here is not None and here.view.here.screen == "applicant"
        assert here.window.keys.action("open.beside").isEnabled()
        here.rest()
        here.do("file.visit")
        here.wait(lambda: here.view.here is not None and here.view.here.screen == "survey")
        assert screen.runner.survey is survey and screen.runner.section == section
        here.rest()


@pytest.mark.parametrize("kind", ["reseller", "workshop", "exporter", "manufacturer"])
def test_every_shipped_form_opens_with_a_name_for_every_control(
    qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        draft = here.desk.surveys.open(WHO, kind)
        here.view.open_survey(draft.id)
        screen = here.view.current()
        assert isinstance(screen, SurveyScreen)
        here.wait(lambda: screen.runner is not None and screen.settled)
        assert screen.runner is not None
        for line in screen.runner.sections.sections.lines:
            screen.runner.show_section(line.key)
            assert nameless(here.window) == [], line.title
        here.rest()


def sign(qtbot: QtBot, pad: Pad) -> None:
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
    for x in range(20, 320, 20):
        pad._add(QPoint(x, 20 + (x * 7) % 90).toPointF())
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(320, 60))


def test_a_second_investigator_signs_where_policy_asks_for_one(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path, seller="S009") as here:
        survey = here.desk.surveys.open("sample:S009")
        here.open(survey.id)
        for ref, value in (
            (f"{VISIT}/met", "厂长"),
            (f"{VISIT}/premises", "owned"),
            (f"{SALES}/stated", "800000"),
            (f"{CLOSING}/opinion", "设备在转"),
        ):
            here.runner.filling.answer(ref, value)
        for problem in survey.run.problems(complete=True):
            here.runner.filling.answer(problem.ref, "x")
        here.runner.show_section(FINISH)
        here.rest()
        end = here.runner.ending.page
        assert end.signature.isVisible() and not end.freeze.isEnabled()
        here.type("Name of the second investigator", "李明")
        sign(qtbot, end.signature.pad)
        here.wait(lambda: survey.second is not None)
        assert survey.second is not None and survey.second.name == "李明"
        here.rest()
        here.wait(end.freeze.isEnabled)
        end.freeze.click()
        here.wait(lambda: here.said.opened == ["sample:S009/surveys"])


def test_somebody_who_came_along_may_sign_where_nobody_has_to(qtbot: QtBot, tmp_path: Path) -> None:
    with on_site(qtbot, tmp_path) as here:
        here.open(here.desk.surveys.open(WHO).id)
        here.runner.show_section(FINISH)
        here.rest()
        end = here.runner.ending.page
        assert end.signature.isHidden()
        here.press("Somebody came along…")
        assert end.signature.isVisible() and here.focused() is end.second_name


class _OneCard(Devices):
    def __init__(self, path: Path) -> None:
        self._path = path

    def card_pictures(self) -> tuple[CardPicture, ...]:
        return (CardPicture(self._path, 0.0, 1),)


def test_the_newest_picture_of_a_camera_card_is_taken_by_enter(qtbot: QtBot, tmp_path: Path) -> None:
    devices = _OneCard(photo_at(tmp_path / "DSC0001.JPG"))
    with hands(devices) as (tools, drawer):
        box = QuestionBox(question(AnswerKind.PHOTO), tools)
        qtbot.addWidget(box)
        box.show()
        assert isinstance(box.editor, PhotoEditor)
        box.editor.card.click()
        qtbot.waitUntil(lambda: box.findChild(CardDialog) is not None)
        dialog = box.findChild(CardDialog)
        assert isinstance(dialog, CardDialog) and nameless(dialog) == []
        qtbot.waitUntil(lambda: not dialog.list.item(0).icon().isNull())
        dialog.list.itemActivated.emit(dialog.list.item(0))
        qtbot.waitUntil(lambda: drawer.held("/data/q") is not None)


def test_no_card_says_what_to_do(qtbot: QtBot) -> None:
    class NoCard(Devices):
        def card_pictures(self) -> tuple[CardPicture, ...]:
            return ()

    with hands(NoCard()) as (tools, _):
        box = QuestionBox(question(AnswerKind.PHOTO), tools)
        qtbot.addWidget(box)
        assert isinstance(box.editor, PhotoEditor)
        box.editor.card.click()
        qtbot.waitUntil(lambda: bool(box.editor.notice.more()))


class _Placed(Devices):
    def photo(self, path: Path) -> Photo:
        place = None if path.name == "none.jpg" else Position(31_230_400, 121_473_700)
        return Photo(b"", 1, 1, "", place)


def test_a_place_is_read_from_a_photo_that_has_one(qtbot: QtBot) -> None:
    told: list[str] = []
    with hands(_Placed()) as (tools, _):
        box = QuestionBox(question(AnswerKind.POSITION), tools)
        qtbot.addWidget(box)
        box.answered.connect(lambda _, text: told.append(text))
        assert isinstance(box.editor, PositionEditor)
        box.editor.read_photo(Path("shop.jpg"))
        qtbot.waitUntil(lambda: told == ["31.230400 121.473700 0 0"])
        box.editor.read_photo(Path("none.jpg"))
        qtbot.waitUntil(lambda: "none.jpg" in box.editor.notice.text())


def test_a_file_dropped_on_a_photo_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtCore import QMimeData, QPointF, QUrl
    from PySide6.QtGui import QDropEvent

    path = photo_at(tmp_path / "shelf.jpg")
    with on_site(qtbot, tmp_path) as here:
        survey = here.desk.surveys.open(WHO)
        here.open(survey.id)
        here.runner.show_section(EVIDENCE)
        editor: QWidget = here.runner.page.items.boxes[f"{EVIDENCE}/shelf"].editor
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        none = Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
        editor.dropEvent(event)
        here.wait(lambda: here.runner.survey.held())
        here.rest()
        assert [held.ref for held in here.runner.survey.held()] == [f"{EVIDENCE}/shelf"]
