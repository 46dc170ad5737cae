"""The table of visits: its columns, its order, and a box before each line that Space or a click checks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.screens.visits.words import CONTEXT, days_words, step_mark, why_words
from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.format import DASH, day
from ui.widgets.rows import Column, Index, RowsModel
from ui.widgets.table import DataTable
from ui.widgets.words import named
from workstation.domain.visit_list import ListedStep, VisitRow
from workstation.domain.words import TRADES

_CHECKED, _UNCHECKED = "check-circle-fill", "circle"
_Sort = Callable[[VisitRow], Any]
_STEPS = tuple(ListedStep)

SORTS: Mapping[str, _Sort] = {
    "name": lambda row: row.applicant.name,
    "step": lambda row: _STEPS.index(row.step),
    "due": lambda row: row.due_on or date.max,
    "region": lambda row: row.applicant.region,
    "trade": lambda row: named(TRADES, row.applicant.trade),
}


def ordered(rows: Sequence[VisitRow], key: str, descending: bool) -> list[VisitRow]:
    """By one column; without one as they come: the most pressing first."""
    return sorted(rows, key=SORTS[key], reverse=descending) if key else list(rows)


def _place_mark(row: VisitRow) -> Mark:
    if row.placed:
        return Mark(translate(CONTEXT, QT_TRANSLATE_NOOP("Visits", "known")), "plain", "map-pin", bare=True)
    return Mark(translate(CONTEXT, QT_TRANSLATE_NOOP("Visits", "no position")), "warn", "map-pin", bare=True)


def columns_for(
    today: Callable[[], date], is_checked: Callable[[VisitRow], bool]
) -> tuple[Column[VisitRow], ...]:
    def due(row: VisitRow) -> str:
        return day(row.due_on)

    def left(row: VisitRow) -> str:
        return days_words(row.due_on, today()) if row.due_on and row.to_go else ""

    def is_late(row: VisitRow) -> bool:
        return row.to_go and row.due_on is not None and row.due_on < today()

    def box(row: VisitRow) -> Mark:
        checked = is_checked(row)
        return Mark("", "accent" if checked else "plain", _CHECKED if checked else _UNCHECKED, bare=True)

    def box_words(row: VisitRow) -> str:
        return translate("Visits", "chosen") if is_checked(row) else translate("Visits", "not chosen")

    return (
        Column(QT_TRANSLATE_NOOP("Visits", "✓"), box_words, 40, mark=box),
        Column(QT_TRANSLATE_NOOP("Visits", "Seller"), lambda r: r.applicant.name, 0,
               second=lambda r: r.applicant.region, strong=True, sort="name"),
        Column(QT_TRANSLATE_NOOP("Visits", "State"), lambda r: step_mark(r.step).text, 118,
               mark=lambda r: step_mark(r.step), sort="step"),
        Column(QT_TRANSLATE_NOOP("Visits", "By"), due, 176, second=left, sort="due",
               ink=lambda r: "bad" if is_late(r) else ""),
        Column(QT_TRANSLATE_NOOP("Visits", "Why"), why_words, 176, spare=1),
        Column(QT_TRANSLATE_NOOP("Visits", "Trade"), lambda r: named(TRADES, r.applicant.trade), 112, spare=4,
               sort="trade"),
        Column(QT_TRANSLATE_NOOP("Visits", "Place"), lambda r: _place_mark(r).text, 116, mark=_place_mark,
               spare=3),
        Column(QT_TRANSLATE_NOOP("Visits", "Officer"), lambda r: r.officer or DASH, 100, spare=5),
    )  # fmt: skip


class VisitModel(RowsModel[VisitRow]):
    """Rows with a box each. Sellers are checked, not lines: a route goes to a seller once."""

    checked_changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        self._checked: dict[str, None] = {}
        super().__init__(columns_for(today, self.is_checked), CONTEXT, parent)

    def is_checked(self, row: VisitRow) -> bool:
        return row.applicant.id in self._checked

    def checked(self) -> tuple[str, ...]:
        """The sellers chosen, in the order in which they were."""
        return tuple(self._checked)

    def check(self, applicant_ids: Collection[str], on: bool) -> None:
        before = dict(self._checked)
        for one in applicant_ids:
            if on:
                self._checked.setdefault(one)
            else:
                self._checked.pop(one, None)
        if self._checked != before:
            self.retranslate()  # every line of a seller shows it
            self.checked_changed.emit()

    def keep_only(self, applicant_ids: Collection[str]) -> None:
        """Let go of those that are no longer here."""
        self.check([one for one in self._checked if one not in applicant_ids], on=False)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            row = self.row_at(index)
            on = row is not None and self.is_checked(row)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)


class VisitTable(DataTable):
    """Space checks all selected lines, or clears them where all are checked; a click on a box does one."""

    def __init__(self, model: VisitModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent, many=True)  # type: ignore[arg-type]
        self._visits = model

    def toggle(self, rows: Sequence[VisitRow]) -> None:
        on = not all(self._visits.is_checked(row) for row in rows)
        self._visits.check([row.applicant.id for row in rows], on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle([row for row in self.selected_rows() if isinstance(row, VisitRow)])
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        row = self._visits.row_at(index)
        if plain and event.button() == Qt.MouseButton.LeftButton and index.column() == 0 and row is not None:
            self.toggle([row])


def as_lines(rows: Sequence[VisitRow], columns: Sequence[Column[VisitRow]]) -> str:
    """Rows as text with tabs, heads first: what a spreadsheet takes from the clipboard."""
    heads = "\t".join(translate(CONTEXT, column.title) for column in columns[1:])
    return "\n".join([heads, *("\t".join(column.text(row) for column in columns[1:]) for row in rows)])
