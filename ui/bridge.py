"""From the core's bell to Qt: a finished operation rings in any thread and arrives here in the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from workstation.events import Bell, Changes


class Bridge(QObject):
    """`operation_finished(changes, initiator)` in the GUI thread for every ring of the bell."""

    operation_finished = Signal(object, str)
    _rung = Signal(object, str)

    def __init__(self, bell: Bell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._rung.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        self._stop = bell.listen(self._ring)

    def _ring(self, changes: Changes, initiator: str) -> None:
        self._rung.emit(changes, initiator)

    @Slot(object, str)
    def _arrive(self, changes: Changes, initiator: str) -> None:
        if self._open:
            self.operation_finished.emit(changes, initiator)

    def close(self) -> None:
        """Nothing arrives afterwards, not even what was rung before."""
        self._open = False
        self._stop()
