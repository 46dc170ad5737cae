"""Two small questions of the archive: why a paper is void, and which code stands on a paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import Field, button


class _LineDialog(QDialog):
    """A heading, a sentence, one line to fill in, and two answers. Esc is Cancel."""

    def __init__(self, parent: QWidget, look: str) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(480))
        self.line = QLineEdit()
        self._field = Field(self.line)
        self._heading, self._words = label("heading", wrap=True), label("soft", wrap=True)
        self.yes, self.cancel = button(look), button()
        self.yes.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.reject)
        self.line.returnPressed.connect(self._answer)
        self.line.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(False)
        answers = row(None, self.cancel, self.yes)
        self.setLayout(
            column(self._heading, self._words, self._field, tokens.SNUG, answers, margin=tokens.WIDE)
        )
        self.line.setFocus()

    def say(self, title: str, words: str, field: str, yes: str, cancel: str) -> None:
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._words.setText(words)
        self._field.set_text(field)
        self.yes.setText(yes)
        self.cancel.setText(cancel)

    def answer(self, text: str) -> None:
        raise AssertionError("a dialog without an answer")

    def _answer(self) -> None:
        text = self.line.text().strip()
        if text:
            self.accept()
            self.answer(text)


class VoidDialog(_LineDialog):
    """`then(number, reason)` runs once the reason is written down."""

    def __init__(self, parent: QWidget, number: str, then: Callable[[str, str], None]) -> None:
        super().__init__(parent, "danger")
        self._number, self._then = number, then
        self.say(
            self.tr("Void letter {0}?").format(number),
            self.tr("It stays in the archive, but whoever verifies it is told that it no longer holds."),
            self.tr("Reason"),
            self.tr("Void"),
            self.tr("Cancel"),
        )

    def answer(self, text: str) -> None:
        self._then(self._number, text)


class CodeDialog(_LineDialog):
    """`then(code)` runs with what was typed or scanned."""

    def __init__(self, parent: QWidget, then: Callable[[str], None]) -> None:
        super().__init__(parent, "primary")
        self._then = then
        self.say(
            self.tr("Verify a code"),
            self.tr("Scan the QR code on the last page, or type the code that stands beside it."),
            self.tr("Verification code"),
            self.tr("Verify"),
            self.tr("Cancel"),
        )

    def answer(self, text: str) -> None:
        self._then(text)
