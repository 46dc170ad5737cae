"""A notice in its place: what happened, in which record, what to do now; hidden where there is nothing.

Errors that belong to one control or one panel are shown here rather than in the message bar.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import Symbol, button

_SYMBOLS = {"good": "check-circle", "warn": "warning", "bad": "warning-circle", "soft": "info"}
_INKS = {"soft": "text_soft"}


class Notice(QWidget):
    """One sentence with its symbol, a softer second line, and at most one button."""

    def __init__(self, act: Callable[[], None] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = Symbol("info")
        self._text, self._more = label("", wrap=True), label("soft", wrap=True)
        self.button = button("quiet")
        self.button.setVisible(False)
        if act is not None:
            self.button.clicked.connect(lambda: act())
        words = column(self._text, self._more, gap=2)
        mark = column(self._symbol, None, margin=(0, 1, 0, 0))
        line = row(mark, gap=tokens.SNUG)
        line.addLayout(words, 1)
        line.addWidget(self.button)
        self.setLayout(line)
        self.hide()

    def show_notice(self, kind: str, text: str, more: str = "", act: str = "") -> None:
        """`kind` is good, warn, bad or soft; an empty text hides the notice; `act` names the button."""
        self._symbol.show_symbol(_SYMBOLS[kind], _INKS.get(kind, kind))
        self._text.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.button.setText(act)
        self.button.setVisible(bool(act))
        self.setAccessibleName(text)
        self.setAccessibleDescription(more)
        self.setVisible(bool(text))

    def text(self) -> str:
        return self._text.text()

    def more(self) -> str:
        return self._more.text()
