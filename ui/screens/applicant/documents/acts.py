"""The dialogs of the tab "Documents": each takes down one record through `desk.people`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work, choice_of
from ui.screens.applicant.documents.words import DOCUMENTS, PARTY_ROLES, SECURITY
from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import ask
from ui.widgets.layout import row
from ui.widgets.money_field import MoneyField
from ui.widgets.words import SCOPES, named
from workstation.domain.file_papers import CollateralKind, ConsentScope, DocumentKind, PartyRole
from workstation.errors import KnownError
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.domain.file_papers import Collateral, Party
    from workstation.lending.file_policy import ChecklistLine
    from workstation.services.desk import Desk
    from workstation.services.values import FileView

_USUAL_DAYS = 365
"""How long an authorisation is proposed to hold; the day on the paper is what counts."""


class ScopeBoxes(QWidget):
    """One box a scope; trading data is what nearly every paper allows."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {scope: QCheckBox(named(SCOPES, scope)) for scope in ConsentScope}
        self.boxes[ConsentScope.DATA].setChecked(True)
        self.setLayout(row(*self.boxes.values(), None))
        self.setFocusProxy(self.boxes[next(iter(ConsentScope))])

    def chosen(self) -> tuple[ConsentScope, ...]:
        return tuple(scope for scope, box in self.boxes.items() if box.isChecked())


class DocumentActs:
    def __init__(self, page: QWidget, desk: Desk, tasks: Tasks, navigator: Navigator) -> None:
        self._page, self._desk, self._tasks, self._navigator = page, desk, tasks, navigator

    def tr(self, text: str) -> str:
        return QCoreApplication.translate("DocumentActs", text)

    def take_authorisation(self, view: FileView) -> None:
        scopes, signed, until = ScopeBoxes(), DateField(), DateField()
        scan = self._scans(view)
        today = self._desk.people.hand.clock.today()
        signed.set_day(today)
        until.set_day(today + timedelta(days=_USUAL_DAYS))
        fields = [
            (self.tr("What it allows"), scopes),
            (self.tr("Signed on"), signed),
            (self.tr("Valid until"), until),
            (self.tr("Scan of the paper"), scan),
        ]

        def collect() -> Work:
            allowed, first, last = scopes.chosen(), signed.day(), until.day()
            document = str(scan.currentData())
            return lambda: self._desk.people.take_authorisation(
                view.file.applicant.id, allowed, last, signed_on=first, document_id=document
            )

        self._open(self.tr("Take down an authorisation"), fields, collect)

    def withdraw(self, view: FileView, authorisation_id: str) -> None:
        reason = QLineEdit()

        def collect() -> Work:
            text = reason.text()
            return lambda: self._desk.people.withdraw_authorisation(
                view.file.applicant.id, authorisation_id, text
            )

        heading = self.tr("The applicant takes the authorisation back from today on")
        self._open(heading, [(self.tr("Reason, where one was given"), reason)], collect)

    def check(self, view: FileView, line: ChecklistLine, name: str) -> None:
        result, how, scan = QComboBox(), QLineEdit(), self._scans(view)
        result.addItem(self.tr("In order"), True)
        result.addItem(self.tr("Not in order"), False)
        whose = line.party.id if line.party else ""
        fields = [
            (self.tr("Result"), result),
            (self.tr("How it was checked"), how),
            (self.tr("Scan"), scan),
        ]

        def collect() -> Work:
            passed, text, evidence = bool(result.currentData()), how.text(), str(scan.currentData())
            return lambda: self._desk.people.check_identity(
                view.file.applicant.id, line.item, passed, text, evidence=evidence, party_id=whose
            )

        self._open(self.tr("Check: {0}").format(name), fields, collect)

    def add_party(self, view: FileView) -> None:
        role, name, number, phone = choice_of(PARTY_ROLES), QLineEdit(), QLineEdit(), QLineEdit()
        fields = [
            (self.tr("Role"), role),
            (self.tr("Name"), name),
            (self.tr("Identity or registration number"), number),
            (self.tr("Phone"), phone),
        ]

        def collect() -> Work:
            kind, called = PartyRole(role.currentData()), name.text()
            id_number, calls = number.text(), phone.text()
            return lambda: self._desk.people.record_party(
                view.file.applicant.id, kind, called, id_number=id_number, phone=calls
            )

        self._open(self.tr("Add a person or firm"), fields, collect)

    def end_party(self, view: FileView, party: Party) -> None:
        people, applicant_id = self._desk.people, view.file.applicant.id
        self._ask(
            self.tr("Does {0} stand beside the applicant no longer?").format(party.name),
            self.tr("It ends today. What was recorded before stays in the file."),
            self.tr("End"),
            lambda: people.end_party(applicant_id, party.id),
        )

    def add_scan(self, view: FileView) -> None:
        files = self.tr("Scans (*.pdf *.jpg *.jpeg *.png *.webp)")
        dialog = QFileDialog(self._page, self.tr("Add a scan"), "", files)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.describe_scan(view, Path(chosen)))
        dialog.open()

    def describe_scan(self, view: FileView, path: Path) -> None:
        """Say what the chosen file is; it is read when it is kept."""
        kind, title = choice_of(DOCUMENTS), QLineEdit(path.stem)

        def collect() -> Work:
            what, called = DocumentKind(kind.currentData()), title.text()
            people, applicant_id = self._desk.people, view.file.applicant.id
            return lambda: people.add_document(applicant_id, what, called, _bytes_of(path))

        fields = [(self.tr("Kind"), kind), (self.tr("Title"), title)]
        self._open(self.tr("Add {0}").format(path.name), fields, collect)

    def take_security(self, view: FileView) -> None:
        kind, title, value = choice_of(SECURITY), QLineEdit(), MoneyField()
        fields = [
            (self.tr("Kind"), kind),
            (self.tr("What it is"), title),
            (self.tr("Value (yuan), before any haircut"), value),
        ]

        def collect() -> Work:
            what, called, fen = CollateralKind(kind.currentData()), title.text(), value.fen() or 0
            return lambda: self._desk.people.take_collateral(view.file.applicant.id, what, called, fen)

        self._open(self.tr("Take security"), fields, collect)

    def release(self, view: FileView, security: Collateral) -> None:
        people, applicant_id = self._desk.people, view.file.applicant.id
        self._ask(
            self.tr("Give {0} back?").format(security.title),
            self.tr("From today on it secures nothing any more."),
            self.tr("Release"),
            lambda: people.release_collateral(applicant_id, security.id),
        )

    def _scans(self, view: FileView) -> QComboBox:
        made = QComboBox()
        made.addItem(self.tr("none"), "")
        for scan in view.file.documents:
            made.addItem(scan.title, scan.id)
        return made

    def _open(self, heading: str, fields: list[tuple[str, QWidget]], collect: Callable[[], Work]) -> None:
        words = ActWords(heading, self.tr("Take down"))
        ActDialog(self._tasks, self._navigator, words, fields, collect, self._page).open()

    def _ask(self, title: str, text: str, yes: str, write: Work) -> None:
        def keep() -> None:
            self._tasks.write(write, self._say_kept, self._navigator.say_error)

        ask(self._page, title, text, yes, keep, danger=True)

    def _say_kept(self, _: Changes) -> None:
        self._navigator.say(self.tr("It is saved on this device and waits for the hub"))


def _bytes_of(path: Path) -> bytes:
    """Raises `KnownError` (`document.unreadable`)."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownError(
            "document.unreadable", f"the file cannot be read: {error.strerror or error}", where=str(path),
            remedy="Choose another file.",
        ) from error  # fmt: skip
