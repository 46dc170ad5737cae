"""The schedule of one loan as it stands: what fell due and is paid or not, and what is to come."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QWidget

from ui.screens.applicant.loans.entries import DueMark, DueRow
from ui.theme.style import theme
from ui.widgets.badge import Mark
from ui.widgets.format import day, money
from ui.widgets.rows import Column, RowsModel
from ui.widgets.table import DataTable

_CONTEXT = "DueRows"
_LOOKS = {
    DueMark.PAID: (QT_TRANSLATE_NOOP("DueRows", "paid"), "good", "check"),
    DueMark.OVERDUE: (QT_TRANSLATE_NOOP("DueRows", "overdue"), "bad", "warning-fill"),
    DueMark.TODAY: (QT_TRANSLATE_NOOP("DueRows", "due today"), "warn", "clock"),
    DueMark.TO_COME: (QT_TRANSLATE_NOOP("DueRows", "to come"), "plain", ""),
}


def due_mark(row: DueRow) -> Mark:
    text, tone, symbol = _LOOKS[row.mark]
    return Mark(QCoreApplication.translate(_CONTEXT, text), tone, symbol)


_COLUMNS: tuple[Column[DueRow], ...] = (
    Column(QT_TRANSLATE_NOOP("DueRows", "Due"), lambda r: day(r.day), width=104),
    Column(QT_TRANSLATE_NOOP("DueRows", "Principal"), lambda r: money(r.principal), 96, True),
    Column(QT_TRANSLATE_NOOP("DueRows", "Interest"), lambda r: money(r.interest), 84, True),
    Column(
        QT_TRANSLATE_NOOP("DueRows", "Late interest and costs"), lambda r: money(r.other), 150, True, spare=1
    ),
    Column(QT_TRANSLATE_NOOP("DueRows", "Open"), lambda r: money(r.owed), 96, True, strong=True),
    Column(QT_TRANSLATE_NOOP("DueRows", "State"), lambda r: due_mark(r).text, 100, mark=due_mark),
)


class DueTable(DataTable):
    """As high as its rows, so that the page scrolls and not the table in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows_model: RowsModel[DueRow] = RowsModel(_COLUMNS, _CONTEXT)
        super().__init__(self.rows_model, parent)  # type: ignore[arg-type]
        self.rows_model.setParent(self)
        self.horizontalHeader().setStretchLastSection(True)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)

    def show_rows(self, rows: tuple[DueRow, ...]) -> None:
        self.rows_model.replace_rows(rows)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        rows = self.rows_model.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(theme().px(480), self.horizontalHeader().sizeHint().height() + rows + 2)
