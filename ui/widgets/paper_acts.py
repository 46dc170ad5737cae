"""Saving and printing one paper: the archived bytes, asked for with the system's own dialogs.

Nothing is laid out again: what is saved are the bytes, what is printed are their pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.tasks import Tasks
from workstation.errors import KnownError
from workstation.files import write_whole

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from workstation.letters.pages import PageImage


class PaperActs(QObject):
    """`saved(path)`, `printed(pages)` and `failed(error)` come back in the window's own thread."""

    saved = Signal(object)
    printed = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._window = tasks, parent

    def choose_where_to_save(self, title: str, pdf: bytes, name: str) -> None:
        dialog = QFileDialog(self._window, title, f"{name}.pdf", "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen), pdf))
        dialog.open()

    def save(self, path: Path, pdf: bytes) -> None:
        def write() -> Path:
            save_paper(path, pdf)
            return path

        self._tasks.read(write, self.saved.emit, self.failed.emit)

    def choose_printer(self, pdf: bytes, name: str) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.printing import a4_printer

        printer = a4_printer(name)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        accepted = QDialog.DialogCode.Accepted
        dialog.finished.connect(lambda answer: self.print_on(printer, pdf) if answer == accepted else None)
        dialog.open()

    def print_on(self, printer: QPrinter, pdf: bytes) -> None:
        """Render in a worker, then paint onto the printer."""
        from ui.printing import dpi_of, pages_for_print, print_pages

        dpi, first, last = dpi_of(printer), printer.fromPage(), printer.toPage()

        def paint(pages: list[PageImage]) -> None:
            try:
                print_pages(printer, pages)
            except KnownError as error:
                self.failed.emit(error)
                return
            self.printed.emit(len(pages))

        render: Callable[[], list[PageImage]] = lambda: pages_for_print(pdf, dpi, first, last)  # noqa: E731
        self._tasks.read(render, paint, self.failed.emit)


def save_paper(path: Path, pdf: bytes) -> None:
    """Write a paper's bytes; for a worker. Raises `KnownError` (`letter.not_saved`)."""
    try:
        write_whole(path, pdf, private=False)
    except OSError as error:
        raise KnownError(
            "letter.not_saved",
            f"the letter was not saved: {error.strerror or type(error).__name__}",
            where=path.name,
            remedy="Choose another folder.",
        ) from None
