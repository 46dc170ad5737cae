"""The bookmarks of a paper: its sections, each with the place where it begins.

In: marks as they are set while the pages are drawn. Out: the outline in the PDF's catalog (ISO 32000-1
§12.3.3). Titles are in both languages, as the paper's own title is: who reads it reads one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

from workstation.domain.text import Bilingual
from workstation.letters.tags import utf16

_ABOVE = 8.0
"""How much of the page is shown above a section's head, in points."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A section's title, its page (counted from 0), and where on it it begins (points, y upwards)."""

    title: Bilingual
    page: int
    y: float


class _Outline(PDFDictionary):  # type: ignore[misc]  # reportlab ships no types
    """What reportlab asks before it writes whatever stands in an outline's place."""

    ready = 1

    def prepare(self, document: Any, canvas: Any) -> None:
        pass


def hang(document: Any, bookmarks: Sequence[Bookmark]) -> None:
    """Put the bookmarks into a reportlab document; the pages must be shown by then."""
    if not bookmarks:
        return
    root = _Outline({"Type": PDFName("Outlines"), "Count": len(bookmarks)})
    entries = [
        PDFDictionary(
            {
                "Title": f"<{utf16(f'{mark.title.zh} {mark.title.en}')}>",
                "Parent": document.Reference(root),
                "Dest": PDFArray(
                    [
                        document.Reference(document.Pages.pages[mark.page]),
                        PDFName("XYZ"),
                        "null",
                        round(mark.y + _ABOVE, 2),
                        "null",
                    ]
                ),
            }
        )
        for mark in bookmarks
    ]
    references = [document.Reference(entry) for entry in entries]
    for number, entry in enumerate(entries):
        if number:
            entry["Prev"] = references[number - 1]
        if number + 1 < len(entries):
            entry["Next"] = references[number + 1]
    root["First"], root["Last"] = references[0], references[-1]
    document.Outlines = document.Catalog.Outlines = root
