"""How a request stands once it is decided: the decision, whether the hub has it, its letter.

Goes in: a decision and its letter, if any. Signals what a person asks for; it saves nothing itself.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.screens.applicant.facts import Section
from ui.theme import tokens
from ui.translation import said
from ui.widgets.badge import Badge, Mark
from ui.widgets.format import moment, money
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import button
from ui.widgets.words import METHODS, ROLES, named, outcome_mark
from workstation.domain.lending import Decision, Outcome
from workstation.domain.records import LetterRecord


class StandingPanel(Section):
    issue_asked = Signal()
    save_asked = Signal()
    print_asked = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.again = button("quiet", "arrow-counter-clockwise")
        super().__init__(self.again, parent=parent)
        self.outcome, self.state = Badge(), Badge()
        self.amount, self.terms = label("figure"), label("soft", wrap=True)
        self.who, self.reason = label("soft", wrap=True), label("", wrap=True)
        self.letter = label("heading", selectable=True)
        self.issue = button("primary", "file-text")
        self.save, self.print = button("", "download-simple"), button("", "printer")
        badges = row(self.outcome, self.state, None)
        acts = row(self.issue, self.save, self.print, None)
        parts = column(badges, self.amount, self.terms, self.who, self.reason, gap=tokens.SNUG)
        self.body.addLayout(parts)
        self.body.addSpacing(tokens.ROOM)
        self.body.addWidget(self.letter)
        self.body.addSpacing(tokens.SNUG)
        self.body.addLayout(acts)
        for made, signal in (
            (self.issue, self.issue_asked),
            (self.save, self.save_asked),
            (self.print, self.print_asked),
            (self.again, self.again_asked),
        ):
            made.clicked.connect(lambda _=False, signal=signal: signal.emit())

    def show_decision(
        self, decision: Decision, confirmed: bool, who: str, letter: LetterRecord | None
    ) -> None:
        self.set_text(self.tr("Decided"))
        self.again.setText(self.tr("Decide again"))
        self.save.setText(self.tr("Save as…"))
        self.print.setText(self.tr("Print…"))
        self.outcome.show_mark(outcome_mark(decision.outcome))
        waiting = Mark(self.tr("saved on this device, waiting for the hub"), "plain", "cloud-arrow-up")
        self.state.show_mark(Mark(self.tr("the hub has it"), "good", "cloud-check") if confirmed else waiting)
        offer = decision.offer
        self.amount.setText(money(offer.amount) if offer else "")
        self.amount.setVisible(offer is not None)
        terms = ""
        if offer is not None:
            rate = f"{float(offer.yearly_rate) * 100:.2f}%"
            months = self.tr("{0} months").format(offer.months)
            terms = f"{months} · {named(METHODS, offer.method.value)} · {rate}"
        elif decision.findings:
            terms = said(decision.findings[0].text)
        self.terms.setText(terms)
        self.who.setText(f"{who} · {named(ROLES, decision.role)} · {moment(decision.decided_at)}")
        reason = decision.override_reason
        self.reason.setText(self.tr("Reason: {0}").format(reason) if reason else "")
        self.reason.setVisible(bool(reason))
        self._show_letter(decision, confirmed, letter)

    def _show_letter(self, decision: Decision, confirmed: bool, letter: LetterRecord | None) -> None:
        """A provisional letter is followed by a firm one once the hub has the decision."""
        lends = decision.outcome in (Outcome.APPROVE, Outcome.COUNTER)
        firm = confirmed and letter is not None and letter.provisional
        self.issue.setVisible(lends and (letter is None or firm))
        self.issue.setText(self.tr("Issue the firm letter") if firm else self.tr("Issue the letter"))
        self.save.setVisible(letter is not None)
        self.print.setVisible(letter is not None)
        self.letter.setVisible(letter is not None)
        if letter is not None:
            final = self.tr("provisional until the hub has the decision") if letter.provisional else ""
            words = self.tr("Letter {0}").format(letter.number)
            self.letter.setText(" · ".join(part for part in (words, final) if part))
