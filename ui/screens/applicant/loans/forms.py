"""The dialogs of the tab: what each asks for, and which act of `desk.loans` it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work, choice_of
from ui.screens.applicant.loans.words import CHANNELS, WAYS
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.translation import said
from ui.widgets.date_field import DateField
from ui.widgets.format import day, listed, money
from ui.widgets.money_field import MoneyField
from workstation.domain.servicing import ContactChannel

if TYPE_CHECKING:
    from ui.screens.applicant.loans.entries import LoanEntry
    from workstation.services.desk import Desk
    from workstation.services.loan_views import Condition

_A_WEEK = timedelta(days=7)
_LONGEST = 200


def _line() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(_LONGEST)
    return field


class LoanForms(QObject):
    """Opens one dialog for an entry of the tab; `applicant_id` is whose file is open."""

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator, self._over = desk, tasks, navigator, parent
        self.applicant_id = ""

    def condition(self, entry: LoanEntry, condition: Condition) -> None:
        """Found met or not, with how that was found."""
        found, how = QComboBox(), _line()
        for text, met in ((self.tr("Met"), True), (self.tr("Not met"), False)):
            found.addItem(text, met)
        drawing, who = self._desk.drawing, self.applicant_id

        def work() -> Work:
            met, text = bool(found.currentData()), how.text()
            return lambda: drawing.check_condition(who, entry.id, condition.code, met, text)

        words = ActWords(self.tr("Check a condition"), self.tr("Record"), said(condition.name))
        self._open(words, ((self.tr("Found"), found), (self.tr("How it was found"), how)), work)

    def draw(self, entry: LoanEntry) -> None:
        """Pay out today; what is unmet is named before it is tried."""
        amount = MoneyField()
        amount.set_fen(entry.line.available)
        drawing, who = self._desk.drawing, self.applicant_id

        def work() -> Work:
            fen = amount.fen() or 0
            return lambda: drawing.draw(who, entry.id, amount=fen)

        free = money(entry.line.available)
        text = self.tr("Up to {0} yuan can be drawn. The schedule becomes definitive today.").format(free)
        last, today = entry.holds_until, self._desk.clock.today()
        over = last is not None and last < today
        if last is not None and over:
            text = self.tr("The offer held until {0}. Decide on it anew.").format(day(last))
        elif entry.unmet:
            names = listed(said(row.name) for row in entry.unmet)
            text = self.tr("Not met yet: {0}").format(names)
        elif not entry.firm:
            text = self.tr("The decision is not firm yet. Synchronise first.")
        words = ActWords(self.tr("Draw the loan"), self.tr("Draw"), text)
        dialog = self._open(words, ((self.tr("Amount (yuan)"), amount),), work)
        dialog.save.setEnabled(entry.firm and not entry.unmet and not over)

    def promise(self, entry: LoanEntry) -> None:
        due, amount = DateField(), MoneyField()
        due.set_day(self._desk.clock.today() + _A_WEEK)
        loans, who = self._desk.loans, self.applicant_id

        def work() -> Work:
            on, fen = due.day(), amount.fen() or 0
            return lambda: loans.take_promise(who, entry.id, on, fen)

        words = ActWords(self.tr("Take a promise to pay"), self.tr("Record"))
        self._open(words, ((self.tr("Amount (yuan)"), amount), (self.tr("Promised for"), due)), work)

    def contact(self, entry: LoanEntry) -> None:
        """The day and the hour are local; the service refuses hours that are not permitted."""
        way, on, hour = choice_of(WAYS), DateField(), QComboBox()
        on.set_day(self._desk.clock.today())
        for number in range(24):
            hour.addItem(f"{number:02}:00", number)
        hour.setCurrentIndex(10)
        person, result = _line(), _line()
        loans, who = self._desk.loans, self.applicant_id

        def work() -> Work:
            at = datetime.combine(on.day(), time(int(hour.currentData())))
            channel = ContactChannel(str(way.currentData()))
            whom, what = person.text().strip(), result.text().strip()
            return lambda: loans.log_contact(who, entry.id, channel, at, whom, what)

        fields = (
            (self.tr("How"), way),
            (self.tr("Day"), on),
            (self.tr("Hour"), hour),
            (self.tr("With whom"), person),
            (self.tr("Result"), result),
        )
        self._open(ActWords(self.tr("Log a contact"), self.tr("Record")), fields, work)

    def funds(self, entry: LoanEntry) -> None:
        agreed, found = QComboBox(), _line()
        for text, good in ((self.tr("As agreed"), True), (self.tr("Not as agreed"), False)):
            agreed.addItem(text, good)
        loans, who = self._desk.loans, self.applicant_id

        def work() -> Work:
            good, text = bool(agreed.currentData()), found.text()
            return lambda: loans.check_funds(who, entry.id, good, text)

        words = ActWords(self.tr("Check the use of the money"), self.tr("Record"))
        self._open(words, ((self.tr("Use"), agreed), (self.tr("What was found"), found)), work)

    def claim(self, entry: LoanEntry) -> None:
        on, amount, channel = DateField(), MoneyField(), choice_of(CHANNELS)
        on.set_day(self._desk.clock.today())
        loans, who = self._desk.loans, self.applicant_id

        def work() -> Work:
            day, fen, by = on.day(), amount.fen() or 0, str(channel.currentData())
            return lambda: loans.claim_repayment(who, entry.id, day, fen, by)

        text = self.tr("A claim lowers nothing: only a row of the bank's or the platform's ledger does.")
        fields = (
            (self.tr("Amount (yuan)"), amount),
            (self.tr("Paid on"), on),
            (self.tr("Channel"), channel),
        )
        self._open(ActWords(self.tr("Note a payment claimed"), self.tr("Record"), text), fields, work)

    def _open(
        self, words: ActWords, fields: Sequence[tuple[str, QWidget]], work: Callable[[], Work]
    ) -> ActDialog:
        dialog = ActDialog(self._tasks, self._navigator, words, fields, work, self._over)
        dialog.open()
        return dialog
