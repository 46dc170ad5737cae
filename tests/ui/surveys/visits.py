"""A survey screen over a real desk, driven by the names that a person hears."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.applicants import PATIENCE_MS, Said
from tests.ui.surveys.forms import surveying_desk
from ui.screens.survey.devices import Devices
from ui.screens.survey.runner import Runner
from ui.screens.survey.screen import SurveyScreen
from ui.tasks import Tasks
from ui.theme.style import apply_theme
from ui.translation import speak
from workstation.services.desk import Desk

WHO = "sample:S001"
W = TypeVar("W", bound=QWidget)


@dataclass
class OnSite:
    """One officer in one shop."""

    desk: Desk
    screen: SurveyScreen
    said: Said
    tasks: Tasks
    qtbot: QtBot

    @property
    def runner(self) -> Runner:
        assert self.screen.runner is not None
        return self.screen.runner

    def wait(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Until nothing is under way and everything is on the disk."""
        self.wait(lambda: self.screen.settled and not self.tasks.busy)

    def open(self, draft_id: str) -> None:
        self.screen.show_survey(draft_id)
        self.wait(lambda: self.screen.runner is not None and self.screen.settled)

    def named(self, kind: type[W], name: str) -> W:
        """What is called so for whoever hears the screen."""
        found = [one for one in self.screen.findChildren(kind) if heard(one) == name and one.isVisible()]
        assert found, f"nothing is called {name}: {sorted(names(self.screen, kind))}"
        return found[0]

    def type(self, name: str, text: str) -> None:
        """Key by key into the line or lines of that name."""
        lines = [one for one in self.screen.findChildren(QPlainTextEdit) if heard(one) == name]
        if lines:
            lines[0].setFocus()
            lines[0].insertPlainText(text)
            return
        field = self.named(QLineEdit, name)
        field.setFocus()
        for sign in text:
            field.insert(sign)
            field.textEdited.emit(field.text())

    def press(self, name: str) -> None:
        self.named(QAbstractButton, name).click()

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            held |= one
        self.qtbot.keyClick(self.focused(), key, held)

    def focused(self) -> QWidget:
        return self.screen.window().focusWidget() or self.screen


def heard(widget: QWidget) -> str:
    """What a screen reader calls it."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def names(where: QWidget, kind: type[QWidget]) -> set[str]:
    return {heard(one) for one in where.findChildren(kind) if one.isVisible() and heard(one)}


@contextmanager
def on_site(
    qtbot: QtBot,
    folder: Path,
    *,
    seller: str = "S001",
    language: str = "en",
    devices: Devices | None = None,
    **more: Any,
) -> Iterator[OnSite]:
    """A screen over a desk at this folder; whatever was begun there before is there again."""
    apply_theme("light")
    speak(language)
    with surveying_desk(folder, seller, **more) as desk:
        tasks, said = Tasks(), Said()
        tasks.failed.connect(said.errors.append)
        screen = SurveyScreen(desk, tasks, said, devices)
        screen.resize(1366, 820)
        screen.show()
        screen.activateWindow()
        try:
            yield OnSite(desk, screen, said, tasks, qtbot)
        finally:
            screen.close_screen()
            tasks.close()
            screen.close()
            screen.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            speak("zh")
        assert not said.errors, said.errors
