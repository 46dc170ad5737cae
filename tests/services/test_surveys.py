"""Surveys at the desk: filled in, closed and opened again, finished once, corrected by another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.caches import cache_at, part
from tests.helpers.filling import (
    ALLOWED,
    DEVICE_KEY,
    OFFICER,
    OPINION,
    PHOTO,
    SALES,
    SECTIONS,
    SELLER,
    SHELF,
    STAFF,
    STOCK,
    TODAY,
    WHY,
    at_the_desk,
    prepare,
    surveys_over,
)
from tests.helpers.surveying import review
from workstation import crypto, survey_seal
from workstation.crypto import sha256
from workstation.domain.records import Withdrawal
from workstation.domain.surveying import (
    AttachmentKind,
    Basis,
    SurveyStanding,
    Verdict,
    Visit,
    VisitFigure,
)
from workstation.errors import KnownError
from workstation.services.open_survey import Lack, OpenSurvey
from workstation.services.surveys import Surveys

JPEG = "image/jpeg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepare(tmp_path)
    return tmp_path


@pytest.fixture
def surveys(folder: Path) -> Iterator[Surveys]:
    with at_the_desk(folder) as opened:
        yield opened


def filled(survey: OpenSurvey) -> OpenSurvey:
    survey.enter_section(SECTIONS[0])
    survey.answer(SALES, "120000")
    survey.answer(STAFF, "6")
    survey.add_row(STOCK)
    survey.answer(f"{STOCK}[1]/qty", "30")
    survey.answer(f"{STOCK}[1]/price", "12.5")
    return survey


def with_shelf(survey: OpenSurvey) -> OpenSurvey:
    survey.attach(SHELF, AttachmentKind.PHOTO, PHOTO, JPEG, taken_at="2026-06-30T10:00:00")
    return survey


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value.code


def test_the_form_is_the_one_for_the_kind_of_shop(surveys: Surveys) -> None:
    assert [one.id for one in surveys.forms()] == ["exporter"]
    assert surveys.form_for(SELLER).id == "exporter"
    assert surveys.open(SELLER.id).form.title == "A small visit"


def test_what_was_filled_in_is_there_when_it_is_opened_again(folder: Path) -> None:
    with at_the_desk(folder) as surveys:
        survey = with_shelf(filled(surveys.open(SELLER.id)))
        survey.enter_section(STOCK)
        survey.add_row(STOCK)
        survey.answer(f"{STOCK}[2]/item", "衬衫")
        survey.explain("equity", "债务已还清")
        survey.set_second("李明", b"a signature")
        before, draft_id = survey.run.snapshot(), survey.id
        assert survey.unkept == 0
    with at_the_desk(folder) as surveys:
        (draft,) = surveys.drafts(SELLER.id)
        again = surveys.reopen(draft.id)
        assert (again.id, again.run.snapshot()) == (draft_id, before)
        assert again.explanations == {"equity": "债务已还清"}
        assert again.second is not None and again.second.name == "李明"
        assert [one.ref for one in again.held()] == [SHELF]
        assert again.unplaced == ()


def test_two_openings_are_one_survey(surveys: Surveys) -> None:
    first, second = surveys.open(SELLER.id), surveys.open(SELLER.id)
    assert first is second is surveys.reopen(first.id)
    first.answer(SALES, "5")
    assert second.run.value(SALES) == "5"


def test_a_finished_survey_is_frozen_whole_and_signed(folder: Path) -> None:
    with cache_at(folder, TODAY) as cache:
        surveys = surveys_over(cache, folder)
        survey = with_shelf(filled(surveys.open(SELLER.id)))
        survey.answer(SALES, "130000")
        survey.give_reason(SALES, "看了账本")
        survey.answer(OPINION, "可以放款")
        made = survey.finalise()
        assert made.figures == (
            VisitFigure("sales_month", 13_000_000, Basis.STATED),
            VisitFigure("stock", 37_500, Basis.COUNTED),
            VisitFigure("staff", 600, Basis.COUNTED),
        )
        assert (made.visited_on, made.opinion, made.form.id) == (TODAY, "可以放款", "small_visit")
        assert [(one.ref, one.old, one.new, one.reason) for one in made.edits] == [
            (SALES, "120000", "130000", "看了账本")
        ]
        assert [one.sha256 for one in made.attachments] == [sha256(PHOTO)]
        assert survey_seal.is_whole(made)
        assert survey_seal.is_signed(made, crypto.public_key(DEVICE_KEY))
        [entry] = cache.acts.outbox()
        assert entry.act.blobs == (sha256(PHOTO),)
        assert surveys.drafts() == ()
        [standing] = surveys.of(SELLER.id)
        assert (standing.survey, standing.standing) == (made, SurveyStanding.TO_REVIEW)


def test_finished_twice_it_is_one_and_never_changes(surveys: Surveys) -> None:
    survey = filled(surveys.open(SELLER.id))
    made = survey.finalise()
    assert survey.finalise() == made
    assert len(surveys.of(SELLER.id)) == 1
    assert code_of(lambda: survey.answer(SALES, "1")) == "survey.closed"
    assert code_of(lambda: surveys.reopen(made.id)) == "survey.closed"


def test_what_is_missing_is_named_and_forbids_to_finish(surveys: Surveys) -> None:
    survey = surveys.open(SELLER.id)
    survey.answer(STAFF, "60")
    [missing] = [one for one in survey.what_is_missing() if one.forbids]
    assert (missing.what, missing.ref, missing.forbids) == (Lack.ANSWER, SALES, True)
    assert code_of(survey.finalise) == "survey.incomplete"
    survey.answer(SALES, "-1")
    assert code_of(survey.finalise) == "survey.incomplete"
    survey.answer(SALES, "1")
    [missing] = survey.what_is_missing()
    assert (missing.what, missing.ref, missing.forbids) == (Lack.EXPLANATION, "roads", False)
    survey.explain("roads", "新店，还没有流水")
    assert survey.what_is_missing() == ()
    [check] = survey.finalise().checks
    assert (check.check, check.within, check.open) == ("roads", False, False)


def test_photos_need_an_authorisation_on_the_day(folder: Path) -> None:
    with cache_at(folder, TODAY) as cache:
        taken_back = Withdrawal("w", SELLER.id, ALLOWED.id, TODAY, "officer")
        cache.sync.store_parts([part(SELLER.id, taken_back, seq=20)])
        survey = with_shelf(filled(surveys_over(cache, folder).open(SELLER.id)))
        assert Lack.CONSENT in {one.what for one in survey.what_is_missing()}
        assert code_of(survey.finalise) == "survey.consent"
        assert not survey.closed
        [photo] = survey.held()
        survey.detach(photo.name)
        assert not cache.blobs.has(photo.sha256)
        assert survey.finalise().attachments == ()


def test_photos_go_where_the_authorisation_was_taken_back_since(folder: Path) -> None:
    with cache_at(folder, TODAY) as cache:
        survey = with_shelf(filled(surveys_over(cache, folder).open(SELLER.id)))
        survey.answer("/data/shop/day", (TODAY - timedelta(days=2)).isoformat())
        assert survey.consented
        taken_back = Withdrawal("w", SELLER.id, ALLOWED.id, TODAY - timedelta(days=1), "officer")
        cache.sync.store_parts([part(SELLER.id, taken_back, seq=20)])
        assert code_of(survey.finalise) == "survey.consent"


def test_what_is_not_asked_any_more_is_no_part_of_it(surveys: Surveys) -> None:
    survey = filled(surveys.open(SELLER.id))
    survey.answer(STAFF, "60")
    survey.answer(WHY, "旺季")
    survey.answer(STAFF, "6")
    survey.attach(f"{STOCK}[1]/label", AttachmentKind.PHOTO, PHOTO, JPEG)
    survey.remove_row(f"{STOCK}[1]")
    made = survey.finalise()
    assert "旺季" not in made.instance
    assert made.attachments == ()


def test_photos_in_rows_move_with_their_rows(surveys: Surveys) -> None:
    survey = filled(surveys.open(SELLER.id))
    survey.add_row(STOCK)
    survey.attach(f"{STOCK}[2]/label", AttachmentKind.PHOTO, PHOTO, JPEG)
    survey.remove_row(f"{STOCK}[1]")
    [photo] = survey.held()
    assert photo.ref == f"{STOCK}[1]/label"
    survey.add_row(STOCK, 0)
    assert survey.held()[0].ref == f"{STOCK}[2]/label"


def test_a_photo_is_replaced_by_the_next(surveys: Surveys) -> None:
    survey = with_shelf(filled(surveys.open(SELLER.id)))
    survey.attach(SHELF, AttachmentKind.PHOTO, b"a better one", JPEG)
    [photo] = survey.held()
    assert (photo.sha256, survey.run.value(SHELF)) == (sha256(b"a better one"), photo.name)


def test_a_correction_begins_with_the_answers_and_needs_a_reason(surveys: Surveys) -> None:
    first = with_shelf(filled(surveys.open(SELLER.id)))
    first.explain("roads", "新店，还没有流水")
    made = first.finalise()
    assert code_of(lambda: surveys.open(SELLER.id, corrects=made.id)) == "survey.reason"
    survey = surveys.open(SELLER.id, corrects=made.id, reason="库存数错")
    assert (survey.run.value(SALES), survey.explanations) == ("120000", {"roads": "新店，还没有流水"})
    assert [one.sha256 for one in survey.held()] == [sha256(PHOTO)]
    assert code_of(lambda: surveys.open(SELLER.id)) == "survey.draft_open"
    survey.answer(f"{STOCK}[1]/qty", "20")
    corrected = survey.finalise()
    assert (corrected.corrects, corrected.reason) == (made.id, "库存数错")
    assert [(one.ref, one.old, one.new) for one in corrected.edits] == [(f"{STOCK}[1]/qty", "30", "20")]
    assert "instanceID" in corrected.instance and corrected.instance != made.instance
    ids = [one.instance.split("instanceID>")[1] for one in (made, corrected)]
    assert ids[0] != ids[1]
    assert [one.standing for one in surveys.of(SELLER.id)] == [
        SurveyStanding.TO_REVIEW,
        SurveyStanding.CORRECTED,
    ]
    assert code_of(lambda: surveys.open(SELLER.id, corrects=made.id, reason="又错")) == "survey.corrected"


def test_a_survey_too_long_to_be_sent_is_refused_before_anything_is_lost(
    surveys: Surveys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.services.survey_making.MOST_BODY_BYTES", 1_000)
    survey = filled(surveys.open(SELLER.id))
    assert code_of(survey.finalise) == "survey.too_large"
    monkeypatch.undo()
    assert not survey.closed
    survey.finalise()


def test_a_step_that_could_not_be_written_is_written_with_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cache_at(folder, TODAY) as cache:
        survey = surveys_over(cache, folder).open(SELLER.id)
        keep = cache.drafts.keep

        def full(*_: object, **__: object) -> None:
            raise KnownError("db.full", "the disk is full; nothing was lost")

        monkeypatch.setattr(type(cache.drafts), "keep", full)
        assert code_of(lambda: survey.answer(SALES, "120000")) == "db.full"
        assert (survey.run.value(SALES), survey.unkept) == ("120000", 1)
        monkeypatch.undo()
        survey.answer(STAFF, "6")
        assert survey.unkept == 0 and keep is not None
        assert [step.value for step in cache.drafts.steps(survey.id)] == ["120000", "6"]


def test_somebody_else_may_write_in_order(surveys: Surveys) -> None:
    """The window hands the writing to a worker; what is typed meanwhile is one step."""
    survey = surveys.open(SELLER.id)
    handed: list[Callable[[], None]] = []
    survey.keep_through(handed.append)
    for typed in ("1", "12", "120"):
        survey.answer(SALES, typed)
    survey.answer(STAFF, "6")
    assert survey.unkept == 2
    for write in handed:
        write()
    assert survey.unkept == 0
    assert [step.value for step in surveys.drafted.steps(survey.id)] == ["120", "6"]


def test_a_planned_visit_is_fulfilled_by_the_survey_that_comes(folder: Path) -> None:
    with cache_at(folder, TODAY) as cache:
        later = Visit("v-2", SELLER.id, "c", "夏季", "Summer", "exporter", "officer", TODAY, TODAY)
        planned = replace(later, id="v-1", starts_on=TODAY - timedelta(days=9), due_on=TODAY)
        cache.sync.store_parts([part(SELLER.id, planned, later, seq=20)])
        surveys = surveys_over(cache, folder)
        assert filled(surveys.open(SELLER.id)).finalise().visit == "v-1"
        assert filled(surveys.open(SELLER.id, visit="v-2")).finalise().visit == "v-2"
        assert filled(surveys.open(SELLER.id)).finalise().visit == ""


def test_a_supervisor_reviews_what_somebody_else_found(folder: Path) -> None:
    with at_the_desk(folder) as surveys:
        made = filled(surveys.open(SELLER.id)).finalise()
        assert code_of(lambda: surveys.review(SELLER.id, made.id, Verdict.ACCEPTED)) == "review.role"
    with at_the_desk(folder, officer=replace(OFFICER, id="boss", role="supervisor")) as surveys:
        for verdict, text, values, code in (
            (Verdict.REJECTED, " ", {}, "review.text"),
            (Verdict.ACCEPTED, "", {"reopened": ("equity",)}, "review.checks"),
            (Verdict.ACCEPTED, "", {"quotes": (f"我们{SELLER.name}难",)}, "review.quotes"),
        ):
            assert code_of(lambda: surveys.review(SELLER.id, made.id, verdict, text, **values)) == code  # noqa: B023
        assert code_of(lambda: surveys.review(SELLER.id, "none", Verdict.ACCEPTED)) == "survey.unknown"
        surveys.review(SELLER.id, made.id, Verdict.ASKED_AGAIN, "照片不清", quotes=("运费涨了",))
        [standing] = surveys.of(SELLER.id)
        assert standing.standing is SurveyStanding.ASKED_AGAIN
        assert standing.review is not None and standing.review.quotes == ("运费涨了",)
        own = filled(surveys.open(SELLER.id)).finalise()
        assert code_of(lambda: surveys.review(SELLER.id, own.id, Verdict.ACCEPTED)) == "review.own"


def test_a_draft_is_dropped_only_by_word(surveys: Surveys) -> None:
    survey = with_shelf(filled(surveys.open(SELLER.id)))
    surveys.drop(survey.id)
    assert surveys.drafts() == () and not surveys.blobs.has(sha256(PHOTO))
    assert code_of(lambda: survey.answer(SALES, "1")) == "survey.closed"
    assert surveys.open(SELLER.id).run.value(SALES) == ""


def test_a_rejected_survey_leaves_the_word_why(folder: Path) -> None:
    with cache_at(folder, TODAY) as cache:
        surveys = surveys_over(cache, folder)
        made = filled(surveys.open(SELLER.id)).finalise()
        cache.sync.store_parts([part(SELLER.id, review(made, Verdict.REJECTED), seq=20)])
        [standing] = surveys.of(SELLER.id)
        assert (standing.standing, standing.counts) == (SurveyStanding.REJECTED, False)


def test_a_correction_is_not_of_long_before(surveys: Surveys) -> None:
    """It would count no more, and with it what was open in the one whose place it takes."""
    made = filled(surveys.open(SELLER.id)).finalise()
    correction = surveys.open(SELLER.id, corrects=made.id, reason="日期")
    correction.answer("/data/shop/day", (TODAY - timedelta(days=400)).isoformat())
    assert code_of(correction.finalise) == "survey.correction_day"
    correction.answer("/data/shop/day", (TODAY - timedelta(days=3)).isoformat())
    assert correction.finalise().corrects == made.id
