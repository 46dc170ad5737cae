"""Small horizontal bars that stand in a row of text: how far an amount reaches, which way points pull.

They paint themselves from the theme's tokens and never say anything alone: the figure stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.style import holder, theme


class Painted(QWidget):
    """Something drawn by hand, `_HEIGHT` pixels high at 100 % text, as wide as there is room."""

    _HEIGHT = 12
    _LEAST = 72

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        holder().changed.connect(self._renew)

    def _renew(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._LEAST * 2), theme().px(self._HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(self._LEAST), theme().px(self._HEIGHT))

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        return painter


class ReachBar(Painted):
    """How far an amount reaches along a shared scale; a tick stands where the limit is.

    `share` and `tick` are 0–1 of the width; a `share` of None draws a dashed ground: nothing is known.
    `over` marks a bar that goes on beyond the scale.
    """

    def __init__(
        self,
        share: float | None,
        ink: str = "accent",
        *,
        tick: float | None = None,
        over: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._share, self._ink, self._tick, self._over = share, ink, tick, over

    def show_share(self, share: float | None, ink: str, tick: float | None = None) -> None:
        self._share, self._ink, self._tick = share, ink, tick
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), self._painter()
        ground = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        if self._share is None:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setColor(look.colour("line_strong"))
            painter.setPen(pen)
            painter.drawLine(ground.left(), ground.center().y(), ground.right(), ground.center().y())
            painter.end()
            return
        painter.setBrush(look.colour("raised"))
        painter.drawRoundedRect(ground, 2, 2)
        filled = QRectF(ground)
        filled.setWidth(max(ground.width() * min(self._share, 1.0), 2.0))
        painter.setBrush(look.colour(self._ink))
        painter.drawRoundedRect(filled, 2, 2)
        if self._over:  # a gap near the end: the bar goes on beyond the scale
            painter.setBrush(look.colour("surface"))
            painter.drawRect(QRectF(ground.right() - look.px(10), 0, look.px(3), self.height()))
        if self._tick is not None:
            x = ground.left() + ground.width() * min(self._tick, 1.0)
            painter.setBrush(look.colour("text"))
            painter.drawRect(QRectF(min(x, ground.right() - 2), 0, 2, self.height()))
        painter.end()


class PullBar(Painted):
    """Points for the applicant to the right of the middle, points against to the left.

    `share` is −1 to 1 of half the width.
    """

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = max(-1.0, min(share, 1.0))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), self._painter()
        middle, half = self.width() / 2, self.width() / 2
        length = max(abs(self._share) * half, 1.5)
        left = middle if self._share >= 0 else middle - length
        painter.setBrush(look.colour("good" if self._share >= 0 else "bad"))
        painter.drawRoundedRect(QRectF(left, 2, length, self.height() - 4), 2, 2)
        painter.setBrush(look.colour("line_strong"))
        painter.drawRect(QRectF(middle - 0.5, 0, 1, self.height()))
        painter.end()


class StepBar(Painted):
    """One step of a waterfall: from `start` to `end`, both 0–1 of the width, with a hairline to the next."""

    _HEIGHT = 14

    def __init__(self, start: float, end: float, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start, self._end, self._ink = start, end, ink

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), self._painter()
        left, right = sorted((self._start * self.width(), self._end * self.width()))
        painter.setBrush(look.colour(self._ink))
        painter.drawRoundedRect(QRectF(left, 2, max(right - left, 1.5), self.height() - 4), 1.5, 1.5)
        painter.setBrush(look.colour("line_strong"))
        painter.drawRect(QRectF(self._end * self.width() - 0.5, self.height() - 3, 1, 3))
        painter.end()


class PartsBar(Painted):
    """Parts of a whole side by side, each a share of the width in its own ink; a tick where the whole ends
    that they are held against."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[float, str], ...] = ()
        self._tick = 1.0

    def show_parts(self, parts: Sequence[tuple[float, str]], tick: float) -> None:
        self._parts, self._tick = tuple(parts), tick
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), self._painter()
        left = 0.0
        for share, ink in self._parts:
            width = share * self.width()
            painter.setBrush(look.colour(ink))
            painter.drawRect(QRectF(left, 2, max(width - 1, 0), self.height() - 4))
            left += width
        painter.setBrush(look.colour("text"))
        painter.drawRect(QRectF(min(self._tick * self.width(), self.width() - 2), 0, 2, self.height()))
        painter.end()
