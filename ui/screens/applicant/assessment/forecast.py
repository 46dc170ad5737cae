"""What is expected of the shop's sales: a fan from the last quarter into the next, the month, a weak month.

Goes in: an appraisal. Comes out: a picture whose bands are the quantiles, put right by the lender's own book
where that is allowed and as the bundle makes them where not, every figure beside it and the reason in words.
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
from ui.widgets.format import count, day, money_short, percent
from workstation.services.values import AsMade

if TYPE_CHECKING:
    from workstation.domain.assessment import Assessment
    from workstation.services.values import Appraisal, SalesAhead

_WEAK = 0.1
_BEFORE = "trade_sales_{0}d"
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


def fans_of(appraisal: Appraisal) -> list[Fan]:
    """What is expected, the nearest days first; empty where no model of sales speaks."""
    features = appraisal.assessment.features
    return [
        Fan(one.days, features.get(_BEFORE.format(one.days)), one.right or one.made)
        for one in appraisal.ahead
    ]


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
        fans, weak = fans_of(appraisal), _weak_month(appraisal.assessment)
        self.setVisible(bool(fans) or weak is not None)
        self.set_text(self.tr("Sales ahead"), self.tr("as the models expect"))
        self.start()
        self.picture = None
        if fans:
            self._draw(fans[-1])
        for one, fan in zip(appraisal.ahead, fans, strict=True):
            self._say(one, fan)
        if fans:
            self.add(self.tr("The {0} days before").format(fans[-1].days), "", _yuan(fans[-1].before))
        if weak is not None:
            measured = money_short(appraisal.case.cash.monthly_inflow_q10)
            note = self.tr("measured: {0}; the lower of the two counts for the limit").format(measured)
            self.add(self.tr("A weak month ahead"), note, _yuan(weak))
        self.finish()

    def _draw(self, fan: Fan) -> None:
        self.picture = FanPicture(fan)
        self.body.addWidget(self.picture)
        words, ends = self._middle(fan), self._ends(fan)
        self.picture.setAccessibleName(f"{words}: {_yuan(fan.middle)}, {ends}")

    def _say(self, one: SalesAhead, fan: Fan) -> None:
        self.add(self._middle(fan), f"{self._ends(fan)}\n{self._source(one)}", _yuan(fan.middle), strong=True)
        if one.right:
            made = Fan(one.days, None, one.made)
            self.add(self.tr("… as the bundle makes it"), self._ends(made), _yuan(made.middle))

    def _middle(self, fan: Fan) -> str:
        return self.tr("The next {0} days, in the middle").format(fan.days)

    def _ends(self, fan: Fan) -> str:
        (low, least), (high, most) = fan.quantiles[0], fan.quantiles[-1]
        return self.tr("from {0} ({1} are lower) to {2} ({3} are higher)").format(
            _yuan(least), percent(low, 0), _yuan(most), percent(1 - high, 0)
        )

    def _source(self, one: SalesAhead) -> str:
        """Whose word it is, and why no other's."""
        if one.as_made is None:
            return self.tr("put right by the book's own past as of {0} ({1} outcomes)").format(
                day(one.day), count(one.outcomes)
            )
        reasons = {
            AsMade.NONE: self.tr("as the bundle makes it: the book's own past has put nothing right"),
            AsMade.EXPIRED: self.tr(
                "as the bundle makes it: what the book knew on {0} counted until {1}"
            ).format(day(one.day), day(one.last)),
            AsMade.LATER: self.tr("as the bundle makes it: what the book knew is of a later day, {0}").format(
                day(one.day)
            ),
            AsMade.OTHER_BUNDLE: self.tr(
                "as the bundle makes it: what the book knew on {0} belongs to other models"
            ).format(day(one.day)),
            AsMade.REFUSED: self.tr(
                "as the bundle makes it: what the book knew is damaged, or not signed by whom we trust"
            ),
        }
        return reasons[one.as_made]


def _weak_month(assessment: Assessment) -> float | None:
    output = assessment.of_role("limit")
    return None if output is None else dict(output.quantiles).get(_WEAK)


def _yuan(value: float | None) -> str:
    return money_short(None if value is None else round(value * 100))
