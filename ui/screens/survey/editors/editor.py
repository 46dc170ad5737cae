"""What every editor is: it shows a question's value, and tells what a person makes of it, key by key.

An editor never judges: what cannot be read goes to the form as it was typed. A value that comes back as it
was sent moves nothing, so that the cursor stays where it is.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from workstation.surveys.views import QuestionView


class Editor(QWidget):
    """`answered(text)` with every change a person makes; `onward` when the answer is complete by itself."""

    answered = Signal(str)
    onward = Signal()

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view

    def show_question(self, view: QuestionView) -> None:
        """Value, choices and bounds as they are now; the kind never changes."""
        self.view = view

    def set_name(self, name: str, more: str) -> None:
        """What the question is called for those who cannot see it, and what else is to be known of it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(more)
        entry = self.entry()
        if entry is not None:
            entry.setAccessibleName(name)
            entry.setAccessibleDescription(more)

    def entry(self) -> QWidget | None:
        """Where the keyboard is when one comes to this question; None where nothing can be entered."""
        return None

    def retranslate(self) -> None:
        """Set the editor's own words again."""

    def put_away(self) -> None:
        """Stop what is under way, and hand on what is not told yet."""

    def _hold(self, layout: QLayout) -> None:
        self.setLayout(layout)
        entry = self.entry()
        if entry is not None:
            self.setFocusProxy(entry)
