"""A field for a day as it stands in tables: 2026-11-20. Up and down move by a day, with Shift by a month."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme.style import theme

_MONTH = 30


class DateField(QLineEdit):
    """`day_chosen(date)` comes on Enter, on leaving the field, and with the arrow keys. Enter goes on to the
    window's default button only where the field shows what was typed."""

    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date.min
        self._refused = ""
        self.setMaxLength(10)
        self.setFixedWidth(theme().px(112))

    def day(self) -> date:
        self._take()
        return self._day

    def take_refused(self) -> str:
        """What was typed and is no day, so that the day before it is shown again; told once."""
        self._take()
        refused, self._refused = self._refused, ""
        return refused

    def set_day(self, day: date) -> None:
        """Show a day without a signal."""
        self._day = day
        self.setText(day.isoformat())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._take()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self.text()
            self._take()
            if self.text() != typed:
                self._refused = ""  # it is seen at the field, where the keyboard is
                event.accept()
                return
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.set_day(self._day + timedelta(days=step * (_MONTH if shift else 1)))
        self.day_chosen.emit(self._day)

    def _take(self) -> None:
        """What was typed, or the day before it where it is none."""
        try:
            typed = date.fromisoformat(self.text().strip())
        except ValueError:
            typed, self._refused = self._day, self.text().strip()
        changed = typed != self._day
        self.set_day(typed)
        if changed:
            self.day_chosen.emit(typed)
