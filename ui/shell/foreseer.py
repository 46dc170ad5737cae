"""Outlooks drawn in a worker: at sign-in, and after each synchronisation that may have brought newer records.

One run at a time; it needs no network, and what it finds reaches the worklist by the bell like any change.
Models that may not be used are told of where an assessment is asked for, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.tasks import Task, Tasks
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.events import Changes
    from workstation.services.desk import Desk


class Foreseer(QObject):
    """`look()` as often as something may have changed; `models_loaded` once, when the first look has them."""

    models_loaded = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._task: Task[Changes] | None = None
        self._again = self._has_models = False

    def look(self) -> None:
        """Draw what is stale; once more afterwards where it is asked while a run is under way."""
        if self._task is not None:
            self._again = True
            return
        refresh = self._desk.outlooks.refresh
        self._task = self._tasks.long(
            lambda stop, report: refresh(stop, lambda: report(None)),
            self._done,
            lambda _: self._models_are_there(),
            self._failed,
        )

    def close(self) -> None:
        """Stop after the files that are being looked at."""
        self._again = False
        if self._task is not None:
            self._task.cancelled.set()

    def _models_are_there(self) -> None:
        if not self._has_models:
            self._has_models = True
            self.models_loaded.emit()

    def _done(self, _: Changes) -> None:
        self._task = None
        if self._again:
            self._again = False
            self.look()

    def _failed(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, KnownError):
            self._tasks.failed.emit(error)
