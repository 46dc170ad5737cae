"""The assessment tab: proposal on top, limit and reasons side by side, models and ways out below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.assessment.changes import ChangesPanel
from ui.screens.applicant.assessment.comparable import ComparablePanel
from ui.screens.applicant.assessment.forecast import ForecastPanel
from ui.screens.applicant.assessment.models import ModelsPanel
from ui.screens.applicant.assessment.proposal import ProposalPanel
from ui.screens.applicant.assessment.reasons import MissingPanel, ReasonsPanel
from ui.screens.applicant.assessment.scenarios import ScenariosPanel
from ui.screens.applicant.assessment.staircase import StaircasePanel
from ui.screens.applicant.assessment.what_if import WhatIfPanel
from ui.screens.applicant.page import FileActs, Page, TwoColumns
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.widgets.layout import column
from ui.widgets.scroll import Scroller
from ui.widgets.tabbing import tab_through
from ui.widgets.trouble import said_error
from ui.widgets.turns import held

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.explained import Explained, OwnCase
    from workstation.services.values import Appraisal


class AssessmentPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, acts: FileActs, parent: QWidget | None = None) -> None:
        super().__init__(acts, parent)
        self._desk = desk
        self._appraisal: Appraisal | None = None
        self.proposal, self.staircase, self.reasons = ProposalPanel(), StaircasePanel(), ReasonsPanel()
        self.scenarios, self.forecast = ScenariosPanel(), ForecastPanel()
        self.models, self.missing = ModelsPanel(), MissingPanel()
        self.what_if, self.changes = WhatIfPanel(desk, tasks), ChangesPanel()
        self.comparable = ComparablePanel(acts.open_applicant)
        self.explained: Explained | None = None
        self.decided_here: tuple[OwnCase, ...] | None = None
        self._explaining: list[Task[Any]] = []
        self._tasks = tasks
        self.proposal.decide.clicked.connect(lambda: acts.show_tab("decide"))
        left, right = QWidget(), QWidget()
        limits = (self.staircase, self.forecast, self.what_if, self.changes, self.missing)
        left.setLayout(column(*limits, gap=tokens.WIDE))
        self._left, self._right = limits, (self.reasons, self.comparable, self.models)
        right.setLayout(column(*self._right, gap=tokens.WIDE))
        inner = QWidget()
        sides = TwoColumns(left, right, (6, 7))
        inner.setLayout(
            column(
                self.proposal, self.scenarios, sides, None,
                gap=tokens.WIDE, margin=(tokens.WIDE, tokens.ROOM),
            )
        )  # fmt: skip
        self.scroll = Scroller(inner)
        self.body.setLayout(column(self.scroll, gap=0))

    def waiting_text(self) -> str:
        return self.tr("Assessing…")

    def show_appraisal(self, appraisal: Appraisal) -> None:
        if appraisal.withheld:
            self._appraisal = None
            self.show_withheld()
            return
        if appraisal is not self._appraisal:
            self._appraisal, self.explained, self.decided_here = appraisal, None, None
            self.render_texts()
            self._explain(appraisal)
        self.show_body()

    def show_waiting(self) -> None:
        super().show_waiting()
        self._appraisal = None

    def close_page(self) -> None:
        super().close_page()
        self.what_if.stop()
        self._stop_explaining()

    def render_texts(self) -> None:
        appraisal = getattr(self, "_appraisal", None)
        if appraisal is None:
            return
        self.scroll.setAccessibleName(self.tr("Assessment"))
        self.turns.start(
            [
                partial(self.proposal.show_appraisal, appraisal),
                partial(self.scenarios.show_appraisal, appraisal),
                partial(self._show_limit, appraisal),
                partial(self.forecast.show_appraisal, appraisal),
                partial(self._show_reasons, appraisal),
                *self.models.pieces(appraisal.assessment, self._rules, appraisal.milliseconds),
                partial(self.what_if.show_appraisal, appraisal),
                partial(self._show_missing, appraisal),
                *self._explained_pieces(),
                self._order_tabs,
            ]
        )

    def _show_limit(self, appraisal: Appraisal) -> None:
        with held(self.staircase):
            self.staircase.show_staircase(appraisal.proposal.staircase, appraisal.proposal.requested)

    def _show_reasons(self, appraisal: Appraisal) -> None:
        with held(self.reasons):
            self.reasons.show_rationale(appraisal.proposal.rationale, appraisal.assessment.output)

    def _show_missing(self, appraisal: Appraisal) -> None:
        costs = () if self.explained is None else self.explained.missing
        self.missing.show_missing(appraisal.proposal.rationale.missing, appraisal.assessment.coverage, costs)

    # What is worked out beside: ways out, comparable cases, the cost of what is missing.

    def _explain(self, appraisal: Appraisal) -> None:
        self._stop_explaining()
        ask = partial(self._desk.explanations.explain, appraisal)
        near = partial(self._desk.explanations.decided_here, appraisal)
        self._explaining = [
            self._tasks.read(ask, partial(self._answered, appraisal), self._not_answered),
            self._tasks.read(near, partial(self._found_here, appraisal), self._not_answered),
        ]

    def _stop_explaining(self) -> None:
        for task in self._explaining:
            task.cancel()
        self._explaining = []

    def _answered(self, appraisal: Appraisal, explained: Explained) -> None:
        if appraisal is not self._appraisal:
            return
        self.explained = explained
        missing = partial(self._show_missing, appraisal)
        self.turns.also([*self._explained_pieces(), missing, self._order_tabs])

    def _found_here(self, appraisal: Appraisal, own: tuple[OwnCase, ...]) -> None:
        if appraisal is not self._appraisal:
            return
        self.decided_here = own
        if self.explained is not None:
            self.turns.also([partial(self.comparable.show_own, own), self._order_tabs])

    def _order_tabs(self) -> None:
        """Tab goes as one reads, whatever was made first: down the left column, then down the right one."""
        tab_through((self.proposal, self.scenarios, *self._left, *self._right))

    def _not_answered(self, error: BaseException) -> None:
        words = said_error(error).what
        self.turns.also(partial(panel.set_empty, words) for panel in (self.changes, self.comparable))

    def _explained_pieces(self) -> list[Callable[[], None]]:
        explained = self.explained
        if explained is None:
            return [self.changes.show_waiting, self.comparable.show_waiting]
        return [
            partial(self.changes.show_advice, explained.advice),
            partial(self.comparable.show_cases, explained.comparable, self._leads),
            partial(self.comparable.show_own, self.decided_here or ()),
        ]

    @property
    def _leads(self) -> bool:
        return self._appraisal is not None and bool(self._appraisal.assessment.leading)

    @property
    def _rules(self) -> str:
        return self._desk.appraisals.rules.version_hash
