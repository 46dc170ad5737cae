"""A number: at the right, with thousands when one has left it, kept to the digit as it was typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.typed import number_shown, number_text
from ui.widgets.layout import row
from workstation.surveys.views import QuestionView

_LONGEST = 40


class NumberEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.line = QLineEdit()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaxLength(_LONGEST)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.line.textEdited.connect(lambda text: self.answered.emit(number_text(text)))
        self.line.installEventFilter(self)
        self._hold(row(self.line))
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.line

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.line.setReadOnly(view.readonly)
        if number_text(self.line.text()) != view.value:
            self.line.setText(view.value if self.line.hasFocus() else number_shown(view.value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.line.setText(number_shown(number_text(self.line.text())))
        elif event.type() == QEvent.Type.FocusIn:
            self.line.setText(number_text(self.line.text()))
        return super().eventFilter(watched, event)
