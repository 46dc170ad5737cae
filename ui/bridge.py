"""From the core's bell to Qt: a finished operation rings in any thread and arrives here in the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from workstation.events import Bell, Changes


class Bridge(QObject):
    """`operation_finished(changes, initiator)` in the GUI thread for every ring of the bell."""

    operation_finished = Signal(object, str)
    _rung = Signal(object, str)

    def __init__(self, bell: Bell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rung.connect(self.operation_finished, Qt.ConnectionType.QueuedConnection)
        self._stop = bell.listen(self._ring)

    def _ring(self, changes: Changes, initiator: str) -> None:
        self._rung.emit(changes, initiator)

    def close(self) -> None:
        self._stop()
