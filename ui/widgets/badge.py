"""A badge: a symbol and a word on a quiet ground. The colour only helps; the word says it.

`paint_badge` draws one in a table's cell, `Badge` is one as a widget.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import holder, theme


@dataclass(frozen=True, slots=True)
class Mark:
    """What a badge says: `tone` is good, warn, bad, accent or plain; `bare` leaves the ground away."""

    text: str
    tone: str = "plain"
    symbol: str = ""
    bare: bool = False


_INKS = {"plain": ("text_soft", "raised"), "accent": ("accent", "accent_soft")} | {
    tone: (tone, f"{tone}_soft") for tone in ("good", "warn", "bad")
}


def badge_size(mark: Mark) -> tuple[float, float]:
    """Width and height in pixels at the present text size."""
    look = theme()
    metrics = QFontMetricsF(look.font(tokens.SMALL))
    symbol = look.px(14) + look.px(4) if mark.symbol else 0
    sides = 0 if mark.bare else 2 * look.px(8)
    words = metrics.horizontalAdvance(mark.text) if mark.text else 0
    return sides + symbol + words + 1, max(metrics.height() + look.px(4), look.px(20))


def paint_badge(painter: QPainter, cell: QRectF, mark: Mark, align: Qt.AlignmentFlag) -> None:
    """Draw within `cell`, centred in height, at its left or right; too long a word is cut."""
    look = theme()
    ink, ground = _INKS[mark.tone]
    width, height = badge_size(mark)
    width = min(width, cell.width())
    left = cell.right() - width if align & Qt.AlignmentFlag.AlignRight else cell.left()
    box = QRectF(left, cell.center().y() - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not mark.bare:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(box, look.px(5), look.px(5))
    side = 0 if mark.bare else look.px(8)
    inner = box.adjusted(side, 0, -side, 0)
    if mark.symbol:
        size = look.px(14)
        spot = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        paint_symbol(painter, spot, mark.symbol, look.colour(ink))
        inner.setLeft(spot.right() + look.px(4))
    font = look.font(tokens.SMALL)
    painter.setFont(font)
    painter.setPen(look.colour(ink))
    words = QFontMetricsF(font).elidedText(mark.text, Qt.TextElideMode.ElideRight, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


class Badge(QWidget):
    """A badge in a layout; as wide as it needs."""

    def __init__(self, mark: Mark | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Mark("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        holder().changed.connect(self._resized)
        self.show_mark(mark or Mark(""))

    def show_mark(self, mark: Mark) -> None:
        self._mark = mark
        self.setAccessibleName(mark.text)
        self._resized()

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()

    def mark(self) -> Mark:
        return self._mark

    def sizeHint(self) -> QSize:
        width, height = badge_size(self._mark)
        return QSize(int(width) + 1, int(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._mark.text:
            return
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._mark, Qt.AlignmentFlag.AlignLeft)
        painter.end()
