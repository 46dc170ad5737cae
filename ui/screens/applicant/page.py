"""What every tab of an applicant file is: told the file, told the appraisal, and never idle without a word.

A page shows one of three faces: its content, a quiet line while something is being read, or what went wrong
and what to do about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import EmptyState
from ui.widgets.trouble import said_error
from ui.widgets.turns import Turns
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.services.values import Appraisal, FileView

_LEAST_WIDTH_OF_TWO = 860


class FileActs(Protocol):
    """What a page may ask of the file's screen."""

    def show_tab(self, tab: str) -> None: ...

    def take_request(self) -> None: ...

    def reassess(self) -> None: ...

    def open_applicant(self, applicant_id: str) -> None: ...


class Page(QWidget):
    """One tab. A subclass puts its content into `body` and fills it in `render`."""

    def __init__(self, acts: FileActs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._error: BaseException | None = None
        self._withheld = False
        self.turns = Turns(self)
        self.body = QWidget()
        self._waiting = label("soft")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble = EmptyState("warning-circle", self._help_out)
        self._faces = QStackedLayout()
        for face in (self._waiting, self.body, self._trouble):
            self._faces.addWidget(face)
        self.setLayout(self._faces)
        holder().changed.connect(self._theme_changed)

    # What the screen tells a page.

    def show_waiting(self) -> None:
        self._error, self._withheld = None, False
        self.turns.stop()
        self._waiting.setText(self.waiting_text())
        self._faces.setCurrentWidget(self._waiting)

    def show_view(self, view: FileView) -> None:
        """The file was read, for the first time or again."""

    def show_appraisal(self, appraisal: Appraisal) -> None:
        """The newest request was appraised."""

    def show_withheld(self) -> None:
        """Nothing of the applicant may be read: say so, and where an authorisation is taken down."""
        self._error, self._withheld = None, True
        self._trouble.set_text(
            self.tr("Nothing of this applicant is read"),
            self.tr(
                "No authorisation to read shop and trade records is in force: none was signed, it has run "
                "out, or it was taken back. A request can only be declined. Have one signed and take it "
                "down among the documents."
            ),
            self.tr("To the documents"),
        )
        if self._trouble.button is not None:
            self._trouble.button.setVisible(self._acts is not None)
        self._faces.setCurrentWidget(self._trouble)

    def show_trouble(self, error: BaseException) -> None:
        self._error, self._withheld = error, False
        said = said_error(error)
        self._trouble.set_text(said.what, said.now, self._help_text(error))
        if self._trouble.button is not None:
            self._trouble.button.setVisible(bool(self._help_text(error)))
        self._faces.setCurrentWidget(self._trouble)

    def on_front(self) -> None:
        """The page came to the front and the file is there."""

    def close_page(self) -> None:
        """Stop what is under way."""
        self.turns.stop()

    def copy_rows(self) -> None:
        """Copy the rows chosen in the page's table, where it has one."""

    @property
    def settled(self) -> bool:
        """Nothing more is being read or built."""
        return self.face != "waiting" and not self.turns.busy

    @property
    def face(self) -> str:
        """Which of its faces the page shows: waiting, body or trouble."""
        return ("waiting", "body", "trouble")[self._faces.currentIndex()]

    # What a subclass says.

    def waiting_text(self) -> str:
        return self.tr("Reading the file…")

    def render_texts(self) -> None:
        """Set every text again from the values at hand."""

    def show_body(self) -> None:
        self._error, self._withheld = None, False
        self._faces.setCurrentWidget(self.body)

    def _help_text(self, error: BaseException) -> str:
        if self._acts is None:
            return ""
        if isinstance(error, KnownError) and error.code == "application.none":
            return self.tr("Take down a request…")
        return self.tr("Try again")

    def _help_out(self) -> None:
        if self._acts is None:
            return
        if self._withheld:
            self._acts.show_tab("documents")
        elif isinstance(self._error, KnownError) and self._error.code == "application.none":
            self._acts.take_request()
        else:
            self._acts.reassess()

    def _theme_changed(self) -> None:
        self.render_texts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._waiting.setText(self.waiting_text())
            if self._withheld:
                self.show_withheld()
            elif self._error is not None:
                self.show_trouble(self._error)
            self.render_texts()
        super().changeEvent(event)


class TwoColumns(QWidget):
    """Two columns of sections side by side; one below the other where the text leaves no room for both."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self._line = row(gap=tokens.BROAD)
        self._line.addLayout(column(left, None), shares[0])
        self._line.addLayout(column(right, None), shares[1])
        self.setLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= theme().px(_LEAST_WIDTH_OF_TWO)
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if beside else ways.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
        super().resizeEvent(event)
