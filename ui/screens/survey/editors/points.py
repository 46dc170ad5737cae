"""A line or an area as a list of points: one a line, latitude and longitude."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.screens.survey.editors.text import LinesEditor
from ui.screens.survey.typed import points_shown, points_text
from ui.widgets.layout import label
from workstation.surveys.views import AnswerKind, QuestionView


class PointsEditor(LinesEditor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        self._closed = view.kind is AnswerKind.SHAPE
        self._sent = ""
        self.how = label("faint", wrap=True)
        super().__init__(view, parent)
        self.parts.addWidget(self.how)
        self.retranslate()

    def retranslate(self) -> None:
        if self._closed:
            text = self.tr("One corner a line: 31.2304, 121.4737. The area closes by itself.")
        else:
            text = self.tr("One point a line: 31.2304, 121.4737")
        self.how.setText(text)

    def show_question(self, view: QuestionView) -> None:
        self.view = view
        self.lines.setReadOnly(view.readonly)
        if view.value != self._sent:
            self._sent = view.value
            self._showing = True
            self.lines.setPlainText(points_shown(view.value, closed=self._closed))
            self._showing = False

    def _typed(self) -> None:
        if not self._showing:
            self._sent = points_text(self.lines.toPlainText(), closed=self._closed)
            self.answered.emit(self._sent)
