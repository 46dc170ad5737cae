"""A field for a number with its unit: 38.3% or 1,200. Up and down move by a step, with Shift by ten.

Goes in: typed text. Signals the number with every key that makes one; other text is marked as wrong.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class NumberField(QLineEdit):
    """`number_changed(float)` comes while a person types; `set_number` signals nothing."""

    number_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high, self._step, self._places = 0.0, 1e9, 1.0, 0
        self._suffix, self._number = "", 0.0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(20)
        self.textEdited.connect(self._typed)

    def set_bounds(self, low: float, high: float, step: float, places: int, suffix: str) -> None:
        self._low, self._high, self._step, self._places = low, high, step, places
        self._suffix = suffix

    def number(self) -> float:
        return self._number

    def set_number(self, number: float) -> None:
        self._number = min(max(number, self._low), self._high)
        self.setText(f"{self._number:,.{self._places}f}{self._suffix}")

    def type_number(self, number: float) -> None:
        """As if a person had entered it."""
        self.set_number(number)
        self.number_changed.emit(self._number)

    def _typed(self, text: str) -> None:
        plain = text.strip().removesuffix(self._suffix).removesuffix("％").replace(",", "")
        try:
            number = float(plain)
        except ValueError:
            self._mark(wrong=True)
            return
        inside = self._low <= number <= self._high
        self._mark(wrong=not inside)
        if inside:
            self._number = number
            self.number_changed.emit(number)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        way = ways.get(Qt.Key(event.key()), 0)
        if not way:
            super().keyPressEvent(event)
            return
        many = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self.type_number(self._number + way * many * self._step)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._mark(wrong=False)
        self.set_number(self._number)
        super().focusOutEvent(event)
