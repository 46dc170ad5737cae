"""Long work: what is being done, a number, a bar, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import button


class ProgressLine(QWidget):
    """One piece of long work. `stopped` when the officer asks it to stop."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None, *, can_stop: bool = True) -> None:
        super().__init__(parent)
        self._words, self._number = label(), label("soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = button("quiet", "x")
        self.stop.setVisible(can_stop)
        self.stop.clicked.connect(self.stopped)
        head = row(self._words, None, self._number, self.stop)
        self.setLayout(column(head, self._bar, gap=tokens.TIGHT))
        self._retranslate()

    def show_step(self, words: str, done: int = 0, total: int | None = None, number: str = "") -> None:
        """`total` None: how much there is, is not known yet."""
        self._words.setText(words)
        self._number.setText(number)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(min(done, total) if total else 0)
        self._bar.setAccessibleName(f"{words} {number}".strip())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.stop.setText(self.tr("Stop"))
