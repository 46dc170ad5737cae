"""The screen for a visit. Goes in: the id of a draft. It opens where it was left; leaving asks nothing and
loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.screen import Navigator, Screen
from ui.screens.survey.devices import Devices
from ui.screens.survey.filling import Filling
from ui.screens.survey.hands import Hands
from ui.screens.survey.runner import Runner
from ui.screens.survey.sections import FINISH
from ui.tasks import Task, Tasks
from ui.widgets.layout import column
from ui.widgets.pieces import EmptyState
from ui.widgets.trouble import said_error
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.domain.surveying import Survey
    from workstation.services.desk import Desk
    from workstation.services.open_survey import OpenSurvey


class SurveyScreen(Screen):
    """`show_survey(draft_id)` opens a draft; the keys of its acts are in `ui.actions`."""

    name = "survey"

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        navigator: Navigator,
        devices: Devices | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._devices = devices or Devices()
        self._draft_id = ""
        self._opening: Task[OpenSurvey] | None = None
        self._error: BaseException | None = None
        self.runner: Runner | None = None
        self._face = EmptyState("clipboard-text", self._leave)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._face)
        self.setLayout(column(self._faces, gap=0))
        self.retranslate()

    # What the shell asks of a screen.

    def title(self) -> str:
        return self.tr("Field survey")

    def show_survey(self, draft_id: str) -> None:
        """Open a draft where it was left; the one that is open stays as it is."""
        if draft_id == self._draft_id and self.runner is not None and not self.runner.survey.closed:
            return
        self._put_away()
        self._draft_id = draft_id
        self._opening = self._tasks.read(
            lambda: self._desk.surveys.reopen(draft_id), self._opened, self._not_opened
        )

    @property
    def settled(self) -> bool:
        """Nothing is being read, and what follows from the last answer is on the screen."""
        opening = self._opening is not None and self._opening.running
        return not opening and (self.runner is None or self.runner.settled)

    def offers(self) -> Mapping[str, Callable[[], object]]:
        def with_runner(do: Callable[[Runner], object]) -> Callable[[], object]:
            return lambda: do(self.runner) if self.runner is not None else None

        return {
            "survey.next_section": with_runner(lambda runner: runner.turn(1)),
            "survey.previous_section": with_runner(lambda runner: runner.turn(-1)),
            "survey.add_row": with_runner(Runner.add_row),
            "survey.remove_row": with_runner(Runner.remove_row),
            "survey.next_problem": with_runner(lambda runner: runner.go_to_problem(1)),
            "survey.previous_problem": with_runner(lambda runner: runner.go_to_problem(-1)),
            "survey.checks": with_runner(lambda runner: runner.checks_button.toggle()),
            "survey.finish": with_runner(lambda runner: runner.show_section(FINISH)),
        }

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("Enter", self.tr("Next question")), ("Ctrl+PgDn", self.tr("Next section")))

    def on_shown(self) -> None:
        if self.runner is not None:
            self.runner.focus_here()

    def close_screen(self) -> None:
        self._put_away()

    def retranslate(self) -> None:
        if self.runner is not None:
            self.runner.retranslate()
        elif self._error is not None:
            self._not_opened(self._error)
        else:
            self._face.set_text(self.tr("The survey is opened…"), "", self.tr("Back"))

    # Opening and leaving.

    def _opened(self, survey: OpenSurvey) -> None:
        self._error = None
        filling = Filling(survey, self._tasks, self._desk.surveys.blobs.get, self)
        hands = Hands(
            self._tasks, self._desk.clock.today, self._devices, filling.keep_file, filling.drop_file,
            filling.held, filling.read, self._navigator.say_error,
        )  # fmt: skip
        self.runner = Runner(filling, hands, self._desk.clock, self._navigator)
        self.runner.frozen.connect(self._frozen)
        self._faces.addWidget(self.runner)
        self._faces.setCurrentWidget(self.runner)
        self.runner.begin()

    def _not_opened(self, error: BaseException) -> None:
        self._error = error
        words = said_error(error)
        self._face.set_text(words.what, words.now, self.tr("Back"))
        if not isinstance(error, KnownError):
            self._navigator.say_error(error)

    def _put_away(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
        runner, self.runner, self._draft_id, self._error = self.runner, None, "", None
        if runner is not None:
            runner.put_away()
            self._faces.removeWidget(runner)
            runner.hide()
            runner.filling.deleteLater()
            runner.deleteLater()
        self.retranslate()

    def _frozen(self, survey: Survey) -> None:
        self._navigator.say(self.tr("The survey is frozen and signed; it waits for the hub"))
        self._put_away()
        self._navigator.open_applicant(survey.applicant_id, "surveys")

    def _leave(self) -> None:
        self._navigator.open_screen("worklist")
