"""A repeat as lines and columns, without Qt: what is a column, what a cell shows, what was pasted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from ui.screens.survey.editors.text import is_figure, shown_value
from ui.screens.survey.typed import day_text, number_shown, number_text, plain
from workstation.surveys.views import AnswerKind, GroupView, Item, QuestionView, RepeatView

MOST_COLUMNS = 9
MOST_PASTED = 2_000
"""Lines taken from a spreadsheet at once."""
_CELLS = frozenset({
    AnswerKind.TEXT, AnswerKind.INTEGER, AnswerKind.DECIMAL, AnswerKind.DATE, AnswerKind.CHOICE,
    AnswerKind.BARCODE,
})  # fmt: skip
NUMBERS = frozenset({AnswerKind.INTEGER, AnswerKind.DECIMAL, AnswerKind.RANGE})
_LONG = 48
"""A label so long stands badly over a column."""


@dataclass(frozen=True, slots=True)
class LineColumn:
    """`path` leads from the line's ref to the cell's."""

    path: str
    label: str
    kind: AnswerKind
    right: bool
    required: bool
    hint: str


@dataclass(slots=True)
class Line:
    """One row of a repeat; `cells` by the path of their column. What is not asked in this row is absent."""

    ref: str
    label: str
    cells: dict[str, QuestionView]

    @property
    def answered(self) -> bool:
        """Whether a person entered anything."""
        return any(cell.value and not cell.readonly for cell in self.cells.values())

    @property
    def problems(self) -> int:
        return sum(cell.problem is not None for cell in self.cells.values())


def entered_in(line: Line) -> list[str]:
    """What a person can change of a line, as it stands."""
    return [cell.value for cell in line.cells.values() if not cell.readonly]


def questions_of(items: Iterable[Item]) -> Iterator[QuestionView]:
    """Every question in reading order, those in groups too, those in repeats within left out."""
    for item in items:
        if isinstance(item, QuestionView):
            yield item
        elif isinstance(item, GroupView):
            yield from questions_of(item.items)


def line_of(row: GroupView) -> Line:
    cells = {view.ref.removeprefix(row.ref): view for view in questions_of(row.items)}
    return Line(row.ref, row.label, cells)


def columns_of(repeat: RepeatView) -> tuple[LineColumn, ...]:
    """The questions of all rows, in the order of the form: a question that one row does not ask stands where
    the others have it."""
    order: list[str] = []
    views: dict[str, QuestionView] = {}
    for row in repeat.rows:
        after = -1
        for view in questions_of(row.items):
            path = view.ref.removeprefix(row.ref)
            if path not in views:
                order.insert(after + 1, path)
                views[path] = view
            after = order.index(path)
    return tuple(
        LineColumn(
            path, view.label or view.name, view.kind, is_figure(view), view.required, view.hint
        )
        for path, view in ((path, views[path]) for path in order)
    )  # fmt: skip


def is_table(repeat: RepeatView) -> bool:
    """Whether every question of every row is a cell, and the columns are few and short-named."""
    if any(isinstance(item, RepeatView) for row in repeat.rows for item in _flat(row.items)):
        return False
    if "multiline" in {
        look for row in repeat.rows for view in questions_of(row.items) for look in view.appearance
    }:
        return False
    columns = columns_of(repeat)
    fits = len(columns) <= MOST_COLUMNS and all(len(column.label) <= _LONG for column in columns)
    return fits and all(column.kind in _CELLS for column in columns)


def _flat(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, GroupView):
            yield from _flat(item.items)


def cell_text(view: QuestionView) -> str:
    """As a cell shows it: nothing where nothing was entered."""
    if not view.value:
        return ""
    if view.choices or view.readonly:
        return shown_value(view)
    return number_shown(view.value) if view.kind in NUMBERS else view.value


def entered(view: QuestionView, typed: str, today: date) -> str:
    """What a cell's text means for its question."""
    if view.kind in NUMBERS:
        return number_text(typed)
    if view.kind is AnswerKind.DATE:
        return day_text(typed, today) if typed.strip() else ""
    if view.choices:
        named = {plain(choice.label).casefold(): choice.value for choice in view.choices}
        return named.get(plain(typed).casefold(), plain(typed))
    return typed


def grid_of(text: str) -> list[list[str]]:
    """Lines and cells of what a spreadsheet put on the clipboard; quoted cells may hold line ends."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), "excel-tab")
    try:
        rows.extend(islice(reader, MOST_PASTED))
    except csv.Error:  # a cell beyond every measure
        return rows
    return rows


def copied(lines: Sequence[Line], columns: Sequence[LineColumn]) -> str:
    """Lines as a spreadsheet takes them: plain values apart by tabs, a head above."""

    def cell(line: Line, column: LineColumn) -> str:
        view = line.cells.get(column.path)
        if view is None:
            return ""
        text = shown_value(view) if view.choices and view.value else view.value
        return text.replace("\t", " ").replace("\n", " ")

    head = "\t".join(column.label for column in columns)
    return "\n".join([head, *("\t".join(cell(line, column) for column in columns) for line in lines)])
