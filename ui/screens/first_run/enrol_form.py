"""The form that enrols a device: the hub's address, the one-time code, a passphrase chosen twice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import Field, button

SHORTEST_PASSPHRASE = 8


class EnrolForm(QWidget):
    """`submitted(hub, code, passphrase)` once everything is there and both passphrases agree."""

    submitted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub, self.code, self.passphrase, self.again = (QLineEdit() for _ in range(4))
        for secret in (self.passphrase, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = [Field(line) for line in (self.hub, self.code, self.passphrase, self.again)]
        for line in (self.hub, self.code, self.passphrase, self.again):
            line.returnPressed.connect(self.submit)
        self.heading = label("heading")
        self.notice = Notice()
        self.back, self.go = button("", "arrow-left"), button("primary")
        self.go.clicked.connect(self.submit)
        foot = row(self.back, None, self.go)
        self.setLayout(column(self.heading, *self._fields, self.notice, foot, None, gap=tokens.GAP))
        self._retranslate()

    def submit(self) -> None:
        """Check what can be checked here; say beside the field what is wrong."""
        hub, code = self.hub.text().strip(), self.code.text().strip()
        secret = self.passphrase.text()
        if hub and "://" not in hub:
            hub = f"https://{hub}"
        wrong = (
            "" if hub else self.tr("Enter the address your administrator gave you."),
            "" if code else self.tr("Enter the one-time code."),
            "" if len(secret) >= SHORTEST_PASSPHRASE else self.tr("At least {n} characters."),
            "" if secret == self.again.text() else self.tr("This is not the same as above."),
        )
        for field, word in zip(self._fields, wrong, strict=True):
            field.set_wrong(word.format(n=SHORTEST_PASSPHRASE))
        first = next((field for field, word in zip(self._fields, wrong, strict=True) if word), None)
        if first is not None:
            first.control.setFocus()
            return
        self.submitted.emit(hub, code, secret)

    def _retranslate(self) -> None:
        self.heading.setText(self.tr("Enrol this device"))
        hub, code, secret, again = self._fields
        hub.set_text(self.tr("Address of the hub"))
        self.hub.setPlaceholderText("https://")
        code.set_text(self.tr("One-time code"))
        secret.set_text(
            self.tr("Passphrase"),
            self.tr("It opens the files on this device. Nobody can tell it to you again."),
        )
        again.set_text(self.tr("Passphrase, once more"))
        self.back.setText(self.tr("Back"))
        self.go.setText(self.tr("Enrol"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
