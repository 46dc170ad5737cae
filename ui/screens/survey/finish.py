"""The end of a visit: what is missing, what contradicts, who went along, and the act that freezes it.

Every line leads to what it speaks of. Nothing here is decided by the window: what forbids the end is what
`OpenSurvey` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.screens.applicant.facts import Fact, FactList
from ui.screens.survey.check_words import check_name
from ui.screens.survey.editors.signature import SignatureEditor
from ui.screens.survey.hands import Hands
from ui.theme import tokens
from ui.widgets.badge import Mark
from ui.widgets.layout import column, label, row
from ui.widgets.notice import Notice
from ui.widgets.pieces import Field, SectionHeader, button
from workstation.domain.surveying import SecondInvestigator
from workstation.services.open_survey import Lack, Missing
from workstation.surveys.views import AnswerKind, QuestionView

_MOST_SHOWN = 12
SECOND_REF = "second"
"""Stands for a question: the second investigator's signature is none of the form's."""


class FinishPage(QWidget):
    """`wanted(lack, ref)` leads to what is missing; `frozen` asks for the end; `second_named(name)` with
    every key."""

    wanted = Signal(object, str)
    frozen = Signal()
    second_named = Signal(str)

    def __init__(self, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing: tuple[Missing, ...] = ()
        self._names: dict[str, tuple[str, bool]] = {}
        self._asked = False
        self._title, self._lead = label("title"), label("soft", wrap=True)
        self.lacks, self.contradictions = FactList(), FactList()
        self._second_head, self._second_word = SectionHeader(), label("soft", wrap=True)
        self.second_name, self._name_field = QLineEdit(), None
        self.signature = SignatureEditor(_signature_question(""), hands)
        self._name_field = Field(self.second_name)
        self.second_name.textEdited.connect(self.second_named)
        self.freeze, self.notice = button("primary", "lock"), Notice()
        self.along = button("", "users")
        self.along.clicked.connect(self._came_along)
        self.freeze.clicked.connect(self.frozen)
        self._last = label("faint", wrap=True)
        along = row(self.along, None)
        second = column(
            self._second_head, self._second_word, along, self._name_field, self.signature, gap=tokens.GAP
        )
        act = row(self.freeze, None)
        self.setLayout(
            column(
                self._title, self._lead, self.lacks, self.contradictions, second, self.notice, act,
                self._last, None, gap=tokens.WIDE,
            )
        )  # fmt: skip
        self.retranslate()

    def show_missing(self, missing: Sequence[Missing], names: dict[str, tuple[str, bool]]) -> None:
        """What is missing; `names` has questions by their place: the label, and if there is an answer."""
        if (tuple(missing), names) == (self._missing, self._names):
            return
        self._missing, self._names = tuple(missing), names
        self._show()

    def show_second(self, second: SecondInvestigator | None, *, asked: bool) -> None:
        """Whether policy asks for somebody who went along, and who did."""
        if not self.second_name.hasFocus():
            self.second_name.setText(second.name if second is not None else self.second_name.text())
        if asked:
            text = self.tr(
                "For this amount or kind of shop two people investigate. Both sign on this device."
            )
        else:
            text = self.tr("Nobody has to come along here. Who did may sign all the same.")
        self._second_word.setText(text)
        self._asked = asked or second is not None or self._asked
        self._show_pad()

    def _show_pad(self) -> None:
        """Name and pad where policy asks for them, or somebody did come along."""
        assert self._name_field is not None
        self._name_field.setVisible(self._asked)
        self.signature.setVisible(self._asked)
        self.along.setVisible(not self._asked)

    def _came_along(self) -> None:
        self._asked = True
        self._show_pad()
        self.second_name.setFocus()

    def show_signed(self, held_name: str) -> None:
        self.signature.show_question(_signature_question(held_name))

    def show_trouble(self, what: str, now: str) -> None:
        self.notice.show_notice("bad", what, now)

    def show_freezing(self, freezing: bool) -> None:
        self.freeze.setEnabled(not freezing and not self._forbidding())
        if freezing:
            self.notice.show_notice("soft", self.tr("Freezing and signing…"))

    def _forbidding(self) -> list[Missing]:
        return [one for one in self._missing if one.forbids]

    def _show(self) -> None:
        forbidding = self._forbidding()
        self.lacks.start()
        for one in forbidding[:_MOST_SHOWN]:
            wrong = self._names.get(one.ref, ("", False))[1]
            word = self.tr("To mend") if wrong else self.tr("Missing")
            fact = Fact(self._what(one), one.text, mark=Mark(word, "warn", "warning"))
            self.lacks.add_fact(fact, self._go(one))
        if len(forbidding) > _MOST_SHOWN:
            self.lacks.add(self.tr("and {0} more").format(len(forbidding) - _MOST_SHOWN))
        self.lacks.finish(self.tr("Nothing is missing."))
        self.contradictions.start()
        for one in self._missing:
            if one.what is Lack.EXPLANATION:
                fact = Fact(check_name(one.ref), "", mark=Mark(self.tr("Contradicts"), "warn", "warning"))
                self.contradictions.add_fact(fact, self._go(one))
        self.contradictions.finish(self.tr("No contradiction is open."))
        self.freeze.setEnabled(not forbidding)
        self.freeze.setAccessibleDescription("" if not forbidding else self._what(forbidding[0]))

    def _what(self, one: Missing) -> str:
        if one.what is Lack.ANSWER:
            return self._names.get(one.ref, (one.ref, False))[0]
        if one.what is Lack.CONSENT:
            return self.tr("No authorisation for photos and sound is in force on the day of the visit")
        return self.tr("The second investigator has not signed")

    def _go(self, one: Missing) -> QPushButton:
        texts = {
            Lack.ANSWER: self.tr("Go there"),
            Lack.CONSENT: self.tr("To the documents"),
            Lack.SECOND: self.tr("Sign below"),
            Lack.EXPLANATION: self.tr("Explain"),
        }
        made = button("quiet")
        made.setText(texts[one.what])
        about = check_name(one.ref) if one.what is Lack.EXPLANATION else self._what(one)
        made.setAccessibleName(f"{made.text()}: {about}")
        made.clicked.connect(partial(self.wanted.emit, one.what, one.ref))
        return made

    def retranslate(self) -> None:
        self._title.setText(self.tr("Finish the visit"))
        self._lead.setText(
            self.tr(
                "Once frozen, nothing in it changes any more. What turns out wrong is corrected by another."
            )
        )
        self.lacks.set_text(self.tr("Still missing"))
        self.contradictions.set_text(
            self.tr("Open contradictions"), self.tr("they do not stop you, but the case is referred")
        )
        self._second_head.set_text(self.tr("Second investigator"))
        assert self._name_field is not None
        self._name_field.set_text(self.tr("Name of the second investigator"))
        self.signature.set_name(self.tr("Signature of the second investigator"), "")
        self.along.setText(self.tr("Somebody came along…"))
        self.freeze.setText(self.tr("Freeze and sign the survey"))
        self._last.setText(self.tr("It then waits on this device for the hub, with its photos."))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.signature.retranslate()
            self.retranslate()
        super().changeEvent(event)


def _signature_question(value: str) -> QuestionView:
    looks = frozenset({"signature"})
    return QuestionView(SECOND_REF, SECOND_REF, AnswerKind.PHOTO, "", value=value, appearance=looks)
