"""A line of several parts that shows as many of them as its width holds whole, and never half a part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class FittingLine(QLabel):
    """It asks for the room of all its parts and takes what it is given; the first part is always there. What
    had to be left out is in its tooltip."""

    def __init__(self, look: str, between: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._between = between
        self.setProperty("look", look)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_parts(self, parts: Sequence[str]) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName(self._joined(len(parts)))
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(len(self._parts)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        number = len(self._parts)
        while number > 1 and self._width_of(number) > self.width():
            number -= 1
        self.setText(self._joined(number))
        self.setToolTip("" if number == len(self._parts) else self.accessibleName())

    def _joined(self, number: int) -> str:
        return self._between.join(self._parts[:number])

    def _width_of(self, number: int) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self._joined(number))
