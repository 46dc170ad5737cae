"""The plan of a day: where one leaves, the stops in their order, and who is left out though near. To scale,
north up, without a map; drawn from the theme's tokens, and what it shows stands in the table beside it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.screens.visits.geometry import Projection, apart, fitted, scale_bar
from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import holder, theme
from ui.widgets.format import count, listed
from workstation.domain.surveying import Position

if TYPE_CHECKING:
    from workstation.services.visits import DayRoute

_HEIGHT, _MARGIN, _ROUND, _LONGEST_NAME = 240, 46, 20, 120


def stops_of(found: DayRoute) -> list[tuple[str, Position]]:
    """Names and positions in the order of the day."""
    places = (found.places[leg.stop] for leg in found.route.legs)
    return [(place.name, place.position) for place in places if place.position is not None]


def left_out_of(found: DayRoute) -> list[tuple[str, Position]]:
    places = (found.places[one] for one in found.route.left_out)
    return [(place.name, place.position) for place in places if place.position is not None]


class PlanPicture(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: DayRoute | None = None
        self._start = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        holder().changed.connect(self._renew)

    def show_route(self, found: DayRoute | None, start: str) -> None:
        self._found, self._start = found, start
        self._tell()
        self.update()

    def _tell(self) -> None:
        """What the picture shows, for those who cannot see it."""
        self.setAccessibleName(self.tr("Plan of the day, to scale, north is up"))
        names = [name for name, _ in stops_of(self._found)] if self._found else []
        self.setAccessibleDescription(listed([self._start, *names, self._start] if names else [self._start]))

    def _renew(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(360), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(look.colour("line"))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(ground, tokens.RADIUS, tokens.RADIUS)
        if self._found is not None:
            self._paint_plan(painter, self._found)
        painter.end()

    def _paint_plan(self, painter: QPainter, found: DayRoute) -> None:
        look = theme()
        stops = stops_of(found)
        way = [found.plan.start, *(position for _, position in stops)]
        projection = fitted(way, self.width(), self.height(), look.px(_MARGIN))
        inside = QRectF(self.rect()).marginsRemoved(QMarginsF(*(look.px(_ROUND),) * 4))
        left = [
            (name, at) for name, at in left_out_of(found) if inside.contains(QPointF(*projection.point(at)))
        ]
        true = [projection.point(position) for position in (*way, *(at for _, at in left))]
        shown = [QPointF(x, y) for x, y in apart(true, look.px(_ROUND + 2))]
        self._paint_ways(painter, shown[: len(way)])
        round_trip = [*shown[: len(way)], shown[0]]
        ways = [QLineF(one, other) for one, other in itertools.pairwise(round_trip)]
        names = [self._start, *(name for name, _ in (*stops, *left))]
        taken = [self._spot(point) for point in shown]
        for number, point in enumerate(shown):
            if number == 0:
                self._paint_start(painter, point)
            else:
                self._paint_stop(painter, point, number if number <= len(stops) else 0)
            self._paint_name(painter, point, names[number], taken, ways)
        self._paint_north(painter)
        self._paint_scale(painter, projection)

    def _paint_ways(self, painter: QPainter, points: Sequence[QPointF]) -> None:
        """Out in one stroke, home in dashes."""
        if len(points) < 2:
            return
        pen = QPen(theme().colour("accent"), 1.6)
        painter.setPen(pen)
        painter.drawPolyline(list(points))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(points[-1], points[0])

    @staticmethod
    def _spot(point: QPointF) -> QRectF:
        side = theme().px(_ROUND)
        return QRectF(point.x() - side / 2, point.y() - side / 2, side, side)

    def _paint_start(self, painter: QPainter, point: QPointF) -> None:
        look, spot = theme(), self._spot(point)
        painter.setPen(QPen(look.colour("text"), 1.4))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(spot, 4, 4)
        paint_symbol(painter, spot.adjusted(3, 3, -3, -3), "house", look.colour("text"))

    def _paint_stop(self, painter: QPainter, point: QPointF, number: int) -> None:
        """A number in a disc; one left out is an empty ring with a stroke through it."""
        look, spot = theme(), self._spot(point)
        if number:
            painter.setPen(QPen(look.colour("surface"), 1.4))
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(spot)
            painter.setFont(look.font(tokens.SMALL, bold=True))
            painter.setPen(look.colour("on_accent"))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(number))
            return
        painter.setPen(QPen(look.colour("warn"), 1.4))
        painter.setBrush(look.colour("surface"))
        ring = spot.adjusted(3, 3, -3, -3)
        painter.drawEllipse(ring)
        painter.drawLine(ring.bottomLeft() + QPointF(3, -3), ring.topRight() + QPointF(-3, 3))

    def _paint_name(
        self, painter: QPainter, point: QPointF, name: str, taken: list[QRectF], ways: Sequence[QLineF]
    ) -> None:
        """At the first side where it covers no mark, if there is one where it covers no way either; where
        there is none the number must do."""
        look = theme()
        font = look.font(tokens.SMALL)
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, look.px(_LONGEST_NAME))
        wide, high, off = metrics.horizontalAdvance(words) + 2, metrics.height(), look.px(_ROUND) / 2 + 4
        boxes = (
            QRectF(point.x() + off, point.y() - high / 2, wide, high),
            QRectF(point.x() - off - wide, point.y() - high / 2, wide, high),
            QRectF(point.x() - wide / 2, point.y() + off - 2, wide, high),
            QRectF(point.x() - wide / 2, point.y() - off - high + 2, wide, high),
        )
        inside = QRectF(self.rect()).adjusted(4, 4, -4, -look.px(24))
        free = [b for b in boxes if inside.contains(b) and not any(b.intersects(other) for other in taken)]
        free.sort(key=lambda box: any(_crosses(way, box) for way in ways))  # stable: else the first side
        if not free:
            return
        taken.append(free[0])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface"))
        painter.drawRect(free[0].adjusted(0, 2, 0, -2))  # a way that it covers does not strike it out
        painter.setFont(font)
        painter.setPen(look.colour("text_soft"))
        painter.drawText(free[0], Qt.AlignmentFlag.AlignCenter, words)

    def _paint_north(self, painter: QPainter) -> None:
        look = theme()
        right, top, high = self.width() - look.px(18), look.px(10), look.px(24)
        painter.setPen(QPen(look.colour("text_faint"), 1.4))
        painter.drawLine(QPointF(right, top), QPointF(right, top + high))
        for side in (-1, 1):
            painter.drawLine(QPointF(right, top), QPointF(right + side * look.px(4), top + look.px(6)))
        painter.setFont(look.font(tokens.SMALL))
        box = QRectF(right - look.px(12), top + high, look.px(24), look.px(16))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.tr("N"))

    def _paint_scale(self, painter: QPainter, projection: Projection) -> None:
        look = theme()
        metres, long = scale_bar(projection.scale, look.px(96))
        left, bottom, tick = look.px(14), self.height() - look.px(12), look.px(4)
        painter.setPen(QPen(look.colour("text_faint"), 1.4))
        painter.drawLine(QPointF(left, bottom), QPointF(left + long, bottom))
        for x in (left, left + long):
            painter.drawLine(QPointF(x, bottom), QPointF(x, bottom - tick))
        painter.setFont(look.font(tokens.SMALL))
        words = f"{count(metres // 1000)} km" if metres >= 1000 else f"{count(metres)} m"
        box = QRectF(left + long + look.px(6), bottom - look.px(14), look.px(90), look.px(18))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _crosses(way: QLineF, box: QRectF) -> bool:
    corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft(), box.topLeft())
    edges = itertools.starmap(QLineF, itertools.pairwise(corners))
    bounded = QLineF.IntersectionType.BoundedIntersection
    return box.contains(way.p1()) or any(way.intersects(edge)[0] == bounded for edge in edges)
