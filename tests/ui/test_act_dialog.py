"""The dialog of an act: it stays until what it writes is told, and a refusal is said where it was asked."""

from __future__ import annotations

import threading
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.applicants import PATIENCE_MS, Said
from ui.screens.act_dialog import ActDialog, ActWords, Work
from ui.tasks import Tasks
from ui.translation import speak
from ui.widgets.date_field import DateField
from workstation.errors import KnownError
from workstation.events import Changes


def test_a_day_that_cannot_be_read_is_not_written_unseen(qtbot: QtBot) -> None:
    speak("en")
    over, tasks, day, kept = QWidget(), Tasks(), DateField(), list[date]()
    qtbot.addWidget(over)
    over.show()
    day.set_day(date(2026, 11, 20))

    def work() -> Work | None:
        kept.append(day.day())
        return None

    dialog = ActDialog(
        tasks, Said(), ActWords("Act", "Do"), (("Day", day), ("Note", QLineEdit())), work, over
    )
    try:
        dialog.open()
        day.setText("2026-13-45")
        dialog.save.click()
        assert kept == [] and "2026-13-45" in dialog.notice.text()
        assert day.text() == "2026-11-20"
        dialog.save.click()
        assert kept == [date(2026, 11, 20)]
    finally:
        tasks.close()
        speak("zh")


def test_a_dialog_cannot_be_left_while_it_writes(qtbot: QtBot) -> None:
    speak("en")
    told, over, tasks, said = threading.Event(), QWidget(), Tasks(), Said()
    qtbot.addWidget(over)
    over.show()
    tries: list[int] = []

    def write() -> Changes:
        tries.append(1)
        told.wait(PATIENCE_MS / 1000)
        raise KnownError("note.long", "the note is too long", where="note", remedy="Shorten it.")

    def work() -> Work:
        return write

    dialog = ActDialog(tasks, said, ActWords("Act", "Do"), (("Note", QLineEdit()),), work, over)
    try:
        dialog.open()
        dialog.save.click()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        dialog.close()
        dialog.save.setEnabled(True)
        dialog.save.click()
        assert dialog.isVisible() and not dialog.cancel.isEnabled()
        told.set()
        qtbot.waitUntil(lambda: bool(dialog.notice.text()), timeout=PATIENCE_MS)
        assert tries == [1]
        assert dialog.save.isEnabled() and dialog.cancel.isEnabled()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
    finally:
        told.set()
        tasks.close()
        speak("zh")


def test_the_buttons_stay_on_a_screen_that_is_too_low_for_the_fields(qtbot: QtBot) -> None:
    """As a supervisor's review at 150 % on a laptop: what does not fit is scrolled to."""
    speak("en")
    over, tasks = QWidget(), Tasks()
    qtbot.addWidget(over)
    over.show()
    fields = tuple((f"Field {number}", QLineEdit()) for number in range(30))
    dialog = ActDialog(tasks, Said(), ActWords("Act", "Do", "What it does."), fields, lambda: None, over)
    try:
        dialog.open()
        room = dialog.screen().availableGeometry().height()
        assert dialog.height() < room
        assert dialog.rect().contains(dialog.save.geometry())
        last = fields[-1][1]
        assert last.visibleRegion().isEmpty(), "thirty fields are more than this screen holds"
        fields[-2][1].setFocus()
        qtbot.keyClick(fields[-2][1], Qt.Key.Key_Tab)
        assert not last.visibleRegion().isEmpty()
    finally:
        tasks.close()
        speak("zh")
