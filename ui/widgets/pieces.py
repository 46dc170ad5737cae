"""Small pieces screens are made of: a heading with its hairline, a key figure, an empty state, a field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.theme import tokens
from ui.theme.icons import icon, paint_symbol
from ui.theme.style import holder, theme
from ui.widgets.layout import column, hairline, label, row, set_look


class Symbol(QWidget):
    """One symbol of the icon font as a widget, `size` pixels at 100 % text."""

    def __init__(
        self, name: str, ink: str = "text_soft", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._ink, self._size = name, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        holder().changed.connect(self._renew)

    def show_symbol(self, name: str, ink: str) -> None:
        self._name, self._ink = name, ink
        self.update()

    def _renew(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        paint_symbol(painter, QRectF(self.rect()), self._name, theme().colour(self._ink))
        painter.end()


class SectionHeader(QWidget):
    """A heading over a hairline; what belongs to the section as a whole stands at the right (`aside`)."""

    def __init__(self, *aside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = label("heading")
        self._note = label("faint")
        line = row(self._heading, self._note, None, *aside)
        self.setLayout(column(line, hairline(), gap=tokens.SNUG))

    def set_text(self, heading: str, note: str = "") -> None:
        self._heading.setText(heading)
        self._note.setText(note)


class KeyFigure(QWidget):
    """A number that is looked for: its name above, the figure large, a word on it below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._figure, self._note = label("faint"), label("figure"), label("faint")
        self._note.setProperty("size", "small")
        self._figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setLayout(column(self._name, self._figure, self._note, None, gap=2))

    def show_figure(self, name: str, figure: str, note: str = "", tone: str = "") -> None:
        """`tone` colours the note: good, warn, bad or empty; the note must say it in words too."""
        self._name.setText(name)
        self._figure.setText(figure)
        self._note.setText(note)
        set_look(self._note, tone or "faint")
        self.setAccessibleName(f"{name}: " + ", ".join(filter(None, (figure, note))))


class EmptyState(QWidget):
    """What would be here, and how to get it; a button where one act gets it."""

    def __init__(
        self, symbol: str, act: Callable[[], None] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._symbol = Symbol(symbol, "text_faint", 36)
        self._title = label("heading")
        self._text = label("soft", wrap=True)
        self.button: QPushButton | None = None
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMinimumWidth(theme().px(420))
        self._text.setMaximumWidth(theme().px(480))
        inner = column(None, row(None, self._symbol, None), self._title, row(None, self._text, None))
        if act is not None:
            self.button = QPushButton()
            self.button.clicked.connect(lambda: act())
            inner.addSpacing(theme().px(tokens.SNUG))
            inner.addLayout(row(None, self.button, None))
        inner.addStretch(2)
        self.setLayout(inner)

    def set_text(self, title: str, text: str, button: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        if self.button is not None:
            self.button.setText(button)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)


class Field(QWidget):
    """A control under its name, with a place for what is wrong with what was typed."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._name = QLabel()
        self._name.setProperty("look", "soft")
        self._name.setBuddy(control)
        self._word = label("faint", wrap=True)
        self._word.hide()
        self._hint = ""
        layout: QVBoxLayout = column(self._name, control, self._word, gap=tokens.TIGHT)
        self.setLayout(layout)

    def set_text(self, name: str, hint: str = "") -> None:
        self._name.setText(name)
        self._hint = hint
        self.control.setAccessibleName(name)
        self.set_wrong("")

    def set_wrong(self, word: str) -> None:
        """Say what is wrong below the control; empty takes it back and shows the hint again."""
        self.control.setProperty("wrong", bool(word))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        set_look(self._word, "bad" if word else "faint")
        self._word.setText(word or self._hint)
        self._word.setVisible(bool(word or self._hint))
        self.control.setAccessibleDescription(word or self._hint)


def tool(symbol: str) -> QToolButton:
    """A button that is a symbol only; whoever places it gives it its accessible name."""
    made = QToolButton()
    made.setIcon(icon(symbol))
    side = theme().px(18)
    made.setIconSize(QSize(side, side))
    return made


_BUTTON_INKS = {"primary": "on_accent", "danger": "bad", "quiet": "accent"}


def button(look: str = "", symbol: str = "", ink: str = "text_soft") -> QPushButton:
    """A push button: look primary, quiet, danger or empty."""
    made = QPushButton()
    if look:
        made.setProperty("look", look)
    if symbol:
        made.setIcon(icon(symbol, _BUTTON_INKS.get(look, ink)))
        made.setIconSize(QSize(theme().px(20), theme().px(16)))
    made.setAutoDefault(False)
    return made
