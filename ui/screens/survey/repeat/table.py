"""The table of a repeat: type to fill a cell, Enter to go on, Ctrl+V to paste lines from a spreadsheet.

Every key in a cell goes to the form at once. Enter in the last cell of the last line asks for a new one.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.screens.survey.repeat.lines import NUMBERS, copied, entered, grid_of
from ui.screens.survey.repeat.model import VIEW_ROLE, LinesModel
from ui.theme import tokens
from ui.theme.style import holder, theme
from workstation.surveys.views import AnswerKind, QuestionView

Index = QModelIndex | QPersistentModelIndex
_MOST_ROWS, _LEAST_ROWS = 14, 3
_NUMBER_WIDTH, _DAY_WIDTH, _LEAST_WIDTH = 84, 104, 92
_MOST_HEAD = 112
"""A longer head goes on in a second line."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Makes a cell's editor; each of its keys goes on as `typed(index, text)`."""

    typed = Signal(QModelIndex, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = ""
        """What the cell held when its editing began."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:
        view, place = index.data(VIEW_ROLE), QModelIndex(index)
        if not isinstance(view, QuestionView) or view.readonly:
            return None
        self.before = view.value
        name = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or view.label).partition(":")[0]
        if view.choices:
            drop = QComboBox(parent)
            drop.addItem("", "")
            for choice in view.choices:
                drop.addItem(choice.label, choice.value)
            drop.setAccessibleName(name)
            drop.activated.connect(lambda _: self.typed.emit(place, str(drop.currentData())))
            return drop
        line = QLineEdit(parent)
        line.setAccessibleName(name)
        line.setFrame(False)
        if view.kind in NUMBERS:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.textEdited.connect(partial(self.typed.emit, place))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        view, model = index.data(VIEW_ROLE), index.model()
        if not isinstance(view, QuestionView) or not isinstance(model, LinesModel):
            return
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(view.value), 0))
        elif isinstance(editor, QLineEdit) and entered(view, editor.text(), model.today) != view.value:
            editor.setText(view.value)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if not isinstance(model, LinesModel):
            return
        if isinstance(editor, QComboBox):
            model.setData(index, str(editor.currentData()))
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        look = theme()
        painter.setPen(look.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(QRect(option.rect).adjusted(1, 1, -2, -2))


class LinesTable(QTableView):
    """`add_asked(after)`, `remove_asked(row)` with a line's number from 1; `pasted(row, column, grid)` with
    places from 0."""

    add_asked = Signal(int)
    remove_asked = Signal(int)
    pasted = Signal(int, int, object)

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        self.cells = CellDelegate(self)
        self.cells.typed.connect(model.setData)
        self.setItemDelegate(self.cells)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("look", "lines")
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self.fit)
        model.rowsInserted.connect(self.fit)
        model.rowsRemoved.connect(self.fit)
        holder().changed.connect(self.fit)
        self.fit()

    # Going through the cells.

    def go_to(self, ref: str, *, edit: bool = False) -> bool:
        """Make a question's cell the current one; False where it is not here."""
        index = self.lines.place_of(ref)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()
        if edit:
            self.edit(index)
        return True

    def go_into(self, row: int) -> None:
        """The first cell of a line that can be filled, ready for typing."""
        for place in range(self.lines.columnCount()):
            index = self.lines.index(row, place)
            if self.lines.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(index)
                self.setFocus()
                return

    def _next(self, index: QModelIndex, step: int) -> QModelIndex:
        """The next cell that can be filled, in reading order; not valid at the end."""
        columns, rows = self.lines.columnCount(), self.lines.rowCount()
        place = index.row() * columns + index.column() + step
        while 0 <= place < rows * columns:
            there = self.lines.index(place // columns, place % columns)
            if self.lines.flags(there) & Qt.ItemFlag.ItemIsEditable:
                return there
            place += step
        return QModelIndex()

    def go_on(self, *, edit: bool) -> None:
        """To the next cell; behind the last one a new line is asked for."""
        there = self._next(self.currentIndex(), 1)
        if there.isValid():
            self.setCurrentIndex(there)
            if edit:
                self.edit(there)
        elif self.lines.rowCount():
            self.add_asked.emit(self.lines.rowCount())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if hint is hints.RevertModelCache:  # Esc: what stood there before the first key is back
            self.lines.setData(self.currentIndex(), self.cells.before)
        self.setFocus()
        if hint is hints.SubmitModelCache or hint is hints.EditNextItem:
            self.go_on(edit=False)
        elif hint is hints.EditPreviousItem:
            there = self._next(self.currentIndex(), -1)
            if there.isValid():
                self.setCurrentIndex(there)

    def focusNextPrevChild(self, forward: bool) -> bool:
        there = self._next(self.currentIndex(), 1 if forward else -1)
        if self.hasFocus() and self.currentIndex().isValid() and there.isValid():
            self.setCurrentIndex(there)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the cell's editor has seen the key, and says itself when it is done
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copy_text())
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.focusNextPrevChild(False)
            else:
                self.go_on(edit=False)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            for one in self.selectedIndexes() or [index]:
                self.lines.setData(one, "")
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        if not self.currentIndex().isValid() and self.lines.rowCount():
            self.go_into(0)
        super().focusInEvent(event)  # type: ignore[arg-type]

    # To and from a spreadsheet.

    def paste(self, text: str) -> None:
        grid, index = grid_of(text), self.currentIndex()
        if grid:
            self.pasted.emit(max(index.row(), 0), max(index.column(), 0), grid)

    def copy_text(self) -> str:
        """The lines chosen, or all of them, with a head."""
        rows = sorted({one.row() for one in self.selectedIndexes()})
        many = len(self.selectedIndexes()) > 1
        chosen = self.lines.chosen_lines(rows) if many else self.lines.lines
        return copied(chosen, self.lines.columns)

    def current_line(self) -> int:
        """Its number from 1, 0 where none is chosen."""
        return self.currentIndex().row() + 1

    # Room.

    def fit(self) -> None:
        """Widths by what the columns hold, height by the lines as far as the page stays in view."""
        look, metrics = theme(), QFontMetrics(theme().font(tokens.SMALL))
        high = look.px(tokens.ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(high)
        widths = []
        for column in self.lines.columns:
            if column.kind in NUMBERS or column.right:
                least = _NUMBER_WIDTH
            else:
                least = _DAY_WIDTH if column.kind is AnswerKind.DATE else _LEAST_WIDTH
            words = metrics.horizontalAdvance(f"{column.label} *") + look.px(2 * tokens.GAP + 2)
            widths.append(max(look.px(least), min(words, look.px(_MOST_HEAD))))
        room = self.viewport().width() - sum(widths)
        wordy = [n for n, column in enumerate(self.lines.columns) if not column.right]
        for place in wordy if room > 0 else ():
            widths[place] += room // len(wordy)
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        head = self._head_height(metrics, widths)
        self.horizontalHeader().setFixedHeight(head)
        rows = min(max(self.lines.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        self.setFixedHeight(head + rows * high + self.horizontalScrollBar().sizeHint().height())

    def _head_height(self, metrics: QFontMetrics, widths: list[int]) -> int:
        flags = Qt.TextFlag.TextWordWrap
        sides = theme().px(2 * tokens.GAP)
        tall = [
            metrics.boundingRect(
                QRect(0, 0, max(width - sides, 20), 400), flags, f"{column.label} *"
            ).height()
            for width, column in zip(widths, self.lines.columns, strict=True)
        ]
        return max(tall, default=metrics.height()) + theme().px(14)

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()
