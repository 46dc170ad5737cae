"""The choices of a decision: outcome, amount, tenor, method, and the reason where it differs.

Signals `changed` with every key; it reckons nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.screens.decide.terms import outcome_by_amount
from ui.theme import tokens
from ui.theme.style import theme
from ui.widgets.format import money
from ui.widgets.layout import column, row
from ui.widgets.money_field import MoneyField
from ui.widgets.pieces import Field
from ui.widgets.segments import Segments
from ui.widgets.words import METHODS, named, outcome_mark, outcome_name
from workstation.domain.lending import Outcome, RepaymentMethod

if TYPE_CHECKING:
    from workstation.services.values import Appraisal


@dataclass(frozen=True, slots=True)
class Wanted:
    """The offer that is tried: all of it is there, or there is none to try."""

    amount: int
    months: int
    method: RepaymentMethod


class DecisionForm(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appraisal: Appraisal | None = None
        self._tenors: tuple[int, ...] = ()
        outcomes = tuple(Outcome)
        self.outcome = Segments(outcomes, [outcome_mark(one).symbol for one in outcomes])
        self.amount = MoneyField()
        self.months: Segments | None = None
        self.method = Segments(tuple(RepaymentMethod))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme().px(64))
        self._months_room = column(None, gap=0)
        self.fields = {
            "outcome": Field(self.outcome),
            "amount": Field(self.amount),
            "method": Field(self.method),
            "reason": Field(self.reason),
        }
        self._months_field: Field | None = None
        line = row(gap=tokens.WIDE)
        line.addWidget(self.fields["amount"], 2, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._months_room, 3)
        self.offer = QWidget()
        self.offer.setLayout(column(line, self.fields["method"], gap=tokens.GAP))
        self.setLayout(column(self.fields["outcome"], self.offer, self.fields["reason"], gap=tokens.GAP))
        self.outcome.chosen.connect(self._outcome_chosen)
        self.method.chosen.connect(lambda _: self.changed.emit())
        self.amount.fen_changed.connect(self._amount_changed)
        self.reason.textChanged.connect(self.changed)

    def show_appraisal(
        self, appraisal: Appraisal, tenors: tuple[int, ...], methods: tuple[RepaymentMethod, ...]
    ) -> None:
        """Start from what is proposed; where nothing is offered, from what was asked for."""
        self._appraisal = appraisal
        self._make_tenors(tenors)
        offer, asked = appraisal.proposal.offer, appraisal.case.application
        self.outcome.choose(appraisal.proposal.outcome)
        self.amount.set_fen(offer.amount if offer else asked.amount)
        self._choose_months(offer.months if offer else asked.months)
        wanted = offer.method.value if offer else asked.method
        self.method.choose(next((m for m in methods if m.value == wanted), None))
        self.method.show_only(methods)
        self.reason.clear()
        self.retranslate()

    def _make_tenors(self, tenors: tuple[int, ...]) -> None:
        if tenors == self._tenors:
            return
        self._tenors = tenors
        if self._months_field is not None:
            self._months_field.deleteLater()
        self.months = Segments(tenors)
        self.months.chosen.connect(lambda _: self.changed.emit())
        self._months_field = Field(self.months)
        self._months_room.insertWidget(0, self._months_field)

    def _choose_months(self, months: int) -> None:
        if self.months is not None:
            self.months.choose(months)

    def chosen_outcome(self) -> Outcome:
        key = self.outcome.key()
        return key if isinstance(key, Outcome) else Outcome.REFER

    def reason_text(self) -> str:
        return self.reason.toPlainText().strip()

    def wanted(self) -> Wanted | None:
        """The offer to try; None where nothing is lent or the amount is not one."""
        amount, method = self.amount.fen(), self.method.key()
        months = self.months.key() if self.months is not None else None
        whole = amount and isinstance(months, int) and isinstance(method, RepaymentMethod)
        if not self.chosen_outcome().lends or not whole:
            return None
        assert amount and isinstance(months, int) and isinstance(method, RepaymentMethod)
        return Wanted(amount, months, method)

    def show_reason(self, needed: bool) -> None:
        self.fields["reason"].setVisible(needed)

    def show_amount_wrong(self, word: str) -> None:
        self.fields["amount"].set_wrong(word)

    def _amount_changed(self, fen: int | None) -> None:
        wrong = "" if fen else self.tr("Not an amount. For example 50,000 or 5万")
        self.fields["amount"].set_wrong(wrong)
        if fen and self._appraisal is not None and self.chosen_outcome().lends:
            self.outcome.choose(outcome_by_amount(fen, self._appraisal.proposal.requested))
        self.changed.emit()

    def _outcome_chosen(self, outcome: Outcome) -> None:
        """Approving means what was asked for, a counter-offer means less."""
        appraisal = self._appraisal
        if appraisal is not None and outcome.lends:
            proposal, amount = appraisal.proposal, self.amount.fen() or 0
            limit = proposal.staircase.limit if proposal.staircase else 0
            if outcome is Outcome.APPROVE and amount < proposal.requested:
                self.amount.set_fen(proposal.requested)
            elif outcome is Outcome.COUNTER and amount >= proposal.requested:
                self.amount.set_fen(min(limit, proposal.requested) or amount)
                self.amount.setFocus()
                self.amount.selectAll()
            self.fields["amount"].set_wrong("")
        self.changed.emit()

    def retranslate(self) -> None:
        outcomes = [outcome_name(one) for one in Outcome]
        self.outcome.set_texts(outcomes, self.tr("Outcome"))
        self.fields["outcome"].set_text(self.tr("Outcome"))
        asked = self._appraisal.proposal.requested if self._appraisal else None
        hint = self.tr("asked for: {0}").format(money(asked))
        self.fields["amount"].set_text(self.tr("Amount (yuan)"), hint)
        self.fields["method"].set_text(self.tr("Repayment"))
        self.method.set_texts([named(METHODS, m.value) for m in RepaymentMethod], self.tr("Repayment"))
        self.fields["reason"].set_text(
            self.tr("Reason"), self.tr("The decision differs from what is proposed: write down why")
        )
        if self.months is not None and self._months_field is not None:
            self._months_field.set_text(self.tr("Tenor"))
            self.months.set_texts([self.tr("{0} months").format(n) for n in self._tenors], self.tr("Tenor"))
