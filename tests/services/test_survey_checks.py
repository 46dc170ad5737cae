"""Cross-checks while one is still in the shop: live, explained, and the same again at the hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import AS_OF, ledgers, moment
from tests.helpers.caches import cache_at, part
from tests.helpers.filling import ALLOWED, DEVICE_KEY, JUDGING, OFFICER, SELLER, TODAY
from tests.surveys.whole import filled
from workstation import crypto
from workstation.clock import FixedClock
from workstation.domain.records import ApplicantFile, Application, Loan, ShopKind
from workstation.domain.surveying import AttachmentKind
from workstation.events import Bell
from workstation.hub.refusal import Refusal
from workstation.ids import SortableIds
from workstation.paths import resources
from workstation.services.acting import Hand
from workstation.services.open_survey import Lack, OpenSurvey
from workstation.services.proving_surveys import survey_rules
from workstation.services.survey_forms import Forms
from workstation.services.survey_table import file_table
from workstation.services.surveys import Surveys
from workstation.surveys.checks import NOTHING_SEEN

FORMS = Forms(resources() / "forms")
WHO = replace(SELLER, shop_kind=ShopKind.RESELLER, trade="apparel", position="29.3061, 120.0752")
LARGE = Application("app-1", WHO.id, "credit", 50_000_000, 12, "equal_instalments", "备货", TODAY)


def seated(folder: Path, *records: object) -> Iterator[tuple[Surveys, OpenSurvey]]:
    with cache_at(folder, TODAY) as cache:
        cache.sync.start_epoch("first")
        cache.sync.store_parts([part(WHO.id, WHO, ALLOWED, *records)])  # type: ignore[arg-type]
        hand = Hand(OFFICER, FixedClock(TODAY), SortableIds(), cache.acts, Bell())
        surveys = Surveys(
            cache.cases, cache.drafts, cache.blobs, hand, FORMS,
            lambda words: crypto.sign(DEVICE_KEY, words), JUDGING,
        )  # fmt: skip
        yield surveys, surveys.open(WHO.id)


@pytest.fixture
def survey(tmp_path: Path) -> Iterator[OpenSurvey]:
    for _, opened in seated(tmp_path):
        yield opened


def at(survey: OpenSurvey, ref: str) -> str:
    return f"{survey.form.root.path}/{ref}"


def test_a_contradiction_shows_as_soon_as_it_is_typed_and_goes_with_its_cause(survey: OpenSurvey) -> None:
    def markup() -> list[bool]:
        return [one.within for one in survey.checks() if one.check == "markup"]

    assert markup() == []
    survey.answer(at(survey, "sales/sales_month"), "200000")
    survey.answer(at(survey, "purchases/purchases_month"), "50000")
    assert markup() == [], "nobody said yet what stock did"
    survey.answer(at(survey, "purchases/stock_change"), "0")
    assert markup() == [False]
    survey.answer(at(survey, "purchases/purchases_month"), "120000")
    assert markup() == [True]


def test_what_is_not_explained_is_named_among_what_is_missing_and_forbids_nothing(survey: OpenSurvey) -> None:
    survey.answer(at(survey, "sales/sales_month"), "200000")
    survey.answer(at(survey, "purchases/purchases_month"), "50000")
    survey.answer(at(survey, "purchases/stock_change"), "0")

    missing = {one.ref: one.forbids for one in survey.what_is_missing() if one.what is Lack.EXPLANATION}
    assert missing == {"markup": False, "roads": False}
    survey.explain("markup", "自有品牌，毛利高。")
    assert {one.ref for one in survey.what_is_missing() if one.what is Lack.EXPLANATION} == {"roads"}
    (explained,) = [one for one in survey.checks() if one.check == "markup"]
    assert explained.explanation == "自有品牌，毛利高。" and not explained.open


def test_a_visit_elsewhere_than_the_file_says_is_seen_at_once(survey: OpenSurvey) -> None:
    survey.answer(at(survey, "visit/visit_position"), "29.3200 120.0752 0 5")

    (place,) = [one for one in survey.checks() if one.check == "place"]
    assert not place.within and place.sides[0].value == "1546"


def test_a_photo_of_another_day_is_seen_at_once(survey: OpenSurvey) -> None:
    survey.answer(at(survey, "evidence/photos_allowed"), "yes")
    survey.attach(
        at(survey, "evidence/photo_front"), AttachmentKind.PHOTO, b"\xff\xd8 front", "image/jpeg",
        taken_at="2026-06-12T10:00:00",
    )  # fmt: skip

    (time,) = [one for one in survey.checks() if one.check == "time"]
    assert not time.within and time.sides[0].value == "2026-06-12T10:00"


def test_a_large_request_takes_two_investigators(tmp_path: Path) -> None:
    for _, small in seated(tmp_path / "small"):
        assert Lack.SECOND not in {one.what for one in small.what_is_missing()}
    for _, large in seated(tmp_path / "large", LARGE):
        assert Lack.SECOND in {one.what for one in large.what_is_missing()}


def test_the_hub_finds_the_same_contradictions_and_explanations(tmp_path: Path) -> None:
    for surveys, survey in seated(tmp_path):
        filled(survey.run)
        for check in survey.checks():
            if not check.within:
                survey.explain(check.check, "已当面核实。")
        made = survey.finalise()
        file = surveys.cases.applicant_file(WHO.id)

        assert [one.check for one in made.checks if not one.within], "the story needs a contradiction"
        assert all(one.explanation for one in made.checks if not one.within)
        hub = survey_rules(FORMS, JUDGING)
        assert hub.prove(made, replace(file, surveys=()), True) == ""
        forged = replace(made, checks=tuple(replace(one, within=True) for one in made.checks))
        with pytest.raises(Refusal, match="cross-checks"):
            hub.prove(forged, replace(file, surveys=()), True)


@pytest.mark.parametrize("policy", ["", "of another year"])
def test_who_names_an_unknown_version_or_policy_has_his_contradictions_all_the_same(
    tmp_path: Path, policy: str
) -> None:
    for surveys, survey in seated(tmp_path):
        filled(survey.run)
        made = survey.finalise()
        made = replace(made, policy=policy or made.policy)
        file = replace(surveys.cases.applicant_file(WHO.id), surveys=())
        hub = survey_rules(FORMS, JUDGING)

        assert hub.prove(made, file, False) == "", "what is honest is proved all the same"
        agreeing = tuple(replace(one, within=True) for one in made.checks)
        other = tuple(replace(side, value="1") for side in made.checks[0].sides)
        close = tuple(replace(one, deviation="0", sides=(*one.sides, *other)) for one in agreeing)
        for checks in (agreeing, close):
            with pytest.raises(Refusal, match="is a contradiction"):
                hub.prove(replace(made, checks=checks), file, False)


def test_what_the_file_shows_only_since_is_to_be_explained_unless_it_agrees(tmp_path: Path) -> None:
    for surveys, survey in seated(tmp_path):
        filled(survey.run)
        made = survey.finalise()
        file = replace(surveys.cases.applicant_file(WHO.id), surveys=())
        hub = survey_rules(FORMS, JUDGING)

        def invoiced(monthly: int, file: ApplicantFile = file) -> ApplicantFile:
            day_by_day = {"direction": "sale", "status": "valid", "gross_amount": monthly * 100 // 30}
            rows = [{"issued_at": moment(day), **day_by_day} for day in range(90)]
            return replace(file, ledgers=ledgers(invoices=rows))

        assert "cross-checks differ" in hub.prove(made, invoiced(161_000), False)
        with pytest.raises(Refusal, match="invoices is a contradiction"):
            hub.prove(made, invoiced(30_000), False)


def test_what_the_platforms_show_stands_beside_what_is_asked_and_stays_as_it_was(tmp_path: Path) -> None:
    book = ledgers(orders=[{"ordered_at": moment(day), "goods_amount": 12_000} for day in range(90)])
    owed = Loan("loan-9", WHO.id, "credit", "邻县农商行", TODAY, TODAY, 8_000_000, 5_000_000)
    paid = replace(owed, id="loan-8", lender="旧账", outstanding=0)
    file = ApplicantFile(WHO, loans=(owed, paid), ledgers=book)
    judge = JUDGING.of(file)

    known = dict(file_table(file, judge.seen(AS_OF)).rows)

    assert (known["sales_month"], known["orders_day"], known["order_value"]) == ("3600", "1", "120")
    assert known["loans"] == "邻县农商行 50000"
    assert known["payments_month"] == "", "no payments on record are not payments of nothing"
    assert dict(file_table(file, NOTHING_SEEN).rows)["sales_month"] == ""
