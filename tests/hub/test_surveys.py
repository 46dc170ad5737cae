"""The hub looks at a survey again, and at a supervisor's word on one: whose it is, whole, signed, allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers import surveying
from tests.sync.field import Field
from tests.sync.station import NOW, TODAY, Station, new_id
from workstation import crypto
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConsentScope
from workstation.domain.records import Authorisation, Withdrawal
from workstation.domain.surveying import (
    SecondInvestigator,
    Survey,
    SurveyReview,
    SurveyStanding,
    Verdict,
    surveys_of,
)


def refusals(station: Station) -> list[str]:
    return [answer.code for answer in station.sync().refused]


def allow_photos(officer: Station, who: str) -> None:
    scopes = (ConsentScope.DATA, ConsentScope.PHOTOS)
    until = TODAY + timedelta(days=365)
    given = Authorisation(new_id(), who, scopes, TODAY, until, taken_by=officer.officer_id)
    officer.act(ActKind.TAKE_AUTHORISATION, who, given)


def made(officer: Station, who: str, *, signer: Station | None = None, **values: Any) -> Survey:
    """A finished survey, signed by this device or by another."""
    by = {"made_by": officer.officer_id, "device_id": officer.key.device_id}
    plain = surveying.survey(who, TODAY, new_id(), **{**by, "finalised_at": NOW, "started_at": NOW, **values})
    return surveying.signed(plain, lambda words: crypto.sign((signer or officer).key.private, words))


def sent(officer: Station, survey: Survey, files: dict[str, bytes] | None = None) -> list[str]:
    """Hand it in; gives what the hub refused it for, after which it is put away."""
    act = officer.act(ActKind.FINALISE_SURVEY, survey.applicant_id, survey, files=files)
    codes = refusals(officer)
    if codes:
        officer.cache.acts.drop_act(act.id)
    return codes


def reviewed(by: Station, survey: Survey, verdict: Verdict, **values: Any) -> SurveyReview:
    usual = {"id": new_id(), "reviewed_by": by.officer_id, "reviewed_at": NOW}
    word = surveying.review(survey, verdict, **{**usual, **values})
    by.act(ActKind.REVIEW_SURVEY, survey.applicant_id, word)
    return word


@pytest.fixture
def seller(field: Field) -> str:
    return field.sellers()[0]


@pytest.fixture
def officer(field: Field, seller: str) -> Station:
    station = field.officer([seller])
    station.sync()
    return station


@pytest.fixture
def supervisor(field: Field, seller: str) -> Station:
    return field.officer([seller], "supervisor")


def standing(station: Station, who: str) -> list[SurveyStanding]:
    file = station.cache.cases.applicant_file(who)
    return [one.standing for one in surveys_of(file.surveys, file.survey_reviews)]


def test_a_survey_with_its_photo_is_reviewed_and_seen_by_every_device(
    field: Field, officer: Station, supervisor: Station, seller: str
) -> None:
    allow_photos(officer, seller)
    photo = surveying.photo()
    survey = made(officer, seller, attachments=(photo,), checks=(surveying.contradiction("sales", "现金"),))
    assert sent(officer, survey, {photo.sha256: surveying.PHOTO}) == []
    supervisor.sync()
    assert standing(supervisor, seller) == [SurveyStanding.TO_REVIEW]
    reviewed(supervisor, survey, Verdict.ASKED_AGAIN, reopened=("sales",), quotes=("运费一年涨了两成",))
    assert refusals(supervisor) == []
    officer.sync()
    assert standing(officer, seller) == [SurveyStanding.ASKED_AGAIN]
    reviewed(supervisor, survey, Verdict.ACCEPTED, text="")
    assert refusals(supervisor) == []
    device = field.second_device(officer)
    device.sync()
    assert standing(device, seller) == [SurveyStanding.ACCEPTED]


def test_what_was_changed_after_it_was_signed_is_refused(field: Field, officer: Station, seller: str) -> None:
    honest = made(officer, seller, checks=(surveying.contradiction(),))
    more = replace(honest.figures[0], value=honest.figures[0].value * 2)
    assert sent(officer, replace(honest, figures=(more, *honest.figures[1:]))) == ["survey.changed"]
    assert sent(officer, replace(honest, checks=())) == ["survey.changed"]
    other = field.second_device(officer)
    assert sent(officer, made(officer, seller, signer=other)) == ["survey.signature"]
    assert sent(officer, replace(honest, signature="no base64")) == ["survey.signature"]
    assert sent(officer, made(officer, seller, device_id=other.key.device_id)) == ["survey.maker"]
    assert sent(officer, made(officer, seller, made_by="somebody")) == ["survey.maker"]
    assert sent(officer, honest) == []


def test_its_files_and_the_consent_for_them_are_asked_for(officer: Station, seller: str) -> None:
    photo = surveying.photo()
    with_photo = made(officer, seller, attachments=(photo,))
    files = {photo.sha256: surveying.PHOTO}
    assert sent(officer, with_photo, files) == ["survey.consent"]
    allow_photos(officer, seller)
    assert sent(officer, with_photo) == ["survey.files"]
    assert sent(officer, made(officer, seller), files) == ["survey.files"]
    second = SecondInvestigator("李明", crypto.sha256(b"a signature"))
    assert sent(officer, made(officer, seller, second=second)) == ["survey.files"]
    signature = {second.signature: b"a signature"}
    himself = replace(second, name="王丽")
    assert sent(officer, made(officer, seller, second=himself), signature) == ["survey.second_name"]
    assert sent(officer, made(officer, seller, second=second), signature) == []
    early = made(officer, seller, attachments=(photo,), visited_on=TODAY - timedelta(days=9))
    assert sent(officer, early, files) == ["survey.consent"]
    assert sent(officer, with_photo, files) == []


def test_photos_of_who_took_the_consent_back_before_the_survey_was_finished_are_refused(
    officer: Station, seller: str
) -> None:
    scopes = (ConsentScope.DATA, ConsentScope.PHOTOS)
    signed_on = TODAY - timedelta(days=9)
    given = Authorisation(
        new_id(), seller, scopes, signed_on, TODAY + timedelta(days=9), taken_by=officer.officer_id
    )
    officer.act(ActKind.TAKE_AUTHORISATION, seller, given)
    back = Withdrawal(new_id(), seller, given.id, TODAY - timedelta(days=1), officer.officer_id)
    officer.act(ActKind.WITHDRAW_AUTHORISATION, seller, back)
    assert refusals(officer) == []
    photo = surveying.photo()
    early = {"visited_on": TODAY - timedelta(days=3), "attachments": (photo,)}
    files = {photo.sha256: surveying.PHOTO}
    assert sent(officer, made(officer, seller, **early), files) == ["survey.consent"]
    before = f"{TODAY - timedelta(days=2)}T09:00:00Z"
    frozen = made(officer, seller, **early, finalised_at=before, started_at=before)
    assert sent(officer, frozen, files) == [], "what was frozen before was allowed"


def test_a_survey_is_corrected_once_and_for_a_reason(
    officer: Station, supervisor: Station, seller: str
) -> None:
    first = made(officer, seller)
    assert sent(officer, made(officer, seller, corrects=first.id, reason="数错")) == ["survey.unknown"]
    assert sent(officer, first) == []
    assert sent(officer, made(officer, seller, corrects=first.id)) == ["survey.reason"]
    empty = made(officer, seller, corrects=first.id, reason="数错", figures=())
    assert sent(officer, empty) == ["survey.correction"]
    long_ago = {"visited_on": TODAY - timedelta(days=400), "corrects": first.id, "reason": "日期"}
    assert sent(officer, made(officer, seller, **long_ago)) == ["survey.correction_day"]
    second = made(officer, seller, corrects=first.id, reason="数错")
    assert sent(officer, second) == []
    assert sent(officer, made(officer, seller, corrects=first.id, reason="又数错")) == ["survey.corrected"]
    supervisor.sync()
    reviewed(supervisor, second, Verdict.REJECTED)
    assert refusals(supervisor) == []
    assert sent(officer, made(officer, seller, corrects=first.id, reason="重来")) == []


def test_a_survey_stays_corrected_when_its_correction_is_corrected(
    officer: Station, supervisor: Station, seller: str
) -> None:
    first = made(officer, seller)
    second = made(officer, seller, corrects=first.id, reason="数错")
    third = made(officer, seller, corrects=second.id, reason="又数错")
    assert [sent(officer, one) for one in (first, second, third)] == [[], [], []]
    assert sent(officer, made(officer, seller, corrects=first.id, reason="另起")) == ["survey.corrected"]
    supervisor.sync()
    reviewed(supervisor, second, Verdict.REJECTED)
    assert refusals(supervisor) == []
    assert standing(supervisor, seller) == [
        SurveyStanding.TO_REVIEW,
        SurveyStanding.CORRECTED,
        SurveyStanding.CORRECTED,
    ], "what the last one took the place of does not come back"


def test_nobody_reviews_what_began_with_his_own(officer: Station, supervisor: Station, seller: str) -> None:
    supervisor.sync()
    first = made(supervisor, seller)
    assert sent(supervisor, first) == []
    correction = made(officer, seller, corrects=first.id, reason="数错")
    assert sent(officer, correction) == []
    reviewed(supervisor, correction, Verdict.ACCEPTED)
    assert refusals(supervisor) == ["review.own"]


def test_a_word_that_would_have_no_effect_is_refused(
    officer: Station, supervisor: Station, seller: str
) -> None:
    """As from a workstation whose clock was set back: its word would stand before the earlier one."""
    survey = made(officer, seller)
    assert sent(officer, survey) == []
    supervisor.sync()
    early = new_id()
    reviewed(supervisor, survey, Verdict.ACCEPTED)
    assert refusals(supervisor) == []
    reviewed(supervisor, survey, Verdict.REJECTED, id=early)
    assert refusals(supervisor) == ["review.later"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"visited_on": TODAY + timedelta(days=2)}, "record.days"),
        ({"finalised_at": "2026-07-09T08:00:00Z"}, "record.days"),
        ({"started_at": "some time"}, "record.days"),
        ({"visit": "no such visit"}, "survey.visit"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    officer: Station, seller: str, values: dict[str, Any], code: str
) -> None:
    assert sent(officer, made(officer, seller, **values)) == [code]


def test_nobody_reviews_his_own_and_an_officer_reviews_none(
    field: Field, officer: Station, supervisor: Station, seller: str
) -> None:
    survey = made(officer, seller)
    assert sent(officer, survey) == []
    supervisor.sync()
    own = made(supervisor, seller)
    assert sent(supervisor, own) == []
    colleague = field.officer([seller])
    colleague.sync()
    for by, of, values, code in (
        (colleague, survey, {}, "review.role"),
        (supervisor, own, {}, "review.own"),
        (supervisor, survey, {"reviewed_by": "somebody"}, "review.maker"),
        (supervisor, survey, {"survey_id": "another"}, "survey.unknown"),
        (supervisor, survey, {"text": " "}, "review.text"),
        (supervisor, survey, {"reopened": ("sales",)}, "review.checks"),
    ):
        word = reviewed(by, of, Verdict.REJECTED, **values)
        assert refusals(by) == [code]
        act = next(entry.act.id for entry in by.cache.acts.outbox())
        by.cache.acts.drop_act(act)
        assert word.applicant_id == seller


def test_words_by_which_somebody_could_be_recognised_are_not_quoted(
    officer: Station, supervisor: Station, seller: str
) -> None:
    survey = made(officer, seller)
    assert sent(officer, survey) == []
    supervisor.sync()
    name = supervisor.cache.cases.applicant_file(seller).applicant.name
    for words in (f"我们{name}今年难", "打 138-0000-1234 找我"):
        reviewed(supervisor, survey, Verdict.ACCEPTED, quotes=(words,))
        assert refusals(supervisor) == ["review.quotes"]
        supervisor.cache.acts.drop_act(supervisor.cache.acts.outbox()[0].act.id)
    reviewed(supervisor, survey, Verdict.ACCEPTED, quotes=("运费占了售价 12%",))
    assert refusals(supervisor) == []
