"""Any file, a film, and what photos and recordings share: choose, drop, take away, and say what is there.

The file is read and made anew in a worker; until it is kept, what lay there before stays.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.screens.survey.editors.editor import Editor
from ui.screens.survey.hands import Hands, Taken
from ui.tasks import Task
from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import button
from ui.widgets.trouble import said_error
from workstation.domain.surveying import AttachmentKind
from workstation.surveys.views import AnswerKind, QuestionView

_KILO = 1024


class FileEditor(Editor):
    """A subclass says which files it takes (`_filter`) and what it makes of one (`_make`, in a worker)."""

    def __init__(self, view: QuestionView, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.hands = hands
        self._task: Task[Taken] | None = None
        self.choose, self.remove = button("", "folder-open"), button("quiet", "x")
        self.there, self.notice = label("soft", wrap=True), Notice()
        self.choose.clicked.connect(self._ask_file)
        self.remove.clicked.connect(lambda: self.hands.drop(self.view.ref))
        self.acts: QHBoxLayout = row(self.choose, gap=tokens.SNUG)
        self._add_acts()
        self.acts.addWidget(self.remove)
        self.acts.addStretch(1)
        self.setAcceptDrops(True)
        self._hold(column(*self._above(), self.there, self.acts, self.notice, gap=tokens.TIGHT))
        self.retranslate()
        self.show_question(view)

    def _above(self) -> tuple[QWidget, ...]:
        """What stands above the file's name."""
        return ()

    def _add_acts(self) -> None:
        """Further buttons behind the first."""

    def entry(self) -> QWidget | None:
        return self.choose

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        for made in (self.choose, self.remove, *self._own_acts()):
            made.setAccessibleName(f"{made.text()}: {name}")
            made.setAccessibleDescription(more)

    def _own_acts(self) -> tuple[QWidget, ...]:
        return ()

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Choose a file…"))
        self.remove.setText(self.tr("Take away"))
        self._show_there()

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        for widget in (self.choose, self.remove, *self._own_acts()):
            widget.setEnabled(not view.readonly)
        self._show_there()

    def _show_there(self) -> None:
        held = self.hands.held(self.view.ref) if self.view.value else None
        self.remove.setVisible(bool(self.view.value) and not self.view.readonly)
        if held is None:
            self.there.setText(self.view.value or self._nothing())
            return
        parts = [self.view.value, size_words(held.size)]
        if held.taken_at:
            parts.append(self.tr("taken {0}").format(held.taken_at.replace("T", " ")[:16]))
        if held.position is not None:
            parts.append(self.tr("with its position"))
        self.there.setText(" · ".join(parts))

    def _nothing(self) -> str:
        return self.tr("No file yet. Choose one, or drop it here.")

    # Taking a file in.

    def _filter(self) -> str:
        return ""

    def _make(self, path: Path) -> Taken:
        data = self.hands.devices.file(path)
        film = self.view.kind is AnswerKind.VIDEO
        kind = AttachmentKind.VIDEO if film else AttachmentKind.FILE
        return Taken(kind, data, path.suffix.lower()[:8], "application/octet-stream")

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.choose.text(), "", self._filter())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Read a file in a worker and keep what comes of it."""
        self.notice.show_notice("soft", self.tr("Reading {0}…").format(path.name))
        self._start(partial(self._make, path))

    def _start(self, work: partial[Taken]) -> None:
        if self._task is not None:
            self._task.cancel()
        ref = self.view.ref
        self._task = self.hands.tasks.read(work, partial(self._taken, ref), self._not_taken)

    def _taken(self, ref: str, taken: Taken) -> None:
        self.notice.show_notice("soft", "")
        self.hands.keep(ref, taken)

    def _not_taken(self, error: BaseException) -> None:
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)

    def put_away(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.view.readonly:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths[0])


def size_words(size: int) -> str:
    """`350 kB`, `1.2 MB`."""
    if size < _KILO * _KILO:
        return f"{max(size // _KILO, 1)} kB"
    return f"{size / _KILO / _KILO:.1f} MB"
