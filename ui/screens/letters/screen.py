"""The archive of letters: the list at the left, the chosen paper as it prints at the right.

Goes in: letter records and archived bytes. Comes out: a file saved, a paper printed, a paper verified. A
letter is never made again: saving and printing give the archived bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QSplitter, QStackedWidget, QWidget

from ui.screens.letters.table import COLUMNS, CONTEXT, ArchivedLetter, read_archive
from ui.screens.screen import Navigator, Screen
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.trouble import words_of
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.paper import PaperView
from ui.widgets.pieces import EmptyState, button
from ui.widgets.rows import RowsModel
from ui.widgets.table import DataTable
from workstation.domain.records import LetterRecord
from workstation.errors import KnownError
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.values import Verified

_CONCERNS = {"letter", "sync", "record"}
_LARGEST_BYTES = 50_000_000


class LettersScreen(Screen):
    name = "letters"

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._pdf: bytes | None = None
        self._task: Task[bytes] | None = None
        self.model: RowsModel[ArchivedLetter] = RowsModel(COLUMNS, CONTEXT, self)
        self.table = DataTable(self.model)
        self.paper = PaperView(tasks)
        self.notice = Notice()
        self.empty = EmptyState("file-text", lambda: navigator.open_screen("worklist"))
        self._summary = label("soft")
        self.save, self.print = button("", "download-simple"), button("", "printer")
        self.verify, self.open_file = button("", "shield-check"), button("quiet", "arrow-right")
        self.save.clicked.connect(self.choose_where_to_save)
        self.print.clicked.connect(self.choose_printer)
        self.verify.clicked.connect(self.choose_what_to_verify)
        self.open_file.clicked.connect(self._open)
        self.table.opened.connect(lambda _: self._open())
        self.table.chosen.connect(self._show_chosen)
        self._lay_out()
        self.retranslate()
        self._show_chosen(None)

    def _lay_out(self) -> None:
        head = row(self._summary, None, self.open_file, self.save, self.print, self.verify,
                   margin=(tokens.WIDE, tokens.GAP, tokens.ROOM, tokens.GAP))  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._stack)
        sides.addWidget(self.paper)
        sides.setStretchFactor(0, 5)
        sides.setStretchFactor(1, 4)
        sides.setSizes([theme().px(720), theme().px(560)])
        body = column(head, row(self.notice, margin=(tokens.WIDE, 0, tokens.ROOM, 0)), gap=0)
        body.addWidget(sides, 1)
        self.setLayout(body)

    # --- what the shell asks of a screen ---------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Letters")

    @property
    def applicant_id(self) -> str:
        letter = self._chosen()
        return letter.record.applicant_id if letter else ""

    def first_focus(self) -> QWidget:
        return self.table

    def offers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "letter.save": self.choose_where_to_save,
            "letter.print": self.choose_printer,
            "letter.verify": self.choose_what_to_verify,
        }

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", self.tr("Open the file")),
            ("Ctrl+S", self.tr("Save")),
            ("Ctrl+P", self.tr("Print")),
        )

    def on_shown(self) -> None:
        self._tasks.read(lambda: read_archive(self._desk), self._show_archive)

    def on_changes(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS:
            self.on_shown()

    def close_screen(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.paper.show_pdf(None)

    # --- showing ---------------------------------------------------------------------------------------

    def _show_archive(self, letters: Sequence[ArchivedLetter]) -> None:
        if list(letters) != list(self.model.rows()):
            chosen = self._chosen()
            self.model.set_rows(letters)
            self.table.choose(letters.index(chosen) if chosen in letters else 0)
        self._stack.setCurrentWidget(self.table if letters else self.empty)
        self._show_summary()

    def _show_summary(self) -> None:
        self._summary.setText(self.tr("Letters on this device: {n}").format(n=self.model.rowCount()))

    def _chosen(self) -> ArchivedLetter | None:
        letter = self.table.current_row()
        return letter if isinstance(letter, ArchivedLetter) else None

    def _show_chosen(self, letter: object) -> None:
        chosen = letter if isinstance(letter, ArchivedLetter) else None
        for act in (self.save, self.print, self.open_file):
            act.setEnabled(chosen is not None)
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._pdf = None
        if chosen is None:
            self.paper.show_pdf(None)
            return
        self.notice.show_notice("soft", "")
        record = chosen.record
        self._task = self._tasks.read(lambda: self._bytes_of(record), self._show_paper, self._say_here)

    def _bytes_of(self, record: LetterRecord) -> bytes:
        """The archived bytes: on this device, else from the hub."""
        try:
            return self._desk.letters.bytes_of(record)
        except KnownError as error:
            if error.code != "blob.missing":
                raise
            return self._desk.sync.fetch_blob(record.file_sha256)

    def _show_paper(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.paper.show_pdf(pdf)

    def _say_here(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            self._navigator.say_error(error)
            return
        text, tone, remedy = words_of(error)
        self.notice.show_notice(tone, text, remedy)

    # --- acting ----------------------------------------------------------------------------------------

    def _open(self) -> None:
        letter = self._chosen()
        if letter is not None:
            self._navigator.open_applicant(letter.record.applicant_id, "trail")

    def choose_where_to_save(self) -> None:
        letter = self._chosen()
        if letter is None or self._pdf is None:
            return
        dialog = QFileDialog(self, self.tr("Save the letter"), f"{letter.record.number}.pdf", "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.save_as(Path(chosen)))
        dialog.open()

    def save_as(self, path: Path) -> None:
        """Write the archived bytes under `path`."""
        pdf = self._pdf
        if pdf is None:
            return
        said = self.tr("Saved as {path}").format(path=path)
        self._tasks.read(lambda: _write(path, pdf), lambda _: self._navigator.say(said), self._say_here)

    def choose_printer(self) -> None:
        letter = self._chosen()
        if letter is None or self._pdf is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.printing import a4_printer

        printer = a4_printer(letter.record.number)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(
            lambda answer: self.print_on(printer) if answer == QDialog.DialogCode.Accepted else None
        )
        dialog.open()

    def print_on(self, printer: object) -> None:
        """Render in a worker, then paint onto the printer."""
        from PySide6.QtPrintSupport import QPrinter

        from ui.printing import dpi_of, pages_for_print, print_pages

        pdf = self._pdf
        if pdf is None or not isinstance(printer, QPrinter):
            return
        dpi, first, last = dpi_of(printer), printer.fromPage(), printer.toPage()

        def paint(pages: Sequence[object]) -> None:
            try:
                print_pages(printer, pages)  # type: ignore[arg-type]
            except KnownError as error:
                self._say_here(error)
                return
            self._navigator.say(self.tr("Sent to the printer. Pages: {n}.").format(n=len(pages)))

        self._tasks.read(lambda: pages_for_print(pdf, dpi, first, last), paint, self._say_here)

    def choose_what_to_verify(self) -> None:
        dialog = QFileDialog(self, self.tr("Verify a paper"), "", "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.verify_file(Path(chosen)))
        dialog.open()

    def verify_file(self, path: Path) -> None:
        """Compare a file with the archive, and say the verdict over the list."""
        verify = self._desk.letters.verify
        self._tasks.read(
            lambda: verify(_read(path)), lambda found: self._show_verdict(found, path), self._say_here
        )

    def _show_verdict(self, found: Verified, path: Path) -> None:
        words = self.tr("{file} is genuine: letter {number} to {name}.").format(
            file=path.name, number=found.record.number, name=found.applicant_name
        )
        more = "" if found.confirmed else self.tr("The hub has not confirmed its decision yet.")
        self.notice.show_notice("good" if found.confirmed else "warn", words, more)

    def retranslate(self) -> None:
        self.save.setText(self.tr("Save as"))
        self.print.setText(self.tr("Print"))
        self.verify.setText(self.tr("Verify a paper"))
        self.open_file.setText(self.tr("Open the file"))
        self.table.setAccessibleName(self.tr("Archive of letters"))
        self.empty.set_text(
            self.tr("No letters yet"),
            self.tr("Approve a request, then issue its letter: it is kept here, byte for byte."),
            self.tr("Go to the worklist"),
        )
        self.model.retranslate()
        self._show_summary()


def _write(path: Path, pdf: bytes) -> None:
    from workstation.files import write_whole

    try:
        write_whole(path, pdf)
    except OSError as error:
        raise KnownError(
            "letter.not_saved", f"the letter was not saved: {error.strerror}", where=str(path),
            remedy="Choose another folder.",
        ) from None  # fmt: skip


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST_BYTES)
    except OSError as error:
        raise KnownError(
            "letter.unreadable", f"the file cannot be read: {error.strerror}", where=str(path),
            remedy="Choose the file again.",
        ) from None  # fmt: skip
