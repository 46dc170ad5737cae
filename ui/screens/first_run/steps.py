"""A long start, step by step: what was done has a tick, what is under way moves."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import tokens
from ui.translation import said
from ui.widgets.layout import clear, column, label, row, set_look
from ui.widgets.pieces import Symbol
from ui.widgets.progress import ProgressLine
from workstation.domain.text import Bilingual


class Steps(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = ProgressLine(can_stop=False)
        self._list: QVBoxLayout = column(gap=tokens.SNUG)
        self._last: tuple[Symbol, QLabel] | None = None
        self.setLayout(column(self._progress, self._list, None, gap=tokens.ROOM))

    def start(self, heading: str) -> None:
        clear(self._list)
        self._last = None
        self._progress.show_step(heading)

    def add(self, step: Bilingual) -> None:
        """The next step began, so the one before is done."""
        self._finish_last()
        symbol, words = Symbol("circle-dashed", "text_faint", 16), label("", said(step))
        self._list.addLayout(row(symbol, words, None))
        self._last = (symbol, words)

    def _finish_last(self) -> None:
        if self._last is not None:
            symbol, words = self._last
            symbol.show_symbol("check-circle", "good")
            set_look(words, "soft")
