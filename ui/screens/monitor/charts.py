"""Two small charts of the monitor, painted from the theme's tokens: what was said against what came, and
what share of each vintage had gone bad by each month.

They say nothing alone: the table beside each holds the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.format import percent

if TYPE_CHECKING:
    from workstation.portfolio.vintages import Vintage
    from workstation.portfolio.watching import Segment

_HEIGHT, _LEAST = 220, 320
_INKS = ("accent", "good", "warn", "bad", "text_soft")
_ROOM_ABOVE = 1.15
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MONTHS = 12  # as long as a loan is watched


class _Chart(QWidget):
    """A frame with shares from 0 to `top` on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.top = 0.01
        holder().changed.connect(self._renew)

    def _renew(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_LEAST), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_LEAST // 2), theme().px(_HEIGHT))

    def _begin(self) -> tuple[QPainter, QRectF]:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(tokens.SMALL))
        plot = QRectF(self.rect()).adjusted(look.px(48), look.px(10), -look.px(12), -look.px(26))
        for part in range(5):
            share = self.top * part / 4
            y = plot.bottom() - plot.height() * part / 4
            painter.setPen(look.colour("line"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("text_faint"))
            words = QRectF(0, y - look.px(9), plot.left() - look.px(6), look.px(18))
            painter.drawText(words, _RIGHT, percent(share))
        return painter, plot

    def _at(self, plot: QRectF, x: float, share: float) -> QPointF:
        high = min(share / self.top, 1.0)
        return QPointF(plot.left() + plot.width() * x, plot.bottom() - plot.height() * high)

    def _below(self, painter: QPainter, plot: QRectF, x: float, words: str, width: float) -> None:
        look = theme()
        painter.setPen(look.colour("text_faint"))
        left = plot.left() + plot.width() * x - width / 2
        box = QRectF(left, plot.bottom() + look.px(4), width, look.px(18))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


class CalibrationChart(_Chart):
    """A dot for what was said and an upright for what was seen with its interval, by segment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: tuple[Segment, ...] = ()

    def show_segments(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        highest = max((max(s.high, s.expected) for s in segments), default=0.0)
        self.top = max(highest * _ROOM_ABOVE, 0.01)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter, plot = self._begin()
        many = max(len(self._segments), 1)
        for place, segment in enumerate(self._segments):
            x = (place + 0.5) / many
            ink = look.colour("bad" if segment.off else "text_soft")
            painter.setPen(QPen(ink, look.px(2)))
            painter.drawLine(self._at(plot, x, segment.low), self._at(plot, x, segment.high))
            seen = self._at(plot, x, segment.rate)
            painter.drawLine(seen - QPointF(look.px(6), 0), seen + QPointF(look.px(6), 0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(self._at(plot, x, segment.expected), look.px(4), look.px(4))
            self._below(painter, plot, x, segment.name.removeprefix("grade "), plot.width() / many)
        painter.end()


class VintageChart(_Chart):
    """One line a quarter of draw, as far as its youngest loan is old; the names stand in the lines' inks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vintages: tuple[Vintage, ...] = ()

    def show_vintages(self, vintages: Sequence[Vintage]) -> None:
        """Those with a curve, the newest five."""
        self._vintages = tuple(v for v in vintages if v.shares)[-len(_INKS) :]
        highest = max((max(v.shares) for v in self._vintages), default=0.0)
        self.top = max(highest * _ROOM_ABOVE, 0.01)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter, plot = self._begin()
        for month in range(3, _MONTHS + 1, 3):
            self._below(painter, plot, month / _MONTHS, str(month), look.px(40))
        left = plot.left() + look.px(tokens.SNUG)
        for vintage, ink in zip(self._vintages, _INKS, strict=False):
            points = [QPointF(plot.left(), plot.bottom())]
            points += [self._at(plot, n / _MONTHS, share) for n, share in enumerate(vintage.shares, 1)]
            painter.setPen(QPen(look.colour(ink), look.px(2)))
            painter.drawPolyline(points)
            name = QRectF(left, plot.top(), look.px(70), look.px(18))
            painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, vintage.name)
            left += look.px(74)
        painter.end()
