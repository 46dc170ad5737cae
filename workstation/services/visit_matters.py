"""Whom to visit, and which surveys wait for a supervisor, as matters for the worklist.

Goes in: a file. Comes out: matters. A planned visit is one from its first day until a survey fulfils it; a
survey that was asked for again, or rejected, is one until another takes its place or comes after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workstation.domain.records import ApplicantFile
from workstation.domain.surveying import (
    StandingSurvey,
    SurveyStanding,
    open_visits,
    surveys_of,
)
from workstation.ports import Matter, WorklistView

PLANNED, ASKED_AGAIN, REJECTED, TO_REVIEW = "planned", "asked_again", "rejected", "survey"
"""What these matters say: the first three of a file to visit, the last of one with the supervisor."""


def visit_matters(file: ApplicantFile) -> Iterator[Matter]:
    standing = surveys_of(file.surveys, file.survey_reviews)
    for visit in open_visits(file.visits, standing):
        yield Matter(WorklistView.TO_VISIT, visit.starts_on, day=visit.due_on, what=(PLANNED,))
    for number, one in enumerate(standing):
        if one.standing is SurveyStanding.TO_REVIEW:
            yield Matter(WorklistView.SUPERVISOR, day=_day(one.survey.finalised_at), what=(TO_REVIEW,))
        elif why := _wanted_again(one, standing[:number]):
            day = _day(one.review.reviewed_at) if one.review else one.survey.visited_on
            yield Matter(WorklistView.TO_VISIT, day=day, what=(why,))


def _wanted_again(one: StandingSurvey, newer: tuple[StandingSurvey, ...]) -> str:
    """Why somebody has to go once more, or at least to correct what was found."""
    if any(other.counts for other in newer):
        return ""
    said = {SurveyStanding.ASKED_AGAIN: ASKED_AGAIN, SurveyStanding.REJECTED: REJECTED}
    return said.get(one.standing, "")


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
