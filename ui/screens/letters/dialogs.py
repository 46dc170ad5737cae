"""Two small questions of the archive: why a paper is void, and which code stands on a paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import Field, button
from workstation.events import Changes


class VoidDialog(ActDialog):
    """`void(number, reason)` is written once the reason is given."""

    def __init__(
        self,
        tasks: Tasks,
        navigator: Navigator,
        number: str,
        void: Callable[[str, str], Changes],
        parent: QWidget,
    ) -> None:
        line = QLineEdit()

        def work() -> Work:
            reason = line.text().strip()
            return lambda: void(number, reason)

        words = ActWords(
            self.tr("Void letter {0}?").format(number),
            self.tr("Void"),
            self.tr("It stays in the archive, but whoever verifies it is told that it no longer holds."),
            self.tr("Letter {number} is void. The hub learns of it with the next sync.").format(
                number=number
            ),
            "danger",
        )
        super().__init__(tasks, navigator, words, ((self.tr("Reason"), line),), work, parent)
        self.line = line
        self.save.setEnabled(False)
        line.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))


class CodeDialog(QDialog):
    """`then(code)` runs with what was typed or scanned. Esc is Cancel."""

    def __init__(self, parent: QWidget, then: Callable[[str], None]) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(480))
        self._then = then
        title = self.tr("Verify a code")
        self.setWindowTitle(title)
        words = self.tr("Scan the QR code on the last page, or type the code that stands beside it.")
        self.line = QLineEdit()
        field = Field(self.line)
        field.set_text(self.tr("Verification code"))
        self.yes, self.cancel = button("primary"), button()
        self.yes.setText(self.tr("Verify"))
        self.cancel.setText(self.tr("Cancel"))
        self.yes.setDefault(True)
        self.yes.setEnabled(False)
        self.yes.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.reject)
        self.line.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        answers = row(None, self.cancel, self.yes)
        self.setLayout(
            column(
                label("heading", title, wrap=True),
                label("soft", words, wrap=True),
                field,
                tokens.SNUG,
                answers,
                margin=tokens.WIDE,
            )
        )
        self.line.setFocus()

    def _answer(self) -> None:
        self.accept()
        self._then(self.line.text().strip())
