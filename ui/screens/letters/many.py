"""Many papers at once: saved into a folder or sent to one printer, with a number, a bar and a way to stop.

Goes in: letter records and a function that gives a record's archived bytes. What fails is told by number and
does not hold up the rest.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.screens.letters.print_run import PrintRun
from ui.tasks import Task, Tasks
from ui.widgets.format import listed
from ui.widgets.layout import column
from ui.widgets.paper_acts import save_paper
from ui.widgets.progress import ProgressLine
from workstation.domain.records import LetterRecord
from workstation.errors import KnownError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")
Report = Callable[[object], None]


class ManyPapers(QWidget):
    """Hidden while idle. `finished(words)` says what was done, `failed(error)` what was not."""

    finished = Signal(str)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, bytes_of: Callable[[LetterRecord], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._bytes_of = tasks, bytes_of
        self._task: Task[Any] | None = None
        self._run: PrintRun | None = None
        self.progress = ProgressLine()
        self.progress.stopped.connect(self._stop_asked)
        self.setLayout(column(self.progress))
        self.hide()

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._run is not None:
            self._run.stop()
            self._run = None
        self.hide()

    def choose_folder(self, records: Sequence[LetterRecord]) -> None:
        dialog = QFileDialog(self.window(), self.tr("Save the letters into a folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: self.save_all(records, Path(chosen)))
        dialog.open()

    def save_all(self, records: Sequence[LetterRecord], folder: Path) -> None:
        """Write each paper's archived bytes under its number. Where none can be, the reason is told."""

        def work(cancelled: threading.Event, report: Report) -> list[str]:
            failed: list[str] = []
            for done, record in enumerate(records):
                if cancelled.is_set():
                    break
                report(done)
                try:
                    save_paper(folder / f"{record.number}.pdf", self._bytes_of(record))
                except KnownError:
                    failed.append(record.number)
                    if len(failed) == len(records):
                        raise
            return failed

        def told(failed: list[str]) -> str:
            saved = self.tr("Saved into {folder}: {n} letters")
            words = [saved.format(folder=folder, n=len(records) - len(failed))]
            if failed:
                words.append(self.tr("Not saved: {0}").format(listed(failed)))
            return " · ".join(words)

        self._start(work, told, self.tr("Saving…"), len(records))

    def choose_printer(self, records: Sequence[LetterRecord]) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.printing import a4_printer

        printer = a4_printer(self.tr("{n} letters").format(n=len(records)))
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_all(records, printer))
        dialog.open()

    def print_all(self, records: Sequence[LetterRecord], printer: QPrinter) -> None:
        """All papers as one job, in the order of the list."""
        words = self.tr("Printing…")
        self.stop()
        self.show()
        self._run = PrintRun(
            self._tasks,
            self._bytes_of,
            printer,
            lambda done: self._step(words, done, len(records)),
            self._printed,
            self._not_done,
        )
        self._run.start(records)

    def _printed(self, printed: int, failed: Sequence[str]) -> None:
        self.stop()
        words = [self.tr("Sent to the printer: {n} letters").format(n=printed)]
        if failed:
            words.append(self.tr("Not printed: {0}").format(listed(failed)))
        self.finished.emit(" · ".join(words))

    def _not_done(self, error: BaseException) -> None:
        self.stop()
        self.failed.emit(error)

    def _stop_asked(self) -> None:
        """What was painted before is on its way to the printer, and that is said."""
        printed = self._run.printed if self._run is not None else 0
        self.stop()
        if printed:
            self._printed(printed, ())

    def _start(
        self,
        work: Callable[[threading.Event, Report], T],
        told: Callable[[T], str],
        words: str,
        total: int,
    ) -> None:
        self.stop()
        self.show()
        self._step(words, 0, total)

        def then(found: T) -> None:
            self.stop()
            self.finished.emit(told(found))

        self._task = self._tasks.long(work, then, lambda done: self._step(words, done, total), self._not_done)

    def _step(self, words: str, done: int, total: int) -> None:
        self.progress.show_step(words, done, total, f"{done} / {total}")
