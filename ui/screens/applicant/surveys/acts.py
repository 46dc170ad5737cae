"""The dialogs of the tab "Surveys": begin, correct, throw away, and a supervisor's word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.screens.act_dialog import ActDialog, ActWords, Work
from ui.screens.screen import Navigator
from ui.screens.survey.check_words import check_name
from ui.tasks import Tasks
from ui.theme.style import theme
from ui.widgets.dialogs import ask
from ui.widgets.layout import column
from workstation.domain.surveying import StandingSurvey, Verdict
from workstation.events import Changes

if TYPE_CHECKING:
    from workstation.domain.drafting import Draft
    from workstation.domain.surveying import Visit
    from workstation.services.desk import Desk
    from workstation.services.open_survey import OpenSurvey
    from workstation.services.values import FileView

_QUOTE_ROWS = 4


class SurveyActs:
    def __init__(self, page: QWidget, desk: Desk, tasks: Tasks, navigator: Navigator) -> None:
        self._page, self._desk, self._tasks, self._navigator = page, desk, tasks, navigator
        self._beginning = False

    def tr(self, text: str) -> str:
        return QCoreApplication.translate("SurveyActs", text)

    # Filling in.

    def start(self, view: FileView, form_id: str = "", visit: Visit | None = None) -> None:
        """Begin with a form, or go on with what was begun with it."""
        self._begin(partial(
            self._desk.surveys.open,
            view.file.applicant.id,
            form_id or (visit.form if visit is not None else ""),
            visit=visit.id if visit is not None else "",
        ))  # fmt: skip

    def go_on(self, draft: Draft) -> None:
        self._navigator.open_survey(draft.id)

    def _begin(self, work: partial[OpenSurvey]) -> None:
        """Compiling a form takes a moment: a second press begins nothing twice."""
        if self._beginning:
            return
        self._beginning = True
        self._tasks.write(work, self._begun, self._not_begun)

    def _begun(self, survey: OpenSurvey) -> None:
        self._beginning = False
        self._navigator.open_survey(survey.id)

    def _not_begun(self, error: BaseException) -> None:
        self._beginning = False
        self._navigator.say_error(error)

    def drop(self, draft: Draft) -> None:
        ask(
            self._page,
            self.tr("Throw this survey away?"),
            self.tr("Its answers and photos are gone from this device. It was never sent."),
            self.tr("Throw away"),
            lambda: self._tasks.write(
                lambda: self._desk.surveys.drop(draft.id), lambda _: None, self._navigator.say_error
            ),
            danger=True,
        )

    def correct(self, view: FileView, found: StandingSurvey) -> None:
        """A new survey that begins with the answers of the one it takes the place of."""
        reason = QLineEdit()
        opened: list[OpenSurvey] = []

        def collect() -> Work:
            why, who, survey_id = reason.text(), view.file.applicant.id, found.survey.id

            def work() -> Changes:
                opened.append(self._desk.surveys.open(who, corrects=survey_id, reason=why))
                return Changes(frozenset({who}), frozenset({"draft"}))

            return work

        words = ActWords(
            self.tr("Correct the survey of {0}").format(found.survey.visited_on.isoformat()),
            self.tr("Begin the correction"),
            self.tr("The finished survey never changes. A new one begins with its answers."),
            self.tr("The correction is begun"),
        )
        fields: list[tuple[str, QWidget]] = [(self.tr("Reason"), reason)]
        dialog = ActDialog(self._tasks, self._navigator, words, fields, collect, self._page)
        dialog.accepted.connect(lambda: self._navigator.open_survey(opened[-1].id))
        dialog.open()

    # A supervisor's word.

    def review(self, view: FileView, found: StandingSurvey) -> None:
        """What the owner said is read first; where it cannot be, there is nothing to quote."""
        self._tasks.read(
            lambda: self._desk.surveys.owners_words(view.file.applicant.id, found.survey.id),
            lambda words: self._review(view, found, words),
            lambda _: self._review(view, found, ()),
        )

    def _review(self, view: FileView, found: StandingSurvey, said_by_owner: tuple[str, ...]) -> None:
        verdict, text, quotes = QComboBox(), QPlainTextEdit(), QPlainTextEdit()
        for code, name in (
            (Verdict.ACCEPTED, self.tr("Accept")),
            (Verdict.ASKED_AGAIN, self.tr("Ask again")),
            (Verdict.REJECTED, self.tr("Reject")),
        ):
            verdict.addItem(name, code.value)
        checks = {
            one.check: QCheckBox(check_name(one.check)) for one in found.survey.checks if not one.within
        }
        box = QWidget()
        box.setLayout(column(*checks.values(), gap=4))
        heard = QPlainTextEdit("\n".join(said_by_owner))
        heard.setReadOnly(True)
        for lines in (text, heard, quotes):
            lines.setTabChangesFocus(True)
            lines.setFixedHeight(theme().px(_QUOTE_ROWS * 24))
        quotes.setPlainText("\n".join(found.review.quotes if found.review is not None else ()))
        fields: list[tuple[str, QWidget]] = [
            (self.tr("Verdict"), verdict),
            (self.tr("What you say of it"), text),
        ]
        if checks:
            fields.append((self.tr("Explanations that do not do"), box))
        if said_by_owner:
            fields.append((self.tr("What the owner said"), heard))
        fields.append((self.tr("The owner's words that may be quoted upward, one a line"), quotes))

        def collect() -> Work:
            said, why = Verdict(str(verdict.currentData())), text.toPlainText()
            again = [code for code, one in checks.items() if one.isChecked()]
            quoted = [line for line in quotes.toPlainText().splitlines() if line.strip()]
            return partial(
                self._desk.surveys.review, view.file.applicant.id, found.survey.id, said, why,
                reopened=again, quotes=quoted,
            )  # fmt: skip

        words = ActWords(
            self.tr("Review the survey of {0}").format(found.survey.visited_on.isoformat()),
            self.tr("Record the review"),
            self.tr("Whoever asks again or rejects says why. Nobody may be recognised in a quote."),
        )
        ActDialog(self._tasks, self._navigator, words, fields, collect, self._page).open()
