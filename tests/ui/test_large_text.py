"""With text at 150 % nothing that is needed is cut: choices go on in a second line, names have room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.applicants import room
from tests.ui.windows import office
from ui.screens.act_dialog import ActDialog, ActWords
from ui.screens.worklist import WorklistScreen
from ui.screens.worklist.views import VIEWS, view_name
from ui.theme.style import apply_theme, theme
from ui.widgets.layout import label
from ui.widgets.money_field import MoneyField
from ui.widgets.segments import Segments


@pytest.fixture
def large(qapp: object) -> Iterator[None]:
    apply_theme("light", 150)
    yield
    apply_theme("light", 100)


def test_a_choice_that_finds_no_room_goes_on_in_a_second_line(qtbot: QtBot, large: None) -> None:
    choice = Segments(("a", "b", "c", "d"))
    choice.set_texts(("Approve", "Counter-offer", "Refer", "Decline"), "Outcome")
    qtbot.addWidget(choice)
    wide = choice.sizeHint().width()
    choice.resize(wide // 2, choice.layout().heightForWidth(wide // 2))
    choice.show()
    made = choice.findChildren(QPushButton)
    assert all(choice.rect().contains(one.geometry()) for one in made)
    assert all(one.width() >= one.minimumWidth() for one in made)
    assert len({one.y() for one in made}) > 1


def test_the_title_the_views_and_the_hints_are_whole(qtbot: QtBot, tmp_path: Path, large: None) -> None:
    with office(qtbot, tmp_path, "S001") as here:
        here.window.resize(1280, 800)
        here.window.preferences.set(text_size=150)  # what the window is told, as in its settings
        here.view.open_applicant("sample:S001", "overview")
        here.rest()
        title = here.view.header._title
        assert title.width() >= title.sizeHint().width()
        hints = here.view.foot._hints
        assert QFontMetricsF(hints.font()).horizontalAdvance(hints.text()) <= hints.width()
        assert hints.text().startswith("Ctrl+K")
        here.view.open_screen("worklist")
        here.rest()
        worklist = here.view.current()
        assert isinstance(worklist, WorklistScreen)
        longest = max((view_name(view) for view, _, _ in VIEWS), key=len)
        words = QFontMetricsF(theme().font(bold=True)).horizontalAdvance(longest)
        assert worklist.views.width() > words + theme().px(60)


def test_a_dialog_is_as_high_as_its_texts_need(qtbot: QtBot, tmp_path: Path, large: None) -> None:
    with room(qtbot, tmp_path, "S001") as here:
        words = ActWords("Invite to borrow", "Record", "A model expects this seller to need money. " * 6)
        fields = (("Amount (yuan)", MoneyField()), ("How the seller was told", QLineEdit()))
        dialog = ActDialog(here.screen._tasks, here.said, words, fields, lambda: None, here.screen)
        dialog.open()
        assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
        assert all(field.height() >= field.sizeHint().height() for field in dialog.fields)
        dialog.reject()


def test_a_wrapped_label_is_as_high_as_its_width_makes_it(qtbot: QtBot) -> None:
    text = label("soft", "one two three four five six seven eight nine ten " * 3, wrap=True)
    qtbot.addWidget(text)
    assert text.hasHeightForWidth()
    assert text.heightForWidth(120) > text.heightForWidth(600)
