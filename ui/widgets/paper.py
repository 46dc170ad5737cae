"""A paper as it prints: the pages of a PDF, rendered in a worker at the width there is.

Goes in: a PDF's bytes. On the screen: its pages below one another on a ground. It changes nothing in it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.layout import clear
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.letters.pages import PageImage

_A4_WIDTH_INCHES = 8.27
_SETTLE_MS = 120
"""A change of width counts once it has stood this long: dragging a splitter renders once, not fifty times."""


def _render(pdf: bytes, dpi: float) -> list[PageImage]:
    from workstation.letters.pages import page_count, render_page

    return [render_page(pdf, number, dpi) for number in range(page_count(pdf))]


def to_image(page: PageImage) -> QImage:
    """The pixels as a picture that owns its memory."""
    return QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()


class _Page(QWidget):
    def __init__(self, picture: QImage, width: int, name: str) -> None:
        super().__init__()
        self._picture = picture
        height = round(width * picture.height() / max(picture.width(), 1))
        self.setFixedSize(QSize(width, height))
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._picture)
        painter.setPen(theme().colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PaperView(QScrollArea):
    """Shows one PDF. `show_pdf(None)` clears it."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pdf: bytes | None = None
        self._task: Task[list[PageImage]] | None = None
        self._rendered_for = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._refresh)
        self._ground = QWidget()
        self._pages = QVBoxLayout(self._ground)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._pages.setSpacing(tokens.GAP)
        self.setWidget(self._ground)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name()

    def show_pdf(self, pdf: bytes | None) -> None:
        """A paper to show; the one before stays until the new one is drawn."""
        self._pdf = pdf
        self._rendered_for = 0
        if pdf is None:
            self._stop()
            clear(self._pages)
            return
        self._refresh()

    def page_total(self) -> int:
        return self._pages.count()

    def _page_width(self) -> int:
        return max(self.viewport().width() - 2 * tokens.ROOM, 200)

    def _stop(self) -> None:
        self._settle.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _refresh(self) -> None:
        width = self._page_width()
        if self._pdf is None or width == self._rendered_for:
            return
        self._stop()
        self._rendered_for = width
        dpi = width * self.devicePixelRatioF() / _A4_WIDTH_INCHES
        self._task = self._tasks.read(partial(_render, self._pdf, dpi), self._show, self._failed)

    def _show(self, pages: list[PageImage]) -> None:
        place = self.verticalScrollBar().value()
        clear(self._pages)
        for number, page in enumerate(pages, 1):
            name = self.tr("Page {number} of {total}").format(number=number, total=len(pages))
            self._pages.addWidget(_Page(to_image(page), self._rendered_for, name))
        self._ground.adjustSize()
        self.verticalScrollBar().setValue(place)

    def _failed(self, error: BaseException) -> None:
        clear(self._pages)
        if isinstance(error, KnownError):
            self._tasks.failed.emit(error)
            return
        raise error

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Paper as it prints"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pdf is not None:
            self._settle.start()
