"""All charts of a history on one time axis: one crosshair through all, one range over all.

Goes in: a `History`. Signals the chosen range in seconds, or None. Nothing here reads a ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ui.screens.applicant.history.panel import Panel
from ui.screens.applicant.history.panels import PanelPlan, plan_panels
from ui.theme import tokens
from ui.theme.style import theme

if TYPE_CHECKING:
    from workstation.services.values import History

_PANEL_HEIGHT = 100
_ONE_COLUMN_UP_TO = 3
_PICTURE_SCALE = 2


class Charts(pg.GraphicsLayoutWidget):
    """Panels in two columns that share their time. Arrow keys move the crosshair, Esc lets the range go."""

    hovered = Signal(object)  # bucket or None
    range_changed = Signal(object)  # (first second, last second) or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAntialiasing(True)
        self.setFrameStyle(0)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.panels: list[Panel] = []
        self._many = 0
        self._history: History | None = None
        self._bucket: int | None = None
        self._bounds: tuple[int, int] | None = None
        self.scene().sigMouseMoved.connect(self._moved)

    def pieces(self, history: History) -> list[Callable[[], None]]:
        """Start on another history: what is left to do, a panel a piece."""
        self._history, self._bucket, self._bounds = history, None, None
        self.ci.clear()
        self.panels = []
        plans = plan_panels(history.series)
        self._many = len(plans)
        self._shape()
        return [partial(self._build, plan, history) for plan in plans]

    def _build(self, plan: PanelPlan, history: History) -> None:
        place = len(self.panels)
        panel = Panel(plan, history)
        self.ci.addItem(panel, place // self._columns(), place % self._columns())
        first, last = float(history.starts[0]), float(history.starts[-1])
        panel.box.setLimits(xMin=first, xMax=last, minXRange=(last - first) / 60)
        panel.box.setXRange(first, last, padding=0)
        if place:
            panel.box.setXLink(self.panels[0].box)
        panel.box.dragged.connect(self._dragged)
        panel.box.cleared.connect(lambda: self.choose_range(None))
        self.panels.append(panel)
        panel.dress(names_events=place == 0)
        panel.show_range(self._bounds)

    def _columns(self) -> int:
        return 1 if self._many <= _ONE_COLUMN_UP_TO else 2

    def dress(self) -> None:
        """The theme's colours and sizes; the language's words."""
        self._shape()
        for place, panel in enumerate(self.panels):
            panel.dress(names_events=place == 0)
            panel.say(self._bucket)

    def _shape(self) -> None:
        look = theme()
        self.setBackground(look.colour("surface"))
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.ci.layout.setHorizontalSpacing(look.px(tokens.WIDE))
        self.ci.layout.setVerticalSpacing(look.px(tokens.SNUG))
        rows = -(-self._many // self._columns())
        self.setMinimumHeight(rows * look.px(_PANEL_HEIGHT))

    # Pointing.

    @property
    def bucket(self) -> int | None:
        return self._bucket

    def _moved(self, place: QPointF) -> None:
        inside = next((p for p in self.panels if p.box.sceneBoundingRect().contains(place)), None)
        if inside is None or self._history is None:
            self.point_at(None)
            return
        seconds = inside.box.mapSceneToView(place).x()
        self.point_at(int(np.searchsorted(self._history.starts, seconds, side="right")) - 1)

    def point_at(self, bucket: int | None) -> None:
        """Put the crosshair on a bucket of all panels, or take it away."""
        if self._history is None:
            return
        count = len(self._history.starts) - 1
        bucket = None if bucket is None or not 0 <= bucket < count else bucket
        if bucket == self._bucket:
            return
        self._bucket = bucket
        starts = self._history.starts
        middle = None if bucket is None else float(starts[bucket] + starts[bucket + 1]) / 2
        for panel in self.panels:
            panel.show_cross(middle)
            panel.say(bucket)
        self.hovered.emit(bucket)

    # Choosing a range.

    @property
    def bounds(self) -> tuple[int, int] | None:
        return self._bounds

    def _dragged(self, low: float, high: float, finished: bool) -> None:
        self._show_range((low, high))
        if finished:
            self.choose_range((int(low), int(high)))

    def choose_range(self, bounds: tuple[int, int] | None) -> None:
        """Keep to whole buckets, so that what is summed is what is drawn."""
        if self._history is not None and bounds is not None:
            starts = self._history.starts
            last_bucket = len(starts) - 2
            low = int(np.clip(np.searchsorted(starts, bounds[0], side="right") - 1, 0, last_bucket))
            high = int(np.clip(np.searchsorted(starts, bounds[1], side="left") - 1, low, last_bucket))
            bounds = (int(starts[low]), int(starts[high + 1]) - 1)
        self._bounds = bounds
        self._show_range(bounds)
        self.range_changed.emit(bounds)

    def _show_range(self, bounds: tuple[float, float] | None) -> None:
        for panel in self.panels:
            panel.show_range(bounds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._history is not None:
            last = len(self._history.starts) - 2
            start = last if self._bucket is None else self._bucket + steps[Qt.Key(event.key())]
            self.point_at(min(max(start, 0), last))
        elif event.key() == Qt.Key.Key_Escape and self._bounds is not None:
            self.choose_range(None)
        else:
            event.ignore()

    def leaveEvent(self, event: Any) -> None:
        self.point_at(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """With Ctrl the wheel zooms along time; without it the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    # Taking away.

    def picture(self) -> QImage:
        """The charts as a picture of twice the screen's resolution."""
        image = QImage(self.size() * _PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_PICTURE_SCALE)
        image.fill(theme().colour("window"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.render(painter)
        painter.end()
        return image
