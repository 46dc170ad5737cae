"""The desk's table: calm rows with hairlines, badges, numbers at the right, keys all through.

`DataTable` shows a `RowsModel`. Enter or a double click opens a row (`opened`), a click on a head asks for
an order (`sort_asked`); it sorts nothing itself.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import tokens
from ui.theme.style import holder, theme
from ui.widgets.badge import paint_badge
from ui.widgets.rows import INK_ROLE, MARK_ROLE, SECOND_ROLE, STRONG_ROLE, RowsModel

_STATE = QStyle.StateFlag
_FIRST_TO_GO = 3
_ROOMY_REST, _LEAST_REST = 260, 180
"""The column that takes the rest sends the first ones away below the first width, others below the second."""


def _is_current(view: QWidget | None, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether the keyboard is in this row: it gets a bar at its left, as other controls get a ring."""
    return isinstance(view, QTableView) and view.hasFocus() and index.row() == view.currentIndex().row()


class CellDelegate(QStyledItemDelegate):
    """Draws one cell: ground, text with its quiet second half, or a badge, and the hairline below."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = theme(), QRectF(option.rect)
        selected = bool(option.state & _STATE.State_Selected)
        hovered = bool(option.state & _STATE.State_MouseOver)
        painter.save()
        if selected or hovered:
            painter.fillRect(rect, look.colour("accent_soft" if selected else "raised"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == 0 and _is_current(option.widget, index):
            bar = QRectF(rect.left(), rect.top(), look.px(3), rect.height())
            painter.fillRect(bar, look.colour("focus"))
        cell = rect.adjusted(look.px(tokens.GAP), 0, -look.px(tokens.GAP), 0)
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
        mark = index.data(MARK_ROLE)
        if mark is not None:
            paint_badge(painter, cell, mark, align)
        else:
            self._paint_text(painter, cell, index, align)
        painter.restore()

    @staticmethod
    def _paint_text(
        painter: QPainter, cell: QRectF, index: QModelIndex | QPersistentModelIndex, align: Qt.AlignmentFlag
    ) -> None:
        look = theme()
        text, second = str(index.data() or ""), str(index.data(SECOND_ROLE) or "")
        font = look.font(bold=bool(index.data(STRONG_ROLE)))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(look.colour(index.data(INK_ROLE) or "text"))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(cell, align, metrics.elidedText(text, elide, cell.width() + 1))
        used = metrics.horizontalAdvance(text) + look.px(tokens.SNUG)
        if second and used < cell.width() - look.px(tokens.WIDE):
            small = look.font(tokens.SMALL)
            painter.setFont(small)
            painter.setPen(look.colour("text_faint"))
            rest = cell.adjusted(used, 0, 0, 0)
            painter.drawText(rest, align, QFontMetricsF(small).elidedText(second, elide, rest.width() + 1))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(80), theme().px(tokens.ROW_HEIGHT))


class DataTable(QTableView):
    """A table of rows. Widths come from the columns; the column of width 0 takes what is left."""

    opened = Signal(object)
    """The frozen value of the row that was opened."""
    sort_asked = Signal(str, bool)
    """Sort key and whether descending."""
    chosen = Signal(object)
    """The frozen value of the current row, or None."""

    def __init__(
        self, model: RowsModel[object], parent: QWidget | None = None, *, many: bool = False
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._sort: tuple[str, bool] = ("", True)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setMinimumSectionSize(theme().px(40))
        head.sectionClicked.connect(self._head_clicked)
        self.setModel(model)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        model.modelReset.connect(self._tell_chosen)
        holder().changed.connect(self._resize)
        self._resize()

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        self._sort = (key, descending)
        self._rows.show_sort(key, descending)

    def current_row(self) -> object | None:
        return self._rows.row_at(self.currentIndex())

    def selected_rows(self) -> list[object]:
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [row for index in indexes if (row := self._rows.row_at(index)) is not None]

    def choose(self, row: int) -> None:
        """Make a row current, within the bounds of the table."""
        if self._rows.rowCount():
            self.selectRow(min(max(row, 0), self._rows.rowCount() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.choose(0 if event.key() == Qt.Key.Key_Home else self._rows.rowCount() - 1)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW_HEIGHT))
        self._fit_columns()

    def _fit_columns(self) -> None:
        look = theme()
        room, roomy, least = self.viewport().width(), look.px(_ROOMY_REST), look.px(_LEAST_REST)
        columns = self._rows.columns
        widths = [look.px(column.width) if column.width else 0 for column in columns]
        gone = set()
        for place in sorted((n for n, c in enumerate(columns) if c.spare), key=lambda n: -columns[n].spare):
            wanted = roomy if columns[place].spare >= _FIRST_TO_GO else least
            if room - sum(width for n, width in enumerate(widths) if n not in gone) < wanted:
                gone.add(place)
        rest = max(room - sum(width for n, width in enumerate(widths) if n not in gone), least)
        for place, width in enumerate(widths):
            self.setColumnHidden(place, place in gone)
            self.setColumnWidth(place, width or rest)

    def _head_clicked(self, section: int) -> None:
        key = self._rows.columns[section].sort
        if not key:
            return
        descending = not self._sort[1] if key == self._sort[0] else self._rows.columns[section].right
        self.show_sort(key, descending)
        self.sort_asked.emit(key, descending)

    def _open_index(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            self.opened.emit(row)

    def _tell_chosen(self, *_: object) -> None:
        self.chosen.emit(self.current_row())
