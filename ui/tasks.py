"""Background work: one worker for writes, a pool for reads, results back in the window's own thread.

A screen gives a function of plain values and says what to do with its result; the function never touches
Qt, the answer never leaves the GUI thread. What fails comes back as an error value, never as a lost thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from workstation.errors import KnownError

T = TypeVar("T")

_READERS = 3


@dataclass(eq=False)
class Task(Generic[T]):
    """One piece of work under way. `cancel` asks it to stop; an answer that comes all the same is dropped."""

    cancelled: threading.Event = field(default_factory=threading.Event)
    future: Future[T] | None = None

    def cancel(self) -> None:
        self.cancelled.set()
        if self.future is not None:
            self.future.cancel()

    @property
    def running(self) -> bool:
        return self.future is not None and not self.future.done() and not self.cancelled.is_set()


class Tasks(QObject):
    """Runs work in the background for screens. Made and used in the GUI thread only."""

    failed = Signal(object)
    """A `KnownError`, or any other exception: a fault of the program. Sent where no `on_error` was given."""

    busy_changed = Signal(bool)

    _back = Signal(object)  # a function to run in the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._under_way: set[Task[Any]] = set()
        self._back.connect(self._run_back, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return bool(self._under_way)

    def read(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None = None,
    ) -> Task[T]:
        """Run `work` in the pool, then `then(result)` in the GUI thread."""
        return self._start(self._readers, lambda _: work(), then, on_error)

    def write(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None = None,
    ) -> Task[T]:
        """Run `work` behind all earlier writes, then `then(result)` in the GUI thread."""
        return self._start(self._writer, lambda _: work(), then, on_error)

    def long(
        self,
        work: Callable[[threading.Event, Callable[[Any], None]], T],
        then: Callable[[T], None],
        on_progress: Callable[[Any], None],
        on_error: Callable[[BaseException], None] | None = None,
    ) -> Task[T]:
        """Run `work(cancelled, report)` in the pool; each `report(value)` calls `on_progress(value)` in the
        GUI thread."""
        task: Task[T] = Task()

        def report(value: Any) -> None:
            self._back.emit(lambda: None if task.cancelled.is_set() else on_progress(value))

        return self._start(self._readers, lambda cancelled: work(cancelled, report), then, on_error, task)

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[threading.Event], T],
        then: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None,
        task: Task[T] | None = None,
    ) -> Task[T]:
        task = task or Task()
        self._under_way.add(task)
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)
        task.future = pool.submit(work, task.cancelled)
        task.future.add_done_callback(
            lambda f: self._back.emit(lambda: self._finish(task, f, then, on_error))
        )
        return task

    @Slot(object)
    def _run_back(self, function: Callable[[], None]) -> None:
        function()

    def _finish(
        self,
        task: Task[T],
        future: Future[T],
        then: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None,
    ) -> None:
        self._under_way.discard(task)
        if not self._under_way:
            self.busy_changed.emit(False)
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            if not task.cancelled.is_set():
                then(future.result())
        elif isinstance(error, KnownError) and task.cancelled.is_set():
            return  # a cancelled task that says so has nothing to add
        elif on_error is not None:
            on_error(error)
        else:
            self.failed.emit(error)

    def close(self) -> None:
        """Ask everything to stop and wait for the workers. Nothing comes back afterwards."""
        self._back.disconnect(self._run_back)
        for task in tuple(self._under_way):
            task.cancel()
        self._writer.shutdown(wait=True, cancel_futures=False)
        self._readers.shutdown(wait=True, cancel_futures=True)
