"""Ctrl+K: every action and every applicant, found by typing a few letters.

It lies over the window, takes the keyboard while it is open, and gives it back where it was. Applicants are
looked up in a worker; an answer to letters no longer typed is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.actions import Actions, action_text, shown_keys
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.icons import paint_symbol
from ui.theme.style import theme
from ui.widgets.layout import column
from ui.widgets.words import named
from workstation.domain.words import TRADES
from workstation.ports import WorklistPage, WorklistQuery, WorklistSort

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_APPLICANTS = 8
_ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it says, a quiet word behind it, its keys, its symbol, and what choosing it does."""

    text: str
    note: str
    keys: str
    symbol: str
    do: Callable[[], object]


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(theme().px(200), theme().px(tokens.ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        look, entry = theme(), index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(option.rect).adjusted(look.px(4), 1, -look.px(4), -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRoundedRect(ground, tokens.RADIUS, tokens.RADIUS)
        line = ground.adjusted(look.px(10), 0, -look.px(10), 0)
        size = look.px(18)
        spot = QRectF(line.left(), line.center().y() - size / 2, size, size)
        paint_symbol(painter, spot, entry.symbol, look.colour("accent" if chosen else "text_soft"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = line.adjusted(size + look.px(10), 0, 0, 0)
        painter.setFont(look.font())
        painter.setPen(look.colour("text"))
        painter.drawText(words, left, entry.text)
        used = QFontMetricsF(look.font()).horizontalAdvance(entry.text) + look.px(10)
        painter.setFont(look.font(tokens.SMALL))
        painter.setPen(look.colour("text_faint"))
        painter.drawText(words.adjusted(used, 0, 0, 0), left, entry.note)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, entry.keys)
        painter.restore()


class Palette(QFrame):
    """The palette of one window. `open_applicant(id)` is called for a chosen applicant."""

    closed = Signal()

    def __init__(
        self,
        actions: Actions,
        desk: Desk,
        tasks: Tasks,
        open_applicant: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._actions, self._desk, self._tasks = actions, desk, tasks
        self._open_applicant = open_applicant
        self._task: Task[WorklistPage] | None = None
        self._before: QWidget | None = None
        self.setProperty("look", "overlay")
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(40)
        shadow.setOffset(0, 8)
        self.setGraphicsEffect(shadow)
        self.field = QLineEdit()
        self.field.setProperty("look", "bare")
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.clicked.connect(self._run)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.setLayout(column(self.field, self.list, gap=tokens.TIGHT, margin=tokens.SNUG))
        self._retranslate()
        self.hide()

    def open(self) -> None:
        self._before = self.window().focusWidget()
        self.field.clear()
        self._show_entries(self._action_entries(""), [])
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        if not self.isVisible():
            return
        self._drop_task()
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def entries(self) -> list[Entry]:
        return [self._model.item(n).data(_ENTRY) for n in range(self._model.rowCount())]

    def _drop_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _place(self) -> None:
        look, room = theme(), self.parentWidget().rect()
        width = min(look.px(620), room.width() - look.px(80))
        self.setGeometry(
            (room.width() - width) // 2, look.px(72), width, min(look.px(440), room.height() // 2 + 80)
        )

    def _typed(self, text: str) -> None:
        self._drop_task()
        actions = self._action_entries(text)
        if not text.strip():
            self._show_entries(actions, [])
            return
        query = WorklistQuery(text=text.strip(), sort=WorklistSort.NAME, descending=False, limit=_APPLICANTS)
        self._task = self._tasks.read(
            lambda: self._desk.cases.worklist(query),
            lambda page: self._show_entries(actions, self._applicant_entries(page)),
        )

    def _action_entries(self, text: str) -> list[Entry]:
        wanted = text.strip().casefold()
        found = []
        for row, action in self._actions.offered():
            words = action_text(row)
            if wanted in words.casefold() or wanted in row.id:
                found.append(Entry(words, "", shown_keys(row), row.symbol, action.trigger))
        return found

    def _applicant_entries(self, page: WorklistPage) -> list[Entry]:
        def opener(applicant_id: str) -> Callable[[], None]:
            return lambda: self._open_applicant(applicant_id)

        return [
            Entry(
                row.name,
                f"{row.source_id} · {named(TRADES, row.trade)}",
                "",
                "storefront",
                opener(row.applicant_id),
            )
            for row in page.rows
        ]

    def _show_entries(self, actions: Sequence[Entry], applicants: Sequence[Entry]) -> None:
        self._model.clear()
        for entry in (*applicants, *actions):
            item = QStandardItem(entry.text)
            item.setData(entry, _ENTRY)
            self._model.appendRow(item)
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry: Entry = index.data(_ENTRY)
        self.close_palette()
        entry.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.hide()  # the keyboard went elsewhere: so did the officer
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            last = self._model.rowCount() - 1
            place = min(max(self.list.currentIndex().row() + steps[Qt.Key(key)], 0), max(last, 0))
            self.list.setCurrentIndex(self._model.index(place, 0))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        return False

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Type a command, a name, a number, a phone's last digits…"))
        self.field.setAccessibleName(self.tr("Find a command or an applicant"))
        self.list.setAccessibleName(self.tr("Commands and applicants found"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
