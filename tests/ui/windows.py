"""The real main window over a real desk, driven as a person drives it; only the hub is a stand-in.

A story waits for what it wants to see and never for time.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desks import OFFICER, desk_at, sample
from ui.application import build_application
from ui.shell.desk_view import DeskView
from ui.shell.window import MainWindow
from workstation.config import Settings
from workstation.domain.acts import ActAnswer, ActOutcome
from workstation.domain.scenarios import PublishedScenario
from workstation.errors import KnownError, Lane
from workstation.events import NOTHING, Changes
from workstation.ports import SyncStore
from workstation.services.desk import Desk
from workstation.services.launching import ProfileState, Progress
from workstation.services.models import Models
from workstation.services.values import Officer
from workstation.sync.report import SyncProgress, SyncReport

PATIENCE_MS = 20_000
"""How long an answer may take before the story is broken; no story takes this long."""

HUB_IS_DOWN = KnownError(
    "hub.unreachable", "the hub does not answer", where="http://127.0.0.1:1", lane=Lane.NETWORK
)


@dataclass
class StandInHub:
    """What the sync loop does when it is asked to run: takes every act, refuses it, fails, or waits."""

    store: SyncStore
    fails: KnownError | None = None
    refuses: str = ""
    holds: threading.Event | None = None
    runs: int = 0
    changes: Changes = NOTHING

    def run(self, progress: Callable[[SyncProgress], None], cancel: threading.Event | None) -> SyncReport:
        self.runs += 1
        if self.fails is not None:
            raise self.fails
        progress(SyncProgress("pull", 3, 12, 40_000))
        if self.holds is not None:
            while not self.holds.is_set() and not (cancel and cancel.is_set()):
                (cancel or self.holds).wait(0.01)
        acts = self.store.acts_to_send(100)
        outcome = ActOutcome.REFUSED if self.refuses else ActOutcome.APPLIED
        answers = [ActAnswer(act.id, outcome, self.refuses, "") for act in acts]
        changes = self.store.settle(answers)
        refused = tuple(answer for answer in answers if not answer.settled)
        sent = len(answers) - len(refused)
        stopped = bool(cancel and cancel.is_set())
        return SyncReport(sent=sent, refused=refused, changes=changes, cancelled=stopped)

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class StandInLauncher:
    """A launcher as a story needs it. `opens` gives the desk, or raises what the real one would."""

    profile_folder: Path
    there: ProfileState = ProfileState.LOCKED
    now: Settings = field(default_factory=lambda: Settings(language="en", theme="light"))
    opens: Callable[..., Desk] | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)
    steps: tuple[Any, ...] = ()

    def state(self) -> ProfileState:
        return self.there

    def settings(self) -> Settings:
        return self.now

    def save_settings(self, settings: Settings) -> None:
        self.now = settings

    def sign_in(self, passphrase: str) -> Desk:
        return self._open("sign in", passphrase)

    def enrol(self, hub_url: str, code: str, passphrase: str, progress: Progress) -> Desk:
        for step in self.steps:
            progress(step)
        return self._open("enrol", hub_url, code, passphrase)

    def open_demo(self, progress: Progress) -> Desk:
        for step in self.steps:
            progress(step)
        return self._open("demo")

    def close(self) -> None:
        self.asked.append(("close",))

    def _open(self, *what: str) -> Desk:
        self.asked.append(what)
        assert self.opens is not None, "this story opens no desk"
        return self.opens()


@dataclass
class Office:
    """One officer before one main window."""

    window: MainWindow
    launcher: StandInLauncher
    desk: Desk
    hub: StandInHub
    qtbot: QtBot

    @property
    def view(self) -> DeskView:
        assert self.window.desk_view is not None
        return self.window.desk_view

    def wait(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Until nothing is under way."""
        self.wait(lambda: not self.window.tasks.busy)

    def open(self, name: str) -> Any:
        self.view.open_screen(name)
        self.rest()
        return self.view.screen(name)

    def do(self, action_id: str) -> None:
        """What the shortcut of an action does."""
        self.window.keys.action(action_id).trigger()

    def type(self, line: QLineEdit, text: str) -> None:
        """As an input method puts text in: Qt's simulated keys know no Chinese."""
        line.insert(text)

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        self.qtbot.keyClick(widget, key)


@contextmanager
def gate(qtbot: QtBot, launcher: StandInLauncher) -> Iterator[MainWindow]:
    """A window at its gate; put away at the end with everything in it."""
    _, window = build_application(launcher)
    window.show()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.unfreeze()


@contextmanager
def office(
    qtbot: QtBot,
    folder: Path,
    *source_ids: str,
    language: str = "en",
    fails: KnownError | None = None,
    published: Sequence[PublishedScenario] = (),
    own_models: Models | None = None,
    officer: Officer = OFFICER,
) -> Iterator[Office]:
    """A signed-in window over a desk that holds these sellers of the sample, once its first sync is over."""
    sellers = [sample()[source_id] for source_id in source_ids]
    launcher = StandInLauncher(folder, now=Settings(language=language, theme="light"))
    with desk_at(folder, sellers, published=published, own_models=own_models, officer=officer) as desk:
        hub = StandInHub(desk.sync.store, fails=fails)
        desk.sync.connect = lambda: hub  # type: ignore[assignment,return-value]
        with gate(qtbot, launcher) as window:
            window.open_desk(desk)
            here = Office(window, launcher, desk, hub, qtbot)
            here.rest()
            yield here
