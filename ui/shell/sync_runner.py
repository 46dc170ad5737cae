"""The sync at work while the window is open: started by hand, at sign-in, and again after a lost network.

One run at a time, in a worker; its progress and end come back here, and every place that shows the state of
the sync listens to this one. A network that is down is no error to be clicked away: the runner waits longer
each time and tries again. What the officer did is safe in the outbox whatever happens here.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.tasks import Task, Tasks
from workstation.errors import KnownError, Lane

if TYPE_CHECKING:
    from workstation.events import Changes
    from workstation.services.desk import Desk
    from workstation.services.values import SyncStatus
    from workstation.sync.report import SyncProgress, SyncReport

FIRST_WAIT_MS, LONGEST_WAIT_MS = 30_000, 600_000


@dataclass(frozen=True, slots=True)
class SyncState:
    """What there is to show: whether a run is under way and how far, what stopped the last one, and the
    status of outbox and files (None until it was first read)."""

    running: bool = False
    progress: SyncProgress | None = None
    trouble: KnownError | None = None
    status: SyncStatus | None = None

    @property
    def offline(self) -> bool:
        return self.trouble is not None and self.trouble.lane is Lane.NETWORK


class SyncRunner(QObject):
    """`changed` whenever `state` is another; `finished(report)` after a run that reached its end; `refused`
    with an error that an officer must act on."""

    changed = Signal()
    finished = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._task: Task[SyncReport] | None = None
        self._halt = threading.Event()
        self._wait_ms = FIRST_WAIT_MS
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.start)
        self.state = SyncState()

    def start(self) -> None:
        """Send and fetch now; nothing happens where a run is under way."""
        if self._task is not None:
            return
        self._again.stop()
        self._show(running=True, progress=None)
        self._halt = halt = threading.Event()
        run = self._desk.sync.run
        self._task = self._tasks.long(
            lambda _, report: run(report, halt), self._done, self._stepped, self._failed
        )

    def stop(self) -> None:
        """Ask the run to stop at its next safe point; what is done stays done, and the run says so itself."""
        self._halt.set()

    def read_status(self) -> None:
        self._tasks.read(self._desk.sync.status, lambda status: self._show(status=status))

    def on_changes(self, changes: Changes) -> None:
        """Anything that happened may have filled or emptied the outbox."""
        self.read_status()

    def close(self) -> None:
        """Stop what is under way; nothing comes back afterwards."""
        self._again.stop()
        self._halt.set()

    def _stepped(self, progress: SyncProgress) -> None:
        if self._task is not None:
            self._show(progress=progress)

    def _done(self, report: SyncReport) -> None:
        self._task = None
        self._wait_ms = FIRST_WAIT_MS
        self._show(running=False, progress=None, trouble=None)
        self.read_status()
        self.finished.emit(report)

    def _failed(self, error: BaseException) -> None:
        self._task = None
        known = error if isinstance(error, KnownError) else None
        self._show(running=False, progress=None, trouble=known)
        self.read_status()
        if known is not None and known.lane is Lane.NETWORK:
            self._again.start(self._wait_ms)
            self._wait_ms = min(self._wait_ms * 2, LONGEST_WAIT_MS)
            return
        self.refused.emit(error)

    def _show(self, **values: object) -> None:
        self.state = replace(self.state, **values)  # type: ignore[arg-type]
        self.changed.emit()
