"""The two dialogs of the desk: a question before what cannot be undone, and the report of our own fault.

Both open without stopping the program and answer through a function; neither ever nests an event loop.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import Symbol, button
from workstation import __version__
from workstation.errors import BugError


class Question(QDialog):
    """Asks once, in words of the trade. Cancel is the default; Esc is Cancel."""

    def __init__(
        self, parent: QWidget, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(420))
        words = label("soft", text, wrap=True)
        self.yes = button("danger" if danger else "primary")
        self.yes.setText(yes)
        self.cancel = button()
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.accepted.connect(then)
        heading = label("heading", title, wrap=True)
        answers = row(None, self.cancel, self.yes)
        self.setLayout(column(heading, words, tokens.SNUG, answers, margin=tokens.WIDE))
        self.cancel.setFocus()


def ask(
    parent: QWidget, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool = False
) -> Question:
    """Open the question over `parent`'s window; `then()` runs after a yes."""
    question = Question(parent.window(), title, text, yes, then, danger=danger)
    question.open()
    return question


def fault_report(error: BaseException) -> str:
    """Where the program broke, without anybody's data: kinds of errors and places in the code. Texts of
    errors are left out, except those of a `BugError`, which hold none."""
    system = f"Python {platform.python_version()} · {platform.system()} {platform.machine()}"
    lines = [f"workstation {__version__} · Qt {qVersion()} · {system}"]
    step: BaseException | None = error
    while step is not None:
        said = f": {step}" if isinstance(step, BugError) else ""
        lines.append(f"{type(step).__module__}.{type(step).__qualname__}{said}")
        for frame in traceback.extract_tb(step.__traceback__):
            parts = frame.filename.replace("\\", "/").split("/")
            lines.append(f"  {'/'.join(parts[-3:])}:{frame.lineno} {frame.name}")
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return "\n".join(lines)


class FaultDialog(QDialog):
    """Our own fault: what it means for the officer, and a report to send to whoever keeps the program."""

    def __init__(self, parent: QWidget, error: BaseException) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A fault of the program"))
        self.setMinimumWidth(theme().px(560))
        self.report = QPlainTextEdit(fault_report(error))
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setTabChangesFocus(True)
        self.report.setMinimumHeight(theme().px(180))
        copy, close = button("", "copy"), button("primary")
        copy.setText(self.tr("Copy the report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        close.setText(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        heading = label("heading", self.tr("The program made a mistake"))
        words = label("soft", wrap=True, text=self.tr(
            "What you saved is safe. What you just did was not completed; try it again. If it happens again, "
            "send this report to your administrator. It holds no applicant's data."))  # fmt: skip
        head = row(Symbol("warning-circle", "bad", 24), heading, None, gap=tokens.GAP)
        body = column(head, words, self.report, row(None, copy, close), gap=tokens.GAP, margin=tokens.WIDE)
        self.setLayout(body)
        close.setFocus()
