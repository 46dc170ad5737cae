"""A form's workbook as texts in rows, with the row numbers that a spreadsheet shows.

Read with calamine, which runs nothing: of a formula it sees the value that was saved. Only the sheets that
the standard names are looked at.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from workstation.errors import KnownError
from workstation.surveys.archive import LARGEST_FILE, look_at, too_large, unreadable

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
LONGEST_CELL = 32_767
MOST_SURVEY_ROWS = 5_000
MOST_CHOICES = 50_000

_MOST = {"survey": MOST_SURVEY_ROWS, "settings": 100, "entities": 100, "osm": 5_000}
_HARD_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as the spreadsheet counts, the header being row 1. Empty cells are left out."""

    number: int
    cells: Mapping[str, str]

    def first(self, *columns: str) -> str:
        """What the first of some columns holds, written in any case."""
        lowered = {name.lower(): value for name, value in self.cells.items()}
        return next((lowered[column] for column in columns if column in lowered), "")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """`sheet_names` are all that the file has, also those that are not read."""

    name: str
    sheet_names: tuple[str, ...]
    sheets: Mapping[str, Sheet]

    def rows(self, sheet: str) -> tuple[Row, ...]:
        return self.sheets[sheet].rows if sheet in self.sheets else ()

    def where(self, sheet: str, number: int) -> str:
        """Sheet, row and name, as every message says it."""
        row = next((one for one in self.rows(sheet) if one.number == number), None)
        named = row.first("name", "value", "list_name", "list name") if row else ""
        return f"{self.name}, sheet {sheet}, row {number}" + (f", {named}" if named else "")


def read_workbook(data: bytes, name: str) -> Workbook:
    """KnownError form.unreadable, form.too_large, and form.refused for two columns of one name."""
    look_at(data, name)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = tuple(book.sheet_names)
            known = {sheet.lower(): sheet for sheet in reversed(names) if sheet.lower() in SHEETS}
            if not known and len(names) == 1:
                known = {"survey": names[0]}
            tables = {
                title: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                for title, sheet in known.items()
            }
    except (CalamineError, OSError, ValueError):
        raise unreadable("the workbook is damaged", name) from None
    if "survey" not in tables:
        raise unreadable("the workbook has no sheet “survey”", name)
    sheets = {title: _sheet(title, table, name) for title, table in sorted(tables.items())}
    return Workbook(name, names, sheets)


def _sheet(title: str, table: list[list[Any]], name: str) -> Sheet:
    where = f"{name}, sheet {title}"
    most = _MOST.get(title, MOST_CHOICES)
    if not table:
        return Sheet(title, (), ())
    heads = [" ".join(_text(cell, f"{where}, row 1").split()) for cell in table[0]]
    rows = []
    for number, line in enumerate(table[1:], 2):
        cells = {}
        for head, cell in zip(heads, line, strict=False):
            text = _text(cell, f"{where}, row {number}") if head else ""
            if text:
                cells[head] = text
        if cells:
            rows.append(Row(number, cells))
    if len(rows) > most:
        raise too_large(f"the sheet has more than {most} rows", where)
    columns = tuple(head for head in heads if head)
    twice = next((head for at, head in enumerate(columns) if head in columns[:at]), "")
    if twice:
        raise KnownError(
            "form.refused",
            f"two columns are called “{twice}”",
            where=f"{where}, row 1",
            remedy="Rename or remove one of them.",
        )
    return Sheet(title, columns, tuple(rows))


def _text(cell: Any, where: str) -> str:
    """A cell as its author meant it: 3.0 is 3, a truth TRUE, a day ISO 8601."""
    if isinstance(cell, str):
        text = cell.replace(_HARD_SPACE, " ").strip()
        if len(text) > LONGEST_CELL:
            raise too_large(f"a cell holds more than {LONGEST_CELL} characters", where)
        return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


__all__ = ["LARGEST_FILE", "Row", "Sheet", "Workbook", "read_workbook"]
