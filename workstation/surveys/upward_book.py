"""The report upward as a workbook: one sheet of figures, one of owners' words, one that says what it is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from workstation.domain.text import plain_cell

_MOST_WIDTH = 44


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of plain values: numbers stay numbers, texts are never taken for formulas."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int | float]]


def workbook(sheets: Iterable[BookSheet], made_on: date) -> bytes:
    """XLSX bytes; the same sheets and day give the same content."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    moment = datetime.combine(made_on, time())
    book.properties.creator = "Loan workstation"
    book.properties.created = book.properties.modified = moment
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.append([plain_cell(head) for head in sheet.heads])
        for row in sheet.rows:
            page.append([plain_cell(cell) if isinstance(cell, str) else cell for cell in row])
        for cell in page[1]:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        for number, column in enumerate(page.iter_cols(), 1):
            longest = max(_width(str(cell.value or "")) for cell in column)
            page.column_dimensions[get_column_letter(number)].width = min(longest + 2, _MOST_WIDTH)
            for cell in column:
                if isinstance(cell.value, int | float):
                    cell.number_format = "#,##0.00" if isinstance(cell.value, float) else "#,##0"
                elif _width(str(cell.value)) > _MOST_WIDTH:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _width(text: str) -> int:
    """In Latin letters: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)
