"""The desk after sign-in: rail, header, messages, the screen in view, foot, help; it leads between screens.

Screens are made when they are first needed and live until the window closes. What an operation changed is
handed to every screen that exists; each decides itself whether it is concerned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.actions import ACTIONS, Actions, action_text, row_of, shown_keys
from ui.bridge import Bridge
from ui.preferences import Preferences
from ui.screens.screen import Screen
from ui.shell import sync_words
from ui.shell.foot import Foot
from ui.shell.foreseer import Foreseer
from ui.shell.header import Header
from ui.shell.help_panel import HelpPanel
from ui.shell.message_bar import MessageBar
from ui.shell.palette import Palette
from ui.shell.rail import Rail
from ui.shell.screens import SCREENS, Makings
from ui.shell.side_window import SideWindow
from ui.shell.sync_runner import SyncRunner
from ui.tasks import Tasks
from ui.translation import said
from ui.trouble import words_of
from ui.widgets.dialogs import FaultDialog
from ui.widgets.layout import column, frame, row
from workstation.domain.workshop import Role
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.events import Changes
    from workstation.services.desk import Desk
    from workstation.sync.report import SyncReport

_MOST_STEPS_BACK = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: a screen, for a file whose and which tab, for a survey which draft."""

    screen: str
    applicant_id: str = ""
    tab: str = "overview"
    draft_id: str = ""


class DeskView(QWidget):
    """One open desk. It is the `Navigator` of its screens."""

    moved = Signal(object)
    """The `Place` that came into view."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        preferences: Preferences,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._preferences, self._actions = desk, tasks, preferences, actions
        self._screens: dict[str, Screen] = {}
        self._trail: list[Place] = []
        self._here: Place | None = None
        self._side_windows: list[SideWindow] = []
        self.sync = SyncRunner(desk, tasks, self)
        self.foreseer = Foreseer(desk, tasks, self)
        self.bridge = Bridge(desk.bell, self)
        self.rail, self.header, self.messages, self.foot = Rail(), Header(), MessageBar(), Foot()
        self.help = HelpPanel(actions)
        self.palette_box = Palette(actions, desk, tasks, self.open_applicant, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        if desk.officer.role == Role.OFFICER:
            self.rail.hide_place("monitor")
        self.header.show_desk(desk.officer.name, desk.officer.role, desk.clock.today().isoformat())

    def _lay_out(self) -> None:
        middle = row(gap=0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.help)
        page = column(self.header, self.messages, gap=0)
        page.addLayout(middle, 1)
        page.addWidget(self.foot)
        whole = row(self.rail, gap=0)
        whole.addWidget(frame("page", page), 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        on = self._actions.on
        for name in ("worklist", "visits", "sync", "letters", "scenarios", "monitor", "settings"):
            on(f"go.{name}", lambda name=name: self.open_screen(name))
        for action in ACTIONS:
            group, _, view = action.id.partition(".")
            if group == "list":
                on(action.id, lambda view=view: self.open_list(view))
        on("sync.now", self.sync_now)
        on("palette", self.palette_box.open)
        on("help", self.toggle_help)
        on("back", self.go_back)
        on("open.beside", self.open_beside)
        self.rail.asked.connect(self._trigger)
        self.header.asked.connect(self._trigger)
        self.help.closed.connect(self._focus_screen)
        self.sync.changed.connect(self._show_sync)
        self.sync.finished.connect(self._sync_finished)
        self.sync.refused.connect(self.say_error)
        self.bridge.operation_finished.connect(self._operation_finished)
        self._tasks.failed.connect(self.say_error)

    def start(self) -> None:
        """Show the worklist, synchronise for the first time, and look ahead."""
        self.open_screen("worklist")
        self.sync.read_status()
        self.sync.start()
        self.foreseer.look()

    # --- leading from screen to screen --------------------------------------------------------------

    def open_applicant(self, applicant_id: str, tab: str = "overview") -> None:
        self._go(Place("applicant", applicant_id, tab))

    def open_screen(self, name: str) -> None:
        self._go(Place(name))

    def open_survey(self, draft_id: str) -> None:
        self._go(Place("survey", draft_id=draft_id))

    def open_list(self, view: str) -> None:
        """The worklist at one of its views, named as in `WorklistView`."""
        self.open_screen("worklist")
        self.current().show_list(view)  # type: ignore[attr-defined]
        self._focus_screen()

    def open_beside(self) -> None:
        """The file in view, or the one chosen in the list, in a window of its own."""
        chosen = getattr(self._screens.get(self._here.screen) if self._here else None, "applicant_id", "")
        if not chosen:
            self.say(self.tr("Choose an applicant first."), kind="warn")
            return
        window = SideWindow(self._makings(), self.say_error, chosen)
        window.closing.connect(self._side_windows.remove)
        self._side_windows.append(window)
        window.show()

    def go_back(self) -> None:
        if self._trail:
            self._show(self._trail.pop())

    def _go(self, place: Place) -> None:
        if self._here is not None and self._here != place:
            self._trail.append(self._here)
            del self._trail[:-_MOST_STEPS_BACK]
        self._show(place)

    def _show(self, place: Place) -> None:
        screen = self.screen(place.screen)
        self._here = place
        if place.screen == "applicant":
            screen.show_applicant(place.applicant_id, place.tab)  # type: ignore[attr-defined]
        elif place.screen == "survey":
            screen.show_survey(place.draft_id)  # type: ignore[attr-defined]
        self._stack.setCurrentWidget(screen)
        self._actions.bind(dict(screen.offers()))
        self._actions.action("back").setEnabled(bool(self._trail))
        self.rail.show_place(place.screen)
        self._show_words()
        if self.help.isVisible():
            self.help.show_screen(place.screen)
        screen.on_shown()
        self._focus_screen()
        self.moved.emit(place)

    def _focus_screen(self) -> None:
        target = self.current().first_focus() if self._here else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def screen(self, name: str) -> Screen:
        """The screen of this name, made when it is first asked for."""
        if name not in self._screens:
            made = SCREENS[name](self._makings())
            self._screens[name] = made
            self._stack.addWidget(made)
        return self._screens[name]

    def current(self) -> Screen:
        return self.screen(self._here.screen if self._here else "worklist")

    @property
    def here(self) -> Place | None:
        return self._here

    def _makings(self) -> Makings:
        return Makings(self._desk, self._tasks, self, self._preferences, self.sync)

    def _trigger(self, action_id: str) -> None:
        self._actions.action(action_id).trigger()

    def toggle_help(self) -> None:
        self.help.toggle(self._here.screen if self._here else "worklist")

    # --- saying what happened -----------------------------------------------------------------------

    def say(self, text: str, *, kind: str = "good") -> None:
        self.messages.say(text, kind)

    def say_error(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.messages.say(*words_of(error))
            return
        FaultDialog(self.window(), error).open()

    def sync_now(self) -> None:
        self.sync.start()

    def _sync_finished(self, report: SyncReport) -> None:
        if report.changes:
            self.foreseer.look()
        kind = "warn" if report.refused or report.cancelled else "good"
        if report.changes or kind == "warn":
            self.say(said(report.words), kind=kind)

    def _show_sync(self) -> None:
        state = self.sync.state
        self.header.show_state(sync_words.chip(state), running=state.running)
        self.rail.show_waiting(sync_words.waiting(state), sync_words.stuck(state))
        self.foot.show_last(sync_words.last_run(state))

    def _operation_finished(self, changes: Changes, initiator: str) -> None:
        self.sync.on_changes(changes)
        for screen in tuple(self._screens.values()):
            screen.on_changes(changes)
        for window in self._side_windows:
            window.screen.on_changes(changes)

    def _show_words(self) -> None:
        if self._here is None:
            return
        is_file = self._here.screen == "applicant"
        title = self.tr("Applicant file") if is_file else self.current().title()
        led_to = is_file or self._here.screen == "survey"
        self.header.show_title(title, can_go_back=bool(self._trail) and led_to)
        hints = [(shown_keys(row_of(i)), action_text(row_of(i))) for i in ("palette", "sync.now", "help")]
        self.foot.show_hints([*self.current().key_hints(), *hints])
        self._show_sync()

    # --- the window's own events --------------------------------------------------------------------

    def step_back(self) -> bool:
        """Esc: close what lies on top, else go back. False where there is nothing to leave."""
        steps: tuple[tuple[bool, Callable[[], None]], ...] = (
            (self.palette_box.isVisible(), self.palette_box.close_palette),
            (self.help.isVisible(), self.help.put_away),
            (self.messages.isVisible(), self.messages.clear),
            (bool(self._trail), self.go_back),
        )
        for possible, step in steps:
            if possible:
                step()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_words()
        super().changeEvent(event)

    def close_desk(self) -> None:
        """Stop everything that is under way; nothing comes back afterwards."""
        self.bridge.close()
        self.sync.close()
        self.foreseer.close()
        self.messages.clear()
        for window in tuple(self._side_windows):
            window.close()
        for screen in self._screens.values():
            screen.close_screen()
