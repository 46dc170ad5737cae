"""The card of the models in force: made from what, how they did, what they must not be used for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.on_screen import resize_on_screen
from ui.widgets.pieces import button

_WIDTH, _HEIGHT = 860, 640


class CardDialog(QDialog):
    """Shows a text in Markdown; nothing in it leads out of the program."""

    def __init__(self, bundle: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Card of the models {0}").format(bundle))
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setMarkdown(text)
        self.page.setAccessibleName(self.windowTitle())
        self.close_it = button()
        self.close_it.setText(self.tr("Close"))
        self.close_it.setDefault(True)
        self.close_it.clicked.connect(self.accept)
        heading = label("heading", self.windowTitle(), wrap=True)
        self.setLayout(column(heading, self.page, row(None, self.close_it), margin=tokens.WIDE))
        resize_on_screen(self, _WIDTH, _HEIGHT)
        self.page.setFocus()
