"""How a request stands once it is decided: the decision, whether the hub has it, its letter.

Goes in: a decision and its letter, if any. Signals what a person asks for; it saves nothing itself.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.screens.applicant.facts import Section
from ui.theme import tokens
from ui.translation import said
from ui.widgets.badge import Badge, Mark
from ui.widgets.format import moment, money, percent
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import button
from ui.widgets.words import METHODS, ROLES, named, outcome_mark
from workstation.domain.endorsing import Firmness
from workstation.domain.records import LetterRecord
from workstation.ports import KeptDecision


class StandingPanel(Section):
    issue_asked = Signal()
    save_asked = Signal()
    print_asked = Signal()
    again_asked = Signal()
    word_given = Signal(bool, str)
    """A second person's word: whether it approves, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.again = button("quiet", "arrow-counter-clockwise")
        super().__init__(self.again, parent=parent)
        self.outcome, self.state = Badge(), Badge()
        self.amount, self.terms = label("figure"), label("soft", wrap=True)
        self.who, self.reason = label("soft", wrap=True), label("", wrap=True)
        self.letter = label("heading", selectable=True)
        self.issue = button("primary", "file-text")
        self.save, self.print = button("", "download-simple"), button("", "printer")
        self.second, self.note = label("", wrap=True), QLineEdit()
        self.endorse, self.dissent = button("primary", "check-circle"), button("", "x-circle")
        self.words = QWidget()
        answers = row(self.endorse, self.dissent, None)
        asked = column(self.note, gap=tokens.SNUG)
        asked.addLayout(answers)
        self.words.setLayout(asked)
        self.words.hide()
        self.note.textChanged.connect(lambda text: self.dissent.setEnabled(bool(text.strip())))
        self.endorse.clicked.connect(lambda: self.word_given.emit(True, self.note.text()))
        self.dissent.clicked.connect(lambda: self.word_given.emit(False, self.note.text()))
        badges = row(self.outcome, self.state, None)
        acts = row(self.issue, self.save, self.print, None)
        parts = column(badges, self.amount, self.terms, self.who, self.reason, self.second, gap=tokens.SNUG)
        self.body.addLayout(parts)
        self.body.addWidget(self.words)
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

    def show_decision(self, kept: KeptDecision, who: str, letter: LetterRecord | None) -> None:
        decision, confirmed = kept.decision, kept.confirmed
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
            rate = percent(float(offer.yearly_rate), 2)
            months = self.tr("{0} months").format(offer.months)
            terms = f"{months} · {named(METHODS, offer.method.value)} · {rate}"
        elif decision.findings:
            terms = said(decision.findings[0].text)
        self.terms.setText(terms)
        self.who.setText(f"{who} · {named(ROLES, decision.role)} · {moment(decision.decided_at)}")
        reason = decision.override_reason
        self.reason.setText(self.tr("Reason: {0}").format(reason) if reason else "")
        self.reason.setVisible(bool(reason))
        self._show_second(kept)
        self._show_letter(kept, letter)

    def _show_second(self, kept: KeptDecision) -> None:
        """What the decision waits for, or what holds it up; whether this person is asked comes later."""
        standing = kept.standing
        words = {
            Firmness.FIRM: "",
            Firmness.WAITING: self.tr(
                "It waits for a second person: {0} of {1} have given their word."
            ).format(standing.approvals + standing.dissents, standing.quorum),
            Firmness.TURNED_DOWN: self.tr("A second person turned it down: no letter on it is valid."),
            Firmness.CONTESTED: self.tr(
                "With another approval it exceeds a limit, or the hub could not prove its figures: its "
                "letters wait until a supervisor settles it."
            ),
        }
        self.second.setText(words[standing.firmness])
        self.second.setVisible(not standing.firm)
        self.words.hide()
        self.note.clear()
        self.note.setPlaceholderText(self.tr("Why; a dissent needs it"))
        self.note.setAccessibleName(self.tr("Why; a dissent needs it"))
        self.endorse.setText(self.tr("Endorse"))
        self.dissent.setText(self.tr("Dissent"))
        self.dissent.setEnabled(False)

    def ask_second(self, asked: bool) -> None:
        """Whether the person at this desk is asked for a word."""
        self.words.setVisible(asked)

    def _show_letter(self, kept: KeptDecision, letter: LetterRecord | None) -> None:
        """A provisional letter is followed by a firm one once the decision is firm."""
        lends = kept.decision.outcome.lends and kept.letter_holds
        firm = kept.firm and letter is not None and letter.provisional
        self.issue.setVisible(lends and (letter is None or firm))
        self.issue.setText(self.tr("Issue the firm letter") if firm else self.tr("Issue the letter"))
        self.save.setVisible(letter is not None)
        self.print.setVisible(letter is not None)
        self.letter.setVisible(letter is not None)
        if letter is not None:
            final = self.tr("provisional until the hub has the decision") if letter.provisional else ""
            words = self.tr("Letter {0}").format(letter.number)
            self.letter.setText(" · ".join(part for part in (words, final) if part))
