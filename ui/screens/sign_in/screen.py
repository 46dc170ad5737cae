"""Sign-in: one field. A wrong passphrase is said beside it; everything works without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.tasks import Tasks
from ui.theme import tokens
from ui.trouble import words_of
from ui.widgets.dialogs import FaultDialog
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import Field, button
from ui.widgets.progress import ProgressLine
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.services.launching import Launcher

_WRONG_PASSPHRASE = "sign_in.passphrase"


class SignIn(QWidget):
    opened = Signal(object)

    def __init__(self, launcher: Launcher, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._launcher, self._tasks = launcher, tasks
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.submit)
        self._field = Field(self.passphrase)
        self.go = button("primary", "lock-open")
        self.go.clicked.connect(self.submit)
        self.notice = Notice()
        self._progress = ProgressLine(can_stop=False)
        self._progress.hide()
        self._where = label("faint", selectable=True)
        parts = (self._field, self.notice, self._progress, row(None, self.go), self._where)
        self.setLayout(column(*parts, gap=tokens.GAP))
        self._retranslate()

    def first_focus(self) -> QWidget:
        return self.passphrase

    def submit(self) -> None:
        secret = self.passphrase.text()
        if not secret:
            self._field.set_wrong(self.tr("Type your passphrase."))
            return
        self._set_busy(True)
        self._field.set_wrong("")
        self.notice.show_notice("bad", "")
        self._tasks.write(lambda: self._launcher.sign_in(secret), self.opened.emit, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self.passphrase.selectAll()
        self.passphrase.setFocus()
        if not isinstance(error, KnownError):
            FaultDialog(self.window(), error).open()
            return
        text, tone, more = words_of(error)
        if error.code == _WRONG_PASSPHRASE:
            self._field.set_wrong(f"{text} {more}".strip())
            return
        self.notice.show_notice(tone, text, more)

    def _set_busy(self, busy: bool) -> None:
        self.passphrase.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self._progress.setVisible(busy)
        self._progress.show_step(self.tr("Opening your files"))

    def _retranslate(self) -> None:
        self._field.set_text(self.tr("Passphrase"), self.tr("Works without a network."))
        self.go.setText(self.tr("Sign in"))
        folder = str(self._launcher.profile_folder)
        self._where.setText(self.tr("Profile: {folder}").format(folder=folder))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
