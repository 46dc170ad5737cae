"""The finished surveys of a file as a table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.widgets.badge import Mark
from ui.widgets.format import DASH, day
from ui.widgets.rows import Column
from ui.widgets.words import SURVEY_STANDINGS, named
from workstation.domain.surveying import StandingSurvey, SurveyStanding

CONTEXT = "SurveysTable"

_MARKS = {
    SurveyStanding.TO_REVIEW: ("plain", "hourglass-medium"),
    SurveyStanding.ACCEPTED: ("good", "check-circle"),
    SurveyStanding.ASKED_AGAIN: ("warn", "arrow-counter-clockwise"),
    SurveyStanding.REJECTED: ("bad", "x-circle"),
    SurveyStanding.CORRECTED: ("plain", "note-pencil"),
}


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey with the names that its record holds only as ids."""

    found: StandingSurvey
    form: str
    maker: str


def standing_mark(standing: SurveyStanding) -> Mark:
    tone, symbol = _MARKS[standing]
    return Mark(named(SURVEY_STANDINGS, standing.value), tone, symbol)


def _contradictions(row: SurveyRow) -> Mark | None:
    open_ones = len(row.found.contradictions)
    return Mark(str(open_ones), "warn", "warning") if open_ones else None


def _second(row: SurveyRow) -> str:
    return row.found.survey.second.name if row.found.survey.second else DASH


COLUMNS: tuple[Column[SurveyRow], ...] = (
    Column(QT_TRANSLATE_NOOP("SurveysTable", "Day"), lambda row: day(row.found.survey.visited_on), 104),
    Column(QT_TRANSLATE_NOOP("SurveysTable", "Form"), lambda row: row.form, 0),
    Column(
        QT_TRANSLATE_NOOP("SurveysTable", "Standing"),
        lambda row: named(SURVEY_STANDINGS, row.found.standing.value),
        156,
        mark=lambda row: standing_mark(row.found.standing),
    ),
    Column(
        QT_TRANSLATE_NOOP("SurveysTable", "Open contradictions"),
        lambda row: str(len(row.found.contradictions)),
        150,
        mark=_contradictions,
    ),
    Column(QT_TRANSLATE_NOOP("SurveysTable", "Made by"), lambda row: row.maker, 96, spare=1),
    Column(QT_TRANSLATE_NOOP("SurveysTable", "Second"), _second, 96, spare=2),
)
