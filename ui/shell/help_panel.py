"""F1: help on the screen in view, beside it, in the language in force; below it the keys that work here.

The texts are short Markdown files, `resources/help/<screen>.<language>.md`, written for officers.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.actions import Actions, action_text, shown_keys
from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.translation import language
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import tool
from workstation.paths import resources

_WIDTH = 340


def help_text(screen: str) -> str:
    """The help of one screen as Markdown; the worklist's for a screen that has none of its own."""
    folder = resources() / "help"
    own = folder / f"{screen}.{language().value}.md"
    path = own if own.exists() else folder / f"worklist.{language().value}.md"
    return path.read_text(encoding="utf-8")


class HelpPanel(QFrame):
    """Hidden until it is asked for. `closed` when it was put away."""

    closed = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._screen = "worklist"
        self.setProperty("look", "help")
        self._title = label("heading")
        self.dismiss = tool("x")
        self.dismiss.clicked.connect(self.put_away)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        head = row(
            self._title, None, self.dismiss, margin=(tokens.ROOM, tokens.GAP, tokens.SNUG, tokens.TIGHT)
        )
        self.setLayout(column(head, self.text, gap=0))
        self.setFixedWidth(theme().breadth(_WIDTH))
        holder().changed.connect(self._fill)
        self.hide()

    def toggle(self, screen: str) -> None:
        if self.isVisible():
            self.put_away()
            return
        self.show_screen(screen)
        self.show()
        self.text.setFocus()

    def show_screen(self, screen: str) -> None:
        self._screen = screen
        self._fill()

    def put_away(self) -> None:
        self.hide()
        self.closed.emit()

    def _fill(self) -> None:
        look = theme()
        self.setFixedWidth(look.breadth(_WIDTH))
        self._title.setText(self.tr("Help"))
        self.dismiss.setAccessibleName(self.tr("Close help"))
        self.text.setAccessibleName(self.tr("Help on this screen"))
        self.text.document().setDefaultFont(look.font())
        self.text.document().setIndentWidth(look.px(tokens.ROOM))
        self.text.setMarkdown(help_text(self._screen))
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock()
        cursor.insertBlock()
        cursor.insertHtml(self._keys())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _keys(self) -> str:
        """The keys that work on this screen, as rows without lines."""
        ink = theme().colours.text_soft
        rows = [
            f"<tr><td style='color:{ink}'>{escape(shown_keys(known))}&nbsp;&nbsp;</td>"
            f"<td>{escape(action_text(known))}</td></tr>"
            for known, _ in self._actions.offered()
            if known.keys
        ]
        table = f"<table cellspacing='0' cellpadding='3'>{''.join(rows)}</table>"
        heading = escape(self.tr("Keys"))
        return f"<h4>{heading}</h4>{table}"

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)
