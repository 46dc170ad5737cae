"""A box that says: seen, agreed."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.widgets.layout import row
from workstation.surveys.views import QuestionView

AGREED = "OK"


class AcknowledgeEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box = QCheckBox()
        self.box.toggled.connect(lambda on: self.answered.emit(AGREED if on else ""))
        self._hold(row(self.box, None))
        self.retranslate()
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.box

    def retranslate(self) -> None:
        self.box.setText(self.tr("Yes, seen and agreed"))

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.box.setEnabled(not view.readonly)
        self.box.blockSignals(True)
        self.box.setChecked(view.value == AGREED)
        self.box.blockSignals(False)
