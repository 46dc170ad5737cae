"""Where the window is narrow, the frame leaves out what is known anyway, and cuts no words in two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ui.shell.foot import Foot
from ui.shell.header import Header
from ui.translation import speak
from ui.widgets.badge import Mark
from ui.widgets.fitting import FittingLine

SHORT, LONG = Mark("Saved", "good"), Mark("Synchronised 35 minutes ago, 12 acts wait", "good")
WIDE = 1500


@pytest.fixture(autouse=True)
def english(qapp: object) -> Iterator[None]:
    speak("en")
    yield
    speak("zh")


@pytest.fixture
def header(qtbot: QtBot) -> Header:
    made = Header()
    qtbot.addWidget(made)
    made.resize(WIDE, 50)
    made.show_desk("Li Ming", "officer", "2026-12-01")
    made.show_title("A title of some length", can_go_back=True)
    made.show_state(SHORT, running=False)
    made.show()
    return made


def needed(header: Header) -> int:
    return header._line.minimumSize().width() + header._title.sizeHint().width()


def test_the_day_leaves_the_header_before_who_works_here_and_both_before_the_title_is_cut(
    qtbot: QtBot, header: Header
) -> None:
    whole = needed(header)
    assert header._day.isVisible() and header._officer.isVisible()
    header.resize(whole, 50)
    assert header._day.isVisible()
    header.resize(whole - 1, 50)
    assert not header._day.isVisible() and header._officer.isVisible()
    qtbot.waitUntil(lambda: header._title.width() >= header._title.sizeHint().width())
    without_day = needed(header)
    header.resize(without_day - 1, 50)
    assert not header._day.isVisible() and not header._officer.isVisible()
    header.resize(whole, 50)
    assert header._day.isVisible() and header._officer.isVisible()


def test_room_is_made_for_a_longer_state_and_the_window_is_not_made_wider(header: Header) -> None:
    width = needed(header)
    header.resize(width, 50)
    header.show_state(LONG, running=True)
    assert not header._day.isVisible() and header.width() == width
    header.show_state(SHORT, running=False)
    assert header._day.isVisible() and header.width() == width
    header.show_desk("Somebody with a longer name", "officer", "2026-12-01")
    assert not header._day.isVisible() and header.width() == width


def test_a_sum_that_has_no_room_is_left_out_and_told_when_pointed_at(qtbot: QtBot) -> None:
    line, whole = FittingLine("soft", " · "), "3 chosen · asked for 1,234,567.00 in all"
    qtbot.addWidget(line)
    line.show()
    line.show_parts(whole.split(" · "))
    line.resize(line.sizeHint())
    assert (line.text(), line.toolTip()) == (whole, "")
    line.resize(line.width() - 1, line.height())
    assert (line.text(), line.toolTip()) == ("3 chosen", whole)
    assert line.accessibleName() == whole


def test_no_hint_is_cut_when_more_is_said_of_the_sync(qtbot: QtBot) -> None:
    foot = Foot()
    qtbot.addWidget(foot)
    foot.resize(900, 30)
    foot.show()
    foot.show_hints([(key, "Open the file") for key in ("F1", "F2", "F3", "F4", "F5", "F6")])
    before = foot._hints.text()
    foot.show_last("Synchronised 35 minutes ago, 12 acts wait for the hub")
    qtbot.waitUntil(lambda: foot._hints.text() != before)
    assert before.startswith(foot._hints.text())
    assert QFontMetrics(foot._hints.font()).horizontalAdvance(foot._hints.text()) <= foot._hints.width()
    foot.resize(420, 30)
    qtbot.waitUntil(lambda: foot._last.text().endswith("…"))
    assert foot._last.toolTip().endswith("the hub")
    foot.resize(WIDE, 30)
    qtbot.waitUntil(lambda: foot._hints.text() == before)
    assert foot._last.text().endswith("the hub")
