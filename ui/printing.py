"""Printing a letter: the archived PDF's pages, rendered at the printer's own resolution.

Goes in: a PDF's bytes and a chosen printer. The pages are rendered in a worker; only the painting of
finished pictures onto the printer happens here. The PDF is the document: nothing is laid out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.letters.pages import PageImage

_FINEST_DPI = 300
"""More than letters need, and at A4 within the limits of the renderer."""


def a4_printer(name: str) -> QPrinter:
    """A printer set for A4 upright, the document named for the queue."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def dpi_of(printer: QPrinter) -> int:
    return min(printer.resolution(), _FINEST_DPI)


def pages_for_print(pdf: bytes, dpi: int, first: int = 0, last: int = 0) -> list[PageImage]:
    """Every page from `first` to `last` (counted from 1, 0: all). For a worker. Raises `KnownError`."""
    from workstation.letters.pages import page_count, render_page

    total = page_count(pdf)
    return [render_page(pdf, number, dpi) for number in range(max(first, 1) - 1, min(last or total, total))]


def begin(printer: QPrinter) -> QPainter:
    """Open a job; `end` of the painter sends it. Raises `KnownError` (`print.failed`)."""
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownError(
            "print.failed",
            "the printer did not take the letter",
            where=printer.printerName() or printer.outputFileName(),
            remedy="Look at the printer and print again, or save the letter and print it elsewhere.",
        )
    return painter


def paint_page(painter: QPainter, page: PageImage) -> None:
    """Paint one finished page, as large as the sheet allows."""
    picture = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    sheet = painter.viewport()
    size = QSize(page.width, page.height).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(sheet.topLeft(), size), picture)


def print_pages(printer: QPrinter, pages: Sequence[PageImage]) -> None:
    """Paint finished pages onto the printer, one a sheet. Raises `KnownError` (`print.failed`)."""
    painter = begin(printer)
    try:
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            paint_page(painter, page)
    finally:
        painter.end()
