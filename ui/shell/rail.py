"""The rail at the left: where one can go, where one is, and a number where something waits there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.actions import action_text, row_of, shown_keys
from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import holder, theme
from ui.translation import translate
from ui.widgets.layout import column, frame

PLACES: tuple[tuple[str, str], ...] = (
    ("worklist", "go.worklist"),
    ("visits", "go.visits"),
    ("sync", "go.sync"),
    ("letters", "go.letters"),
    ("scenarios", "go.scenarios"),
    ("monitor", "go.monitor"),
    ("settings", "go.settings"),
)
"""Screen and the action that leads there, in the order of the rail."""

_WIDTH, _HEIGHT = 84, 60
_SHORT: dict[str, Callable[[], str]] = {"help": lambda: translate("Rail", "Help")}
"""Where the action's own words are too long for the rail."""


class RailButton(QAbstractButton):
    """A symbol over a word; a small number at its corner."""

    def __init__(self, action_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row_of(action_id)
        self._count = 0
        self._urgent = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        holder().changed.connect(self.updateGeometry)

    def retranslate(self) -> None:
        words = _SHORT[self._row.id]() if self._row.id in _SHORT else action_text(self._row)
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {shown_keys(self._row)}".strip())

    def show_count(self, count: int, *, urgent: bool) -> None:
        self._count, self._urgent = count, urgent
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        words = QFontMetricsF(look.font(tokens.SMALL, bold=True)).horizontalAdvance(self.text())
        return QSize(max(look.px(_WIDTH), round(words) + look.px(tokens.WIDE)), look.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(look.px(6), look.px(2), -look.px(6), -look.px(2))
        here = self.isChecked()
        if here or self._is_hovered():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if here else "raised"))
            painter.drawRoundedRect(ground, tokens.RADIUS, tokens.RADIUS)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(look.colour("focus"))
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)
        ink = look.colour("accent" if here else "text_soft")
        size = look.px(22)
        spot = QRectF(ground.center().x() - size / 2, ground.top() + look.px(8), size, size)
        paint_symbol(painter, spot, self._row.symbol, ink)
        painter.setPen(ink)
        painter.setFont(look.font(tokens.SMALL, bold=here))
        words = QRectF(ground.left(), spot.bottom(), ground.width(), ground.bottom() - spot.bottom())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._paint_count(painter, spot)
        painter.end()

    def _is_hovered(self) -> bool:
        """Asked of the pointer itself: by touch or from afar it may leave without a word."""
        return self.underMouse() and self.rect().contains(self.mapFromGlobal(QCursor.pos()))

    def _paint_count(self, painter: QPainter, spot: QRectF) -> None:
        look = theme()
        words = str(self._count) if self._count < 100 else "99+"
        font = look.font(7.5, bold=True)
        metrics = QFontMetricsF(font)
        height = look.px(15)
        width = max(metrics.horizontalAdvance(words) + look.px(8), height)
        pill = QRectF(spot.right() - look.px(5), spot.top() - look.px(5), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("bad_soft" if self._urgent else "warn_soft"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(look.colour("bad" if self._urgent else "warn"))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QWidget):
    """`asked(action_id)` when a place was chosen, or help at its foot."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {name: RailButton(action_id) for name, action_id in PLACES}
        for name, action_id in PLACES:
            self._buttons[name].clicked.connect(lambda _=False, asked=action_id: self.asked.emit(asked))
        self.help = RailButton("help")
        self.help.setCheckable(False)
        self.help.clicked.connect(lambda: self.asked.emit("help"))
        inner = column(
            *self._buttons.values(), None, self.help, gap=2, margin=(0, tokens.SNUG, 0, tokens.SNUG)
        )
        ground = frame("rail", inner)
        self.setLayout(column(ground, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.retranslate()

    def show_place(self, name: str) -> None:
        """Mark where one is; a screen that is not on the rail belongs to the worklist."""
        here = name if name in self._buttons else "worklist"
        for place, button in self._buttons.items():
            button.setChecked(place == here)

    def hide_place(self, name: str) -> None:
        """Leave a place off the rail that is not this person's daily work; its action still leads there."""
        self._buttons[name].hide()

    def show_waiting(self, waiting: int, stuck: int) -> None:
        self._buttons["sync"].show_count(stuck or waiting, urgent=bool(stuck))

    def retranslate(self) -> None:
        for button in (*self._buttons.values(), self.help):
            button.retranslate()
            button.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
