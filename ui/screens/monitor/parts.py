"""One part of the monitor: a heading, what it shows, and in its place what it waits for and until when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.theme import tokens
from ui.widgets.layout import column, label
from ui.widgets.pieces import SectionHeader


class Part(QWidget):
    """`widgets` from top to bottom; where nothing can be shown yet a sentence stands there alone."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._widgets = SectionHeader(), widgets
        self.waiting = label("soft", wrap=True, selectable=True)
        self.waiting.hide()
        self.setLayout(column(self._head, self.waiting, *widgets, gap=tokens.SNUG))

    def set_text(self, heading: str, note: str = "") -> None:
        self._head.set_text(heading, note)
        self.setAccessibleName(heading)

    def show_waiting(self, text: str, *kept: QWidget) -> None:
        """Say what is waited for; an empty text brings the figures back. `kept` stay in view all the same."""
        self.waiting.setText(text)
        self.waiting.setVisible(bool(text))
        self.setAccessibleDescription(text)
        for widget in self._widgets:
            widget.setVisible(not text or widget in kept)
