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

from ui.tasks import Task, Tasks
from ui.widgets.layout import column
from ui.widgets.paper_acts import save_paper
from ui.widgets.progress import ProgressLine
from workstation.domain.records import LetterRecord
from workstation.errors import KnownError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from workstation.letters.pages import PageImage

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
        self.progress = ProgressLine()
        self.progress.stopped.connect(self.stop)
        self.setLayout(column(self.progress))
        self.hide()

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
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
                words.append(self.tr("Not saved: {0}").format(", ".join(failed)))
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
        """All papers as one job, in the order of the list: rendered in a worker, then painted."""
        from ui.printing import dpi_of, pages_for_print

        dpi = dpi_of(printer)

        def work(cancelled: threading.Event, report: Report) -> list[PageImage]:
            pages: list[PageImage] = []
            for done, record in enumerate(records):
                if cancelled.is_set():
                    return []
                report(done)
                pages += pages_for_print(self._bytes_of(record), dpi)
            return pages

        def paint(pages: list[PageImage]) -> str:
            from ui.printing import print_pages

            print_pages(printer, pages)
            return self.tr("Sent to the printer: {n} letters").format(n=len(records))

        self._start(work, paint, self.tr("Preparing to print…"), len(records))

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
            try:
                self.finished.emit(told(found))
            except KnownError as error:
                self.failed.emit(error)

        def not_done(error: BaseException) -> None:
            self.stop()
            self.failed.emit(error)

        self._task = self._tasks.long(work, then, lambda done: self._step(words, done, total), not_done)

    def _step(self, words: str, done: int, total: int) -> None:
        self.progress.show_step(words, done, total, f"{done} / {total}")
