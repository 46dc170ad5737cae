"""Planned visits and how far they have come: a visit is done by a survey that names it and counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.domain.surveying import StandingSurvey, SurveyStanding, Visit


class VisitStep(StrEnum):
    """Where a planned visit stands, the most pressing first."""

    OVERDUE = "overdue"
    OPEN = "open"
    ASKED_AGAIN = "asked_again"
    TO_REVIEW = "to_review"
    DONE = "done"


_BY_SURVEY = {
    SurveyStanding.TO_REVIEW: VisitStep.TO_REVIEW,
    SurveyStanding.ACCEPTED: VisitStep.DONE,
    SurveyStanding.ASKED_AGAIN: VisitStep.ASKED_AGAIN,
}


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    visit: Visit
    step: VisitStep
    survey_id: str = ""

    @property
    def to_go(self) -> bool:
        """Somebody still has to go there."""
        return self.step in (VisitStep.OVERDUE, VisitStep.OPEN)


def planned_visits(
    visits: Iterable[Visit], surveys: Sequence[StandingSurvey], today: date
) -> tuple[PlannedVisit, ...]:
    """Every visit with where it stands on a day, the soonest due first. `surveys` come newest first; one that
    was rejected leaves the visit open, one that was corrected hands it to the correction."""
    ordered = sorted(visits, key=lambda one: (one.due_on, one.id))
    return tuple(_stand(visit, surveys, today) for visit in ordered)


def _stand(visit: Visit, surveys: Sequence[StandingSurvey], today: date) -> PlannedVisit:
    done = next((one for one in surveys if one.counts and one.survey.visit == visit.id), None)
    if done is not None:
        return PlannedVisit(visit, _BY_SURVEY[done.standing], done.survey.id)
    return PlannedVisit(visit, VisitStep.OVERDUE if visit.due_on < today else VisitStep.OPEN)
