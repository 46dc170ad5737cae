"""Complaints from the trail: take one down, and settle the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work, choice_of
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.widgets.date_field import DateField
from ui.widgets.format import day, money
from ui.widgets.words import COMPLAINT_KINDS, COMPLAINT_STEPS, Words, named
from workstation.domain.complaining import ComplaintKind, ComplaintStep, Grievance, grievances_of
from workstation.domain.records import ApplicantFile

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_LONGEST = 500
_SETTLING: Words = {code: words for code, words in COMPLAINT_STEPS.items() if code != "made"}


def open_complaint(file: ApplicantFile) -> Grievance | None:
    """The oldest that nothing has settled."""
    waiting = [one for one in grievances_of(file.complaints) if one.settled is None]
    return waiting[-1] if waiting else None


def _line() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(_LONGEST)
    return field


class Complaining(QObject):
    """`take(file)` takes a complaint down, `settle(file)` settles the oldest that is open."""

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator, self._over = desk, tasks, navigator, parent

    def take(self, file: ApplicantFile) -> None:
        kind, about, on, text = choice_of(COMPLAINT_KINDS), self._requests(file), DateField(), _line()
        on.set_day(self._desk.clock.today())
        complaints, who = self._desk.complaints, file.applicant.id

        def work() -> Work:
            code, request = ComplaintKind(str(kind.currentData())), str(about.currentData())
            heard, words = on.day(), text.text()
            return lambda: complaints.take(who, code, words, on=heard, about=request)

        words = ActWords(
            self.tr("Take down a complaint"),
            self.tr("Record the complaint"),
            self.tr("It is counted beside the decision it is about, and stays in the file's trail."),
        )
        fields = (
            (self.tr("About"), kind),
            (self.tr("Request"), about),
            (self.tr("Heard on"), on),
            (self.tr("What was wrong, in the applicant's words"), text),
        )
        self._open(words, fields, work)

    def settle(self, file: ApplicantFile) -> None:
        found = open_complaint(file)
        if found is None:
            return
        step, text = choice_of(_SETTLING), _line()
        complaints, who, which = self._desk.complaints, file.applicant.id, found.first.id

        def work() -> Work:
            code, words = ComplaintStep(str(step.currentData())), text.text()
            return lambda: complaints.settle(who, which, code, words)

        told = f"{day(found.first.on)} · {named(COMPLAINT_KINDS, found.first.kind.value)}: {found.first.text}"
        words = ActWords(self.tr("Settle the complaint"), self.tr("Record"), told)
        self._open(words, ((self.tr("Outcome"), step), (self.tr("What was found and done"), text)), work)

    def _requests(self, file: ApplicantFile) -> QComboBox:
        """The requests of the file, the newest first and chosen, and none."""
        made = QComboBox()
        for request in sorted(file.applications, key=lambda one: (one.asked_on, one.id), reverse=True):
            made.addItem(f"{day(request.asked_on)} · {money(request.amount)}", request.id)
        made.addItem(self.tr("None of them"), "")
        return made

    def _open(
        self, words: ActWords, fields: tuple[tuple[str, QWidget], ...], work: Callable[[], Work | None]
    ) -> None:
        ActDialog(self._tasks, self._navigator, words, fields, work, self._over).open()
