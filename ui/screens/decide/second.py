"""The second person at the decide page: asks the desk whether this one is, and passes on what they say.

Goes in: the panel that shows how a decision stands. It saves through the desk's use-case and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from ui.screens.decide.standing import StandingPanel
from ui.screens.screen import Navigator
from ui.tasks import Task, Tasks
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
        self._asking: Task[bool] | None = None
        panel.word_given.connect(self._give_word)

    def show_decision(self, kept: KeptDecision) -> None:
        self.stop()
        self._kept = kept
        if not kept.standing.firm:
            asks = partial(self._desk.endorsements.asks_for, kept)
            self._asking = self._tasks.read(asks, self._panel.ask_second)

    def stop(self) -> None:
        """No decision is shown any more: an answer under way is about another one than the next."""
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._kept = None

    def _shows(self, kept: KeptDecision) -> bool:
        return self._kept is not None and self._kept.decision.id == kept.decision.id

    def _give_word(self, approves: bool, note: str) -> None:
        kept = self._kept
        if kept is None:
            return
        self._panel.ask_second(False)
        work = partial(self._desk.endorsements.endorse, kept.decision.id, approves, note)
        self._tasks.write(work, partial(self._word_given, kept), partial(self._refused, kept))

    def _word_given(self, kept: KeptDecision, _changes: Changes) -> None:
        self._navigator.say(self.tr("Your word is saved on this device and waits for the hub"))
        if self._shows(kept):
            self._then()

    def _refused(self, kept: KeptDecision, error: BaseException) -> None:
        """Beside the decision it is about, where that is still shown; it can be tried again there."""
        if self._shows(kept):
            self._panel.ask_second(True)
            self._on_error(error)
        else:
            self._navigator.say_error(error)
