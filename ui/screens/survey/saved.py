"""The foot of a survey: whether everything is on the disk, and how long this section has been in view."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import tokens
from ui.widgets.layout import frame, label, row, set_look
from ui.widgets.pieces import Symbol

_TICK_MS = 1_000
_SAVED, _SAVING, _TROUBLE = "saved", "saving", "trouble"
_LOOKS = {
    _SAVED: ("check-circle", "good", "soft"),
    _SAVING: ("clock", "text_soft", "soft"),
    _TROUBLE: ("warning-circle", "bad", "bad"),
}


class SavedLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._at = _SAVED, ""
        self._symbol, self.words, self.time = (
            Symbol("check-circle", "good", 16),
            label("soft"),
            label("faint"),
        )
        self._since, self._tick = QElapsedTimer(), QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_time)
        line: QHBoxLayout = row(
            self._symbol, self.words, None, self.time, margin=(tokens.ROOM, tokens.SNUG)
        )  # fmt: skip
        outer = row(gap=0)
        outer.addWidget(frame("foot", line))
        self.setLayout(outer)
        self._show()

    def show_saved(self, at: datetime) -> None:
        self._state, self._at = _SAVED, at.strftime("%H:%M:%S")
        self._show()

    def show_saving(self) -> None:
        if self._state != _SAVING:
            self._state = _SAVING
            self._show()

    def show_trouble(self) -> None:
        self._state = _TROUBLE
        self._show()

    def start_section(self) -> None:
        self._since.start()
        self._tick.start()
        self._show_time()

    def stop(self) -> None:
        self._tick.stop()

    def _show(self) -> None:
        symbol, ink, look = _LOOKS[self._state]
        self._symbol.show_symbol(symbol, ink)
        set_look(self.words, look)
        if self._state == _TROUBLE:
            text = self.tr("Not saved yet: it is tried again with the next answer")
        elif self._state == _SAVING:
            text = self.tr("Saving…")
        elif self._at:
            text = self.tr("Saved {0}").format(self._at)
        else:
            text = self.tr("Every answer is saved as you type")
        self.words.setText(text)
        self.words.setAccessibleName(text)

    def _show_time(self) -> None:
        seconds = self._since.elapsed() // 1000 if self._since.isValid() else 0
        self.time.setText(self.tr("In this section {0}").format(f"{seconds // 60}:{seconds % 60:02d}"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
            self._show_time()
        super().changeEvent(event)
