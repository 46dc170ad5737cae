"""What every screen is: a widget with a title, that can be told in another language, and that decides itself
whether a change concerns it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from workstation.events import Changes


class Navigator(Protocol):
    """How a screen leads elsewhere without knowing what is there."""

    def open_applicant(self, applicant_id: str, tab: str = "overview") -> None:
        """Tabs: overview, history, assessment, decide, trail, loans, documents, surveys."""
        ...

    def open_screen(self, name: str) -> None:
        """Screens: worklist, visits, sync, letters, scenarios, settings."""
        ...

    def open_survey(self, draft_id: str) -> None:
        """A survey that is being filled in."""
        ...

    def say(self, text: str, *, kind: str = "good") -> None:
        """One sentence in the message bar: kind is good, warn or bad."""
        ...

    def say_error(self, error: BaseException) -> None:
        """A known error in the message bar, a fault of the program in a dialog with a report."""
        ...

    def sync_now(self) -> None: ...


class Screen(QWidget):
    """A screen of the desk. `name` is its key for navigation, help and remembered state."""

    name = ""

    def title(self) -> str:
        """The screen's title in the language in force."""
        raise AssertionError(f"{type(self).__name__} has no title")

    def retranslate(self) -> None:
        """Set every text again. Called once when the screen is built and whenever the language changes."""

    def on_changes(self, changes: Changes) -> None:
        """An operation finished somewhere: refresh if it concerns what is shown."""

    def on_shown(self) -> None:
        """The screen came to the front."""

    def offers(self) -> Mapping[str, Callable[[], object]]:
        """What this screen can do, by the ids of `ui.actions`; the shell gives it keys and palette rows
        while the screen is in view."""
        return {}

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Keys that do something here and what, as in ("Enter", "Open"), for the foot of the window."""
        return ()

    def first_focus(self) -> QWidget | None:
        """Where the keyboard is when the screen comes to the front."""
        return None

    def close_screen(self) -> None:
        """The window closes: stop what is under way."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
