"""The desk's symbols: one small icon font, drawn in the colour of the theme at any size.

A symbol is named (`icon("check-circle", "good")`) and never means anything alone: a word stands beside it.
"""

from __future__ import annotations

import json
from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.style import theme
from workstation.paths import resources


@cache
def _points() -> dict[str, int]:
    return dict(json.loads((resources() / "icons" / "symbols.json").read_text(encoding="utf-8")))


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(resources() / "icons" / "symbols.ttf"))
    return QFontDatabase.applicationFontFamilies(number)[0]


def paint_symbol(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw a symbol centred in `rect`, as high as it is."""
    font = QFont(_family())
    font.setPixelSize(max(int(min(rect.width(), rect.height())), 1))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(_points()[name]))
    painter.restore()


_DROP = 0.05
"""A symbol beside a word hangs a little lower than its box, as the letters do. Of a box that is wider than
high it takes the left: the rest is the distance to the word."""


class _SymbolEngine(QIconEngine):
    """Draws the symbol when it is needed, so that it follows the theme and any screen's resolution."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name, self._ink = name, ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink = "text_faint" if mode is QIcon.Mode.Disabled else self._ink
        if state is QIcon.State.On and ink == "text_soft":
            ink = "accent"
        side = min(rect.width(), rect.height())
        beside_text = QRectF(rect.left(), rect.center().y() - side / 2 + side * _DROP, side, side)
        paint_symbol(painter, beside_text, self._name, theme().colour(ink))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size.expandedTo(QSize(1, 1)))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def icon(name: str, ink: str = "text_soft") -> QIcon:
    """A symbol as an icon in a colour of the theme, named as in `Colours`. Raises `KeyError` for a name
    that is not in the font."""
    if name not in _points():
        raise KeyError(name)
    return QIcon(_SymbolEngine(name, ink))


def symbol_names() -> tuple[str, ...]:
    return tuple(_points())
