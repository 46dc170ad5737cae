"""Adding a seller to the visits: a search over all files here, Enter adds the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.screens.visits.words import CONTEXT
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.icons import icon
from ui.widgets.layout import column, label, row
from ui.widgets.on_screen import resize_on_screen
from ui.widgets.pieces import button
from ui.widgets.rows import Column, RowsModel
from ui.widgets.table import DataTable
from ui.widgets.words import SHOP_KINDS, named
from workstation.domain.words import TRADES
from workstation.ports import WorklistPage, WorklistQuery, WorklistRow, WorklistSort

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_MOST = 100

_COLUMNS: tuple[Column[WorklistRow], ...] = (
    Column(QT_TRANSLATE_NOOP("Visits", "Seller"), lambda r: r.name, 0, second=lambda r: r.source_id,
           strong=True),
    Column(QT_TRANSLATE_NOOP("Visits", "Region"), lambda r: r.region, 120),
    Column(QT_TRANSLATE_NOOP("Visits", "Trade"), lambda r: named(TRADES, r.trade), 120, spare=2),
    Column(QT_TRANSLATE_NOOP("Visits", "Kind of shop"), lambda r: named(SHOP_KINDS, r.shop_kind), 130,
           spare=1),
)  # fmt: skip


class AddSeller(QDialog):
    """`add(row)` runs with who was chosen; the dialog stays open for the next. Esc closes it."""

    def __init__(self, desk: Desk, tasks: Tasks, add: Callable[[WorklistRow], None], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._tasks, self._add = desk, tasks, add
        self._task: Task[WorklistPage] | None = None
        title = self.tr("Add a seller to the visits")
        self.setWindowTitle(title)
        self.search, self.said = QLineEdit(), label("soft")
        self.search.setPlaceholderText(self.tr("Search names, numbers, shops"))
        self.search.setAccessibleName(self.tr("Search all files"))
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.model: RowsModel[WorklistRow] = RowsModel(_COLUMNS, CONTEXT, self)
        self.table = DataTable(self.model)  # type: ignore[arg-type]
        self.table.setAccessibleName(self.tr("Sellers found"))
        self.yes, self.close_ = button("primary", "plus"), button()
        self.yes.setText(self.tr("Add"))
        self.close_.setText(self.tr("Close"))
        self.yes.clicked.connect(lambda: self._choose(self.table.current_row()))
        self.close_.clicked.connect(self.accept)
        self.table.opened.connect(self._choose)
        self.table.chosen.connect(lambda row: self.yes.setEnabled(row is not None))
        self.search.textChanged.connect(self._ask)
        answers = row(self.said, None, self.close_, self.yes)
        self.setLayout(
            column(label("heading", title), self.search, self.table, answers,
                   gap=tokens.GAP, margin=tokens.WIDE)
        )  # fmt: skip
        resize_on_screen(self, 640, 460)
        self.search.setFocus()
        self._ask("")

    def _ask(self, text: str) -> None:
        if self._task is not None:
            self._task.cancel()
        query = WorklistQuery(text=text.strip(), sort=WorklistSort.NAME, descending=False, limit=_MOST)
        worklist = self._desk.cases.worklist
        self._task = self._tasks.read(lambda: worklist(query), self._show)

    def _show(self, page: WorklistPage) -> None:
        self.model.set_rows(page.rows)
        self.table.choose(0)

    def _choose(self, chosen: object) -> None:
        if isinstance(chosen, WorklistRow):
            self._add(chosen)
            self.said.setText(self.tr("Added: {name}").format(name=chosen.name))
            self.search.setFocus()
            self.search.selectAll()

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.cancel()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, the arrows move the choice and Enter adds it."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if step := steps.get(Qt.Key(event.key()), 0):
                self.table.choose(self.table.currentIndex().row() + step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.table.current_row())
                return True
        return super().eventFilter(watched, event)
