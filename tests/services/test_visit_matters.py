"""Whom to visit and which surveys to review: in the list as long as it is so, and no longer."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories import applicant, applicant_file
from tests.helpers.surveying import review, survey
from workstation.domain.surveying import Survey, SurveyReview, Verdict, Visit
from workstation.ports import WorklistView
from workstation.services.visit_matters import visit_matters

WHO = applicant()
STARTS = date(2026, 6, 1)
DUE = date(2026, 6, 30)
PLANNED = Visit("v-1", WHO.id, "c-1", "夏季走访", "Summer", "exporter", "officer", STARTS, DUE)


def found(*records: Survey | SurveyReview, visits: tuple[Visit, ...] = ()) -> list[tuple[str, ...]]:
    file = applicant_file(
        surveys=tuple(one for one in records if isinstance(one, Survey)),
        survey_reviews=tuple(one for one in records if isinstance(one, SurveyReview)),
        visits=visits,
    )
    return [(one.view.value, str(one.day), *one.what) for one in visit_matters(file)]


def test_a_planned_visit_is_there_from_its_first_day_until_a_survey_fulfils_it() -> None:
    assert found(visits=(PLANNED,)) == [("to_visit", "2026-06-30", "planned")]
    (matter,) = visit_matters(applicant_file(visits=(PLANNED,)))
    assert (matter.view, matter.first) == (WorklistView.TO_VISIT, STARTS)
    came = survey(WHO.id, DUE, visit="v-1")
    assert found(came, visits=(PLANNED,)) == [("supervisor", "2026-06-30", "survey")]
    said = review(came, Verdict.REJECTED)
    assert found(came, said, visits=(PLANNED,)) == [
        ("to_visit", "2026-06-30", "planned"),
        ("to_visit", "2026-07-01", "rejected"),
    ]


def test_what_was_asked_again_is_there_until_a_correction_comes() -> None:
    first = survey(WHO.id, DUE)
    asked = review(first, Verdict.ASKED_AGAIN)
    assert found(first, asked) == [("to_visit", "2026-07-01", "asked_again")]
    second = survey(WHO.id, DUE + timedelta(days=2), "survey-2", corrects=first.id, reason="补照片")
    assert found(first, asked, second) == [("supervisor", "2026-07-02", "survey")]
    taken = review(second, Verdict.ACCEPTED, "review-2")
    assert found(first, asked, second, taken) == []


def test_a_rejected_survey_is_no_more_asked_for_once_another_visit_counts() -> None:
    first = survey(WHO.id, DUE)
    said = review(first, Verdict.REJECTED)
    later = survey(WHO.id, DUE + timedelta(days=9), "survey-2")
    taken = review(later, Verdict.ACCEPTED, "review-2")
    assert found(first, said, later, taken) == []
