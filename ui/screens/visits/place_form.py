"""Noting where a seller is and when it is open, there and then: an act like any edit of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.screens.screen import Navigator
from ui.tasks import Tasks
from ui.theme import tokens
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import Field, button
from ui.widgets.trouble import said_error
from workstation.domain.places import as_written
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.services.visits import VisitPlace

if TYPE_CHECKING:
    from workstation.services.desk import Desk

_LONGEST = 120


class PlaceForm(QWidget):
    """`noted` once it is written, and the form is gone; what the service refuses is said at the field it is
    about."""

    noted = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._place: VisitPlace | None = None
        self.position, self.hours, self.save = QLineEdit(), QLineEdit(), button("", "map-pin")
        self._who, self._address = label("", wrap=True), label("soft", wrap=True, selectable=True)
        self._fields = {"position": Field(self.position), "hours": Field(self.hours)}
        for line in (self.position, self.hours):
            line.setMaxLength(_LONGEST)
            line.returnPressed.connect(self.write)
        self.save.clicked.connect(self.write)
        lines = row(gap=tokens.GAP)
        for field in self._fields.values():
            lines.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(self._who, self._address, lines, row(None, self.save), gap=tokens.SNUG)
        )  # fmt: skip
        self.retranslate()
        self.hide()

    def show_place(self, place: VisitPlace | None) -> None:
        """Whose place it is; what is being typed for the same seller stays."""
        is_same = place is not None and self._place is not None and place == self._place
        self._place = place
        self.setVisible(place is not None)
        if place is None or is_same:
            return
        self.position.setText(_noted(place))
        self.hours.setText(place.hours_text)
        self._tell()

    @property
    def is_in_use(self) -> bool:
        """Whether the keyboard is in it."""
        return self.position.hasFocus() or self.hours.hasFocus()

    def begin(self) -> None:
        """The keyboard goes where something is missing."""
        target = self.hours if self.position.text() else self.position
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        target.selectAll()

    def write(self) -> None:
        if self._place is None:
            return
        who, note = self._place.applicant_id, self._desk.visits.note_place
        position = _changed(self.position.text(), _noted(self._place))
        hours = _changed(self.hours.text(), self._place.hours_text)
        if position is None and hours is None:
            self.begin()
            return
        self.save.setEnabled(False)
        self._tasks.write(lambda: note(who, position=position, hours=hours), self._written, self._not_written)

    def _written(self, _: Changes) -> None:
        self.save.setEnabled(True)
        name = self._place.name if self._place else ""
        self._navigator.say(self.tr("{name}: noted on this device; it waits for the hub").format(name=name))
        self.show_place(None)
        self.noted.emit()

    def _not_written(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        code = error.code if isinstance(error, KnownError) else ""
        field = self._fields.get(code.removesuffix(".unreadable"))
        if field is None:
            self._navigator.say_error(error)
            return
        words = said_error(error)
        field.set_wrong(words.now or words.what)
        field.control.setFocus()

    def retranslate(self) -> None:
        self._fields["position"].set_text(self.tr("Position"), self.tr("As 31.2304, 121.4737"))
        self._fields["hours"].set_text(self.tr("Opening hours"), self.tr("As 1-5 9:00-18:00; 6 10:00-16:00"))
        self.save.setText(self.tr("Note the place"))
        self._tell()

    def _tell(self) -> None:
        place = self._place
        self._who.setText(self.tr("Where is {name}?").format(name=place.name) if place else "")
        self._address.setText(place.address if place else "")
        self._address.setVisible(bool(place and place.address))
        for field in self._fields.values():
            field.set_wrong("")


def _noted(place: VisitPlace) -> str:
    """The position that the file says; what a visit measured is not taken for it."""
    return as_written(place.position) if place.position and not place.measured else ""


def _changed(typed: str, before: str) -> str | None:
    """What is to be written; None where it stays as it is."""
    return typed.strip() if typed.strip() != before.strip() else None
