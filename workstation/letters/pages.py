"""Turns the archived PDF into pictures for preview and print, and into text for reading a claim.

In: a PDF's bytes. Out: pixels as plain bytes, or the text of a page. The PDF is the document: nothing is
drawn here that is not in it. pdfium is not safe in threads, so every call holds one lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium_c

from workstation.errors import KnownError

PDFIUM = threading.Lock()

MAX_BYTES = 20_000_000
MAX_PAGES = 60
MAX_PIXELS = 40_000_000  # an A4 page at 600 dpi has 34.8 million
MAX_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels of one page: rows from the top, four bytes each in the order blue, green, red, unused (255), no
    padding between rows. This is Qt's `Format_RGB32` on every processor the program runs on."""

    width: int
    height: int
    data: bytes

    @property
    def stride(self) -> int:
        return self.width * 4


def page_count(data: bytes) -> int:
    """How many pages a PDF has. Raises `KnownError` `letter.unreadable`."""
    with _opened(data) as document:
        return len(document)


def render_page(data: bytes, index: int, dpi: float = 150.0) -> PageImage:
    """One page (counted from 0) as pixels at a resolution.

    Raises `KnownError`: `letter.unreadable`, `letter.no_page`, `letter.too_large` (over `MAX_PIXELS`).
    """
    with _opened(data) as document:
        page = _page(document, index)
        try:
            width, height = page.get_size()
            scale = dpi / 72
            if width * height * scale * scale > MAX_PIXELS:
                raise KnownError(
                    "letter.too_large",
                    f"page {index + 1} has too many points at {dpi:g} dpi",
                    remedy="Choose a lower resolution.",
                )
            bitmap = page.render(scale=scale, force_bitmap_format=pdfium_c.FPDFBitmap_BGRx)
            try:
                return PageImage(bitmap.width, bitmap.height, _packed(bitmap))
            finally:
                bitmap.close()
        finally:
            page.close()


def page_text(data: bytes, index: int) -> str:
    """The text of one page (counted from 0), at most `MAX_CHARACTERS`, lines ended by a newline.

    Raises `KnownError`: `letter.unreadable`, `letter.no_page`.
    """
    with _opened(data) as document:
        page = _page(document, index)
        try:
            text_page = page.get_textpage()
            try:
                count = min(text_page.count_chars(), MAX_CHARACTERS)
                return str(text_page.get_text_range(0, count)).replace("\r\n", "\n")
            finally:
                text_page.close()
        finally:
            page.close()


def unreadable(why: str) -> KnownError:
    return KnownError(
        "letter.unreadable",
        f"this file is not a whole PDF: {why}",
        remedy="Get the file again from where it came from.",
    )


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    if len(data) > MAX_BYTES:
        raise unreadable(f"it has {len(data):,} bytes, more than any letter")
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise unreadable("its pages cannot be read") from error
        try:
            yield document
        finally:
            document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    count = len(document)
    if count > MAX_PAGES:
        raise unreadable(f"it has {count} pages, more than any letter")
    if not 0 <= index < count:
        raise KnownError("letter.no_page", f"there is no page {index + 1} in a paper of {count}")
    try:
        return document[index]
    except pypdfium2.PdfiumError as error:
        raise unreadable(f"page {index + 1} is damaged") from error


def _packed(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """The bitmap's bytes without the padding that pdfium may put after a row."""
    data, row = bytes(bitmap.buffer), bitmap.width * 4
    if bitmap.stride == row:
        return data
    return b"".join(
        data[start : start + row] for start in range(0, bitmap.height * bitmap.stride, bitmap.stride)
    )
