"""The assessment tab: the proposal on top, then limit and reasons side by side, models and what-if below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.assessment.models import ModelsPanel
from ui.screens.applicant.assessment.proposal import ProposalPanel
from ui.screens.applicant.assessment.reasons import MissingPanel, ReasonsPanel
from ui.screens.applicant.assessment.staircase import StaircasePanel
from ui.screens.applicant.assessment.what_if import WhatIfPanel
from ui.screens.applicant.page import FileActs, Page, TwoColumns
from ui.tasks import Tasks
from ui.theme import tokens
from ui.widgets.layout import column
from ui.widgets.scroll import Scroller
from ui.widgets.turns import held

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.values import Appraisal


class AssessmentPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, acts: FileActs, parent: QWidget | None = None) -> None:
        super().__init__(acts, parent)
        self._desk = desk
        self._appraisal: Appraisal | None = None
        self.proposal, self.staircase, self.reasons = ProposalPanel(), StaircasePanel(), ReasonsPanel()
        self.models, self.missing = ModelsPanel(), MissingPanel()
        self.what_if = WhatIfPanel(desk, tasks)
        self.proposal.decide.clicked.connect(lambda: acts.show_tab("decide"))
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.staircase, self.what_if, self.missing, gap=tokens.WIDE))
        right.setLayout(column(self.reasons, self.models, gap=tokens.WIDE))
        inner = QWidget()
        sides = TwoColumns(left, right, (6, 7))
        inner.setLayout(column(self.proposal, sides, gap=tokens.WIDE, margin=(tokens.WIDE, tokens.ROOM)))
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
            self._appraisal = appraisal
            self.render_texts()
        self.show_body()

    def show_waiting(self) -> None:
        super().show_waiting()
        self._appraisal = None

    def close_page(self) -> None:
        super().close_page()
        self.what_if.stop()

    def render_texts(self) -> None:
        appraisal = getattr(self, "_appraisal", None)
        if appraisal is None:
            return
        self.scroll.setAccessibleName(self.tr("Assessment"))
        self.turns.start(
            [
                partial(self.proposal.show_appraisal, appraisal),
                partial(self._show_limit, appraisal),
                partial(self._show_reasons, appraisal),
                partial(self._show_models, appraisal),
                partial(self.what_if.show_appraisal, appraisal),
                partial(self._show_missing, appraisal),
            ]
        )

    def _show_limit(self, appraisal: Appraisal) -> None:
        with held(self.staircase):
            self.staircase.show_staircase(appraisal.proposal.staircase, appraisal.proposal.requested)

    def _show_reasons(self, appraisal: Appraisal) -> None:
        with held(self.reasons):
            self.reasons.show_rationale(appraisal.proposal.rationale)

    def _show_missing(self, appraisal: Appraisal) -> None:
        self.missing.show_missing(appraisal.proposal.rationale.missing, appraisal.assessment.coverage)

    def _show_models(self, appraisal: Appraisal) -> None:
        rules = self._desk.appraisals.rules.version_hash
        with held(self.models):
            self.models.show_models(appraisal.assessment, rules, appraisal.milliseconds)
