"""Inviting from the list: what the rules would lend is worked out and offered, and the answer recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work, choice_of
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.translation import said
from ui.widgets.format import day, money, percent
from ui.widgets.money_field import MoneyField
from ui.widgets.words import INVITATION_STEPS, Words
from workstation.domain.inviting import InvitationStep
from workstation.ports import WorklistRow

if TYPE_CHECKING:
    from workstation.services.desk import Desk
    from workstation.services.invitations import PreApproved

_LONGEST = 200
_STEPS: Words = {code: words for code, words in INVITATION_STEPS.items() if code != "invited"}


def is_invited(row: WorklistRow) -> bool:
    """Whether an invitation of this seller is open."""
    return row.why is not None and not {"invited", "contacted"}.isdisjoint(row.why.what)


def _line() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(_LONGEST)
    return field


class Inviting(QObject):
    """`open_for(row)` opens what comes next for a seller: an invitation, or the answer to one."""

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator, self._over = desk, tasks, navigator, parent

    def open_for(self, row: WorklistRow) -> None:
        if is_invited(row):
            self._answer(row)
            return
        who = row.applicant_id
        pre_approved = self._desk.invitations.pre_approved
        self._tasks.read(
            lambda: pre_approved(who), lambda found: self._invite(row, found), self._navigator.say_error
        )

    def _invite(self, row: WorklistRow, found: PreApproved) -> None:
        amount, note = MoneyField(), _line()
        amount.set_fen(found.amount)
        invitations, who = self._desk.invitations, row.applicant_id

        def work() -> Work:
            fen, text = amount.fen() or 0, note.text()
            return lambda: invitations.invite(who, product=found.product, amount=fen, note=text)

        need = self.tr("A model expects {0} to run short of money within {1} days: {2}, as of {3}.").format(
            row.name,
            found.need.horizon_days,
            percent(found.need.probability, 0),
            day(found.outlook.as_of),
        )
        product = said(self._desk.appraisals.rules.product(found.product).name.fill())
        offer = self.tr("{0}: the rules would lend up to {1} yuan today. It is no commitment.").format(
            product, money(found.amount)
        )
        words = ActWords(self.tr("Invite to borrow"), self.tr("Record the invitation"), f"{need} {offer}")
        self._open(
            words, ((self.tr("Amount (yuan)"), amount), (self.tr("How the seller was told"), note)), work
        )

    def _answer(self, row: WorklistRow) -> None:
        step, note = choice_of(_STEPS), _line()
        invitations, who = self._desk.invitations, row.applicant_id

        def work() -> Work:
            kind, text = InvitationStep(str(step.currentData())), note.text()
            return lambda: invitations.record(who, kind, text)

        text = self.tr("{0}: what is taken or refused leaves the list, and the next model learns from it.")
        words = ActWords(self.tr("What came of the invitation?"), self.tr("Record"), text.format(row.name))
        self._open(words, ((self.tr("Answer"), step), (self.tr("How it went"), note)), work)

    def _open(
        self, words: ActWords, fields: tuple[tuple[str, QWidget], ...], work: Callable[[], Work | None]
    ) -> None:
        ActDialog(self._tasks, self._navigator, words, fields, work, self._over).open()
