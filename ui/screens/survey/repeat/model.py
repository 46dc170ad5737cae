"""The lines of a repeat for Qt's table: one cell a question, read from the views at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.screens.survey.repeat.lines import Line, LineColumn, cell_text, columns_of, entered, line_of
from ui.theme.icons import icon
from ui.theme.style import theme
from workstation.surveys.views import QuestionView, RepeatView

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
VIEW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The cell's `QuestionView`, None where the row does not ask it."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LinesModel(QAbstractTableModel):
    """`answered(ref, text)` when a cell is edited; the lines change only by what comes back from the form."""

    answered = Signal(str, str)

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.columns: tuple[LineColumn, ...] = ()
        self.lines: list[Line] = []

    def show_repeat(self, repeat: RepeatView) -> None:
        """The rows as they are now: rows come and go at the end, then each shows what it holds."""
        lines, columns = [line_of(row) for row in repeat.rows], columns_of(repeat)
        if lines and columns != self.columns:
            self.beginResetModel()
            self.columns, self.lines = columns, lines
            self.endResetModel()
            return
        before, after = len(self.lines), len(lines)
        if after > before:
            self.beginInsertRows(ROOT, before, after - 1)
            self.lines = [*self.lines, *lines[before:]]
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(ROOT, after, before - 1)
            self.lines = self.lines[:after]
            self.endRemoveRows()
        self.lines = lines
        if lines:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, max(len(self.columns) - 1, 0)))

    def show_question(self, view: QuestionView) -> bool:
        """One cell as it is now; False where it is not among these lines."""
        for row, line in enumerate(self.lines):
            if not view.ref.startswith(f"{line.ref}/"):
                continue
            path = view.ref.removeprefix(line.ref)
            if path not in line.cells:
                return False
            line.cells[path] = view
            place = next(n for n, column in enumerate(self.columns) if column.path == path)
            self.dataChanged.emit(self.index(row, place), self.index(row, place))
            return True
        return False

    def view_at(self, index: Index) -> QuestionView | None:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        return self.lines[index.row()].cells.get(self.columns[index.column()].path)

    def place_of(self, ref: str) -> QModelIndex:
        """Where a question stands; an index that is not valid where it does not."""
        for row, line in enumerate(self.lines):
            if ref.startswith(f"{line.ref}/"):
                path = ref.removeprefix(line.ref)
                for place, column in enumerate(self.columns):
                    if column.path == path:
                        return self.index(row, place)
        return QModelIndex()

    def chosen_lines(self, rows: Sequence[int]) -> list[Line]:
        return [self.lines[row] for row in rows if row < len(self.lines)]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        view = self.view_at(index)
        if view is None:
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if view.readonly else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        view, column = self.view_at(index), self.columns[index.column()]
        roles = Qt.ItemDataRole
        if role == roles.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if view is None:
            return theme().colour("raised") if role == roles.BackgroundRole else None
        if role == roles.DisplayRole:
            return cell_text(view)
        if role == roles.EditRole:
            return view.value
        if role == roles.ForegroundRole:
            ink = "warn" if view.problem else "text_soft" if view.readonly else "text"
            return theme().colour(ink)
        if role == roles.DecorationRole:
            return icon("warning", "warn") if view.problem else None
        if role == roles.ToolTipRole and view.problem is not None:
            return f"<qt>{escape(view.problem.text or view.constraint_text)}</qt>"
        if role == roles.AccessibleTextRole:
            return f"{column.label}: {cell_text(view)}"
        return view if role == VIEW_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        view = self.view_at(index)
        if view is None or view.readonly or role != Qt.ItemDataRole.EditRole:
            return False
        text = entered(view, str(value), self.today)
        if text != view.value:
            self.answered.emit(view.ref, text)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.label} *" if column.required else column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if column.right else _LEFT) | int(Qt.TextFlag.TextWordWrap)
        return None
