"""The monitor: the answer on top, then what sellers will need, what drifted, what was said against what came,
and how people fared.

Goes in: the files in the officer's scope, read in a worker. Comes out: nothing is changed here. Each figure
stands with how sure it is; where too little is known it is said what is waited for, and until when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.monitor.ahead import AheadPart
from ui.screens.monitor.charts import CalibrationChart, VintageChart
from ui.screens.monitor.parts import Part
from ui.screens.monitor.signs import sign_columns, sign_names
from ui.screens.monitor.tables import (
    CONTEXT,
    DRIFT,
    OVERRIDES,
    VINTAGES,
    figure_name,
    reason_columns,
    segment_columns,
    segment_name,
)
from ui.screens.monitor.waiting import compared, waits_for_curves, waits_for_drift, waits_for_outcomes
from ui.screens.screen import Navigator, Screen
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.widgets.flow import FlowLayout
from ui.widgets.format import DASH, count, listed, money, percent
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import EmptyState, KeyFigure, Symbol, button
from ui.widgets.scroll import Scroller
from ui.widgets.table import FittedTable
from ui.widgets.words import product_names
from workstation.domain.text import Bilingual
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.portfolio import Monitor, Segment
    from workstation.services.desk import Desk
    from workstation.services.looking_ahead import Overview

_CONCERNS = {"record", "ledger", "act", "outlook"}
_SHOWN_DRIFT = 12


class MonitorScreen(Screen):
    name = "monitor"

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._task: Task[Overview] | None = None
        self._stale, self._again = True, False
        self.seen: Overview | None = None
        self._symbol = Symbol("chart-line-up", "text_soft", 40)
        self.answer, self._advice = label("title", wrap=True), label("soft", wrap=True)
        self.again = button("", "arrows-clockwise")
        self.again.clicked.connect(self.read)
        self._figures = {name: KeyFigure() for name in ("customers", "amount", "cost", "waiting", "papers")}
        self.signs = FittedTable(sign_columns(0.0), CONTEXT)
        self.drift = FittedTable(DRIFT, CONTEXT)
        self._products = product_names(desk.appraisals.rules.products)
        self.segments = FittedTable(segment_columns(self._products), CONTEXT)
        self.overrides = FittedTable(OVERRIDES, CONTEXT)
        self.vintages = FittedTable(VINTAGES, CONTEXT)
        self.reasons = FittedTable(reason_columns(self._reason_name), CONTEXT)
        self.calibration_chart, self.vintage_chart = CalibrationChart(), VintageChart()
        self._key = label("faint", wrap=True)
        self._rejects = label("soft", wrap=True)
        self.ahead = AheadPart()
        self.parts = {
            "signs": Part(self.signs),
            "drift": Part(self.drift),
            "said": Part(self._key, self.calibration_chart, self.segments),
            "vintages": Part(self.vintage_chart, self.vintages),
            "overrides": Part(self.overrides, self._rejects),
            "reasons": Part(self.reasons),
        }
        self.empty = EmptyState("chart-line-up", lambda: navigator.open_screen("worklist"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = row(self._symbol, gap=tokens.ROOM)
        head.addLayout(column(self.answer, self._advice, gap=2), 1)
        head.addWidget(self.again)
        self._line = QWidget()
        figures = FlowLayout(tokens.BROAD, tokens.ROOM)
        for figure in self._figures.values():
            figures.addWidget(figure)
        self._line.setLayout(figures)
        page = QWidget()
        page.setLayout(
            column(
                head, self._line, self.ahead, *self.parts.values(), None,
                gap=tokens.WIDE, margin=(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.ROOM),
            )
        )  # fmt: skip
        self._stack.addWidget(Scroller(page))
        self._stack.addWidget(self.empty)
        self.setLayout(column(self._stack, gap=0))

    # --- what the shell asks of a screen ---------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Monitor")

    def first_focus(self) -> QWidget:
        return self.again

    def on_shown(self) -> None:
        if self._stale:
            self.read()

    def on_changes(self, changes: Changes) -> None:
        if _CONCERNS & set(changes.kinds):
            self._stale = True
            if self.isVisible():
                self.read()

    def close_screen(self) -> None:
        self._again = False
        if self._task is not None:
            self._task.cancel()

    # --- reading ---------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask a worker for the report; what is shown stays until it is there. The whole book is read, so one
        read runs at a time: what is asked meanwhile is read once more afterwards."""
        if self._task is not None:
            self._again = True
            return
        self._stale = False
        self.again.setEnabled(False)
        self._task = self._tasks.read(self._look, self._read, self._not_read)

    def _look(self) -> Overview:
        from workstation.services.looking_ahead import overview_here

        return overview_here(self._desk)

    def _read(self, seen: Overview) -> None:
        self._over()
        self.show_seen(seen)

    def _not_read(self, error: BaseException) -> None:
        self._stale = True
        self._over()
        self._navigator.say_error(error)

    def _over(self) -> None:
        self._task = None
        self.again.setEnabled(True)
        if self._again:
            self._again = False
            self.read()

    # --- showing ---------------------------------------------------------------------------------------

    def show_seen(self, seen: Overview) -> None:
        """Show a report; of a part that has nothing to show, what it waits for."""
        self.seen = seen
        found, ahead = seen.monitor, seen.ahead
        there = found is not None or bool(ahead.looked_at or ahead.invited.made)
        self._stack.setCurrentIndex(0 if there else 1)
        self.ahead.show_ahead(ahead)
        for widget in (self._line, *self.parts.values()):
            widget.setVisible(found is not None)
        if found is None:
            self._symbol.show_symbol("hourglass-medium", "text_soft")
            self.answer.setText(self.tr("Nothing was decided yet"))
            self._advice.setText(self.tr("How decisions and loans fare stands here once some are made."))
            return
        self._show_answer(found)
        self._show_figures(found)
        self._show_parts(found)

    def _show_parts(self, found: Monitor) -> None:
        score = (found.watched.score,) if found.watched.score is not None else ()
        figures = sorted(found.watched.figures, key=lambda d: (-d.psi / d.critical, d.name))
        spoken = tuple(quarter for quarter in found.alarm.quarters if quarter.signs)
        self.signs.show_rows(spoken, sign_columns(found.alarm.sounds_at))
        worst = self.tr(
            "how often chance looks so; each quarter beside rows of its own, looked at once: "
            "falsely loud once in {0} at worst"
        )
        self.parts["signs"].set_text(self.tr("Signs"), worst.format(f"{found.alarm.sounds_at:g}"))
        self.signs.setAccessibleName(self.parts["signs"].accessibleName())
        self.drift.show_rows((*score, *figures[:_SHOWN_DRIFT]))
        self.segments.show_rows(found.calibration)
        self.calibration_chart.show_segments([s for s in found.calibration if _is_grade(s)])
        self.vintage_chart.show_vintages(found.vintages)
        self.vintages.show_rows(found.vintages)
        self.overrides.show_rows(found.overrides)
        self.reasons.show_rows(found.reasons.shares)
        self.parts["signs"].show_waiting("" if spoken else waits_for_drift(found))
        self.parts["drift"].show_waiting(waits_for_drift(found))
        self.parts["said"].show_waiting(waits_for_outcomes(found))
        drawn = (self.vintages,) if found.vintages else ()
        self.parts["vintages"].show_waiting(waits_for_curves(found), *drawn)
        none = "" if found.reasons.shares else self.tr("No decision of this time names a reason against.")
        self.parts["reasons"].show_waiting(none)

    def _show_answer(self, found: Monitor) -> None:
        drifted = [figure_name(drift.name) for drift in found.watched.alarms]
        off = [segment_name(segment.name, self._products) for segment in found.calibration if segment.off]
        if found.alarm.sounds:
            self._symbol.show_symbol("warning-circle", "bad")
            loud = sign_names(found.alarm.loudest)[:3]
            self.answer.setText(self.tr("Alarm: {0}").format(listed(loud)))
        elif drifted or off:
            self._symbol.show_symbol("warning-circle", "bad")
            words = self.tr("Drifted: {0}") if drifted else self.tr("Not as said: {0}")
            self.answer.setText(words.format(listed((drifted or off)[:3])))
        elif found.speaks:
            self._symbol.show_symbol("shield-check", "good")
            self.answer.setText(self.tr("Nothing asks for a look"))
        else:
            self._symbol.show_symbol("hourglass-medium", "text_soft")
            self.answer.setText(self.tr("Too early to say"))
        self._advice.setText(compared(found))

    def _show_figures(self, found: Monitor) -> None:
        served, waited = found.served, found.waited
        cost = DASH if served.cost_yuan is None else f"{served.cost_yuan:.2f}"
        dear = served.cost_yuan is not None and served.cost_yuan > served.target_yuan
        unknown = self.tr("not recorded")
        days = DASH if waited.waiting_median is None else f"{waited.waiting_median:g}"
        papers = DASH if waited.documents is None else f"{waited.documents:.1f}"
        visits = unknown if waited.visits is None else f"{waited.visits:.2f}"
        complaints = unknown
        if (heard := waited.complaints) is not None:
            words = self.tr("{0} in 100 ({1} – {2})")
            complaints = words.format(f"{heard.per_100:.1f}", f"{heard.low:.1f}", f"{heard.high:.1f}")
        complaints = self.tr("complaints: {0}").format(complaints)
        reference = self.tr("reference {0}").format(f"{served.target_yuan:.2f}")
        used = self.tr("{0} of the funding budget").format(percent(served.funding_used))
        requests = self.tr("of {0} requests").format(count(served.requests))
        shown = {
            "customers": (self.tr("Customers lent to"), count(served.customers), requests, ""),
            "amount": (self.tr("Average amount"), money(served.mean_amount), used, ""),
            "cost": (self.tr("Yuan a request"), cost, reference, "warn" if dear else "good"),
            "waiting": (self.tr("Days until a decision"), days, self.tr("visits: {0}").format(visits), ""),
            "papers": (self.tr("Documents asked for"), papers, complaints, ""),
        }
        for name, (title, figure, note, tone) in shown.items():
            self._figures[name].show_figure(title, figure, note, tone)

    def _show_heads(self) -> None:
        parts = self.parts
        parts["drift"].set_text(
            self.tr("Drift"),
            self.tr("population stability index, and the value it stays below without a shift"),
        )
        parts["said"].set_text(
            self.tr("What was said and what came"), self.tr("default rate of loans a year old")
        )
        parts["vintages"].set_text(
            self.tr("Vintages"), self.tr("share gone bad by months on the books, by quarter of the draw")
        )
        parts["overrides"].set_text(self.tr("Overrides"), self.tr("and how they fared"))
        parts["reasons"].set_text(self.tr("Reasons"), self.tr("share of decisions that name them"))
        key = self.tr("Dot: what was said. Cross-bar: what came, on the line of its 95 % interval. By grade.")
        self._key.setText(key)
        rejects = self.tr(
            "Who was declined has no outcome and none is inferred: all this speaks of loans alone."
        )
        self._rejects.setText(rejects)
        self._name_for_readers()

    def _name_for_readers(self) -> None:
        """Tables by what they hold; a chart says that the table below it holds its figures."""
        below = self.tr("The table below holds the same figures.")
        charts = {"said": self.calibration_chart, "vintages": self.vintage_chart}
        tables = {
            "drift": self.drift, "said": self.segments, "vintages": self.vintages,
            "overrides": self.overrides, "reasons": self.reasons,
        }  # fmt: skip
        for name, chart in charts.items():
            chart.setAccessibleName(self.parts[name].accessibleName())
            chart.setAccessibleDescription(below)
        for name, table in tables.items():
            table.setAccessibleName(self.parts[name].accessibleName())

    def _reason_name(self, code: str) -> Bilingual:
        rows = self._desk.appraisals.rules.reasons.reasons
        return next((one.name.fill() for one in rows if one.code == code), Bilingual(code, code))

    def retranslate(self) -> None:
        self.again.setText(self.tr("Read again"))
        self.empty.set_text(
            self.tr("Nothing to watch yet"),
            self.tr("Decisions, loans and what models foresee of the files here are summed up on this page."),
            self.tr("To the worklist"),
        )
        self._show_heads()
        for table in (self.signs, self.drift, self.segments, self.overrides, self.vintages, self.reasons):
            table.rows_model.retranslate()
        if self.seen is not None:
            self.show_seen(self.seen)


def _is_grade(segment: Segment) -> bool:
    return segment.name.startswith("grade ")
