"""The message bar: one sentence under the header, what happened, in which record, what to do now.

Good news leaves by itself; trouble stays until it is put away or something newer is said.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.theme import tokens
from ui.widgets.layout import label, row, set_look
from ui.widgets.pieces import Symbol, tool
from workstation.errors import KnownError

_GOOD_NEWS_MS = 8_000
_SYMBOLS = {"good": "check-circle", "warn": "warning", "bad": "warning-circle"}


class MessageBar(QFrame):
    """Hidden where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = Symbol("info", size=18)
        self._text = label(wrap=True, selectable=True)
        self._more = label("soft", wrap=True, selectable=True)
        self.dismiss = tool("x")
        self.dismiss.clicked.connect(self.clear)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.setInterval(_GOOD_NEWS_MS)
        self._leave.timeout.connect(self.clear)
        line = row(self._symbol, gap=tokens.GAP, margin=(tokens.WIDE, tokens.SNUG, tokens.ROOM, tokens.SNUG))
        line.addWidget(self._text, 3)
        line.addWidget(self._more, 4)
        line.addWidget(self.dismiss)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._retranslate()
        self.hide()

    def say(self, text: str, kind: str = "good", more: str = "") -> None:
        """`kind` is good, warn or bad."""
        set_look(self, f"say_{kind}")
        self._symbol.show_symbol(_SYMBOLS[kind], kind)
        self._text.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{text} {more}".strip())
        self.show()
        if kind == "good":
            self._leave.start()
        else:
            self._leave.stop()

    def say_known(self, error: KnownError) -> None:
        where = f" [{error.where}]" if error.where else ""
        self.say(f"{error.message}{where}", "bad", error.remedy)

    def text(self) -> str:
        return self._text.text() if self.isVisibleTo(self.parentWidget()) else ""

    def clear(self) -> None:
        self._leave.stop()
        self.hide()

    def _retranslate(self) -> None:
        self.dismiss.setAccessibleName(self.tr("Put this message away"))
        self.dismiss.setToolTip(self.tr("Put this message away"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
