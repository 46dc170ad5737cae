"""What people said and did about a loan: promises, contacts, checks of its use, claims, loose money."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ui.screens.applicant.facts import FactList
from ui.screens.applicant.loans.entries import LoanEntry
from ui.screens.applicant.loans.forms import LoanForms
from ui.screens.applicant.loans.words import CHANNELS, PROMISES, WAYS
from ui.theme import tokens
from ui.widgets.badge import Mark
from ui.widgets.format import day, money
from ui.widgets.layout import column
from ui.widgets.pieces import button
from ui.widgets.words import named

if TYPE_CHECKING:
    from workstation.services.loan_views import LoanView

_PROMISE_TONES = {"open": "plain", "kept": "good", "broken": "bad"}


class SaidLists(QWidget):
    """Told an entry that was drawn; each list adds to itself through a dialog."""

    def __init__(self, forms: LoanForms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: LoanEntry | None = None
        self.add_promise = self._adder(forms.promise)
        self.add_contact = self._adder(forms.contact)
        self.add_check = self._adder(forms.funds)
        self.add_claim = self._adder(forms.claim)
        self.promises, self.contacts = FactList(self.add_promise), FactList(self.add_contact)
        self.checks, self.claims = FactList(self.add_check), FactList(self.add_claim)
        self.unmatched = FactList()
        lists = (self.promises, self.contacts, self.checks, self.claims, self.unmatched)
        self.setLayout(column(*lists, gap=tokens.WIDE))

    def _adder(self, act: Callable[[LoanEntry], None]) -> QPushButton:
        made = button("", "plus")
        made.clicked.connect(lambda: act(self._entry) if self._entry is not None else None)
        return made

    def show_entry(self, entry: LoanEntry) -> None:
        self._entry = entry
        if entry.view is None:
            return
        self.add_promise.setText(self.tr("Take a promise…"))
        self.add_contact.setText(self.tr("Log a contact…"))
        self.add_check.setText(self.tr("Check the use…"))
        self.add_claim.setText(self.tr("Note a claim…"))
        self.add_promise.setEnabled(not entry.view.account.settled)
        self._show_promises(entry.view)
        self._show_contacts(entry.view)
        self._show_checks(entry.view)
        self._show_claims(entry.view)
        self._show_unmatched(entry.view)

    def _show_promises(self, view: LoanView) -> None:
        self.promises.set_text(self.tr("Promises to pay"))
        self.promises.start()
        for one in sorted(view.promises, key=lambda p: p.promise.id, reverse=True):
            promise, state = one.promise, one.state.value
            mark = Mark(named(PROMISES, state), _PROMISE_TONES[state])
            note = self.tr("promised on {0}").format(day(promise.promised_on))
            self.promises.add(
                self.tr("by {0}").format(day(promise.due_on)), note, money(promise.amount), mark=mark
            )
        self.promises.finish(self.tr("Nothing was promised."))

    def _show_contacts(self, view: LoanView) -> None:
        self.contacts.set_text(self.tr("Contacts"))
        self.contacts.start()
        for contact in sorted(view.contacts, key=lambda c: c.at, reverse=True):
            way = named(WAYS, contact.channel.value)
            parts = (contact.at.replace("T", " "), way, contact.with_whom)
            note = " · ".join(part for part in parts if part)
            self.contacts.add(contact.result or way, note)
        self.contacts.finish(self.tr("Nobody has been contacted about this loan."))

    def _show_checks(self, view: LoanView) -> None:
        due = view.funds_check_due
        note = self.tr("due by {0}").format(day(due)) if due is not None else ""
        self.checks.set_text(self.tr("Use of the money"), note)
        self.checks.start()
        for check in sorted(view.funds_checks, key=lambda c: c.id, reverse=True):
            good = Mark(self.tr("as agreed"), "good", "check")
            bad = Mark(self.tr("not as agreed"), "bad", "x")
            self.checks.add(check.found, day(check.checked_on), mark=good if check.as_agreed else bad)
        self.checks.finish(self.tr("The use of the money has not been checked."))

    def _show_claims(self, view: LoanView) -> None:
        self.claims.set_text(self.tr("Payments claimed"))
        self.claims.start()
        for claim in sorted(view.claims, key=lambda c: c.id, reverse=True):
            self.claims.add(day(claim.paid_on), named(CHANNELS, claim.channel), money(claim.amount))
        self.claims.finish(self.tr("Nobody claims a payment. A claim lowers nothing."))

    def _show_unmatched(self, view: LoanView) -> None:
        self.unmatched.set_text(self.tr("Repayments that belong to no loan yet"))
        self.unmatched.start()
        for money_in in view.unmatched:
            parts = (day(money_in.on), named(CHANNELS, money_in.channel), money_in.payer)
            note = " · ".join(part for part in parts if part)
            name = money_in.reference or self.tr("without a reference")
            self.unmatched.add(name, note, money(money_in.amount))
        self.unmatched.finish(self.tr("Every repayment of the ledger is matched to a loan."))
