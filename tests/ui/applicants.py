"""An applicant screen over a real desk, driven as a person drives it: waiting for answers, never for time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from tests.ui.desks import OFFICER, desk_at, sample
from ui.bridge import Bridge
from ui.screens.applicant import ApplicantScreen
from ui.screens.applicant.page import Page
from ui.tasks import Tasks
from ui.theme.style import apply_theme
from ui.translation import speak
from workstation.services.desk import Desk
from workstation.services.models import Models
from workstation.services.values import Officer

PATIENCE_MS = 20_000
"""How long an answer may take before the story is broken; no story takes this long."""


@dataclass
class Said:
    """What the screen told its surroundings."""

    words: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def open_applicant(self, applicant_id: str, tab: str = "overview") -> None:
        self.opened.append(f"{applicant_id}/{tab}")

    def open_screen(self, name: str) -> None:
        self.opened.append(name)

    def open_survey(self, draft_id: str) -> None:
        self.opened.append(f"survey {draft_id}")

    def say(self, text: str, *, kind: str = "good") -> None:
        self.words.append(text)

    def say_error(self, error: BaseException) -> None:
        self.errors.append(error)

    def sync_now(self) -> None:
        self.opened.append("sync now")


@dataclass
class Room:
    """One officer before one screen."""

    desk: Desk
    screen: ApplicantScreen
    said: Said
    tasks: Tasks
    qtbot: QtBot

    def wait(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE_MS)

    def open(self, source_id: str, tab: str = "overview") -> Page:
        """Open a file at a tab and wait until the tab shows something other than that it is being read."""
        self.screen.show_applicant(f"sample:{source_id}", tab)
        page = self.screen.page(tab)
        self.wait(lambda: page.settled)
        return page


@contextmanager
def room(
    qtbot: QtBot,
    folder: Path,
    *source_ids: str,
    language: str = "en",
    officer: Officer = OFFICER,
    models: Models | None = None,
) -> Iterator[Room]:
    """A screen over a desk that holds these sellers of the sample."""
    apply_theme("light")
    speak(language)
    sellers = [sample()[source_id] for source_id in source_ids]
    with desk_at(folder, sellers, officer=officer, own_models=models) as desk:
        tasks, said = Tasks(), Said()
        tasks.failed.connect(said.errors.append)
        screen = ApplicantScreen(desk, tasks, said)
        bridge = Bridge(desk.bell)
        bridge.operation_finished.connect(lambda changes, _: screen.on_changes(changes))
        screen.resize(1240, 820)
        screen.show()
        try:
            yield Room(desk, screen, said, tasks, qtbot)
        finally:
            screen.close_screen()
            bridge.close()
            tasks.close()
            screen.close()
            screen.deleteLater()
            QCoreApplication.sendPostedEvents(screen, QEvent.Type.DeferredDelete)
            speak("zh")
        assert not said.errors, said.errors
