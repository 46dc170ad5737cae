"""Rows and columns on the grid of four pixels, and the few plain labels every screen is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import tokens
from ui.theme.style import theme

Part = QWidget | QLayout | int | None
"""What stands in a row or column: a widget, a layout, a distance in pixels, or None for a stretch."""


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: int, margins: tuple[int, ...]) -> None:
    px = theme().px
    layout.setSpacing(px(gap) if gap else 0)
    layout.setContentsMargins(*(px(m) if m else 0 for m in margins))
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(px(part))
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def _margins(margin: int | tuple[int, ...]) -> tuple[int, ...]:
    """One number for all sides, (across, down), or left, top, right, bottom."""
    if isinstance(margin, int):
        return (margin,) * 4
    if len(margin) == 2:
        return (margin[0], margin[1], margin[0], margin[1])
    return margin


def row(*parts: Part, gap: int = tokens.SNUG, margin: int | tuple[int, ...] = 0) -> QHBoxLayout:
    layout = QHBoxLayout()
    _fill(layout, parts, gap, _margins(margin))
    return layout


def column(*parts: Part, gap: int = tokens.SNUG, margin: int | tuple[int, ...] = 0) -> QVBoxLayout:
    layout = QVBoxLayout()
    _fill(layout, parts, gap, _margins(margin))
    return layout


def label(look: str = "", text: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label with a look of the style sheet: title, heading, figure, soft, faint, good, warn, bad."""
    made = QLabel(text)
    if look:
        made.setProperty("look", look)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if wrap:
        wrap_words(made)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def wrap_words(of: QLabel) -> None:
    """Let a label go on in further lines, as high as they need."""
    of.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)  # a policy of one's own drops what the wrapping had set
    of.setSizePolicy(policy)


def frame(look: str, layout: QLayout | None = None) -> QFrame:
    """A ground to stand on: surface, rail, bar, foot."""
    made = QFrame()
    made.setProperty("look", look)
    if layout is not None:
        made.setLayout(layout)
    return made


def hairline() -> QFrame:
    return frame("line")


def set_look(widget: QWidget, look: str) -> None:
    """Change a widget's look while it is shown."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
