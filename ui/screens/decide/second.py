"""The second person at the decide page: asks the desk whether this one is, and passes on what they say.

Goes in: the panel that shows how a decision stands. It saves through the desk's use-case and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from ui.screens.decide.standing import StandingPanel
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from workstation.events import Changes
from workstation.ports import KeptDecision
from workstation.services.desk import Desk


class SecondPerson(QObject):
    def __init__(
        self,
        panel: StandingPanel,
        desk: Desk,
        tasks: Tasks,
        navigator: Navigator,
        then: Callable[[], None],
        on_error: Callable[[BaseException], None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._desk, self._tasks, self._navigator = panel, desk, tasks, navigator
        self._then, self._on_error = then, on_error
        self._kept: KeptDecision | None = None
        panel.word_given.connect(self._give_word)

    def show_decision(self, kept: KeptDecision) -> None:
        self._kept = kept
        if not kept.standing.firm:
            self._tasks.read(partial(self._desk.endorsements.asks_for, kept), self._panel.ask_second)

    def _give_word(self, approves: bool, note: str) -> None:
        if self._kept is None:
            return
        self._panel.ask_second(False)
        work = partial(self._desk.endorsements.endorse, self._kept.decision.id, approves, note)
        self._tasks.write(work, self._word_given, self._on_error)

    def _word_given(self, _changes: Changes) -> None:
        self._navigator.say(self.tr("Your word is saved on this device and waits for the hub"))
        self._then()
