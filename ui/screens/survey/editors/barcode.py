"""A code: typed, sent by a scanner as keys, or read from a photo of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ui.screens.survey.editors.photo import PICTURES
from ui.screens.survey.editors.text import LineEditor
from ui.screens.survey.hands import Hands
from ui.widgets.layout import row
from ui.widgets.notice import Notice
from ui.widgets.pieces import button
from ui.widgets.trouble import said_error
from workstation.surveys.views import QuestionView


class BarcodeEditor(LineEditor):
    def __init__(self, view: QuestionView, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.hands = hands
        self.photo, self.notice = button("", "barcode"), Notice()
        self.photo.clicked.connect(self._ask_photo)
        self.parts.addLayout(row(self.photo, None))
        self.parts.addWidget(self.notice)
        self.retranslate()

    def retranslate(self) -> None:
        if hasattr(self, "photo"):
            self.photo.setText(self.tr("Read it from a photo…"))

    def set_name(self, name: str, more: str) -> None:
        super().set_name(name, more)
        self.photo.setAccessibleName(f"{self.photo.text()}: {name}")

    def show_question(self, view: QuestionView) -> None:
        super().show_question(view)
        if hasattr(self, "photo"):
            self.photo.setEnabled(not view.readonly)

    def _ask_photo(self) -> None:
        dialog = QFileDialog(self, self.photo.text(), "", self.tr("Photos ({0})").format(PICTURES))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.read_photo(Path(chosen)))
        dialog.open()

    def read_photo(self, path: Path) -> None:
        """Look for codes in a photo; of several, one is chosen."""
        self.notice.show_notice("soft", self.tr("Reading {0}…").format(path.name))
        self.hands.tasks.read(partial(self.hands.devices.barcodes, path), self._found, self._not_found)

    def _found(self, codes: tuple[str, ...]) -> None:
        self.notice.show_notice("soft", "")
        if len(codes) == 1:
            self.answered.emit(codes[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code in codes:
            menu.addAction(code.replace("&", "&&"), partial(self.answered.emit, code))
        menu.popup(self.photo.mapToGlobal(self.photo.rect().bottomLeft()))

    def _not_found(self, error: BaseException) -> None:
        words = said_error(error)
        self.notice.show_notice("bad", words.what, words.now)
