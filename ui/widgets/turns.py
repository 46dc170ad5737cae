"""Work for the window's own thread in small pieces: one a turn of the event loop, which answers in between.

For building what only the window's thread may build; reckoning belongs in `ui.tasks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class Turns(QObject):
    """Does one piece a turn, in order. Starting anew drops what is left of the pieces before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._do_next)

    @property
    def busy(self) -> bool:
        return bool(self._pieces) or self._timer.isActive()

    def start(self, pieces: Iterable[Callable[[], None]]) -> None:
        self._pieces = list(pieces)
        self._timer.start()

    def also(self, pieces: Iterable[Callable[[], None]]) -> None:
        """Do these too, after what is left."""
        self._pieces += pieces
        self._timer.start()

    def stop(self) -> None:
        self._pieces = []
        self._timer.stop()

    def _do_next(self) -> None:
        if not self._pieces:
            return
        piece = self._pieces.pop(0)
        if self._pieces:
            self._timer.start()
        piece()


@contextmanager
def held(widget: QWidget) -> Iterator[None]:
    """Fill `widget` while it is away: Qt would lay out everything anew for each part that is added to a
    widget in view."""
    shown = not widget.isHidden()
    widget.hide()
    try:
        yield
    finally:
        widget.setVisible(shown)
