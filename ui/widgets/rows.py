"""Tables over frozen values: columns are data, rows come whole or page by page.

`RowsModel` shows what it is given. `PagedModel` asks for the next page when the view nears the end, off the
GUI thread, and drops an answer that belongs to a question no longer asked. Neither knows a database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.widgets.badge import Mark

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The frozen value behind the row."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. `title` is the English source text, translated in the model's context; `width` in pixels
    at 100 % text, 0 for the one column that takes what is left; `sort` is the key a click on its head sorts
    by, empty where it cannot. Where the table is narrow the column with the highest `spare` goes first; one
    of 0 stays."""

    title: str
    text: Callable[[R], str]
    width: int = 120
    right: bool = False
    mark: Callable[[R], Mark | None] | None = None
    second: Callable[[R], str] | None = None
    sort: str = ""
    strong: bool = False
    spare: int = 0
    ink: Callable[[R], str] | None = None


class Face(NamedTuple):
    """How one cell looks: its text with a quiet second half, or a badge instead."""

    text: str
    second: str
    strong: bool
    ink: str
    right: bool
    mark: Mark | None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind under the given columns."""

    def __init__(self, columns: Sequence[Column[R]], context: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._context = context
        self._rows: list[R] = []
        self._sorted = ("", True)

    def set_rows(self, rows: Sequence[R], columns: Sequence[Column[R]] = ()) -> None:
        """Other rows, under other columns where some are given."""
        self.beginResetModel()
        self._rows, self.columns = list(rows), tuple(columns) or self.columns
        self.endResetModel()

    def replace_rows(self, rows: Sequence[R]) -> None:
        """The same rows with other contents where only contents changed, so that selection and place stay."""
        if len(rows) != len(self._rows):
            self.set_rows(rows)
            return
        self._rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def rows(self) -> Sequence[R]:
        return self._rows

    def row_at(self, index: Index) -> R | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def retranslate(self) -> None:
        """Texts are asked for anew: heads and cells."""
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._title(column)}: {column.text(row)}"
        return row if role == ROW_ROLE else None

    def face(self, row: int, column: int) -> Face:
        """Everything that the table draws of one cell, asked for in one go."""
        one, shown = self._rows[row], self.columns[column]
        return Face(
            shown.text(one),
            shown.second(one) if shown.second else "",
            shown.strong,
            (shown.ink(one) if shown.ink else "") or "text",
            shown.right,
            shown.mark(one) if shown.mark else None,
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self._title(column)}{self._arrow(column)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def show_sort(self, key: str, descending: bool) -> None:
        """An arrow behind the head of the column that the rows are sorted by."""
        self._sorted = (key, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _arrow(self, column: Column[R]) -> str:
        key, descending = self._sorted
        if not key or column.sort != key:
            return ""
        return " ↓" if descending else " ↑"

    def _title(self, column: Column[R]) -> str:
        return QCoreApplication.translate(self._context, column.title) if column.title else ""


FetchPage = Callable[[Any, Callable[[Sequence[R], Any], None]], None]
"""`fetch(after, then)`: find the page behind `after` (None: the first) and call `then(rows, after)` in the
GUI thread; the `after` handed on is None when there is no further row."""


class PagedModel(RowsModel[R]):
    """Rows that come a page at a time as the view needs them."""

    def __init__(
        self, columns: Sequence[Column[R]], context: str, fetch: FetchPage[R], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, context, parent)
        self._fetch = fetch
        self._after: Any = None
        self._more = False
        self._asking = False
        self._question = 0
        self._next_columns = self.columns

    def restart(self, columns: Sequence[Column[R]] = ()) -> None:
        """Ask from the start, for other columns where some are given; until the first page is there, what is
        shown stays."""
        self._question += 1
        self._next_columns = tuple(columns) or self._next_columns
        self._ask(None, first=True)

    def canFetchMore(self, parent: Index = ROOT) -> bool:
        return not parent.isValid() and self._more and not self._asking

    def fetchMore(self, parent: Index = ROOT) -> None:
        if self.canFetchMore(parent):
            self._ask(self._after, first=False)

    def _ask(self, after: Any, *, first: bool) -> None:
        question = self._question
        self._asking = True

        def then(rows: Sequence[R], next_after: Any) -> None:
            if question == self._question:
                self._take(rows, next_after, first=first)

        self._fetch(after, then)

    def _take(self, rows: Sequence[R], next_after: Any, *, first: bool) -> None:
        self._asking = False
        self._after, self._more = next_after, next_after is not None
        if first:
            self.set_rows(rows, self._next_columns)
            return
        if rows:
            start = len(self._rows)
            self.beginInsertRows(ROOT, start, start + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
