"""An applicant file in a window of its own, so that two can lie side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.shell.message_bar import MessageBar
from ui.shell.screens import SCREENS, Makings
from ui.trouble import words_of
from ui.widgets.layout import column, frame
from workstation.errors import KnownError

if TYPE_CHECKING:
    from ui.screens.applicant import ApplicantScreen


class SideWindow(QWidget):
    """One file. It leads within the file; everything else belongs to the main window."""

    closing = Signal(object)

    def __init__(
        self, makings: Makings, on_fault: Callable[[BaseException], None], applicant_id: str
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._main, self._on_fault = makings.navigator, on_fault
        self.messages = MessageBar()
        self.screen: ApplicantScreen = SCREENS["applicant"](replace(makings, navigator=self))  # type: ignore[assignment]
        page = column(self.messages, gap=0)
        page.addWidget(self.screen, 1)
        self.setLayout(column(frame("page", page), gap=0))
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        self.resize(1120, 780)
        self.open_applicant(applicant_id)

    def open_applicant(self, applicant_id: str, tab: str = "overview") -> None:
        self.setWindowTitle(applicant_id)
        self.screen.show_applicant(applicant_id, tab)

    def open_screen(self, name: str) -> None:
        self._main.open_screen(name)

    def open_survey(self, draft_id: str) -> None:
        self._main.open_survey(draft_id)

    def say(self, text: str, *, kind: str = "good") -> None:
        self.messages.say(text, kind)

    def say_error(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.messages.say(*words_of(error))
        else:
            self._on_fault(error)

    def sync_now(self) -> None:
        self._main.sync_now()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.screen.close_screen()
        self.messages.clear()
        self.closing.emit(self)
        super().closeEvent(event)
