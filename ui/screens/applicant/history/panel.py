"""One chart of the history: thin bars with gaps or a line, hairline grid, dates below, units at the side.

The panel knows its series and the bucket under the pointer. It signals what a person does with the mouse:
hovering, dragging over a range, clearing it; the charts as a whole decide what that means.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor

from ui.screens.applicant.history.panels import PanelPlan, shown, tick
from ui.theme import tokens
from ui.theme.style import theme
from ui.translation import said
from ui.widgets.format import listed
from workstation.domain.text import Bilingual

if TYPE_CHECKING:
    from workstation.services.values import History

_BAR_SHARE = 0.62
"""How much of its bucket a bar takes: the rest is the gap."""


_DOTS_UP_TO = 40
"""With more buckets than this the dots of a line would run into each other."""
_HEADROOM = 0.5
"""How much higher than its highest value a panel reaches, for the title."""


class DateAxis(pg.AxisItem):
    """Months or weeks below a panel: labels stand at firsts of months, never between buckets."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        days = max((high - low) / 86_400, 1)
        wanted = max(size / theme().px(74), 2)
        step = next((s for s in (1, 2, 3, 6, 12, 24) if days / 30.4 / s <= wanted), 48)
        begin = datetime.fromtimestamp(max(low, 0), UTC)
        month = begin.year * 12 + begin.month - 1
        marks = []
        while True:
            at = datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC).timestamp()
            if at > high:
                break
            if at >= low and month % step == 0:
                marks.append(at)
            month += 1
        return [(step * 30.4 * 86_400, marks)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [datetime.fromtimestamp(v, UTC).strftime("%Y-%m") for v in values]


class ValueAxis(pg.AxisItem):
    """The panel's unit at the left: thousands or 万, per cent, hours, stars."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__("left")

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        levels = super().tickValues(low, high, size)
        return levels[:1] if len(levels[0][1]) >= 2 else levels[:2]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [tick(value, self.unit) for value in values]


class _Box(pg.ViewBox):
    """Dragging chooses a range, the wheel zooms along time, a double click lets the range go."""

    dragged = Signal(float, float, bool)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseEnabled(x=True, y=False)

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        start = self.mapSceneToView(event.buttonDownScenePos()).x()
        now = self.mapSceneToView(event.scenePos()).x()
        self.dragged.emit(min(start, now), max(start, now), event.isFinish())

    def mouseClickEvent(self, event: Any) -> None:
        if event.double():
            event.accept()
            self.cleared.emit()


class Panel(pg.GraphicsLayout):
    """One chart over the history's buckets: a box between its two axes, without the menus of a plot."""

    def __init__(self, plan: PanelPlan, history: History) -> None:
        self.plan, self.history = plan, history
        self.box = _Box()
        super().__init__()
        self.left, self.bottom = ValueAxis(plan.unit), DateAxis("bottom")
        self.layout.setSpacing(0)
        self.layout.setContentsMargins(0, 0, 0, 0)
        self.addItem(self.left, 0, 0)
        self.addItem(self.box, 0, 1)
        self.addItem(self.bottom, 1, 1)
        for axis in (self.left, self.bottom):
            axis.linkToView(self.box)
        self._drawn: list[Any] = []
        self.cross = pg.InfiniteLine(angle=90, movable=False)
        self.cross.setZValue(20)
        self.cross.hide()
        self.range = pg.LinearRegionItem(movable=False)
        self.range.setZValue(-10)
        self.range.hide()
        self._title = pg.TextItem(anchor=(0, 0))
        self._title.setZValue(30)
        self.box.addItem(self.cross, ignoreBounds=True)
        self.box.addItem(self.range, ignoreBounds=True)
        self._title.setParentItem(self.box)
        self._title.setPos(QPointF(2, -1))
        starts = history.starts.astype(float)
        self._middles = (starts[:-1] + starts[1:]) / 2
        self._widths = np.diff(starts) * _BAR_SHARE
        self._names_events = False
        self.fit()

    # What is drawn.

    def dress(self, *, names_events: bool = False) -> None:
        """Colours, texts and figures from the theme and language in force."""
        look, self._names_events = theme(), names_events
        for item in self._drawn:
            self.box.removeItem(item)
        self._drawn = []
        draw = self._draw_bars if self.plan.form == "bar" else self._draw_lines
        draw()
        self._draw_events()
        for axis in (self.left, self.bottom):
            axis.setStyle(tickFont=look.font(tokens.SMALL - 0.5), tickLength=0, hideOverlappingLabels=True)
            axis.setPen(QColor(0, 0, 0, 0))
            axis.setTextPen(look.colour("text_faint"))
            axis.setZValue(-150)  # a box lies at -100: the grid is behind what it measures
            axis.picture = None
        self.left.setWidth(look.px(46))
        self.bottom.setHeight(look.px(18))
        grid = look.colour("line")
        self.bottom.setTickPen(pg.mkPen(None))
        self.left.setTickPen(pg.mkPen(grid, width=1))
        self.left.setGrid(255)
        self.box.setBackgroundColor(None)
        self.cross.setPen(pg.mkPen(look.colour("text_faint"), width=1, style=Qt.PenStyle.DashLine))
        soft = look.colour("accent")
        soft.setAlpha(38 if look.dark else 26)
        self.range.setBrush(soft)
        for line in self.range.lines:
            line.setPen(pg.mkPen(look.colour("accent"), width=1))
        self.say(None)

    def _colours(self) -> list[QColor]:
        return [theme().series(place) for place in range(len(self.plan.series))]

    def _draw_bars(self) -> None:
        ground = np.zeros(len(self._middles))
        parts = len(self.plan.series)
        for place, (one, colour) in enumerate(zip(self.plan.series, self._colours(), strict=True)):
            heights = np.nan_to_num(one.values, nan=0.0)
            if self.plan.stacked or parts == 1:
                middles, widths, foot = self._middles, self._widths, ground
                ground = ground + heights
            else:
                widths = self._widths / parts
                middles, foot = self._middles + (place - (parts - 1) / 2) * widths, np.zeros(len(heights))
                widths = widths * 0.86
            bars = pg.BarGraphItem(
                x=middles, y0=foot, height=heights, width=widths, brush=colour, pen=pg.mkPen(None)
            )
            self._add(bars)

    def _draw_lines(self) -> None:
        for one, colour in zip(self.plan.series, self._colours(), strict=True):
            pen = pg.mkPen(colour, width=1.6)
            self._add(pg.PlotCurveItem(self._middles, one.values, pen=pen, antialias=True, connect="finite"))
            known = ~np.isnan(one.values)
            if len(self._middles) <= _DOTS_UP_TO:
                self._add(
                    pg.ScatterPlotItem(
                        self._middles[known],
                        one.values[known],
                        size=theme().px(4),
                        brush=colour,
                        pen=None,
                    )
                )

    def _draw_events(self) -> None:
        """Promotions and seasons: a dotted hairline each, named in the first panel."""
        if not self.history.events:
            return
        days = np.repeat([_noon(event.day) for event in self.history.events], 2)
        heights = np.tile(self.box.viewRange()[1], len(self.history.events))
        pen = pg.mkPen(theme().colour("warn"), width=1, style=Qt.PenStyle.DotLine)
        marks = pg.PlotCurveItem(days, heights, connect="pairs", pen=pen, antialias=False)
        marks.setZValue(5)
        self._add(marks, ignore=True)

    def _add(self, item: Any, *, ignore: bool = False) -> None:
        self.box.addItem(item, ignoreBounds=ignore)
        self._drawn.append(item)

    # What is said.

    def say(self, bucket: int | None) -> None:
        """The title, with the values of one bucket behind it."""
        look = theme()
        words = []
        for one, colour in zip(self.plan.series, self._colours(), strict=True):
            name = f"<span style='color:{look.colours.text_soft}'>{_escaped(said(one.name))}</span>"
            if len(self.plan.series) > 1:
                name = f"<span style='color:{colour.name()}'>■</span> {name}"
            if bucket is not None:
                figure = shown(float(one.values[bucket]), one.unit, self.history.currency)
                name += f" <b style='color:{look.colours.text}'>{_escaped(figure)}</b>"
            words.append(name)
        if self._names_events and (named := self._event_words(bucket)):
            words.append(f"<span style='color:{look.colours.warn}'>┊ {_escaped(named)}</span>")
        self._title.setHtml("&nbsp;&nbsp;".join(words))
        self._title.setFont(look.font(tokens.SMALL))

    def _event_words(self, bucket: int | None) -> str:
        """What the dotted lines are; under the crosshair, which ones fall into the bucket."""
        if bucket is None:
            return said(Bilingual("大促与节日", "promotions and seasons")) if self.history.events else ""
        first, end = (int(second) for second in self.history.starts[bucket : bucket + 2])
        inside = [e for e in self.history.events if first <= _noon(e.day) < end]
        return listed(said(event.name) for event in inside)

    def show_range(self, bounds: tuple[float, float] | None) -> None:
        self.range.setVisible(bounds is not None)
        if bounds is not None:
            self.range.setRegion(bounds)

    def show_cross(self, at: float | None) -> None:
        self.cross.setVisible(at is not None)
        if at is not None:
            self.cross.setPos(at)

    def fit(self) -> None:
        """Room above the bars for the title; shares and stars keep a floor that does not shout."""
        known = np.concatenate([one.values[~np.isnan(one.values)] for one in self.plan.series])
        if self.plan.stacked:
            known = np.nansum([one.values for one in self.plan.series], axis=0)
        top = float(known.max()) if len(known) else 1.0
        bottom = min(float(known.min()), 0.0) if len(known) else 0.0
        if self.plan.unit == "stars":
            bottom, top = 1.0, 5.0
        top = top if top > bottom else bottom + 1
        self.box.setYRange(bottom, top + (top - bottom) * _HEADROOM, padding=0)


def _noon(day: date) -> float:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(" ", "&nbsp;")
