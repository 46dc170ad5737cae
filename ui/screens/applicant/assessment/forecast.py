"""What the models expect the shop to sell: a fan from the last quarter into the next, and a weak month ahead.

Goes in: an appraisal. Comes out: a picture whose bands are the model's quantiles, every figure beside it.
The panel is hidden where no model of sales speaks; the limit hears of none of it but the weak month, and of
that only where it is lower than the one that was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.screens.applicant.facts import FactList
from ui.theme.style import theme
from ui.widgets.bars import Painted
from ui.widgets.format import money_short, percent

if TYPE_CHECKING:
    from workstation.domain.assessment import Assessment
    from workstation.services.values import Appraisal

_WEAK = 0.1
_BEFORE = "trade_sales_90d"
_SOFT, _FIRM = 0.16, 0.30


@dataclass(frozen=True, slots=True)
class Fan:
    """Sales in yuan: of the `days` before, where they are known, and the quantiles (place, value) of the days
    ahead, rising."""

    days: int
    before: float | None
    quantiles: tuple[tuple[float, float], ...]

    @property
    def middle(self) -> float:
        return min(self.quantiles, key=lambda one: abs(one[0] - 0.5))[1]

    @property
    def bands(self) -> list[tuple[float, float]]:
        """Pairs of quantiles about the middle, the widest first."""
        values = [value for _, value in self.quantiles]
        return list(zip(values, reversed(values), strict=True))[: len(values) // 2]


def fan_of(assessment: Assessment) -> Fan | None:
    """What the model of sales says; None where none speaks."""
    output = assessment.of_role("forecast")
    if output is None or not output.quantiles:
        return None
    return Fan(output.horizon_days, assessment.features.get(_BEFORE), output.quantiles)


class FanPicture(Painted):
    """Time to the right, today in the middle; money upwards from nought."""

    _HEIGHT = 104

    def __init__(self, fan: Fan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fan = fan

    def paintEvent(self, event: QPaintEvent) -> None:
        fan, painter = self._fan, self._painter()
        look, room = theme(), QRectF(self.rect()).adjusted(0, 4, 0, -4)
        known = fan.middle if fan.before is None else fan.before
        top = max([known, *(value for _, value in fan.quantiles), 1.0])

        def at(share: float, value: float) -> QPointF:
            return QPointF(room.left() + share * room.width(), room.bottom() - value / top * room.height())

        self._grounds(painter, room)
        for place, (low, high) in enumerate(fan.bands):
            self._band(painter, [at(0.5, known), at(1, high), at(1, low)], _FIRM if place else _SOFT)
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.drawLine(at(0.5, known), at(1, fan.middle))
        if fan.before is not None:
            painter.setPen(QPen(look.colour("text"), 2))
            painter.drawLine(at(0, known), at(0.5, known))
        painter.end()

    @staticmethod
    def _grounds(painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(QPointF(room.center().x(), room.top()), QPointF(room.center().x(), room.bottom()))

    @staticmethod
    def _band(painter: QPainter, corners: Sequence[QPointF], opacity: float) -> None:
        ink = QColor(theme().colour("accent"))
        ink.setAlphaF(opacity)
        painter.setPen(QPen(ink, 0))
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF(corners))


class ForecastPanel(FactList):
    """Hidden where no model speaks of sales or of a weak month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.picture: FanPicture | None = None
        self.hide()

    def show_appraisal(self, appraisal: Appraisal) -> None:
        fan, weak = fan_of(appraisal.assessment), _weak_month(appraisal.assessment)
        self.setVisible(fan is not None or weak is not None)
        self.set_text(self.tr("Sales ahead"), self.tr("as the models expect"))
        self.start()
        self.picture = None
        if fan is not None:
            self._say_fan(fan)
        if weak is not None:
            measured = money_short(appraisal.case.cash.monthly_inflow_q10)
            note = self.tr("measured: {0}; the lower of the two counts for the limit").format(measured)
            self.add(self.tr("A weak month ahead"), note, _yuan(weak))
        self.finish()

    def _say_fan(self, fan: Fan) -> None:
        (low, least), (high, most) = fan.quantiles[0], fan.quantiles[-1]
        self.picture = FanPicture(fan)
        self.body.addWidget(self.picture)
        middle = self.tr("The next {0} days, in the middle").format(fan.days)
        ends = self.tr("from {0} ({1} are lower) to {2} ({3} are higher)").format(
            _yuan(least), percent(low, 0), _yuan(most), percent(1 - high, 0)
        )
        self.add(middle, ends, _yuan(fan.middle), strong=True)
        self.add(self.tr("The 90 days before"), "", _yuan(fan.before))
        self.picture.setAccessibleName(f"{middle}: {_yuan(fan.middle)}, {ends}")


def _weak_month(assessment: Assessment) -> float | None:
    output = assessment.of_role("limit")
    return None if output is None else dict(output.quantiles).get(_WEAK)


def _yuan(value: float | None) -> str:
    return money_short(None if value is None else round(value * 100))
