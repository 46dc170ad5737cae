"""One finished survey: what it found, what contradicts, what was said of it. It is read, never changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.screens.applicant.facts import Fact, FactList
from ui.screens.applicant.surveys.picture import PICTURES
from ui.screens.applicant.surveys.table import SurveyRow, standing_mark
from ui.screens.applicant.surveys.words import BASES
from ui.screens.survey.check_words import apart_words, check_mark, check_name, side_words
from ui.screens.survey.editors.files import size_words
from ui.screens.survey.typed import figure_shown
from ui.theme import tokens
from ui.widgets.badge import Badge
from ui.widgets.format import DASH, day, moment
from ui.widgets.layout import column, label, row
from ui.widgets.pieces import button
from ui.widgets.words import named
from workstation.domain.surveying import Attachment, AttachmentKind, Survey
from workstation.domain.words import VISIT_FIGURES
from workstation.services.survey_names import SurveyNames, rows_of

_MOST_EDITS = 20
_SHARE = "gross_margin"
"""The one figure that is a share of another: hundredths of it are per cent."""


class SurveyDetail(QWidget):
    """`looked_at(attachment, its name, what is known of it)` asks for a photo or signature to be shown."""

    looked_at = Signal(object, str, str)

    def __init__(self, who: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = who
        self._row: SurveyRow | None = None
        self._names = SurveyNames()
        self._title, self._badge, self._note = label("title"), Badge(), label("soft", wrap=True)
        self.figures, self.checks, self.files = FactList(), FactList(), FactList()
        self.said, self.edits = FactList(), FactList()
        head = row(self._title, self._badge, None)
        parts = (self.said, self.checks, self.figures, self.files, self.edits)
        self.setLayout(column(head, self._note, *parts, gap=tokens.WIDE))

    def show_names(self, names: SurveyNames) -> None:
        """What the form calls what was edited and taken, once it is read."""
        self._names = names
        if self._row is not None:
            self._show_files(self._row.found.survey)
            self._show_edits(self._row.found.survey)

    def show_row(self, row_: SurveyRow) -> None:
        if self._row is None or self._row.found.survey.id != row_.found.survey.id:
            self._names = SurveyNames()
        self._row = row_
        survey = row_.found.survey
        self._title.setText(self.tr("Visit of {0}").format(day(survey.visited_on)))
        self._badge.show_mark(standing_mark(row_.found.standing))
        self._note.setText(" · ".join(self._notes(survey)))
        self._show_said(row_)
        self._show_checks(row_)
        self._show_figures(survey)
        self._show_files(survey)
        self._show_edits(survey)

    def _notes(self, survey: Survey) -> list[str]:
        parts = [self._row.form if self._row else "", self._who(survey.made_by)]
        if survey.second is not None:
            parts.append(self.tr("with {0}").format(survey.second.name))
        parts.append(self.tr("finished {0}").format(moment(survey.finalised_at)))
        minutes = sum(one.seconds for one in survey.sections) // 60
        if minutes:
            parts.append(self.tr("{0} minutes").format(minutes))
        if survey.corrects:
            parts.append(self.tr("corrects another: {0}").format(survey.reason))
        return [part for part in parts if part]

    def _show_said(self, row_: SurveyRow) -> None:
        review, survey = row_.found.review, row_.found.survey
        self.said.set_text(self.tr("Opinions"))
        self.said.start()
        if survey.opinion:
            self.said.add(survey.opinion, self._who(survey.made_by), symbol="chat-text")
        if review is not None:
            note = f"{self._who(review.reviewed_by)} · {moment(review.reviewed_at)}"
            text = review.text or standing_mark(row_.found.standing).text
            self.said.add(text, note, symbol="shield-check")
            for quote in review.quotes:
                self.said.add(f"“{quote}”", self.tr("released to be quoted"))
        self.said.finish(self.tr("Nobody has said anything of it yet."))

    def _show_checks(self, row_: SurveyRow) -> None:
        survey, open_ones = row_.found.survey, row_.found.contradictions
        self.checks.set_text(self.tr("Cross-checks"), self.tr("{0} open").format(len(open_ones)))
        self.checks.start()
        for one in sorted(survey.checks, key=lambda one: one.within):
            sides = " · ".join(" ".join(side_words(one.check, side)) for side in one.sides)
            note = [f"{apart_words(one)}  ({sides})", one.explanation]
            again = row_.found.review is not None and one.check in row_.found.review.reopened
            if again:
                note.append(self.tr("The supervisor does not take this explanation."))
            mark = check_mark(one)
            self.checks.add(check_name(one.check), "\n".join(part for part in note if part), mark=mark)
        self.checks.finish(self.tr("Nothing could be held against anything else."))

    def _show_figures(self, survey: Survey) -> None:
        self.figures.set_text(self.tr("Figures for the assessment"))
        self.figures.start()
        for one in survey.figures:
            name = named(VISIT_FIGURES, one.figure)
            shown = f"{one.value}%" if one.figure == _SHARE else figure_shown(f"{one.value / 100:.2f}")
            self.figures.add(name, named(BASES, one.basis.value), shown)
        self.figures.finish(self.tr("It gives no figures."))

    def _show_files(self, survey: Survey) -> None:
        names = {
            AttachmentKind.PHOTO: (self.tr("Photo"), "camera"),
            AttachmentKind.SIGNATURE: (self.tr("Signature"), "pen-nib"),
            AttachmentKind.AUDIO: (self.tr("Recording"), "microphone"),
            AttachmentKind.VIDEO: (self.tr("Film"), "paperclip"),
            AttachmentKind.FILE: (self.tr("File"), "paperclip"),
        }
        self.files.set_text(self.tr("Photos, signatures and recordings"))
        self.files.start()
        for one in survey.attachments:
            kind, symbol = names[one.kind]
            name = self._names.questions.get(one.ref, "") or kind
            parts = [one.name if name == kind else kind, size_words(one.size)]
            if one.taken_at:
                parts.append(self.tr("taken {0}").format(one.taken_at.replace("T", " ")[:16]))
            note = " · ".join(parts)
            self.files.add_fact(Fact(name, note, symbol=symbol), *self._looking_at(one, name, note))
        self.files.finish(self.tr("None were taken."))

    def _looking_at(self, held: Attachment, name: str, note: str) -> list[QPushButton]:
        if held.kind not in PICTURES:
            return []
        look = button("quiet")
        look.setText(self.tr("Look at it"))
        look.setAccessibleName(f"{look.text()}: {name}")
        look.clicked.connect(lambda: self.looked_at.emit(held, name, note))
        return [look]

    def _show_edits(self, survey: Survey) -> None:
        self.edits.set_text(self.tr("Changed answers"))
        self.edits.start()
        for one in survey.edits[:_MOST_EDITS]:
            name = self._names.question(one.ref)
            if rows := rows_of(one.ref):
                name = self.tr("{0}, line {1}").format(name, ".".join(rows))
            old, new = (self._names.answer(one.ref, text) or DASH for text in (one.old, one.new))
            note = f"{moment(one.at)} · {one.reason}" if one.reason else moment(one.at)
            self.edits.add(f"{name}: {old} → {new}", note)
        if len(survey.edits) > _MOST_EDITS:
            self.edits.add(self.tr("and {0} more").format(len(survey.edits) - _MOST_EDITS))
        self.edits.finish(self.tr("No answer was changed."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._row is not None:
            self.show_row(self._row)
        super().changeEvent(event)
