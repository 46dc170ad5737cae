"""The monitor: the answer on top, then what drifted, what was said against what came, and how people fared.

Goes in: the files in the officer's scope, read in a worker. Comes out: nothing is changed here. Each figure
stands with how sure it is; where too little is known the table says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.monitor.charts import CalibrationChart, VintageChart
from ui.screens.monitor.tables import (
    CONTEXT,
    DRIFT,
    OVERRIDES,
    SEGMENTS,
    VINTAGES,
    figure_name,
    reason_columns,
    segment_name,
)
from ui.screens.screen import Navigator, Screen
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.trouble import words_of
from ui.widgets.format import DASH, count, day, money, percent
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import EmptyState, KeyFigure, SectionHeader, Symbol, button
from ui.widgets.scroll import Scroller
from ui.widgets.table import FittedTable
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.portfolio import Monitor, Segment
    from workstation.services.desk import Desk

_CONCERNS = {"record", "ledger", "act"}
_SHOWN_DRIFT = 12


class MonitorScreen(Screen):
    name = "monitor"

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._task: Task[Monitor] | None = None
        self._stale = True
        self.found: Monitor | None = None
        self._symbol = Symbol("chart-line-up", "text_soft", 40)
        self.answer, self._advice = label("title", wrap=True), label("soft", wrap=True)
        self.again = button("", "arrows-clockwise")
        self.again.clicked.connect(self.read)
        self._figures = {name: KeyFigure() for name in ("customers", "amount", "cost", "waiting", "papers")}
        self.drift = FittedTable(DRIFT, CONTEXT)
        self.segments = FittedTable(SEGMENTS, CONTEXT)
        self.overrides = FittedTable(OVERRIDES, CONTEXT)
        self.vintages = FittedTable(VINTAGES, CONTEXT)
        self.reasons = FittedTable(reason_columns(self._reason_name), CONTEXT)
        self.calibration_chart, self.vintage_chart = CalibrationChart(), VintageChart()
        parts = ("drift", "said", "vintages", "overrides", "reasons")
        self._heads = {name: SectionHeader() for name in parts}
        self._rejects = label("soft", wrap=True)
        self.empty = EmptyState("chart-line-up", lambda: navigator.open_screen("worklist"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = row(self._symbol, gap=tokens.ROOM)
        head.addLayout(column(self.answer, self._advice, gap=2), 1)
        head.addWidget(self.again)
        figures = row(gap=tokens.BROAD)
        for figure in self._figures.values():
            figures.addWidget(figure)
        figures.addStretch(1)
        page = QWidget()
        page.setLayout(
            column(
                head, tokens.SNUG, figures, tokens.SNUG,
                self._heads["drift"], self.drift,
                self._heads["said"], self.calibration_chart, self.segments,
                self._heads["vintages"], self.vintage_chart, self.vintages,
                self._heads["overrides"], self.overrides, self._rejects,
                self._heads["reasons"], self.reasons,
                gap=tokens.SNUG, margin=(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.ROOM),
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
        if self._task is not None:
            self._task.cancel()

    # --- reading ---------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask a worker for the report; what is shown stays until it is there."""
        from workstation.services.watching import monitor_here

        desk = self._desk
        self._stale = False
        if self._task is not None:
            self._task.cancel()
        self.again.setEnabled(False)
        self._task = self._tasks.read(
            lambda: monitor_here(desk.cases, desk.loans, desk.clock.today()), self._show, self._not_read
        )

    def _not_read(self, error: BaseException) -> None:
        self.again.setEnabled(True)
        if not isinstance(error, KnownError) or error.code != "portfolio.nothing":
            self._navigator.say_error(error)
            return
        self.found = None
        what, _, now = words_of(error)
        self.empty.set_text(what, now, self.tr("To the worklist"))
        self._stack.setCurrentWidget(self.empty)

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self, found: Monitor) -> None:
        self.found = found
        self.again.setEnabled(True)
        self._stack.setCurrentIndex(0)
        self._show_answer(found)
        self._show_figures(found)
        score = (found.watched.score,) if found.watched.score is not None else ()
        figures = sorted(found.watched.figures, key=lambda d: (-d.psi / d.critical, d.name))
        self.drift.show_rows((*score, *figures[:_SHOWN_DRIFT]))
        self.segments.show_rows(found.calibration)
        self.calibration_chart.show_segments([s for s in found.calibration if _is_grade(s)])
        self.vintage_chart.show_vintages(found.vintages)
        self.vintages.show_rows(found.vintages)
        self.overrides.show_rows(found.overrides)
        self.reasons.show_rows(found.reasons.shares)
        self._show_heads(found)

    def _show_answer(self, found: Monitor) -> None:
        drifted = [figure_name(drift.name) for drift in found.watched.alarms]
        off = [segment_name(segment.name) for segment in found.calibration if segment.off]
        quiet = not drifted and not off
        self._symbol.show_symbol("shield-check" if quiet else "warning-circle", "good" if quiet else "bad")
        if quiet:
            self.answer.setText(self.tr("Nothing asks for a look"))
        elif drifted:
            self.answer.setText(self.tr("Drifted: {0}").format(", ".join(drifted[:3])))
        else:
            self.answer.setText(self.tr("Not as said: {0}").format(", ".join(off[:3])))
        words = self.tr("{n} decisions of {first} to {last} against {m} of {a} to {b}")
        now, before = found.now, found.before
        self._advice.setText(
            words.format(
                n=count(found.watched.now), first=day(now.first), last=day(now.last),
                m=count(found.watched.before), a=day(before.first), b=day(before.last),
            )
        )  # fmt: skip

    def _show_figures(self, found: Monitor) -> None:
        served, waited = found.served, found.waited
        cost = DASH if served.cost_yuan is None else f"{served.cost_yuan:.2f}"
        dear = served.cost_yuan is not None and served.cost_yuan > served.target_yuan
        unknown = self.tr("not recorded")
        days = DASH if waited.waiting_median is None else f"{waited.waiting_median:g}"
        papers = DASH if waited.documents is None else f"{waited.documents:.1f}"
        visits = unknown if waited.visits is None else f"{waited.visits:.2f}"
        complaints = self.tr("complaints: {0}").format(unknown)
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

    def _show_heads(self, found: Monitor | None) -> None:
        few = self.tr("too few decisions to say")
        drift_note = self.tr("population stability index, with the value it stays below without a shift")
        if found is not None and found.watched.score is None and not found.watched.figures:
            drift_note = few
        said_note = self.tr("default rate of loans a year old")
        if found is None or not found.calibration:
            said_note = self.tr("no loan is a year old yet")
        self._heads["drift"].set_text(self.tr("Drift"), drift_note)
        self._heads["said"].set_text(self.tr("What was said and what came"), said_note)
        self._heads["vintages"].set_text(
            self.tr("Vintages"), self.tr("share gone bad by months on the books, by quarter of the draw")
        )
        self._heads["overrides"].set_text(self.tr("Overrides"), self.tr("and how they fared"))
        self._heads["reasons"].set_text(self.tr("Reasons"), self.tr("share of decisions that name them"))
        words = self.tr(
            "Who was declined has no outcome and none is inferred: all this speaks of loans alone."
        )
        self._rejects.setText(words)

    def _reason_name(self, code: str) -> Bilingual:
        rows = self._desk.appraisals.rules.reasons.reasons
        return next((one.name.fill() for one in rows if one.code == code), Bilingual(code, code))

    def retranslate(self) -> None:
        self.again.setText(self.tr("Read again"))
        self._show_heads(self.found)
        for table in (self.drift, self.segments, self.overrides, self.vintages, self.reasons):
            table.rows_model.retranslate()
        if self.found is not None:
            self._show(self.found)


def _is_grade(segment: Segment) -> bool:
    return segment.name.startswith("grade ")
