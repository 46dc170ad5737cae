"""What leaves the desk of a finished survey: a report that is kept, and answers under an authorisation."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.helpers.caches import cache_at, consent, part
from tests.helpers.filling import DEVICE_KEY, JUDGING, OFFICER, SELLER, TODAY
from tests.surveys.whole import filled
from workstation import crypto
from workstation.clock import FixedClock
from workstation.domain.acts import ActKind
from workstation.domain.records import ConsentScope, ShopKind
from workstation.domain.surveying import AttachmentKind, Survey
from workstation.errors import KnownError
from workstation.events import Bell
from workstation.ids import SortableIds
from workstation.lending import load_rulebook
from workstation.letters import load_lender, page_count, page_text
from workstation.paths import resources
from workstation.services.acting import Hand
from workstation.services.letters import Letters
from workstation.services.survey_forms import Forms
from workstation.services.survey_papers import SurveyFormat, SurveyPapers
from workstation.services.survey_words import measure_text, side_text
from workstation.services.surveys import Surveys

WHO = replace(SELLER, shop_kind=ShopKind.RESELLER, trade="apparel", address="义乌市北苑街道")
EVERYTHING = consent(WHO, scopes=(ConsentScope.DATA, ConsentScope.PHOTOS, ConsentScope.REFERRAL))
NO_REFERRAL = consent(WHO, scopes=(ConsentScope.DATA, ConsentScope.PHOTOS))
PHOTO = b"\xff\xd8 the front"


@dataclass
class Done:
    papers: SurveyPapers
    survey: Survey


def done(folder: Path, allowed: object = EVERYTHING) -> Iterator[Done]:
    """A desk at which a visit to a reseller, with a photo, was just finished."""
    with cache_at(folder, TODAY) as cache:
        cache.sync.start_epoch("first")
        cache.sync.store_parts([part(WHO.id, WHO, allowed)])  # type: ignore[arg-type]
        cache.sync.add_letter_numbers("WL1", 1, 9)
        hand = Hand(OFFICER, FixedClock(TODAY), SortableIds(), cache.acts, Bell())
        forms = Forms(resources() / "forms")

        def sign(words: bytes) -> bytes:
            return crypto.sign(DEVICE_KEY, words)

        surveys = Surveys(cache.cases, cache.drafts, cache.blobs, hand, forms, sign, JUDGING)
        letters = Letters(
            cache.cases, cache.acts, cache.blobs, hand, load_rulebook(resources()), load_lender(), sign
        )
        survey = surveys.open(WHO.id)
        filled(survey.run)
        root = survey.form.root.path
        survey.answer(f"{root}/evidence/photos_allowed", "yes")
        survey.answer(f"{root}/evidence/more_photos", "no")
        for name, kind in (("photo_front", AttachmentKind.PHOTO), ("photo_inside", AttachmentKind.PHOTO),
                           ("owner_signature", AttachmentKind.SIGNATURE)):  # fmt: skip
            survey.attach(f"{root}/evidence/{name}", kind, PHOTO + name.encode(), "image/jpeg")
        made = survey.finalise()
        yield Done(SurveyPapers(cache.cases, cache.blobs, hand, letters, forms), made)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Done]:
    yield from done(tmp_path)


def test_the_report_tells_the_whole_visit_and_is_archived_under_a_number(desk: Done) -> None:
    issued = desk.papers.report(WHO.id, desk.survey.id)
    text = "".join("".join(page_text(issued.pdf, page).split()) for page in range(page_count(issued.pdf)))

    assert issued.record.subject == desk.survey.id and issued.record.kind == "survey_report"
    assert issued.record.number.startswith("WL1")
    for words in (
        "线下调研报告",
        "待复核",
        "月销售多方核对",
        "168,000自述Stated",
        "权益检验",
        "义乌市北苑街道",
        "门头照片",
    ):
        assert words in text, words
    assert desk.papers.blobs.get(issued.record.file_sha256) == issued.pdf


def test_a_draft_of_it_spends_no_number_and_keeps_nothing(desk: Done) -> None:
    assert "DRAFT" in page_text(desk.papers.draft(WHO.id, desk.survey.id), 0)
    assert desk.papers.letters.archive() == ()


def test_answers_go_out_as_an_ods_server_takes_them_with_their_photos(desk: Done) -> None:
    made = desk.papers.export(WHO.id, desk.survey.id, "合作银行", SurveyFormat.OPENROSA)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        names = archive.namelist()
        assert archive.read("submission.xml") == desk.survey.instance.encode()
        photos = {one.name for one in desk.survey.attachments}
        assert set(names) == {"submission.xml", *photos}
        assert all(archive.read(name).startswith(PHOTO) for name in photos)
    assert made.absent == ()
    (sent,) = desk.papers.hand.acts.not_yet_back(ActKind.EXPORT_FILE)
    assert json.loads(sent.body)["partner"] == "合作银行"


def test_the_same_answers_as_json_and_as_tables(desk: Done) -> None:
    answers = json.loads(desk.papers.export(WHO.id, desk.survey.id, "分析", SurveyFormat.JSON).data)
    tables = desk.papers.export(WHO.id, desk.survey.id, "分析", SurveyFormat.CSV).data

    assert answers["sales"]["sales_month"] == "168000"
    assert answers["stock"]["item"][0]["item_pieces"] == "1000"
    with zipfile.ZipFile(io.BytesIO(tables)) as archive:
        assert "reseller.csv" in archive.namelist()
        assert any(name.endswith("item.csv") for name in archive.namelist())
    assert desk.papers.export(WHO.id, desk.survey.id, "分析", SurveyFormat.CSV).data == tables


def test_without_an_authorisation_nothing_goes_out_and_without_a_name_neither(
    tmp_path: Path, desk: Done
) -> None:
    with pytest.raises(KnownError, match=r"referral\.partner"):
        desk.papers.export(WHO.id, desk.survey.id, " ", SurveyFormat.JSON)
    for closed in done(tmp_path / "closed", NO_REFERRAL):
        with pytest.raises(KnownError, match=r"consent\.referral"):
            closed.papers.export(WHO.id, closed.survey.id, "合作银行", SurveyFormat.JSON)


def test_a_survey_that_is_not_there_is_refused_by_name(desk: Done) -> None:
    with pytest.raises(KnownError, match=r"survey\.unknown"):
        desk.papers.report(WHO.id, "another")


@pytest.mark.parametrize(
    ("check", "road", "value", "shown"),
    [
        ("equity", "expected", "373680", "373,680.00"),
        ("markup", "found", "0.3333", "33.33%"),
        ("stock_turn", "counted", "5.08", "5.08"),
        ("place", "apart", "1546", "1,546 m"),
        ("time", "photo", "2026-06-12T10:00", "2026-06-12 10:00"),
        ("unheard", "of", "1", "1"),
    ],
)
def test_a_side_prints_in_its_own_unit(check: str, road: str, value: str, shown: str) -> None:
    assert side_text(check, road, value) == shown


def test_a_deviation_prints_with_a_real_minus_and_one_that_cannot_be_told_as_a_dash() -> None:
    assert measure_text("equity", "-0.2989") == "−29.89%"
    assert measure_text("equity", "") == "—"
    assert measure_text("time", "2820") == "2,820 min"
