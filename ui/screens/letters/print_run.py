"""Many papers as one print job: each is rendered in a worker, painted, and forgotten before the next is read.

Goes in: letter records, a function that gives their archived bytes, a printer. A paper that cannot be read is
named at the end and does not hold up the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.tasks import Task, Tasks
from workstation.domain.records import LetterRecord
from workstation.errors import KnownError

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtPrintSupport import QPrinter

    from workstation.letters.pages import PageImage


class PrintRun:
    """`on_step(done)` comes with every paper that is through, then `on_end(printed, failed numbers)`, or
    `on_error` where nothing was printed."""

    def __init__(
        self,
        tasks: Tasks,
        bytes_of: Callable[[LetterRecord], bytes],
        printer: QPrinter,
        on_step: Callable[[int], None],
        on_end: Callable[[int, Sequence[str]], None],
        on_error: Callable[[BaseException], None],
    ) -> None:
        from ui.printing import dpi_of

        self._tasks, self._bytes_of, self._printer = tasks, bytes_of, printer
        self._on_step, self._on_end, self._on_error = on_step, on_end, on_error
        self._dpi = dpi_of(printer)
        self._records: Sequence[LetterRecord] = ()
        self._task: Task[list[PageImage]] | None = None
        self._painter: QPainter | None = None
        self._failed: list[str] = []
        self.printed = 0

    def start(self, records: Sequence[LetterRecord]) -> None:
        self._records = records
        self._go_on()

    def stop(self) -> None:
        """Print no further paper; those that were painted go to the printer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._painter is not None:
            self._painter.end()
            self._painter = None

    def _go_on(self) -> None:
        done = self.printed + len(self._failed)
        self._on_step(done)
        if done < len(self._records):
            record = self._records[done]
            self._task = self._tasks.read(
                partial(self._pages_of, record), self._paint, partial(self._not_read, record)
            )
        else:
            self.stop()
            self._on_end(self.printed, self._failed)

    def _pages_of(self, record: LetterRecord) -> list[PageImage]:
        """For a worker."""
        from ui.printing import pages_for_print

        return pages_for_print(self._bytes_of(record), self._dpi)

    def _paint(self, pages: Sequence[PageImage]) -> None:
        from ui.printing import begin, paint_page

        for page in pages:
            if self._painter is not None:
                self._printer.newPage()
            else:
                try:
                    self._painter = begin(self._printer)
                except KnownError as error:
                    self._on_error(error)
                    return
            paint_page(self._painter, page)
        self.printed += 1
        self._go_on()

    def _not_read(self, record: LetterRecord, error: BaseException) -> None:
        self._failed.append(record.number)
        if isinstance(error, KnownError) and len(self._failed) < len(self._records):
            self._go_on()
        else:
            self.stop()
            self._on_error(error)
