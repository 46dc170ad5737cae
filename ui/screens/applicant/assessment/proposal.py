"""The proposal on top: outcome and sentence, who may approve, and the four figures it comes down to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.assessment.wording import (
    authority_sentence,
    chance_in_words,
    proposal_sentence,
)
from ui.theme import tokens
from ui.translation import said
from ui.widgets.badge import Badge
from ui.widgets.flow import FlowLayout
from ui.widgets.format import DASH, money, percent
from ui.widgets.layout import column, frame, label, row
from ui.widgets.pieces import KeyFigure, button
from ui.widgets.words import METHODS, named, outcome_mark

if TYPE_CHECKING:
    from workstation.services.values import Appraisal


class ProposalPanel(QWidget):
    """What is proposed and the way to decide upon it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = Badge()
        self.sentence = label("heading", wrap=True, selectable=True)
        self.authority = label("soft", wrap=True, selectable=True)
        self.decide = button("primary", "handshake")
        self._figures = {name: KeyFigure() for name in ("grade", "limit", "price", "payment")}
        words = column(row(self.mark, None), self.sentence, self.authority, gap=tokens.SNUG)
        top = row(gap=tokens.WIDE)
        top.addLayout(words, 1)
        top.addLayout(column(self.decide, None))
        figures = FlowLayout(tokens.BROAD, tokens.ROOM, even=True)
        for figure in self._figures.values():
            figures.addWidget(figure)
        inner = column(top, figures, gap=tokens.WIDE, margin=(tokens.WIDE, tokens.ROOM))
        self.setLayout(column(frame("surface", inner), gap=0))

    def show_appraisal(self, appraisal: Appraisal) -> None:
        proposal, output = appraisal.proposal, appraisal.assessment.output
        self.decide.setText(self.tr("Decide…"))
        self.mark.show_mark(outcome_mark(proposal.outcome))
        self.sentence.setText(proposal_sentence(proposal))
        self.authority.setText(authority_sentence(proposal.authority.role, proposal.authority.why))
        self.setAccessibleName(self.sentence.text())
        show = {name: figure.show_figure for name, figure in self._figures.items()}
        if output is None or output.probability is None:
            no_model = self.tr("No model has the evidence it needs")
            show["grade"](self.tr("Grade and probability of default"), DASH, no_model, "warn")
        else:
            words = chance_in_words(output.probability, output.horizon_days)
            share = percent(output.probability, 2)
            show["grade"](self.tr("Grade and probability of default"), f"{output.grade}  {share}", words)
        self._show_limit(appraisal)
        offer = proposal.offer
        if offer is None:
            none = self.tr("nothing can be offered")
            show["price"](self.tr("Yearly rate"), DASH, none)
            show["payment"](self.tr("Payment"), DASH, none)
            return
        cost = self.tr("all-in {0}% a year").format(f"{float(offer.cost.nominal):.2f}")
        show["price"](self.tr("Yearly rate"), percent(float(offer.yearly_rate), 2), cost)
        term = self.tr("{0} months").format(offer.months)
        terms = f"{term} · {named(METHODS, offer.method.value)}"
        show["payment"](self.tr("Payment"), money(offer.schedule.rows[0].payment), terms)

    def _show_limit(self, appraisal: Appraisal) -> None:
        steps = appraisal.proposal.staircase
        show = self._figures["limit"].show_figure
        if steps is None:
            show(self.tr("Limit"), DASH, self.tr("not reckoned: a rule decided first"))
            return
        if not steps.complete:
            show(self.tr("Limit"), DASH, self.tr("not reckoned: evidence is missing"))
            return
        binding = self.tr("bound by: {0}").format(said(steps.step(steps.binding).name))
        show(self.tr("Limit"), money(steps.limit), binding)
