"""The line above the charts: the range in dates, quick ranges, what the range comes to, copy and save.

A range can be chosen with the mouse on the charts or here with the keyboard alone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.screens.applicant.history.panels import shown, total_of
from ui.theme import tokens
from ui.translation import said
from ui.widgets.date_field import DateField
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import button

if TYPE_CHECKING:
    from workstation.services.values import History

_QUICK_DAYS = (30, 90, 365)
_SUMMED = (
    "sales",
    "orders",
    "refunds",
    "stars",
    "invoiced_sales",
    "invoiced_purchases",
    "invoices",
    "void_share",
    "taken_sales",
    "taken_payments",
)
_EXPORTS = ("copy", "png", "csv", "ledger")


class RangeTools(QWidget):
    """`range_chosen((first, last) seconds or None)`; `export_asked("copy" | "png" | "csv" | "ledger")`."""

    range_chosen = Signal(object)
    export_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: History | None = None
        self._bounds: tuple[int, int] | None = None
        self.first, self.last = DateField(), DateField()
        for edit in (self.first, self.last):
            edit.day_chosen.connect(self._typed)
        self._to = label("soft", "–")
        self.quick: list[QPushButton] = []
        for days in _QUICK_DAYS:
            made = button("quiet")
            made.clicked.connect(lambda _=False, days=days: self._quick_range(days))
            self.quick.append(made)
        self.whole = button("quiet")
        self.whole.clicked.connect(lambda: self.range_chosen.emit(None))
        self.take = button("", "download-simple")
        self._menu = QMenu(self)
        self._acts = [self._menu.addAction("") for _ in _EXPORTS]
        for act, what in zip(self._acts, _EXPORTS, strict=True):
            act.triggered.connect(lambda _=False, what=what: self.export_asked.emit(what))
        self.take.setMenu(self._menu)
        self._sums = label("soft", wrap=True, selectable=True)
        line = row(
            self.first, self._to, self.last, *self.quick, self.whole, None, self.take, gap=tokens.TIGHT
        )
        self.setLayout(column(line, self._sums, gap=tokens.TIGHT))

    def show_history(self, history: History) -> None:
        self._history, self._bounds = history, None
        self._set_dates(int(history.starts[0]), int(history.starts[-1]) - 1)
        self.retranslate()

    def show_range(self, bounds: tuple[int, int] | None) -> None:
        """The range as it stands after it was fitted to whole buckets."""
        self._bounds = bounds
        if self._history is not None:
            whole = (int(self._history.starts[0]), int(self._history.starts[-1]) - 1)
            self._set_dates(*(bounds or whole))
        self._say_sums()

    def _set_dates(self, first: int, last: int) -> None:
        for edit, seconds in ((self.first, first), (self.last, last)):
            edit.set_day(datetime.fromtimestamp(seconds, UTC).date())

    def _typed(self) -> None:
        first, last = _seconds(self.first.day()), _seconds(self.last.day())
        if first <= last:
            self.range_chosen.emit((first, last))

    def _quick_range(self, days: int) -> None:
        if self._history is None:
            return
        last = max(int(table.times[-1]) for table in self._history.tables)
        self.range_chosen.emit((last - days * 86_400, last))

    def _say_sums(self) -> None:
        if self._history is None:
            return
        import numpy as np

        starts = self._history.starts
        first, last = 0, len(starts) - 2
        if self._bounds is not None:
            first = int(np.searchsorted(starts, self._bounds[0], side="right")) - 1
            last = int(np.searchsorted(starts, self._bounds[1], side="right")) - 1
        by_code = {one.code: one for one in self._history.series}
        told = []
        for code in _SUMMED:
            if code in by_code:
                one = by_code[code]
                figure = shown(total_of(one, first, last), one.unit, self._history.currency)
                told.append(f"{said(one.name)} {figure}")
        buckets = last - first + 1
        span = (
            self.tr("{0} weeks").format(buckets)
            if self._history.bucket == "week"
            else self.tr("{0} months").format(buckets)
        )
        self._sums.setText("   ·   ".join([span, *told]))

    def retranslate(self) -> None:
        self.first.setAccessibleName(self.tr("From"))
        self.last.setAccessibleName(self.tr("To"))
        for made, days in zip(self.quick, _QUICK_DAYS, strict=True):
            made.setText(self.tr("{0} days").format(days))
        self.whole.setText(self.tr("Everything"))
        self.take.setText(self.tr("Copy or save"))
        texts = (
            self.tr("Copy the charts as a picture"),
            self.tr("Save the charts as PNG…"),
            self.tr("Save the figures as CSV…"),
            self.tr("Save the ledger in view as CSV…"),
        )
        for act, text in zip(self._acts, texts, strict=True):
            act.setText(text)
        self.setToolTip(self.tr("Drag over the charts to choose a range; a double click lets it go"))
        self._say_sums()


def _seconds(day: date) -> int:
    return int((day - date(1970, 1, 1)) / timedelta(seconds=1))
