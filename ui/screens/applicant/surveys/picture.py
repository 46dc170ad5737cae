"""A photo or a signature of a survey, as large as there is room: from this device, else from the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QSizePolicy, QWidget

from ui.tasks import Tasks
from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.on_screen import resize_on_screen
from ui.widgets.pieces import button
from ui.widgets.trouble import said_error
from workstation.domain.surveying import Attachment, AttachmentKind
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_WIDTH, _HEIGHT = 900, 760
PICTURES = (AttachmentKind.PHOTO, AttachmentKind.SIGNATURE)


class _Picture(QLabel):
    """Keeps its sides in proportion at every size."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_picture(self, picture: QImage) -> None:
        self._whole = QPixmap.fromImage(picture)
        self._draw()

    def _draw(self) -> None:
        if not self._whole.isNull():
            way = Qt.TransformationMode.SmoothTransformation
            self.setPixmap(self._whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio, way))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()


class PictureDialog(QDialog):
    def __init__(
        self, desk: Desk, tasks: Tasks, held: Attachment, name: str, note: str, over: QWidget
    ) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self._desk, self._held = desk, held
        self.picture, self.notice, self.close_button = _Picture(), Notice(), button()
        self.picture.setAccessibleName(name)
        self.close_button.setText(self.tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        heads = column(label("heading", name, wrap=True), label("faint", note, wrap=True), gap=tokens.TIGHT)
        whole = column(gap=tokens.GAP, margin=tokens.ROOM)
        whole.addLayout(heads)
        whole.addWidget(self.picture, 1)
        whole.addWidget(self.notice)
        whole.addLayout(row(None, self.close_button))
        self.setLayout(whole)
        resize_on_screen(self, _WIDTH, _HEIGHT)
        self._reading = tasks.read(self._read, self._show, self._not_here)
        self.finished.connect(lambda _: self._reading.cancel())

    def _read(self) -> QImage:
        try:
            data = self._desk.surveys.bytes_of(self._held)
        except KnownError as error:
            if error.code != "blob.missing":
                raise
            data = self._desk.sync.fetch_blob(self._held.sha256)
        return QImage.fromData(data)

    def _show(self, picture: QImage) -> None:
        if picture.isNull():
            self.notice.show_notice("bad", self.tr("This file is no picture that can be shown."))
            return
        self.picture.show_picture(picture)

    def _not_here(self, error: BaseException) -> None:
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)
