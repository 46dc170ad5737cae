"""A number: at the right, with thousands when one has left it, kept to the digit as it was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.typed import number_shown, number_text
from ui.widgets.layout import row
from workstation.surveys.views import QuestionView

_LONGEST = 40


class FigureLine(QLineEdit):
    """Bare digits while one types, thousands when one has left."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setText(number_text(self.text()))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(number_shown(number_text(self.text())))


class NumberEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.line = FigureLine()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaxLength(_LONGEST)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.line.textEdited.connect(lambda text: self.answered.emit(number_text(text)))
        self._hold(row(self.line))
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.line

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.line.setReadOnly(view.readonly)
        if number_text(self.line.text()) != view.value:
            self.line.setText(view.value if self.line.hasFocus() else number_shown(view.value))
