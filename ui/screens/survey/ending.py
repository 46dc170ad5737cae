"""Finishing a survey: what the finish page shows, the second investigator's signature, and the freezing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.screens.survey.filling import Filling
from ui.screens.survey.finish import SECOND_REF, FinishPage
from ui.screens.survey.hands import Hands, Taken
from ui.theme import tokens
from ui.widgets.layout import column
from ui.widgets.trouble import said_error
from workstation.domain.surveying import Attachment, AttachmentKind
from workstation.errors import KnownError
from workstation.services.open_survey import Lack, Missing

if TYPE_CHECKING:
    pass


class Ending(QWidget):
    """`frozen(Survey)` once it is done."""

    frozen = Signal(object)

    def __init__(self, filling: Filling, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling, self._hands = filling, hands
        self._signature = b""
        self.freezing = False
        self.page = FinishPage(replace(hands, keep=self._signed, drop=self._wiped, held=self._held))
        self.page.frozen.connect(self._freeze)
        self.page.second_named.connect(lambda _: self._set_second())
        self.setLayout(column(self.page, margin=tokens.WIDE))

    def show_missing(self, missing: Sequence[Missing]) -> None:
        survey = self._filling.survey
        asked = any(one.what is Lack.SECOND for one in missing) or survey.second is not None
        self.page.show_second(survey.second, asked=asked)
        self.page.show_signed(survey.second.signature if survey.second else "")
        answers = [one.ref for one in missing if one.what is Lack.ANSWER]
        names = {ref: (self._name(ref), bool(survey.run.value(ref))) for ref in answers}
        self.page.show_missing(missing, names)

    def _name(self, ref: str) -> str:
        """A question by its label, and the row where it stands in one."""
        try:
            view = self._filling.survey.run.question(ref)
        except KnownError:
            return ref
        rows = [part.partition("[")[2].rstrip("]") for part in ref.split("/") if "[" in part]
        told = view.label or view.name
        return self.tr("{0}, line {1}").format(told, ".".join(rows)) if rows else told

    # The second investigator.

    def _signed(self, _: str, taken: Taken) -> None:
        self._signature = taken.data
        self._set_second()

    def _wiped(self, _: str) -> None:
        self._signature = b""

    def _set_second(self) -> None:
        """Kept as soon as there are both: a name and a signature."""
        name = self.page.second_name.text().strip()
        if name and self._signature:
            self._filling.set_second(name, self._signature)

    def _held(self, ref: str) -> Attachment | None:
        second = self._filling.survey.second
        if second is None:
            return None
        return Attachment("", SECOND_REF, AttachmentKind.SIGNATURE, second.signature, "image/png", 0)

    # The act.

    def _freeze(self) -> None:
        self.freezing = True
        self.page.show_freezing(True)
        self._hands.tasks.write(self._filling.survey.finalise, self.frozen.emit, self._not_frozen)

    def _not_frozen(self, error: BaseException) -> None:
        self.freezing = False
        self.page.show_freezing(False)
        words = said_error(error)
        self.page.show_trouble(words.what, words.now)
        self.show_missing(self._filling.survey.what_is_missing())

    def put_away(self) -> None:
        self.page.signature.put_away()
