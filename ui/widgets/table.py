"""The desk's table: calm rows with hairlines, badges, numbers at the right, keys all through.

`DataTable` shows a `RowsModel`. Enter or a double click opens a row (`opened`), a click on a head asks for
an order (`sort_asked`); it sorts nothing itself.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPixmap, QResizeEvent
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
from ui.widgets.rows import Column, Face, RowsModel

R = TypeVar("R")
_STATE = QStyle.StateFlag
_MOST_PICTURES = 1200
"""About three screens of cells, some 25 MB of pictures."""
_FIRST_TO_GO = 3
_ROOMY_REST, _LEAST_REST = 260, 180
"""The column that takes the rest sends the first ones away below the first width, others below the second."""


def _is_current(view: QWidget | None, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether the keyboard is in this row: it gets a bar at its left, as other controls get a ring."""
    return isinstance(view, QTableView) and view.hasFocus() and index.row() == view.currentIndex().row()


class Look(NamedTuple):
    """One cell as it is drawn: what it says, how large, and in which state."""

    face: Face
    width: int
    height: int
    density: float
    selected: bool
    hovered: bool
    current: bool


class CellDelegate(QStyledItemDelegate):
    """Draws one cell: ground, text with its quiet second half, or a badge, and the hairline below.

    A cell drawn once is kept as a picture: while a sync is under way every call into Qt may have to wait its
    turn, and a list that is searched shows the same cells again and again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[Look, QPixmap] = {}
        holder().changed.connect(self._pictures.clear)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state, view = option.rect, option.state, option.widget
        row, column, model = index.row(), index.column(), index.model()
        assert isinstance(model, RowsModel), "a desk's table shows a RowsModel"
        look = Look(
            model.face(row, column),
            rect.width(),
            rect.height(),
            view.devicePixelRatioF() if view is not None else 1.0,
            bool(state & _STATE.State_Selected),
            bool(state & _STATE.State_MouseOver),
            column == 0 and _is_current(view, index),
        )
        picture = self._pictures.get(look)
        if picture is None:
            if len(self._pictures) >= _MOST_PICTURES:
                self._pictures.clear()
            picture = self._pictures[look] = _drawn(look)
        painter.drawPixmap(rect.topLeft(), picture)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(80), theme().px(tokens.ROW_HEIGHT))


def _drawn(cell: Look) -> QPixmap:
    look, face = theme(), cell.face
    picture = QPixmap(round(cell.width * cell.density), round(cell.height * cell.density))
    picture.setDevicePixelRatio(cell.density)
    ground = "accent_soft" if cell.selected else "raised" if cell.hovered else "surface"
    picture.fill(look.colour(ground))
    painter, rect = QPainter(picture), QRectF(0, 0, cell.width, cell.height)
    painter.setPen(look.colour("line"))
    painter.drawLine(QPointF(0, cell.height - 0.5), QPointF(cell.width, cell.height - 0.5))
    if cell.current:
        painter.fillRect(QRectF(0, 0, look.px(3), cell.height), look.colour("focus"))
    inner = rect.adjusted(look.px(tokens.GAP), 0, -look.px(tokens.GAP), 0)
    side = Qt.AlignmentFlag.AlignRight if face.right else Qt.AlignmentFlag.AlignLeft
    if face.mark is not None:
        paint_badge(painter, inner, face.mark, side)
    else:
        _paint_text(painter, inner, face, side | Qt.AlignmentFlag.AlignVCenter)
    painter.end()
    return picture


def _paint_text(painter: QPainter, cell: QRectF, face: Face, align: Qt.AlignmentFlag) -> None:
    look, elide = theme(), Qt.TextElideMode.ElideRight
    font = look.font(bold=face.strong)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(look.colour(face.ink))
    painter.drawText(cell, align, metrics.elidedText(face.text, elide, cell.width() + 1))
    used = metrics.horizontalAdvance(face.text) + look.px(tokens.SNUG)
    if face.second and used < cell.width() - look.px(tokens.WIDE):
        small = look.font(tokens.SMALL)
        painter.setFont(small)
        painter.setPen(look.colour("text_faint"))
        rest = cell.adjusted(used, 0, 0, 0)
        painter.drawText(rest, align, QFontMetricsF(small).elidedText(face.second, elide, rest.width() + 1))


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
        model.modelReset.connect(self._fit_columns)  # they may be others now
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
        takes_rest = any(not column.width for column in columns)
        widths = [look.px(column.width) if column.width else 0 for column in columns]
        gone = set()
        for place in sorted((n for n, c in enumerate(columns) if c.spare), key=lambda n: -columns[n].spare):
            wanted = (roomy if columns[place].spare >= _FIRST_TO_GO else least) if takes_rest else 0
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


class FittedTable(DataTable, Generic[R]):
    """As high as its rows, so that the page scrolls and not the table in it. `context` is that of the
    columns' names in the translations."""

    def __init__(self, columns: tuple[Column[R], ...], context: str, parent: QWidget | None = None) -> None:
        self.rows_model: RowsModel[R] = RowsModel(columns, context)
        super().__init__(self.rows_model, parent)  # type: ignore[arg-type]
        self.rows_model.setParent(self)
        self.horizontalHeader().setStretchLastSection(True)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)

    def show_rows(self, rows: tuple[R, ...], columns: tuple[Column[R], ...] = ()) -> None:
        """Under other columns where some are given."""
        if columns:
            self.rows_model.set_rows(rows, columns)
        else:
            self.rows_model.replace_rows(rows)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        rows = self.rows_model.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(theme().px(480), self.horizontalHeader().sizeHint().height() + rows + 2)
