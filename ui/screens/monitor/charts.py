"""Two small charts of the monitor, painted from the theme's tokens: what was said against what came, and
what share of each vintage had gone bad by each month.

They say nothing alone: the table below each holds the same figures, and `setAccessibleName` says so. Neither
tells its lines or dots apart by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
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
_STROKES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
_ROOM_ABOVE = 1.15
_PARTS = 4  # between the lines of the grid
_LEAST_PART = 0.005
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MONTHS = 12  # as long as a loan is watched


def round_top(highest: float) -> float:
    """Where a scale ends whose lines stand at round shares: four parts of 1, 2 or 5 of some power of ten, and
    never beyond all."""
    wanted = max(highest * _ROOM_ABOVE / _PARTS, _LEAST_PART)
    power = 10.0 ** floor(log10(wanted))
    part = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= wanted * (1 - 1e-9))
    return min(round(part * _PARTS, 6), 1.0)


class _Chart(QWidget):
    """A frame with shares from 0 to `top` on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.top = round_top(0.0)
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
        for part in range(_PARTS + 1):
            share = self.top * part / _PARTS
            y = plot.bottom() - plot.height() * part / _PARTS
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
        self.top = round_top(highest)
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
    """One line a quarter of draw, as far as its youngest loan is old; its stroke and name stand above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vintages: tuple[Vintage, ...] = ()

    def show_vintages(self, vintages: Sequence[Vintage]) -> None:
        """Those with a curve, the newest five."""
        self._vintages = tuple(v for v in vintages if v.shares)[-len(_STROKES) :]
        highest = max((max(v.shares) for v in self._vintages), default=0.0)
        self.top = round_top(highest)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter, plot = self._begin()
        for month in range(3, _MONTHS + 1, 3):
            self._below(painter, plot, month / _MONTHS, str(month), look.px(40))
        left = plot.left() + look.px(tokens.SNUG)
        for place, vintage in enumerate(self._vintages):
            points = [QPointF(plot.left(), plot.bottom())]
            points += [self._at(plot, n / _MONTHS, share) for n, share in enumerate(vintage.shares, 1)]
            painter.setPen(QPen(look.series(place), look.px(2), _STROKES[place]))
            painter.drawPolyline(points)
            left += self._name(painter, plot, left, vintage.name)
        painter.end()

    @staticmethod
    def _name(painter: QPainter, plot: QRectF, left: float, name: str) -> float:
        """A piece of the line and its name; returns how wide both are with the room behind them."""
        look = theme()
        middle, stroke = plot.top() + look.px(9), look.px(28)
        painter.drawLine(QPointF(left, middle), QPointF(left + stroke, middle))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(name)
        painter.setPen(look.colour("text_soft"))
        box = QRectF(left + stroke + look.px(6), plot.top(), wide + 2, look.px(18))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        return stroke + look.px(6) + wide + look.px(tokens.ROOM)
