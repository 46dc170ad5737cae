"""A visit from the shop to the assessment: filled in offline, sent, proved, reviewed, seen.

A real hub serves over a socket, the form is a shipped one; the desks of the officer and of the supervisor are
opened in the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.functional.forging import decide, sent, workshop_of
from tests.functional.house import PASSPHRASE, TODAY, Hub, Officer, enrolled
from workstation.app import open_desk
from workstation.codec import encode
from workstation.domain.acts import ActKind
from workstation.domain.file_papers import ConsentScope
from workstation.domain.lending import Outcome
from workstation.domain.surveying import (
    AttachmentKind,
    Survey,
    SurveyStanding,
    Verdict,
    named_files,
)
from workstation.ports import WorklistQuery, WorklistView
from workstation.services.desk import Desk
from workstation.services.open_survey import OpenSurvey
from workstation.survey_seal import sealed
from workstation.surveys.generating import generate
from workstation.surveys.media.photos import photo_of
from workstation.surveys.media.signatures import signature_of
from workstation.surveys.views import SIGNED, AnswerKind

SELLER = "sample:S002"
"""Approved as the rules propose it."""
UNTIL = date(2027, 11, 20)

SIGNATURE = signature_of([[(0.1, 0.1), (0.9, 0.9)]])
FILES = {
    AnswerKind.PHOTO: (AttachmentKind.PHOTO, photo_of(SIGNATURE).data, "image/jpeg"),
    AnswerKind.AUDIO: (AttachmentKind.AUDIO, b"OggS and so on", "audio/ogg"),
}
"""As the program makes them; behind the last byte of each stands the question, so that no two are one."""


class Hand:
    """Fills a survey in as a form run is filled in: answers made up for a form go through the desk."""

    def __init__(self, survey: OpenSurvey) -> None:
        self._survey = survey

    def __getattr__(self, name: str) -> Any:
        return getattr(self._survey.run, name)

    def add_row(self, ref: str) -> object:
        return self._survey.add_row(ref)

    def answer(self, ref: str, text: str) -> object:
        question = self._survey.run.question(ref)
        if question.kind not in FILES:
            return self._survey.answer(ref, text)
        made = FILES[question.kind]
        if question.appearance & SIGNED:
            made = AttachmentKind.SIGNATURE, SIGNATURE, "image/png"
        kind, data, media_type = made
        return self._survey.attach(ref, kind, data + ref.encode(), media_type)


def filled(desk: Desk, **options: Any) -> OpenSurvey:
    """Every question answered with something that the form takes."""
    survey = desk.surveys.open(SELLER, **options)
    for section in survey.run.sections():
        survey.enter_section(section.ref)
    allowed = next(spot.path for spot in survey.form.questions if spot.name == "photos_allowed")
    survey.answer(allowed, "yes")
    generate(Hand(survey), seed=7)  # type: ignore[arg-type]
    survey.answer(day_of(survey), TODAY)
    if any(one.what == "second" for one in survey.what_is_missing()):
        survey.set_second("李明", SIGNATURE)
    return survey


def day_of(survey: OpenSurvey) -> str:
    return survey.run.values("part")["visit.day"][0][0]


@pytest.fixture(scope="module")
def desk(hub: Hub, traveller: Officer) -> Iterator[Desk]:
    with open_desk(traveller.profile, PASSPHRASE) as opened:
        opened.people.take_authorisation(SELLER, [ConsentScope.DATA, ConsentScope.PHOTOS], UNTIL)
        yield opened


@pytest.fixture(scope="module")
def boss(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    hub.run("enrol", "boss", "--name", "顾岚", "--role", "supervisor")
    hub.run("assign", "boss", SELLER.partition(":")[2], "--business-day", TODAY)
    officer = enrolled(hub, tmp_path_factory.mktemp("boss") / "desk", "boss")
    with open_desk(officer.profile, PASSPHRASE) as opened:
        opened.sync.run()
        yield opened


def listed(desk: Desk, view: WorklistView) -> list[str]:
    return [row.applicant_id for row in desk.cases.worklist(WorklistQuery(view)).rows]


def unproved(hub: Hub) -> list[str]:
    with workshop_of(hub) as workshop:
        return [one.what for one in workshop.audit(0, 1_000_000) if one.what.endswith(".unproved")]


def test_a_visit_is_proved_reviewed_and_seen_in_the_assessment(hub: Hub, desk: Desk, boss: Desk) -> None:
    assert desk.appraisals.appraise(SELLER).case.visited_on is None
    survey = filled(desk)
    made = survey.finalise()
    assert len(made.figures) > 8 and made.checks and made.attachments and made.sections

    # Unsent, it is in the officer's own assessment already; a decision on it is proved with it.
    before = desk.appraisals.appraise(SELLER)
    assert before.case.visited_on == made.visited_on
    assert desk.officer.id in before.case.evidence_by
    still = [one.check for one in made.checks if one.open]
    assert still and [one.check for one in before.case.contradictions] == still
    assert before.proposal.outcome is Outcome.REFER
    assert "refer.contradiction" in [finding.code for finding in before.proposal.findings]
    decide(desk, before)
    assert sent(desk) == []
    assert unproved(hub) == []

    boss.sync.run()
    assert SELLER in listed(boss, WorklistView.SUPERVISOR)
    [standing] = boss.surveys.of(SELLER)
    assert (standing.survey, standing.standing) == (made, SurveyStanding.TO_REVIEW)
    assert boss.sync.fetch_blob(made.attachments[0].sha256)[:2] == b"\xff\xd8"
    boss.surveys.review(SELLER, made.id, Verdict.ASKED_AGAIN, "请说明矛盾之处")
    assert sent(boss) == []
    desk.sync.run()
    assert SELLER in listed(desk, WorklistView.TO_VISIT)

    corrected = desk.surveys.open(SELLER, corrects=made.id, reason="补充说明")
    for check in corrected.checks():
        if not check.within:
            corrected.explain(check.check, "店主出示了线下账本")
    assert [one.sha256 for one in corrected.held()] == [one.sha256 for one in made.attachments]
    if any(one.what == "second" for one in corrected.what_is_missing()):
        corrected.set_second("李明", SIGNATURE)
    corrected.finalise()
    assert sent(desk) == []
    after = desk.appraisals.appraise(SELLER)
    assert after.case.contradictions == ()
    assert "refer.contradiction" not in [finding.code for finding in after.proposal.findings]
    assert SELLER not in listed(desk, WorklistView.TO_VISIT)
    boss.sync.run()
    assert [one.standing for one in boss.surveys.of(SELLER)] == [
        SurveyStanding.TO_REVIEW,
        SurveyStanding.CORRECTED,
    ]
    assert unproved(hub) == []


def without_checks(survey: Survey) -> Survey:
    return replace(survey, checks=())


def all_within(survey: Survey) -> Survey:
    return replace(survey, checks=tuple(replace(one, within=True) for one in survey.checks))


def other_figure(survey: Survey) -> Survey:
    more = replace(survey.figures[0], value=survey.figures[0].value * 3)
    return replace(survey, figures=(more, *survey.figures[1:]))


def without_a_photo(survey: Survey) -> Survey:
    return replace(survey, attachments=survey.attachments[1:])


def photos_called_files(survey: Survey) -> Survey:
    """No consent would be asked for them, and their times would be held against nothing."""
    return replace(
        survey, attachments=tuple(replace(one, kind=AttachmentKind.FILE) for one in survey.attachments)
    )


def other_bytes(survey: Survey) -> Survey:
    """The recording's bytes for the first photo."""
    sound = next(one for one in survey.attachments if one.kind is AttachmentKind.AUDIO)
    first, *others = survey.attachments
    return replace(survey, attachments=(replace(first, sha256=sound.sha256, size=sound.size), *others))


def agreeing(survey: Survey) -> Survey:
    """As an older version of the program would say it, of a file that nobody can put together again."""
    assert survey.seen is not None
    return all_within(replace(survey, seen=replace(survey.seen, program="0")))


def another_day(survey: Survey) -> Survey:
    return replace(survey, visited_on=survey.visited_on - timedelta(days=3))


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (without_checks, "survey.checks"),
        (all_within, "survey.checks"),
        (other_figure, "survey.figures"),
        (without_a_photo, "survey.files"),
        (photos_called_files, "survey.files"),
        (other_bytes, "survey.files"),
        (agreeing, "survey.policy"),
        (another_day, "survey.day"),
    ],
)
def test_what_a_forger_changes_and_signs_is_refused(
    desk: Desk, forge: Callable[[Survey], Survey], code: str
) -> None:
    forms = desk.surveys.catalogue
    survey = filled(desk, form_id=next(one.id for one in forms.all() if one.id == "workshop"))
    made = forged(desk, survey, forge)
    desk.surveys.hand.act(
        ActKind.FINALISE_SURVEY, SELLER, encode(made), blobs=named_files(made), closes=survey.id
    )
    assert [refused for refused, _ in sent(desk)] == [code]
    assert desk.surveys.drafts(SELLER)[0].id == survey.id, "what was taken back is a draft again"
    desk.surveys.drop(survey.id)


def forged(desk: Desk, survey: OpenSurvey, forge: Callable[[Survey], Survey]) -> Survey:
    """The honest survey, changed and signed anew by the device."""
    from workstation.services.survey_making import survey_of

    surveys = desk.surveys
    honest = survey_of(
        survey, survey.file, desk.officer, surveys.hand.moment(), surveys.sign, surveys.judging
    )
    return sealed(forge(honest), surveys.sign)


def test_the_command_line_lists_shows_and_reviews(hub: Hub, officer: Officer, tmp_path: Path) -> None:
    officer.json("sync")
    found = officer.json("survey", "list", "S001")
    assert (found["surveys"], found["drafts"]) == ([], [])
    with open_desk(officer.profile, PASSPHRASE) as opened:
        made = opened.surveys.open("sample:S001")
        draft = made.id
    assert [one["id"] for one in officer.json("survey", "list", "S001")["drafts"]] == [draft]
    assert officer.error("survey", "show", "S001", "none")["code"] == "survey.unknown"
    assert officer.error("survey", "review", "S001", "none", "accepted")["code"] == "survey.unknown"
