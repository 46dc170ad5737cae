"""One record taken down in a dialog: fields under a heading, kept by the service, refused with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from ui.tasks import Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import Field, button
from ui.widgets.trouble import said_error
from ui.widgets.words import Words, named
from workstation.events import Changes


class RecordDialog(QDialog):
    """Opens without stopping the window. `collect` reads the fields and gives back the write that keeps
    them; `kept` is called when it is done."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        heading: str,
        fields: Sequence[tuple[str, QWidget]],
        collect: Callable[[], Callable[[], Changes]],
        kept: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(460))
        self.setWindowTitle(heading)
        self._tasks, self._collect, self._kept = tasks, collect, kept
        self.notice = Notice()
        self.save, self.cancel = button("primary"), button()
        self.save.setText(self.tr("Take down"))
        self.cancel.setText(self.tr("Cancel"))
        parts = column(label("heading", heading, wrap=True), gap=tokens.GAP, margin=tokens.WIDE)
        for name, control in fields:
            field = Field(control)
            field.set_text(name)
            parts.addWidget(field)
        parts.addWidget(self.notice)
        parts.addLayout(row(None, self.cancel, self.save))
        self.setLayout(parts)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        if fields:
            fields[0][1].setFocus()

    def _save(self) -> None:
        self.save.setEnabled(False)
        self._tasks.write(self._collect(), self._done, self._refused)

    def _done(self, _: Changes) -> None:
        self._kept()
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)


def choice_of(words: Words) -> QComboBox:
    """A list to choose from, in the language in force; the data of a row is its code."""
    made = QComboBox()
    for code in words:
        made.addItem(named(words, code), code)
    return made
