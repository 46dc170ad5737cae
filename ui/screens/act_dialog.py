"""One dialog for every act: a few named fields, a button that does it, and what went wrong.

The service checks what was entered; its refusal is said in the dialog, which stays open with what was typed.
While it is written the dialog cannot be left, so that there is always a place to say how it went.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.date_field import DateField
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.on_screen import FRAME
from ui.widgets.pieces import Field, button
from ui.widgets.scroll import Scroller
from ui.widgets.trouble import said_error
from ui.widgets.words import Words, named
from workstation.events import Changes

Work = Callable[[], Changes]
_WIDTH, _LEAST_WIDTH = 500, 440


@dataclass(frozen=True, slots=True)
class ActWords:
    """What the dialog is called, what its button says and how it looks, what it asks or warns of, and what is
    said once it is done, where that is more than that it is saved."""

    title: str
    save: str
    text: str = ""
    done: str = ""
    look: str = "primary"


class _Fields(Scroller):
    """As high as all fields need, or as there is room for; the rest is scrolled to."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self._wanted = 0

    def needs(self, width: int) -> int:
        layout = self.widget().layout()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def want(self, height: int) -> None:
        self._wanted = height
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(0, self._wanted)


class ActDialog(QDialog):
    """Opens without stopping the window. `fields` are names with their controls; `work()` reads them and
    gives what is to be written, or nothing where it has said itself what is missing."""

    def __init__(
        self,
        tasks: Tasks,
        navigator: Navigator,
        words: ActWords,
        fields: Sequence[tuple[str, QWidget]],
        work: Callable[[], Work | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(_LEAST_WIDTH))
        self.setWindowTitle(words.title)
        self._tasks, self._navigator, self._work, self._done = tasks, navigator, work, words.done
        self._writing = False
        self._days = [control for _, control in fields if isinstance(control, DateField)]
        self.notice = Notice()
        self.save, self.cancel = button(words.look), button()
        self.save.setText(words.save)
        self.cancel.setText(self.tr("Cancel"))
        self.save.setDefault(True)
        asked = column(gap=tokens.GAP)
        if words.text:
            asked.addWidget(label("soft", words.text, wrap=True))
        self.fields = tuple(Field(control) for _, control in fields)
        for field, (name, _) in zip(self.fields, fields, strict=True):
            field.set_text(name)
            asked.addWidget(field)
        inner = QWidget()
        inner.setLayout(asked)
        self._asked = _Fields(inner)
        self._asked.setAccessibleName(words.title)
        self._asked.setVisible(bool(words.text or fields))
        parts = column(label("heading", words.title, wrap=True), gap=tokens.GAP, margin=tokens.WIDE)
        parts.addWidget(self._asked, 1)
        parts.addWidget(self.notice)
        parts.addLayout(row(None, self.cancel, self.save))
        self.setLayout(parts)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        (fields[0][1] if fields else self.cancel).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        """As high as its texts need at a width that reads well, and no smaller than it is: of itself Qt takes
        the widest form of a text, cuts that down to a part of the screen, and leaves the height as it was.
        Where the screen is too low, the fields scroll: the buttons never leave it."""
        width = max(self.width(), theme().px(_WIDTH))
        sides = self.layout().contentsMargins()
        self._asked.want(0)
        rest = self.layout().totalHeightForWidth(width)
        room = self.screen().availableGeometry().height() - theme().px(FRAME)
        needed = self._asked.needs(width - sides.left() - sides.right())
        self._asked.want(min(needed, max(room - rest, theme().px(FRAME))))
        self.resize(width, min(max(self.layout().totalHeightForWidth(width), self.height()), room))

    def reject(self) -> None:
        """Esc, Cancel and the window's own way out."""
        if not self._writing:
            super().reject()

    def _save(self) -> None:
        if self._writing or self._refuse_days():
            return
        work = self._work()
        if work is not None:
            self._show_writing(True)
            self._tasks.write(work, self._saved, self._not_saved)

    def _refuse_days(self) -> bool:
        """A day that cannot be read was put back when its field was left, and is not written unseen."""
        for day in self._days:
            if typed := day.take_refused():
                self.notice.show_notice(
                    "warn", self.tr("{0} is no day. The day before it is back.").format(typed)
                )
                day.setFocus()
                return True
        return False

    def _show_writing(self, writing: bool) -> None:
        self._writing = writing
        self.save.setEnabled(not writing)
        self.cancel.setEnabled(not writing)

    def _saved(self, _: Changes) -> None:
        self._navigator.say(self._done or self.tr("Saved on this device; it waits for the hub"))
        self.accept()

    def _not_saved(self, error: BaseException) -> None:
        self._show_writing(False)
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)
        self._fit()


def choice_of(words: Words) -> QComboBox:
    """A list to choose from, in the language in force; the data of a row is its code."""
    made = QComboBox()
    for code in words:
        made.addItem(named(words, code), code)
    return made
