"""A number on a scale: the slider moves in the form's steps, the field beside it takes the number itself."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.editors.number import NumberEditor
from ui.theme.style import theme
from ui.widgets.layout import label, row
from workstation.surveys.views import Bounds, QuestionView

_MOST_STEPS = 10_000
_USUAL = Bounds("0", "10", "1")


class RangeEditor(Editor):
    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.slider, self.number = QSlider(Qt.Orientation.Horizontal), NumberEditor(view)
        self._low, self._high = label("faint"), label("faint")
        self.number.setFixedWidth(theme().px(88))
        if "no-ticks" not in view.appearance:
            self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.valueChanged.connect(lambda place: self.answered.emit(self._text(place)))
        self.number.answered.connect(self.answered)
        line = row(self._low)
        line.addWidget(self.slider, 1)
        line.addWidget(self._high)
        line.addWidget(self.number)
        self._hold(line)
        self.show_question(view)

    def entry(self) -> QWidget:
        return self.slider

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        self.number.set_name(name, more)

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        self.number.show_question(view)
        bounds = view.bounds or _USUAL
        self._low.setText(bounds.start)
        self._high.setText(bounds.end)
        self.slider.blockSignals(True)
        self.slider.setEnabled(not view.readonly)
        self.slider.setRange(0, self._steps(bounds))
        self.slider.setPageStep(max(self._steps(bounds) // 10, 1))
        self.slider.setTickInterval(max(self._steps(bounds) // 20, 1))
        self.slider.setValue(self._place(view.value, bounds))
        self.slider.blockSignals(False)

    @staticmethod
    def _step(bounds: Bounds) -> Decimal:
        size = abs(Decimal(bounds.step)) or Decimal(1)
        return size if Decimal(bounds.end) >= Decimal(bounds.start) else -size

    def _steps(self, bounds: Bounds) -> int:
        return min(int((Decimal(bounds.end) - Decimal(bounds.start)) / self._step(bounds)), _MOST_STEPS)

    def _place(self, text: str, bounds: Bounds) -> int:
        try:
            return int((Decimal(text or bounds.start) - Decimal(bounds.start)) / self._step(bounds))
        except InvalidOperation:
            return 0

    def _text(self, place: int) -> str:
        bounds = self.view.bounds or _USUAL
        return format(Decimal(bounds.start) + place * self._step(bounds), "f")
