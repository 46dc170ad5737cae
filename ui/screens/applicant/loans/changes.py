"""What can be done with a loan that runs: print a statement, prepay, reschedule, charge, write off, close.

Each button opens one dialog, whose act `desk.loans` checks. A button is off where the act could not succeed
whatever is entered; why stands below in words, in its tooltip too, and is told to a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.theme import tokens
from ui.widgets.flow import FlowLayout
from ui.widgets.format import day, money
from ui.widgets.layout import column
from ui.widgets.money_field import MoneyField
from ui.widgets.number_field import NumberField
from ui.widgets.paper_acts import PaperActs
from ui.widgets.pieces import button
from ui.widgets.trouble import said_error
from ui.widgets.why_not import WhyNot, allow
from workstation.events import Changes
from workstation.services.loan_permits import LoanAtHand, LoanChange, refusals

if TYPE_CHECKING:
    from workstation.errors import KnownError
    from workstation.lending.servicing import LoanAccount
    from workstation.services.desk import Desk
    from workstation.services.values import FileView, Issued

_LONGEST, _MOST_MONTHS, _USUAL_MONTHS = 200, 120, 6


def _line() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(_LONGEST)
    return field


class LoanChanges(QWidget):
    """Told whose file is open and which account of it is chosen."""

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._view: FileView | None = None
        self._account: LoanAccount | None = None
        self._refused: Mapping[LoanChange, KnownError] = {}
        self.paper = PaperActs(tasks, self)
        self.paper.printed.connect(self._printed)
        self.paper.failed.connect(self._navigator.say_error)
        self.statement = self._button(self._print_statement, "printer")
        self.buttons = {
            LoanChange.PREPAY: self._button(self._prepay),
            LoanChange.RESCHEDULE: self._button(self._reschedule),
            LoanChange.CHARGE: self._button(self._charge),
            LoanChange.WRITE_OFF: self._button(self._write_off),
            LoanChange.CLOSE: self._button(self._close_loan),
        }
        self.why_not = WhyNot()
        flow, acts = FlowLayout(tokens.SNUG, tokens.SNUG), QWidget()
        for made in (self.statement, *self.buttons.values()):
            flow.addWidget(made)
        acts.setLayout(flow)
        self.setLayout(column(acts, self.why_not, gap=tokens.SNUG))
        self.render_texts()

    def _button(self, act: Callable[[LoanAccount], None], symbol: str = "") -> QPushButton:
        made = button("", symbol)
        made.clicked.connect(lambda: act(self._account) if self._account is not None else None)
        return made

    def show_account(self, view: FileView, account: LoanAccount) -> None:
        loans = self._desk.loans
        self._view, self._account = view, account
        self._refused = refusals(
            LoanAtHand(account, view.file, self._desk.officer, loans.policy, loans.rules.policy.rounding)
        )
        self.render_texts()

    def render_texts(self) -> None:
        self.statement.setText(self.tr("Statement…"))
        self.statement.setToolTip(self.tr("Issue and print a statement of account"))
        texts = {
            LoanChange.PREPAY: self.tr("Prepay a part…"),
            LoanChange.RESCHEDULE: self.tr("New schedule…"),
            LoanChange.CHARGE: self.tr("Recovery cost…"),
            LoanChange.WRITE_OFF: self.tr("Write off…"),
            LoanChange.CLOSE: self.tr("Close…"),
        }
        for change, made in self.buttons.items():
            refused = self._refused.get(change)
            why = self._why(refused) if refused is not None else ""
            made.setText(texts[change])
            allow(made, why)
        self.why_not.show_reasons((made.text(), made.toolTip()) for made in self.buttons.values())

    def _why(self, refused: KnownError) -> str:
        said = said_error(refused)
        return self.tr(". ").join(part for part in (said.what, said.now) if part)

    # The dialogs.

    def _print_statement(self, account: LoanAccount) -> None:
        """The paper is numbered and archived first; what is printed are the archived bytes."""
        papers, who, made = self._desk.papers, self._whose(), list["Issued"]()

        def issue() -> Changes:
            made.append(papers.issue("statement", who, account.loan_id))
            return made[-1].changes

        words = ActWords(
            self.tr("Statement of account"),
            self.tr("Issue and print…"),
            self.tr("From the draw on {0} to today. It gets a number and stays in the archive.").format(
                day(account.drawn_on)
            ),
            self.tr("The statement is in the archive."),
        )
        dialog = self._open(words, (), lambda: issue)
        dialog.accepted.connect(lambda: self.paper.choose_printer(made[-1].pdf, made[-1].record.number))

    def _prepay(self, account: LoanAccount) -> None:
        amount, reason = MoneyField(), _line()
        loans, who = self._desk.loans, self._whose()

        def work() -> Work:
            fen, why = amount.fen() or 0, reason.text()
            return lambda: loans.prepay(who, account.loan_id, fen, why)

        text = self.tr(
            "{0} yuan are held. Interest to today and the fee for paying early come off them too. The due "
            "days stay, and what falls due on them shrinks."
        ).format(money(account.credit))
        words = ActWords(self.tr("Prepay a part of the principal"), self.tr("Prepay"), text)
        fields = ((self.tr("Principal (yuan)"), amount), (self.tr("Reason"), reason))
        self._open(words, fields, work)

    def _reschedule(self, account: LoanAccount) -> None:
        months, reason = NumberField(), _line()
        months.set_bounds(1, _MOST_MONTHS, 1, 0, "")
        months.set_number(_USUAL_MONTHS)
        loans, who = self._desk.loans, self._whose()

        def work() -> Work | None:
            if months.property("wrong"):
                dialog.notice.show_notice("warn", self.tr("Enter a whole number of months."))
                months.setFocus()
                return None
            number, why = round(months.number()), reason.text()
            return lambda: loans.reschedule(who, account.loan_id, number, why)

        text = self.tr(
            "The principal of {0} yuan goes on a new schedule from today. Days past due and class stay."
        ).format(money(account.balances.principal))
        words = ActWords(self.tr("Put the loan on a new schedule"), self.tr("Reschedule"), text)
        fields = ((self.tr("Months from today"), months), (self.tr("Reason"), reason))
        dialog = self._open(words, fields, work)

    def _charge(self, account: LoanAccount) -> None:
        amount, reason = MoneyField(), _line()
        loans, who = self._desk.loans, self._whose()

        def work() -> Work:
            fen, why = amount.fen() or 0, reason.text()
            return lambda: loans.charge(who, account.loan_id, fen, why)

        words = ActWords(
            self.tr("Charge a cost of recovery"),
            self.tr("Charge"),
            self.tr("The borrower owes it from today, with the instalments."),
        )
        fields = ((self.tr("Amount (yuan)"), amount), (self.tr("What for"), reason))
        self._open(words, fields, work)

    def _write_off(self, account: LoanAccount) -> None:
        reason = _line()
        loans, who = self._desk.loans, self._whose()

        def work() -> Work:
            why = reason.text()
            return lambda: loans.write_off(who, account.loan_id, why)

        text = self.tr(
            "{0} yuan of principal leave the running book. The debt goes on and is still collected. This "
            "cannot be undone once the hub has it."
        ).format(money(account.balances.principal))
        words = ActWords(self.tr("Write the loan off"), self.tr("Write off"), text, look="danger")
        self._open(words, ((self.tr("Reason"), reason),), work)

    def _close_loan(self, account: LoanAccount) -> None:
        loans, who = self._desk.loans, self._whose()
        text = self.tr(
            "It was settled on {0}. What secured it is free again, and nothing more is drawn on it."
        ).format(day(account.settled_on))
        words = ActWords(self.tr("Close the loan"), self.tr("Close the loan"), text)
        self._open(words, (), lambda: lambda: loans.close(who, account.loan_id))

    def _whose(self) -> str:
        return self._view.file.applicant.id if self._view is not None else ""

    def _open(
        self, words: ActWords, fields: Sequence[tuple[str, QWidget]], work: Callable[[], Work | None]
    ) -> ActDialog:
        dialog = ActDialog(self._tasks, self._navigator, words, fields, work, self)
        dialog.open()
        return dialog

    def _printed(self, pages: int) -> None:
        self._navigator.say(self.tr("Pages sent to the printer: {0}").format(pages))
