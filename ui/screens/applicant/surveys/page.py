"""The surveys of a file: what is planned and begun, what was found, and what can be done with it.

Goes in: a `FileView`; drafts and forms are read beside it. Everything done here is an act of `desk.surveys`;
a survey is filled in on a screen of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from ui.screens.applicant.facts import Fact, FactList, Section
from ui.screens.applicant.page import FileActs, Page, TwoColumns
from ui.screens.applicant.surveys.acts import SurveyActs
from ui.screens.applicant.surveys.detail import SurveyDetail
from ui.screens.applicant.surveys.papers import ReportDialog, SurveyExports
from ui.screens.applicant.surveys.picture import PictureDialog
from ui.screens.applicant.surveys.table import COLUMNS, CONTEXT, SurveyRow, standing_mark
from ui.screens.screen import Navigator
from ui.screens.survey.form_words import form_names, form_title
from ui.tasks import Task, Tasks
from ui.theme import tokens
from ui.translation import language
from ui.widgets.badge import Mark
from ui.widgets.flow import FlowLayout
from ui.widgets.format import day, moment
from ui.widgets.layout import column
from ui.widgets.pieces import EmptyState, button
from ui.widgets.scroll import Scroller
from ui.widgets.table import FittedTable
from ui.widgets.why_not import WhyNot, allow
from workstation.domain.surveying import StandingSurvey, SurveyStanding, surveys_of
from workstation.domain.text import Language
from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.domain.drafting import Draft
    from workstation.domain.surveying import Attachment, Survey, Visit
    from workstation.services.desk import Desk
    from workstation.services.survey_names import SurveyNames
    from workstation.services.values import FileView


@dataclass(frozen=True, slots=True)
class Begun:
    """What is read beside the file: drafts, and the forms with the one for this kind of shop."""

    drafts: tuple[Draft, ...]
    forms: tuple[str, ...]
    titles: Mapping[str, str]
    proposed: str


class SurveysPage(Page):
    def __init__(
        self, desk: Desk, tasks: Tasks, navigator: Navigator, acts: FileActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(acts, parent)
        self._desk, self._tasks, self._navigator = desk, tasks, navigator
        self._view: FileView | None = None
        self._begun: Begun | None = None
        self._reading: Task[Begun] | None = None
        self._naming: Task[SurveyNames] | None = None
        self.acts = SurveyActs(self, desk, tasks, navigator)
        self.form, self.start = QComboBox(), button("primary", "map-pin")
        self.now, self.done, self.detail = FactList(self.form, self.start), Section(), SurveyDetail(self._who)
        self.table: FittedTable[SurveyRow] = FittedTable(COLUMNS, CONTEXT)
        self.exports = SurveyExports(self, desk, tasks, navigator)
        self.report, self.export = button("", "file-pdf"), button("", "paper-plane-tilt")
        self.correct, self.review = button("", "note-pencil"), button("", "shield-check")
        self.why_not = WhyNot()
        self.done.body.addWidget(self.table)
        self.none = EmptyState("clipboard-text", self.begin)
        acts_line = FlowLayout(tokens.SNUG, tokens.SNUG)
        for made in (self.report, self.correct, self.review, self.export):
            acts_line.addWidget(made)
        left, right, inner = QWidget(), QWidget(), QWidget()
        left.setLayout(column(self.now, self.done, acts_line, self.why_not, gap=tokens.WIDE))
        right.setLayout(column(self.detail))
        self.columns = TwoColumns(left, right)
        inner.setLayout(column(self.columns, None, margin=tokens.WIDE))
        self.scroller = Scroller(inner)
        self.body.setLayout(column(self.scroller, self.none, gap=0))
        self.start.clicked.connect(self.begin)
        self.table.chosen.connect(self._show_chosen)
        self.detail.looked_at.connect(self._look_at)
        self.correct.clicked.connect(lambda: self._with_chosen(self.acts.correct))
        self.review.clicked.connect(lambda: self._with_chosen(self.acts.review))
        self.report.clicked.connect(lambda: self._with_chosen(self._show_report))
        self.export.clicked.connect(lambda: self._with_chosen(self.exports.export))
        self.render_texts()

    # What the screen tells the page.

    def show_view(self, view: FileView) -> None:
        self._view = view
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._tasks.read(partial(self._read, view), self._was_read, self.show_trouble)

    def show_waiting(self) -> None:
        self._view = self._begun = None
        self.form.clear()  # another file may be of another kind of shop
        super().show_waiting()

    def close_page(self) -> None:
        for task in (self._reading, self._naming):
            if task is not None:
                task.cancel()
        super().close_page()

    def _read(self, view: FileView) -> Begun:
        surveys = self._desk.surveys
        try:
            proposed = surveys.form_for(view.file.applicant).id
        except KnownError:
            proposed = ""
        forms, titles = tuple(one.id for one in surveys.forms()), surveys.catalogue.titles()
        return Begun(surveys.drafts(view.file.applicant.id), forms, titles, proposed)

    def _was_read(self, begun: Begun) -> None:
        self._begun = begun
        self.render_texts()
        self.show_body()

    @property
    def chosen(self) -> StandingSurvey | None:
        """The survey whose detail is shown."""
        found = self.table.current_row()
        return found.found if isinstance(found, SurveyRow) else None

    def begin(self) -> None:
        """Go on with what was begun, else begin with the form that is chosen."""
        if self._view is None or self._begun is None:
            return
        form_id = str(self.form.currentData() or "")
        begun = [one for one in self._begun.drafts if one.form_id == form_id or not form_id]
        if begun:
            self.acts.go_on(begun[0])
        else:
            self.acts.start(self._view, form_id, next(iter(self._visits(form_id)), None))

    def _visits(self, form_id: str) -> list[Visit]:
        """Planned visits that no survey has fulfilled yet, with this form where one is named."""
        if self._view is None:
            return []
        done = {one.visit for one in self._view.file.surveys}
        return [
            one
            for one in sorted(self._view.file.visits, key=lambda one: one.due_on)
            if one.id not in done and form_id in ("", one.form)
        ]

    # Showing.

    def render_texts(self) -> None:
        if not hasattr(self, "scroller"):
            return
        self.scroller.setAccessibleName(self.tr("Surveys"))
        self.now.set_text(self.tr("To do"))
        self.done.set_text(self.tr("Finished surveys"))
        self.start.setText(self.tr("Start a visit"))
        self.form.setAccessibleName(self.tr("Form"))
        self.report.setText(self.tr("Report…"))
        self.export.setText(self.tr("Hand on…"))
        self.correct.setText(self.tr("Correct…"))
        self.review.setText(self.tr("Review…"))
        self.table.setAccessibleName(self.tr("Finished surveys"))
        self.table.rows_model.retranslate()
        self.none.set_text(
            self.tr("No visit yet"),
            self.tr(
                "What was found on site stands here: figures with how each was come by, cross-checks, photos "
                "and what a supervisor says. It counts in the assessment."
            ),
            self.tr("Start a visit"),
        )
        if self._view is None or self._begun is None:
            return
        self._show_forms(self._begun)
        self._show_now(self._view, self._begun)
        self._show_done(self._view)

    def _show_forms(self, begun: Begun) -> None:
        chosen = self.form.currentData()
        self.form.blockSignals(True)
        self.form.clear()
        for form_id, name in form_names(begun.forms, begun.proposed, begun.titles):
            self.form.addItem(name, form_id)
        self.form.setCurrentIndex(max(self.form.findData(chosen), 0) if begun.forms else -1)
        self.form.blockSignals(False)
        self.start.setEnabled(bool(begun.forms))

    def _show_now(self, view: FileView, begun: Begun) -> None:
        self.now.start()
        for draft in begun.drafts:
            name = self._called(draft.form_id)
            note = self.tr("begun {0}").format(moment(draft.opened_at))
            if draft.corrects:
                note += " · " + self.tr("corrects another: {0}").format(draft.reason)
            fact = Fact(name, note, mark=Mark(self.tr("Being filled in"), "accent", "note-pencil"))
            go_on = self._act(self.tr("Go on"), name, partial(self.acts.go_on, draft))
            drop = self._act(self.tr("Throw away…"), name, partial(self.acts.drop, draft))
            self.now.add_fact(fact, go_on, drop)
        self._show_asked_again(view, {one.corrects for one in begun.drafts})
        begun_for = {one.visit for one in begun.drafts}
        today = self._desk.clock.today()
        for visit in self._visits(""):
            if visit.id in begun_for:
                continue
            title = visit.title_zh if language() is Language.ZH else visit.title_en
            late = visit.due_on < today
            word = self.tr("Overdue") if late else self.tr("Planned")
            mark = Mark(word, "warn" if late else "plain", "calendar-blank")
            note = self.tr("until {0}").format(day(visit.due_on))
            fact = Fact(title, f"{self._called(visit.form)} · {note}", mark=mark)
            start = self._act(self.tr("Start"), title, partial(self.acts.start, view, visit.form, visit))
            self.now.add_fact(fact, start)
        self.now.finish(self.tr("No visit is planned or begun."))

    def _show_asked_again(self, view: FileView, begun: set[str]) -> None:
        """What a supervisor wants done once more, until its correction is begun."""
        for one in surveys_of(view.file.surveys, view.file.survey_reviews):
            if one.standing is not SurveyStanding.ASKED_AGAIN or one.survey.id in begun or one.review is None:
                continue
            name = self._called(one.survey.form.id)
            note = f"{name} · {day(one.survey.visited_on)} · {self._who(one.review.reviewed_by)}"
            fact = Fact(one.review.text or name, note, mark=standing_mark(one.standing))
            self.now.add_fact(
                fact, self._act(self.correct.text(), name, partial(self.acts.correct, view, one))
            )

    def _show_done(self, view: FileView) -> None:
        standing = surveys_of(view.file.surveys, view.file.survey_reviews)
        rows = tuple(
            SurveyRow(one, self._called(one.survey.form.id), self._who(one.survey.made_by))
            for one in standing
        )
        empty = not rows and self._begun is not None and not self._begun.drafts and not self._visits("")
        self.none.setVisible(empty)
        self.scroller.setVisible(not empty)
        before = self.chosen.survey.id if self.chosen is not None else ""
        self.table.show_rows(rows)
        self.done.set_empty("" if rows else self.tr("No survey is finished yet."))
        self.table.setVisible(bool(rows))
        ids = [one.found.survey.id for one in rows]
        self.table.choose(ids.index(before) if before in ids else 0)
        self._show_chosen()

    def _called(self, form_id: str) -> str:
        return form_title(form_id, "" if self._begun is None else self._begun.titles.get(form_id, ""))

    def _show_chosen(self, *_: object) -> None:
        found = self.table.current_row()
        chosen = found if isinstance(found, SurveyRow) else None
        self.detail.setVisible(chosen is not None)
        for made in (self.report, self.correct, self.review, self.export):
            made.setVisible(chosen is not None)
        if chosen is None or self._view is None:
            self.why_not.show_reasons(())
            return
        self.detail.show_row(chosen)
        self._read_names(chosen.found.survey)
        corrected = chosen.found.standing is SurveyStanding.CORRECTED
        no_correction = self.tr("another survey has taken its place") if corrected else ""
        may = self._desk.surveys.may_review(self._view.file, chosen.found.survey)
        no_review = "" if may else self.tr("a supervisor does it who did not make it")
        allow(self.correct, no_correction)
        allow(self.review, no_review)
        self.why_not.show_reasons(((self.correct.text(), no_correction), (self.review.text(), no_review)))

    def _read_names(self, survey: Survey) -> None:
        if self._naming is not None:
            self._naming.cancel()
        names, spoken = self._desk.surveys.names, language().value
        self._naming = self._tasks.read(
            lambda: names(survey.applicant_id, survey.id, spoken), self.detail.show_names, lambda _: None
        )

    def _look_at(self, held: Attachment, name: str, note: str) -> None:
        PictureDialog(self._desk, self._tasks, held, name, note, self).open()

    def _show_report(self, _: FileView, found: StandingSurvey) -> None:
        ReportDialog(self._desk, self._tasks, self._navigator, found, self).open()

    def _with_chosen(self, act: Callable[[FileView, StandingSurvey], None]) -> None:
        if self._view is not None and self.chosen is not None:
            act(self._view, self.chosen)

    def _act(self, text: str, about: str, act: Callable[[], object]) -> QPushButton:
        made = button("quiet")
        made.setText(text)
        made.setAccessibleName(f"{text} {about}")
        made.clicked.connect(lambda: act())
        return made

    def _who(self, officer_id: str) -> str:
        officer = self._desk.officer
        return officer.name if officer_id == officer.id else officer_id
