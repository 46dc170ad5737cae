"""A large choice: a symbol, what it is, a word on what it means, an arrow onward."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import holder, theme

_HEIGHT = 84


class ChoiceButton(QAbstractButton):
    """`set_words` gives it its two lines; Enter and Space choose it."""

    def __init__(self, symbol: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol, self._meaning = symbol, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        holder().changed.connect(self.updateGeometry)

    def set_words(self, name: str, meaning: str) -> None:
        self.setText(name)
        self._meaning = meaning
        self.setAccessibleName(name)
        self.setAccessibleDescription(meaning)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = painter.pen()
        pen.setWidthF(2 if self.hasFocus() else 1)
        pen.setColor(look.colour("focus" if self.hasFocus() else "line_strong"))
        painter.setPen(pen)
        painter.setBrush(look.colour("raised" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, 8, 8)
        size = look.px(26)
        spot = QRectF(box.left() + look.px(20), box.center().y() - size / 2, size, size)
        paint_symbol(painter, spot, self._symbol, look.colour("accent"))
        words = QRectF(spot.right() + look.px(18), box.top(), 0, box.height())
        words.setRight(box.right() - look.px(48))
        middle = box.center().y()
        painter.setFont(look.font(tokens.BODY, bold=True))
        painter.setPen(look.colour("text"))
        upper = QRectF(words.left(), middle - look.px(26), words.width(), look.px(24))
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(look.font(tokens.SMALL))
        painter.setPen(look.colour("text_soft"))
        lower = QRectF(words.left(), middle, words.width(), look.px(36))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(lower, flags, self._meaning)
        arrow = look.px(18)
        onward = QRectF(box.right() - look.px(20) - arrow, middle - arrow / 2, arrow, arrow)
        paint_symbol(painter, onward, "caret-right", look.colour("text_faint"))
        painter.end()
