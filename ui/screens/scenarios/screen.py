"""The scenarios of the lender: how each stands, what it changes, and what it would do to the files here.

Goes in: what the hub published and what ships. Comes out: a preview over every file of this device, with who
changes, before and after, and how far the budget reaches. Nothing is changed here: makers sign files.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from ui.screens.scenarios.detail import ScenarioDetail
from ui.screens.scenarios.table import COLUMNS, CONTEXT, PREVIEW, name_of
from ui.screens.screen import Navigator, Screen
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.format import count, money
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import EmptyState, SectionHeader, button
from ui.widgets.progress import ProgressLine
from ui.widgets.rows import RowsModel
from ui.widgets.scroll import Scroller
from ui.widgets.table import DataTable
from ui.widgets.trouble import said_error
from ui.widgets.words import product_names
from workstation.events import Changes
from workstation.services.scenarios import ScenarioView

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.scenario_preview import Preview, PreviewRow

_CONCERNS = {"scenario", "sync"}


class _Stopped(Exception):
    """A preview was stopped; its answer is waited for by nobody."""


class ScenariosScreen(Screen):
    name = "scenarios"

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._task: Task[Preview] | None = None
        self.found: Preview | None = None
        self.model: RowsModel[ScenarioView] = RowsModel(COLUMNS, CONTEXT, self)
        self.table = DataTable(self.model)
        self.rows: RowsModel[PreviewRow] = RowsModel(PREVIEW, CONTEXT, self)
        self.preview_table = DataTable(self.rows)
        self.detail, self.progress = ScenarioDetail(), ProgressLine()
        self.go = button("primary", "eye")
        self.empty, self.nothing = EmptyState("sliders-horizontal"), EmptyState("eye")
        self._head, self.totals = SectionHeader(self.go), label("soft", wrap=True, selectable=True)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda _: self.preview())
        self.preview_table.opened.connect(self._open)
        self.go.clicked.connect(self.preview)
        self.progress.stopped.connect(self.stop)
        self._lay_out()
        self.retranslate()
        self._show_preview(None)

    def _lay_out(self) -> None:
        self._stack, self._below = QStackedWidget(), QStackedWidget()
        for part in (self.table, self.empty):
            self._stack.addWidget(part)
        for part in (self.preview_table, self.nothing):
            self._below.addWidget(part)
        self.progress.hide()
        lower = QWidget()
        lower.setLayout(
            column(self._head, self.progress, self.totals, self._below,
                   margin=(tokens.WIDE, tokens.ROOM, tokens.WIDE, 0))
        )  # fmt: skip
        left = QSplitter(Qt.Orientation.Vertical)
        sides = QSplitter(Qt.Orientation.Horizontal)
        for split, first, second, sizes in (
            (left, self._stack, lower, (360, 440)),
            (sides, left, Scroller(self.detail), (860, 420)),
        ):
            split.setChildrenCollapsible(False)
            split.addWidget(first)
            split.addWidget(second)
            split.setSizes([theme().px(size) for size in sizes])
        self.setLayout(column(row(sides), gap=0))

    # --- what the shell asks of a screen ---------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Scenarios")

    def first_focus(self) -> QWidget:
        return self.table

    def offers(self) -> Mapping[str, Callable[[], object]]:
        return {"scenario.preview": self.preview, "scenario.stop": self.stop}

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("Enter", self.tr("Preview on the files here")),)

    def on_shown(self) -> None:
        self._tasks.read(self._desk.scenarios.all, self._show_all)

    def on_changes(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS:
            self.on_shown()

    def close_screen(self) -> None:
        self.stop()

    def retranslate(self) -> None:
        self.go.setText(self.tr("Preview on the files here"))
        self.table.setAccessibleName(self.tr("Scenarios"))
        self.preview_table.setAccessibleName(self.tr("Who changes"))
        self._head.set_text(self.tr("Who changes, and what it costs"))
        self.empty.set_text(
            self.tr("No scenarios"),
            self.tr("A scenario that both makers signed arrives here with a synchronisation."),
        )
        self.model.retranslate()
        self.rows.retranslate()
        self._show_chosen(self._chosen())
        self._show_preview(self.found)

    # --- the list --------------------------------------------------------------------------------------

    def _show_all(self, views: Sequence[ScenarioView]) -> None:
        chosen = self._chosen()
        self.model.set_rows(views)
        self._stack.setCurrentIndex(0 if views else 1)
        names = [view.id for view in views]
        self.table.choose(names.index(chosen.id) if chosen is not None and chosen.id in names else 0)

    def _chosen(self) -> ScenarioView | None:
        view = self.table.current_row()
        return view if isinstance(view, ScenarioView) else None

    def _show_chosen(self, chosen: object) -> None:
        view = chosen if isinstance(chosen, ScenarioView) else None
        self.go.setEnabled(view is not None and view.scenario is not None and self._task is None)
        self.detail.setVisible(view is not None)
        if view is None:
            return
        self.detail.show_scenario(view, product_names(self._desk.appraisals.rules.products))
        if self.found is not None and (self.found.scenario_id, self.found.version) != (view.id, view.version):
            self._show_preview(None)

    # --- the preview -----------------------------------------------------------------------------------

    def preview(self) -> None:
        """Assess every file of this device with and without the chosen scenario."""
        view = self._chosen()
        if view is None or view.scenario is None or self._task is not None:
            return
        scenario = view.scenario

        def work(cancelled: threading.Event, report: Callable[[Any], None]) -> Preview:
            def progress(done: int) -> None:
                if cancelled.is_set():
                    raise _Stopped
                report(done)

            return self._desk.scenarios.preview(scenario, progress)

        self._show_preview(None)
        self._show_step(0)
        self.progress.show()
        self.go.setEnabled(False)
        self._task = self._tasks.long(work, self._previewed, self._show_step, self._failed)

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._end()

    def _end(self) -> None:
        self._task = None
        self.progress.hide()
        self.go.setEnabled(self._chosen() is not None)

    def _show_step(self, done: int) -> None:
        view = self._chosen()
        words = self.tr("Previewing {name}…").format(name="" if view is None else name_of(view))
        self.progress.show_step(words, number=self.tr("{n} files").format(n=count(done)))

    def _previewed(self, found: Preview) -> None:
        self._end()
        self._show_preview(found)

    def _failed(self, error: BaseException) -> None:
        self._end()
        if not isinstance(error, _Stopped):
            self._navigator.say_error(error)
            self.nothing.set_text(said_error(error).what, said_error(error).now)

    def _show_preview(self, found: Preview | None) -> None:
        self.found = found
        self.rows.set_rows(() if found is None else found.rows)
        self.detail.show_previewed(None if found is None else found.used)
        self._below.setCurrentIndex(0 if found is not None and found.rows else 1)
        self.totals.setVisible(found is not None)
        if found is None:
            self.nothing.set_text(
                self.tr("Nothing previewed yet"),
                self.tr("Choose a scenario and preview it: who changes, before and after, is listed here."),
            )
            return
        self.totals.setText(self._totals(found))
        self.nothing.set_text(
            self.tr("It changes nothing here"),
            self.tr(
                "None of the {n} requests on this device is within its scope, or none would change."
            ).format(n=count(found.looked_at)),
        )

    def _totals(self, found: Preview) -> str:
        before, after = found.total(lambda row: row.before), found.total(lambda row: row.after)
        words = (
            self.tr("Acts on {acts} of {all} requests.").format(
                acts=count(len(found.rows)), all=count(found.looked_at)
            ),
            self.tr("Lent to {b} before and {a} after: {bm} yuan and {am}.").format(
                b=count(found.lent_to(lambda row: row.before)),
                a=count(found.lent_to(lambda row: row.after)),
                bm=money(before.amount),
                am=money(after.amount),
            ),
            self.tr("Expected loss {bl} yuan before and {al} after.").format(
                bl=money(before.expected_loss), al=money(after.expected_loss)
            ),
        )
        return " ".join(words)

    def _open(self, row: object) -> None:
        applicant_id = getattr(row, "applicant_id", "")
        if applicant_id:
            self._navigator.open_applicant(applicant_id, "assessment")
