"""The officer's preferences while the window is open: applied at once, kept in the background.

Goes in: changed settings. Comes out: the language, theme and text size of the whole desk, and a file beside
the profile. It holds nothing of applicants.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.tasks import Tasks
from ui.theme.style import apply_theme, theme
from ui.translation import speak
from workstation.config import TEXT_SIZES, Settings
from workstation.config import changed as changed_settings

if TYPE_CHECKING:
    from workstation.services.launching import Launcher


class Preferences(QObject):
    """`current` is in force; `changed` is sent after a change was applied."""

    changed = Signal()

    def __init__(self, launcher: Launcher, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._launcher, self._tasks = launcher, tasks
        self.current: Settings = launcher.settings()
        speak(self.current.language)
        apply_theme(self.current.theme, self.current.text_size)

    def set(self, **values: object) -> None:
        """Change some settings by name, apply and keep them."""
        before, after = self.current, changed_settings(self.current, **values)
        if after == before:
            return
        self.current = after
        if (after.theme, after.text_size) != (before.theme, before.text_size):
            apply_theme(after.theme, after.text_size)
        if after.language != before.language:
            speak(after.language)
        self._tasks.write(lambda: self._launcher.save_settings(after), lambda _: None)
        self.changed.emit()

    @property
    def profile_folder(self) -> Path:
        return self._launcher.profile_folder

    def switch_language(self) -> None:
        self.set(language="en" if self.current.language == "zh" else "zh")

    def switch_theme(self) -> None:
        self.set(theme="light" if theme().dark else "dark")

    def step_text(self, step: int) -> None:
        """One size up (+1) or down (-1), within what there is."""
        place = TEXT_SIZES.index(self.current.text_size) + step
        self.set(text_size=TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)])

    def table_state(self, name: str) -> str:
        """What a table remembered of itself, or an empty text."""
        return (self.current.tables or {}).get(name, "")

    def remember_table(self, name: str, state: str) -> None:
        self.set(tables={**(self.current.tables or {}), name: state})
