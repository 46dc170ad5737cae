"""The schedule of one loan as it stands: what fell due and is paid or not, and what is to come."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.screens.applicant.loans.entries import DueMark, DueRow
from ui.widgets.badge import Mark
from ui.widgets.format import day, money
from ui.widgets.rows import Column
from ui.widgets.table import FittedTable

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


def due_table() -> FittedTable[DueRow]:
    return FittedTable(_COLUMNS, _CONTEXT)
