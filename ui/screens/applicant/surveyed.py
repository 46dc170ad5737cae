"""Surveys and a supervisor's words on them, as lines of a file's trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.screens.applicant.happening import Happening
from ui.translation import translate
from ui.widgets.badge import Mark
from ui.widgets.format import day, moment
from ui.widgets.words import SURVEY_STANDINGS, named
from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import StandingSurvey, SurveyReview, SurveyStanding, Verdict, surveys_of

CONTEXT = "Surveyed"

_TONES = {
    SurveyStanding.ACCEPTED: "good",
    SurveyStanding.ASKED_AGAIN: "warn",
    SurveyStanding.REJECTED: "bad",
}
_VERDICTS: dict[Verdict, tuple[str, str, str]] = {
    Verdict.ACCEPTED: (QT_TRANSLATE_NOOP("Surveyed", "Survey accepted"), "good", "check-circle"),
    Verdict.ASKED_AGAIN: (
        QT_TRANSLATE_NOOP("Surveyed", "Survey asked again"), "warn", "arrow-counter-clockwise",
    ),
    Verdict.REJECTED: (QT_TRANSLATE_NOOP("Surveyed", "Survey rejected"), "bad", "x-circle"),
}  # fmt: skip

Who = Callable[[str], str]


def happenings_of_visits(file: ApplicantFile, who: Who) -> Iterator[Happening]:
    for one in surveys_of(file.surveys, file.survey_reviews):
        yield _of_survey(one, who)
    for review in file.survey_reviews:
        yield _of_review(review, who)


def _of_survey(one: StandingSurvey, who: Who) -> Happening:
    survey = one.survey
    mark = Mark(translate("Surveyed", "Survey"), _TONES.get(one.standing, "plain"), "clipboard-text")
    visited = translate("Surveyed", "visit of {0}").format(day(survey.visited_on))
    standing = named(SURVEY_STANDINGS, one.standing.value)
    note = " · ".join((moment(survey.finalised_at), who(survey.made_by), visited, standing))
    said = []
    if survey.reason:
        said.append(translate("Surveyed", "Corrects the one before: {0}").format(survey.reason))
    if one.contradictions:
        said.append(
            translate("Surveyed", "Contradictions that are open: {0}").format(len(one.contradictions))
        )
    return Happening(survey.finalised_at, mark, "\n".join(said), note)


def _of_review(review: SurveyReview, who: Who) -> Happening:
    words, tone, symbol = _VERDICTS[review.verdict]
    note = f"{moment(review.reviewed_at)} · {who(review.reviewed_by)}"
    return Happening(review.reviewed_at, Mark(translate(CONTEXT, words), tone, symbol), review.text, note)
