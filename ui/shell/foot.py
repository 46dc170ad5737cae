"""The foot of the window: what the keys do here at the left, the last sync in words at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import tokens
from ui.widgets.fitting import FittingLine
from ui.widgets.layout import column, frame, label, row

_BETWEEN = "     "


class Foot(QWidget):
    """One line; a hint that does not fit whole is left out, what is said of the sync is cut at its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints, self._last, self._said = FittingLine("faint", _BETWEEN), label("faint"), ""
        self._hints.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._last.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = row(gap=tokens.WIDE, margin=(tokens.WIDE, 5, tokens.WIDE, 5))
        line.addWidget(self._hints, 1)
        line.addWidget(self._last)
        self.setLayout(column(frame("foot", line), gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Keys and what they do, as in ("Enter", "Open")."""
        self._hints.show_parts([f"{keys}  {words}" for keys, words in hints])

    def show_last(self, words: str) -> None:
        self._said = words
        self._last.setToolTip(words)
        self._cut_last()

    def _cut_last(self) -> None:
        most = max(self.width() * 6 // 10, 200)
        metrics = QFontMetrics(self._last.font())
        self._last.setText(metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut_last()
