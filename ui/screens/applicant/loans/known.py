"""Loans of this lender that were drawn elsewhere and are known by their record: what is owed, and a warning.

They have no account here and nothing can be done with them but look; the record comes with a synchronisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.screens.applicant.facts import FactList
from ui.screens.applicant.loans.warning import LoanWarning
from ui.theme import tokens
from ui.widgets.badge import Mark
from ui.widgets.format import day, money
from ui.widgets.layout import column
from workstation.domain.outlook import Outlook

if TYPE_CHECKING:
    from workstation.domain.records import Loan
    from workstation.lending import Rulebook


class KnownLoans(QWidget):
    """Hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.warning, self.list = LoanWarning(), FactList()
        self.setLayout(column(self.warning, self.list, gap=tokens.WIDE))

    def show_loans(self, owed: Sequence[Loan], outlook: Outlook | None, rules: Rulebook, today: date) -> None:
        self.setVisible(bool(owed))
        self.warning.show_outlook(outlook, rules, today, running=bool(owed))
        self.list.set_text(
            self.tr("Loans known by their record"), self.tr("drawn elsewhere; they have no account here")
        )
        self.list.start()
        for loan in owed:
            late = loan.days_past_due
            mark = Mark(self.tr("{0} days past due").format(late), "bad", "warning-fill") if late else None
            text = self.tr("Drawn {0}, due {1}").format(day(loan.granted_on), day(loan.due_on))
            note = self.tr("principal {0}").format(money(loan.principal))
            self.list.add(text, note, money(loan.outstanding + loan.undrawn), mark=mark, strong=True)
        self.list.finish()
