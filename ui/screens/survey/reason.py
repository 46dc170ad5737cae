"""The line that asks why an answer was changed after its section had been left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import tokens
from ui.widgets.layout import column, frame, label, row
from ui.widgets.pieces import Symbol, tool


class ReasonStrip(QWidget):
    """`given(ref, text)` with every key. It asks and never stands in the way."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ref, self._name, self._old = "", "", ""
        self._words, self.line, self.dismiss = label("", wrap=True), QLineEdit(), tool("x")
        self.line.textEdited.connect(lambda text: self.given.emit(self.ref, text))
        self.dismiss.clicked.connect(self.hide)
        inner = row(Symbol("note-pencil", "warn", 16), gap=tokens.SNUG, margin=(tokens.ROOM, tokens.SNUG))
        inner.addWidget(self._words, 1)
        inner.addWidget(self.line, 1)
        inner.addWidget(self.dismiss)
        self.setLayout(column(frame("say_warn", inner), gap=0))
        self._retranslate()
        self.hide()

    def ask(self, ref: str, name: str, old: str) -> None:
        """Ask for the change of one question; its reason stays while it is typed on."""
        if ref != self.ref or self.isHidden():
            self.line.clear()
        self.ref, self._name, self._old = ref, name, old
        self._retranslate()
        self.show()

    def put_away(self) -> None:
        self.ref = ""
        self.hide()

    def _retranslate(self) -> None:
        text = self.tr("“{0}” was “{1}” when you left this section. Why is it changed?")
        self._words.setText(text.format(self._name, self._old))
        self.line.setPlaceholderText(self.tr("Reason"))
        self.line.setAccessibleName(self.tr("Reason for the change: {0}").format(self._name))
        self.dismiss.setAccessibleName(self.tr("Put this away"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
