"""The supply loop (闭环) in a row, from purchase to cash; a link without evidence says what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme import tokens
from ui.translation import said
from ui.widgets.flow import FlowLayout
from ui.widgets.layout import clear, column, label, row
from ui.widgets.pieces import Symbol

if TYPE_CHECKING:
    from workstation.services.values import ChainLink

_SYMBOLS = {
    "purchase": "shopping-cart",
    "stock": "package",
    "sale": "storefront",
    "shipment": "truck",
    "cash": "coin",
}


class LoopRow(QWidget):
    """Five links with arrows between them. The word at the left says whether the loop is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links: Sequence[ChainLink] = ()
        self._line = FlowLayout(tokens.GAP, tokens.SNUG)
        self.setLayout(self._line)

    def show_loop(self, links: Sequence[ChainLink]) -> None:
        self._links = links
        self.retranslate()

    def retranslate(self) -> None:
        clear(self._line)
        if not self._links:
            return
        missing = [link for link in self._links if not link.evidenced]
        word = self.tr("Loop closed") if not missing else self.tr("Loop open")
        more = self.tr("{0} of {1} links evidenced").format(len(self._links) - len(missing), len(self._links))
        head = QWidget()
        head.setLayout(column(label("", word), label("faint", more), gap=0, margin=(0, 0, tokens.ROOM, 0)))
        self._line.addWidget(head)
        evidenced = True
        for place, link in enumerate(self._links):
            closed = evidenced and link.evidenced
            arrow = ("arrow-right" if closed else "dots-three") if place else ""
            self._line.addWidget(self._link(link, arrow))
            evidenced = link.evidenced
        told = "; ".join(f"{said(link.name)}: {said(link.detail)}" for link in self._links)
        self.setAccessibleName(f"{word}. {more}")
        self.setAccessibleDescription(told)

    @staticmethod
    def _link(link: ChainLink, arrow: str) -> QWidget:
        made = QWidget()
        symbol = Symbol(_SYMBOLS.get(link.code, "link"), "good" if link.evidenced else "text_faint", 20)
        name = label("" if link.evidenced else "soft", said(link.name))
        detail = label("faint" if link.evidenced else "warn", said(link.detail))
        words = column(name, detail, gap=0)
        line = row(gap=tokens.SNUG)
        if arrow:
            line.addWidget(Symbol(arrow, "text_faint", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words)
        made.setLayout(line)
        return made
