"""The archive of letters: the list at the left, the chosen paper as it prints at the right.

Goes in: letter records and archived bytes. Comes out: papers saved, printed, verified or voided. A letter is
never made again: saving and printing give the archived bytes, of one paper or of all that are chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from ui.screens.letters.dialogs import CodeDialog, VoidDialog
from ui.screens.letters.many import ManyPapers
from ui.screens.letters.table import COLUMNS, CONTEXT, ArchivedLetter, read_archive
from ui.screens.screen import Navigator, Screen
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.trouble import words_of
from ui.widgets.flow import FlowLayout
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.paper import PaperView
from ui.widgets.paper_acts import PaperActs
from ui.widgets.pieces import EmptyState, button
from ui.widgets.rows import RowsModel
from ui.widgets.table import DataTable
from workstation.domain.records import LetterRecord
from workstation.domain.standing import Standing
from workstation.errors import KnownError
from workstation.events import Changes

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from workstation.letters import SignedBy
    from workstation.services.desk import Desk
    from workstation.services.values import Verified

_CONCERNS = {"letter", "sync", "record"}
_LARGEST_BYTES = 50_000_000
_TONES = ("good", "warn", "bad")


class LettersScreen(Screen):
    name = "letters"

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._pdf: bytes | None = None
        self._task: Task[bytes] | None = None
        self.model: RowsModel[ArchivedLetter] = RowsModel(COLUMNS, CONTEXT, self)
        self.table = DataTable(self.model, many=True)
        self.paper = PaperView(tasks)
        self.notice = Notice()
        self.empty = EmptyState("file-text", lambda: navigator.open_screen("worklist"))
        self._summary = label("soft")
        self.save, self.print = button("", "download-simple"), button("", "printer")
        self.verify, self.open_file = button("", "shield-check"), button("quiet", "arrow-right")
        self.code, self.void = button("quiet", "fingerprint"), button("quiet", "x-circle")
        self.acts = PaperActs(tasks, self)
        self.many = ManyPapers(tasks, self._bytes_of, self)
        self.save.clicked.connect(self.choose_where_to_save)
        self.print.clicked.connect(self.choose_printer)
        self.verify.clicked.connect(self.choose_what_to_verify)
        self.code.clicked.connect(self.ask_for_code)
        self.void.clicked.connect(self.void_chosen)
        self.open_file.clicked.connect(self._open)
        self.acts.saved.connect(lambda path: navigator.say(self.tr("Saved as {path}").format(path=path)))
        self.acts.printed.connect(self._printed)
        self.acts.failed.connect(self._say_here)
        self.many.failed.connect(self._say_here)
        self.many.finished.connect(navigator.say)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_summary())
        self.table.opened.connect(lambda _: self._open())
        self.table.chosen.connect(self._show_chosen)
        self._lay_out()
        self.retranslate()
        self._show_chosen(None)

    def _lay_out(self) -> None:
        acts = (self.open_file, self.void, self.save, self.print, self.code, self.verify)
        flow, buttons = FlowLayout(tokens.SNUG, tokens.SNUG), QWidget()
        for act in acts:
            flow.addWidget(act)
        buttons.setLayout(flow)
        head = row(self._summary, None, buttons, margin=(tokens.WIDE, tokens.GAP, tokens.ROOM, tokens.GAP))
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
        told = column(self.notice, self.many, margin=(tokens.WIDE, 0, tokens.ROOM, 0))
        body = column(head, told, gap=0)
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
            "letter.code": self.ask_for_code,
            "letter.void": self.void_chosen,
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
        self.many.stop()
        self.paper.show_pdf(None)

    # --- showing ---------------------------------------------------------------------------------------

    def _show_archive(self, letters: Sequence[ArchivedLetter]) -> None:
        chosen, numbers = self._chosen(), [letter.record.number for letter in letters]
        if numbers == [letter.record.number for letter in self.model.rows()]:
            self.model.replace_rows(letters)
            self._show_acts()
        else:
            self.model.set_rows(letters)
            kept = chosen.record.number if chosen is not None else ""
            self.table.choose(numbers.index(kept) if kept in numbers else 0)
        self._stack.setCurrentWidget(self.table if letters else self.empty)
        self._show_summary()

    def _show_summary(self) -> None:
        chosen, total = len(self.chosen_records()), self.model.rowCount()
        if chosen > 1:
            self._summary.setText(self.tr("{n} of {total} letters chosen").format(n=chosen, total=total))
        else:
            self._summary.setText(self.tr("Letters on this device: {n}").format(n=total))

    def chosen_records(self) -> list[LetterRecord]:
        chosen = self.table.selected_rows()
        return [letter.record for letter in chosen if isinstance(letter, ArchivedLetter)]

    def _chosen(self) -> ArchivedLetter | None:
        letter = self.table.current_row()
        return letter if isinstance(letter, ArchivedLetter) else None

    def _show_acts(self) -> None:
        """What can be done with the chosen letter as it stands now."""
        chosen = self._chosen()
        for act in (self.save, self.print, self.open_file):
            act.setEnabled(chosen is not None)
        self.void.setEnabled(chosen is not None and chosen.standing.standing is not Standing.VOID)

    def _show_chosen(self, letter: object) -> None:
        chosen = letter if isinstance(letter, ArchivedLetter) else None
        self._show_acts()
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
        many = self.chosen_records()
        if len(many) > 1:
            self.many.choose_folder(many)
        elif (letter := self._chosen()) is not None and self._pdf is not None:
            self.acts.choose_where_to_save(self.tr("Save the letter"), self._pdf, letter.record.number)

    def save_as(self, path: Path) -> None:
        """Write the archived bytes under `path`."""
        if self._pdf is not None:
            self.acts.save(path, self._pdf)

    def choose_printer(self) -> None:
        many = self.chosen_records()
        if len(many) > 1:
            self.many.choose_printer(many)
        elif (letter := self._chosen()) is not None and self._pdf is not None:
            self.acts.choose_printer(self._pdf, letter.record.number)

    def print_on(self, printer: QPrinter) -> None:
        if self._pdf is not None:
            self.acts.print_on(printer, self._pdf)

    def _printed(self, pages: int) -> None:
        self._navigator.say(self.tr("Sent to the printer. Pages: {n}.").format(n=pages))

    def void_chosen(self) -> None:
        """Ask for the reason, then record that the paper no longer holds."""
        letter = self._chosen()
        if letter is not None and letter.standing.standing is not Standing.VOID:
            void, number = self._desk.letters.void, letter.record.number
            VoidDialog(self._tasks, self._navigator, number, void, self).open()

    def choose_what_to_verify(self) -> None:
        dialog = QFileDialog(self, self.tr("Verify a paper"), "", "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.verify_file(Path(chosen)))
        dialog.open()

    def ask_for_code(self) -> None:
        CodeDialog(self, self.verify_code).open()

    def verify_file(self, path: Path) -> None:
        """Compare a file with the archive, and say the verdict over the list."""
        verify = self._desk.letters.verify
        self._tasks.read(
            lambda: verify(_read(path)), lambda found: self._show_verdict(found, path.name), self._say_here
        )

    def verify_code(self, text: str) -> None:
        """Compare the code off a paper with the archive."""
        verify, name = self._desk.letters.verify_code, self.tr("The code")
        self._tasks.read(lambda: verify(text), lambda found: self._show_verdict(found, name), self._say_here)

    def _show_verdict(self, found: Verified, name: str) -> None:
        words = self.tr("{file} is genuine: letter {number} to {name}.").format(
            file=name, number=found.record.number, name=found.applicant_name
        )
        standing, how_it_stands = self._standing_said(found)
        signature, whose = self._signature_said(found.signed)
        tone = max(standing, signature, key=_TONES.index)
        self.notice.show_notice(tone, words, " ".join(said for said in (how_it_stands, whose) if said))

    def _standing_said(self, found: Verified) -> tuple[str, str]:
        """In which tone, and in words, whether the paper holds."""
        stands = found.standing
        match stands.standing:
            case Standing.VOID:
                return "bad", self.tr("It is void: {0}").format(stands.reason)
            case Standing.HELD:
                return "bad", self.tr("It is on hold: its decision is contested.")
            case Standing.SUPERSEDED:
                return "warn", self.tr("Letter {0} took its place.").format(stands.by)
        if found.confirmed:
            return "good", ""
        return "warn", self.tr("The hub has not confirmed its decision yet.")

    def _signature_said(self, signed: SignedBy | None) -> tuple[str, str]:
        """In which tone, and in words, whose electronic signature it carries; nothing where it has none."""
        words = {
            "known": ("good", self.tr("Signed by workstation {name} of {officer}.")),
            "unknown": ("warn", self.tr("Its signature is of {name}, whom the hub has not named here.")),
            "broken": ("bad", self.tr("Its electronic signature does not fit the file.")),
            "locked_out": (
                "bad",
                self.tr("It was signed after workstation {name} of {officer} was locked out."),
            ),
        }
        tone, text = words.get(signed.signing.value, ("good", "")) if signed is not None else ("good", "")
        return tone, text.format(name=signed.name, officer=signed.officer_id) if signed is not None else ""

    def retranslate(self) -> None:
        self.save.setText(self.tr("Save as"))
        self.print.setText(self.tr("Print"))
        self.verify.setText(self.tr("Verify a paper"))
        self.code.setText(self.tr("Verify a code"))
        self.void.setText(self.tr("Void"))
        self.open_file.setText(self.tr("Open the file"))
        self.table.setAccessibleName(self.tr("Archive of letters"))
        self.empty.set_text(
            self.tr("No letters yet"),
            self.tr("Approve a request, then issue its letter: it is kept here, byte for byte."),
            self.tr("Go to the worklist"),
        )
        self.model.retranslate()
        self._show_summary()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST_BYTES)
    except OSError as error:
        raise KnownError(
            "letter.unreadable", f"the file cannot be read: {error.strerror}", where=str(path),
            remedy="Choose the file again.",
        ) from None  # fmt: skip
