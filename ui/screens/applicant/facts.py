"""Sections of an applicant file: a heading over a hairline, then lines of facts with a figure at the right.

A section without facts says why it is empty and what would fill it.
"""

from __future__ import annotations

from contextlib import ExitStack

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import tokens
from ui.widgets.badge import Badge, Mark
from ui.widgets.layout import clear, column, hairline, label, row
from ui.widgets.pieces import SectionHeader, Symbol
from ui.widgets.turns import held

_LONG_FIGURE = 26
"""From so many characters on a figure is a text that goes on in a second line."""


class Section(QWidget):
    """A heading and a body; `set_empty` puts a sentence in place of the body."""

    def __init__(self, *aside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHeader(*aside)
        self._empty = label("soft", wrap=True)
        self._empty.hide()
        self.body: QVBoxLayout = column(gap=0)
        self.setLayout(column(self._head, self._empty, self.body, gap=tokens.GAP))

    def set_text(self, heading: str, note: str = "") -> None:
        self._head.set_text(heading, note)
        self.setAccessibleName(heading)

    def set_empty(self, text: str) -> None:
        self._empty.setText(text)
        self._empty.setVisible(bool(text))


class Fact(QWidget):
    """One line: what, a softer second line, a figure or a badge at the right."""

    def __init__(
        self,
        text: str,
        note: str = "",
        figure: str = "",
        *,
        symbol: str = "",
        ink: str = "text_soft",
        mark: Mark | None = None,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        line = row(gap=tokens.SNUG, margin=(0, tokens.SNUG))
        if symbol:
            line.addWidget(Symbol(symbol, ink, 16), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        if text:
            words.addWidget(label("", text, wrap=True, selectable=True))
        if note:
            words.addWidget(label("faint", note, wrap=True, selectable=True))
        if mark is not None and not text:
            line.addWidget(Badge(mark))
        line.addLayout(words, 1)
        if mark is not None and text:
            line.addWidget(Badge(mark), 0, Qt.AlignmentFlag.AlignVCenter)
        if figure:
            long = len(figure) > _LONG_FIGURE
            shown = label("heading" if strong else "", figure, wrap=long, selectable=True)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not long:
                shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            line.addWidget(shown, 2 if long else 0)
        self.setLayout(line)
        said = (mark.text if mark else "", text, note, figure)
        self.setAccessibleName(", ".join(part for part in said if part))


class FactList(Section):
    """Facts under a heading: `start`, `add` each, `finish` with the sentence for none."""

    def start(self) -> None:
        self._away = ExitStack()
        self._away.enter_context(held(self))
        clear(self.body)

    def add(
        self,
        text: str,
        note: str = "",
        figure: str = "",
        *,
        symbol: str = "",
        ink: str = "text_soft",
        mark: Mark | None = None,
        strong: bool = False,
    ) -> None:
        self.add_fact(Fact(text, note, figure, symbol=symbol, ink=ink, mark=mark, strong=strong))

    def add_fact(self, fact: Fact, *acts: QWidget) -> None:
        """A fact with what can be done about it at its right."""
        if self.body.count():
            self.body.addWidget(hairline())
        if not acts:
            self.body.addWidget(fact)
            return
        line, whole = row(gap=tokens.SNUG), QWidget()
        line.addWidget(fact, 1)
        for act in acts:
            line.addWidget(act)
        whole.setLayout(line)
        self.body.addWidget(whole)

    def finish(self, empty: str = "") -> None:
        self.set_empty("" if self.body.count() else empty)
        self._away.close()
