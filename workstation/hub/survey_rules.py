"""What the hub checks of a survey and of a supervisor's word on one, beside what its proof found.

Whose it is, that it is whole and signed by the device it came from, that the seller agreed to the photos,
that nobody reviews his own. That its figures and checks follow from its answers is proved before
(`hub.proving`), with the form run once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from workstation import survey_seal
from workstation.domain.consents import may_be_kept
from workstation.domain.endorsing import is_barred
from workstation.domain.file_papers import ConsentScope
from workstation.domain.likeness import bare
from workstation.domain.quoting import recognised_by
from workstation.domain.surveying import (
    WITH_CONSENT,
    Survey,
    SurveyReview,
    SurveyStanding,
    Verdict,
    feeds,
    is_same_visit,
    is_second,
    makers_of,
    named_files,
    surveys_of,
)
from workstation.domain.workshop import Role
from workstation.hub.examining import Case, present, records
from workstation.hub.refusal import Refusal

_LOCAL = timedelta(days=1)
"""Moments are UTC and days are the officer's own, which may be the next day already."""


def _check_survey(case: Case, survey: Survey) -> None:
    if survey.made_by != case.act.made_by or survey.device_id != case.device.id:
        raise Refusal("survey.maker", "the survey names another person or device than its maker's")
    if case.device.officer.role not in (Role.OFFICER, Role.SUPERVISOR):
        raise Refusal("survey.role", "a person in this role makes no surveys")
    if not survey_seal.is_whole(survey):
        raise Refusal("survey.changed", "the survey does not say what was frozen when it was finished")
    if not survey_seal.is_signed(survey, case.device.public_key):
        raise Refusal("survey.signature", "the survey is not signed by the device that it came from")
    _check_days(case, survey)
    if set(case.act.blobs) != named_files(survey):
        raise Refusal("survey.files", "the survey came with other files than it names")
    second = None if survey.second is None else bare(survey.second.name)
    if second in ("", bare(case.device.officer.name)):
        raise Refusal("survey.second_name", "the second investigator is somebody else than the maker")
    _check_consent(case, survey)
    if survey.visit and not present(case, "visit", survey.visit):
        raise Refusal("survey.visit", "the planned visit that it fulfils is not at the hub")
    if survey.corrects:
        _check_correction(case, survey)


def _check_days(case: Case, survey: Survey) -> None:
    try:
        began, made = (date.fromisoformat(moment[:10]) for moment in (survey.started_at, survey.finalised_at))
        sent = date.fromisoformat(case.act.made_at[:10])
    except ValueError:
        raise Refusal("record.days", "a moment of the survey is no date") from None
    if began > made + _LOCAL or made > sent + _LOCAL:
        raise Refusal("record.days", "the survey ends before it began, or after it was sent")
    if survey.visited_on > made + _LOCAL:
        raise Refusal("record.days", "the visit is of a day after the survey was finished")


def _check_consent(case: Case, survey: Survey) -> None:
    """Photos and sound were allowed on the day of the visit, and nobody took that back until it was done."""
    if not any(one.kind in WITH_CONSENT for one in survey.attachments):
        return
    given, withdrawn = records(case, "authorisation"), records(case, "withdrawal")
    days = {"taken_on": survey.visited_on, "kept_on": date.fromisoformat(survey.finalised_at[:10])}
    if not may_be_kept(given, withdrawn, ConsentScope.PHOTOS, **days):
        raise Refusal("survey.consent", "no authorisation for photos and sound was in force on the day")


def _check_correction(case: Case, survey: Survey) -> None:
    if not survey.reason.strip():
        raise Refusal("survey.reason", "a correction says why")
    made = records(case, "survey")
    standing = surveys_of(made, records(case, "survey_review"))
    corrected = next((one for one in standing if one.survey.id == survey.corrects), None)
    if corrected is None:
        raise Refusal("survey.unknown", "the survey that it corrects is not at the hub")
    if corrected.standing is SurveyStanding.CORRECTED:
        raise Refusal("survey.corrected", "another survey corrects this one already")
    if not is_same_visit(survey.visited_on, corrected.survey.visited_on):
        raise Refusal(
            "survey.correction_day", "the visit is of a day long before that of the one it corrects"
        )
    if feeds(corrected.survey) and not feeds(survey):
        raise Refusal("survey.correction", "it would take the figures and checks of the other away")


def _check_review(case: Case, review: SurveyReview) -> None:
    officer = case.device.officer
    if review.reviewed_by != officer.id:
        raise Refusal("review.maker", "the word is given in another person's name")
    if officer.role is not Role.SUPERVISOR:
        raise Refusal("review.role", f"a person in the role of {officer.role} reviews no surveys")
    surveys = records(case, "survey")
    survey = next((one for one in surveys if one.id == review.survey_id), None)
    if survey is None:
        raise Refusal("survey.unknown", "the survey that it speaks of is not at the hub")
    if officer.id in makers_of(survey, surveys) or is_second(survey, officer.name):
        raise Refusal("review.own", "nobody reviews his own survey, nor one on which he went along")
    if any(one.survey_id == survey.id and one.id > review.id for one in records(case, "survey_review")):
        raise Refusal("review.later", "a later word on this survey is at the hub")
    if is_barred(officer.id, records(case, "relation")):
        raise Refusal("review.barred", "a declared relation to the applicant bars this person")
    if review.verdict is not Verdict.ACCEPTED and not review.text.strip():
        raise Refusal("review.text", "who asks again or rejects says why")
    if not set(review.reopened) <= {one.check for one in survey.checks if not one.within}:
        raise Refusal("review.checks", "it reopens a check that is no contradiction of this survey")
    file = case.writing.file(case.act.applicant_id, ledgers=False)
    if any(recognised_by(quote, file) for quote in review.quotes):
        raise Refusal("review.quotes", "somebody could be recognised by the words that are to be quoted")


EXAMINERS: Mapping[type, Callable[[Case, Any], None]] = {
    Survey: _check_survey,
    SurveyReview: _check_review,
}
