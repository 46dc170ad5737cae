"""The letter beside the decision: a draft while the offer is tried, the issued paper afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.screen import Navigator
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.badge import Badge, Mark
from ui.widgets.layout import column, frame, label, row
from ui.widgets.paper import PaperView
from ui.widgets.paper_acts import PaperActs
from ui.widgets.pieces import EmptyState
from workstation.domain.records import LetterRecord

if TYPE_CHECKING:
    from workstation.services.desk import Desk


class PaperSide(QWidget):
    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._letter: LetterRecord | None = None
        self._pdf: bytes | None = None
        self._why = ""
        self._reading: Task[bytes] | None = None
        self.paper, self.empty = PaperView(tasks), EmptyState("file-text")
        # A bar that comes and goes would change the width the pages are drawn for.
        self.paper.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._heading, self._state = label("soft"), Badge()
        self._faces = QStackedWidget()
        self._faces.addWidget(self.empty)
        self._faces.addWidget(self.paper)
        head = frame("bar", row(self._heading, self._state, None, margin=(tokens.ROOM, tokens.SNUG)))
        whole = column(head, gap=0)
        whole.addWidget(self._faces, 1)
        self.setLayout(whole)
        self.setMinimumWidth(theme().px(360))
        self._acts = PaperActs(tasks, self)
        self._acts.saved.connect(self._say_saved)
        self._acts.printed.connect(self._say_printed)
        self._acts.failed.connect(navigator.say_error)
        self.show_nothing("")

    def show_draft(self, pdf: bytes) -> None:
        self._letter, self._pdf = None, pdf
        self.paper.show_pdf(pdf)
        self._faces.setCurrentWidget(self.paper)
        self.retranslate()

    def show_letter(self, letter: LetterRecord) -> None:
        """Read the archived bytes and show them."""
        if self._letter is not None and self._letter.id == letter.id and self._pdf is not None:
            return
        self.show_nothing("")
        self._letter = letter
        self._reading = self._tasks.read(
            lambda: self._desk.letters.bytes_of(letter), self._read, self._not_read
        )

    def show_nothing(self, why: str) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._letter, self._pdf, self._why = None, None, why
        self.paper.show_pdf(None)
        self._faces.setCurrentWidget(self.empty)
        self.retranslate()

    def choose_where_to_save(self) -> None:
        if self._pdf is not None and self._letter is not None:
            self._acts.choose_where_to_save(self.tr("Save the letter"), self._pdf, self._letter.number)

    def save(self, path: Path) -> None:
        if self._pdf is not None:
            self._acts.save(path, self._pdf)

    def choose_printer(self) -> None:
        if self._pdf is not None and self._letter is not None:
            self._acts.choose_printer(self._pdf, self._letter.number)

    def _read(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.paper.show_pdf(pdf)
        self._faces.setCurrentWidget(self.paper)
        self.retranslate()

    def _not_read(self, error: BaseException) -> None:
        self._navigator.say_error(error)

    def _say_saved(self, path: Path) -> None:
        self._navigator.say(self.tr("Saved: {0}").format(path.name))

    def _say_printed(self, pages: int) -> None:
        self._navigator.say(self.tr("{0} pages sent to the printer").format(pages))

    def retranslate(self) -> None:
        number = self._letter.number if self._letter is not None else ""
        self._heading.setText(
            self.tr("Letter {0}").format(number) if number else self.tr("The letter as it will print")
        )
        draft = self._pdf is not None and self._letter is None
        self._state.show_mark(Mark(self.tr("draft"), "plain", "pencil-simple") if draft else Mark(""))
        self._state.setVisible(draft)
        self.empty.set_text(self.tr("No letter"), self._why)
