"""Appraising a request: what the models and the rules say of it, offers tried out, what-ifs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import applicant, applicant_file
from tests.services.conftest import OpenOffice
from tests.services.office import SUPERVISOR, Books, Office
from workstation.clock import FixedClock
from workstation.codec import encode
from workstation.domain.assessment import Rationale
from workstation.domain.lending import (
    AuthorityNeed,
    Cost,
    DayCount,
    Decision,
    Offer,
    Outcome,
    RepaymentMethod,
)
from workstation.domain.records import Application
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.lending import Rulebook, make_schedule
from workstation.ports import KeptDecision
from workstation.services.appraisals import DRAW_AFTER_DAYS, former_limit, request_of
from workstation.services.files import as_of_day
from workstation.training.sample import BUSINESS_DAY


def asked(id: str, on: date, product: str = "credit") -> Application:
    return Application(id, "sample:S001", product, 1_000_000, 12, "equal-instalment", "stock", on)


class TestWhichRequest:
    def test_the_newest_for_the_product_is_appraised(self) -> None:
        requests = (
            asked("a", date(2026, 3, 1)),
            asked("b", date(2026, 2, 1)),
            asked("c", date(2026, 4, 1), "orders"),
        )
        assert request_of(applicant_file(applications=requests), "credit").id == "a"

    def test_without_a_name_the_newest_of_any_product_is_appraised(self) -> None:
        requests = (asked("a", date(2026, 3, 1)), asked("c", date(2026, 4, 1), "order"))
        assert request_of(applicant_file(applications=requests)).product == "order"

    def test_the_desk_appraises_by_the_product_that_was_asked_for_last(self, office: Office) -> None:
        office.files.request(
            "sample:S001",
            product="guarantee",
            amount=8_000_000,
            months=12,
            method=RepaymentMethod.SINGLE_PAYMENT,
            purpose="供应商保函",
        )
        found = office.appraise("S001")
        assert (found.product, found.case.application.product) == ("guarantee", "guarantee")
        assert found.proposal.offer is None
        assert office.appraise("S001", product="credit").product == "credit"

    def test_a_case_knows_the_platforms_of_the_shops(self, office: Office) -> None:
        found = office.appraise("S001")
        file = office.books.applicant_file("sample:S001")
        assert found.case.platforms == tuple(sorted({shop.platform for shop in file.shops}))
        assert found.case.former_limit is None

    def test_a_seller_who_asked_for_nothing_is_named(self, office: Office, books: Books) -> None:
        books.hub_changes("sample:S001", applications=())
        with pytest.raises(KnownError) as caught:
            office.appraise("S001")
        assert (caught.value.code, caught.value.where) == ("application.none", "S001")

    def test_one_that_the_officer_just_took_down_counts_before_the_hub_has_it(self, office: Office) -> None:
        office.files.request(
            "sample:S001",
            product="credit",
            amount=2_000_000,
            months=6,
            method=RepaymentMethod.BULLET,
            purpose="备货",
        )
        assert office.appraise("S001").proposal.requested == 2_000_000

    def test_one_that_is_only_thought_of_may_be_given(self, office: Office) -> None:
        imagined = asked("if", BUSINESS_DAY)
        assert office.appraise("S001", request=imagined).case.application is imagined

    @pytest.mark.parametrize(
        ("seller", "product", "code"),
        [("S001", "gold", "product.unknown"), ("S999", "credit", "file.unknown")],
    )
    def test_an_unknown_product_or_seller(self, office: Office, seller: str, product: str, code: str) -> None:
        with pytest.raises(KnownError) as caught:
            office.appraise(seller, product=product)
        assert caught.value.code == code


class TestWhichDay:
    @pytest.mark.parametrize(
        ("observed", "at", "day"),
        [
            (None, None, date(2026, 6, 30)),
            (date(2026, 5, 1), None, date(2026, 5, 1)),
            (date(2026, 9, 9), None, date(2026, 6, 30)),
            (date(2026, 5, 1), date(2026, 4, 1), date(2026, 4, 1)),
        ],
    )
    def test_the_one_asked_for_else_the_last_that_the_source_saw(
        self, observed: date | None, at: date | None, day: date
    ) -> None:
        file = applicant_file(applicant=applicant(observed_until=observed))
        assert as_of_day(file, at, date(2026, 6, 30)) == day

    def test_an_earlier_look_sees_less(self, office: Office) -> None:
        now, before = office.appraise("S001"), office.appraise("S001", at=BUSINESS_DAY - timedelta(days=200))
        sales = [a.assessment.features.get("shop_months_trading") for a in (before, now)]
        assert sales[0] is not None and sales[1] is not None and sales[0] < sales[1]


class TestSameFile:
    def test_gives_the_same_bits(self, office: Office, sit_down: OpenOffice) -> None:
        """Asked twice, and asked at another desk."""
        made = [encode((a.case, a.proposal)) for a in (office.appraise("S006"), office.appraise("S006"))]
        again = sit_down().appraise("S006")
        assert made == [encode((again.case, again.proposal))] * 2

    def test_says_how_long_each_part_took(self, office: Office) -> None:
        spent = office.appraise("S001").milliseconds
        assert list(spent) == ["features", "models", "rules"]
        assert min(spent.values()) >= 0

    def test_is_judged_by_who_sits_before_it(self, office: Office, sit_down: OpenOffice) -> None:
        to_the_officer = office.appraise("S009").proposal
        to_the_supervisor = sit_down(officer=SUPERVISOR).appraise("S009").proposal
        assert to_the_officer.outcome is Outcome.REFER
        assert "refer.authority" in {f.code for f in to_the_officer.findings}
        assert "refer.authority" not in {f.code for f in to_the_supervisor.findings}

    def test_is_drawn_some_days_after_the_decision(self, sit_down: OpenOffice) -> None:
        day = date(2026, 12, 30)
        found = sit_down(clock=FixedClock(day)).appraise("S001").case
        assert (found.today, found.draw_on) == (day, day + timedelta(days=DRAW_AFTER_DAYS))


class TestPromises:
    def test_one_on_another_request_stands_in_the_way_and_its_own_does_not(self, office: Office) -> None:
        first = office.decide("S001")
        assert first.offer is not None
        assert office.appraise("S001").exposure.own == 0
        other = replace(office.appraise("S001").case.application, id="another")
        assert office.appraise("S001", request=other).exposure.own == first.offer.amount


class TestOffers:
    def test_the_proposed_one_can_be_made(self, office: Office) -> None:
        for seller in ("S001", "S006"):
            preview = office.preview(office.appraise(seller))
            assert (preview.findings, preview.within_authority) == ((), True)

    def test_more_than_the_limit_is_forbidden_by_name(self, office: Office) -> None:
        appraisal = office.appraise("S006")
        staircase = appraisal.proposal.staircase
        assert staircase is not None
        preview = office.preview(appraisal, amount=staircase.limit + 100_000)
        assert f"limit.{staircase.binding}" in {f.code for f in preview.findings}

    def test_a_tenor_that_the_product_does_not_have_has_no_price(self, office: Office) -> None:
        with pytest.raises(KnownError) as caught:
            office.preview(office.appraise("S001"), months=7)
        assert caught.value.code == "offer.no_price"

    def test_nothing_cannot_be_lent(self, office: Office) -> None:
        with pytest.raises(KnownError) as caught:
            office.preview(office.appraise("S001"), amount=0)
        assert caught.value.code == "schedule.principal"


class TestWhatIf:
    worse = {"shop_refund_share": 0.6, "shop_dispute_share": 0.4}

    def test_changes_these_features_and_no_evidence(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        imagined = office.appraisals.what_if(appraisal, self.worse)
        assert dict(imagined.assessment.features.values) == {
            **appraisal.assessment.features.values,
            **self.worse,
        }
        assert imagined.assessment.coverage == appraisal.assessment.coverage
        assert (imagined.assessment.probability or 0) > (appraisal.assessment.probability or 1)

    def test_of_nothing_says_what_was_said(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        imagined = office.appraisals.what_if(appraisal, {})
        assert imagined == replace(appraisal, imagined=True)

    def test_leaves_the_appraisal_as_it_was(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        before = encode(appraisal.case)
        office.appraisals.what_if(appraisal, self.worse)
        assert encode(appraisal.case) == before
        assert not appraisal.imagined


class TestFormerLimit:
    """What was approved last on a product whose limit is drawn again, for the review that changes it."""

    def test_is_what_was_approved_last_on_the_same_product(self, rules: Rulebook) -> None:
        kept = (approved("order", 3_000_000, "b"), approved("order", 9_000_000, "a"))
        assert former_limit(asked("c", BUSINESS_DAY, "order"), kept, rules) == 3_000_000

    def test_is_not_the_request_that_is_decided_again_nor_another_product(self, rules: Rulebook) -> None:
        again = asked("b", BUSINESS_DAY, "order")
        assert former_limit(again, (approved("order", 3_000_000, "b"),), rules) is None
        assert former_limit(again, (approved("credit", 3_000_000, "a"),), rules) is None

    def test_a_loan_that_is_lent_once_has_none(self, rules: Rulebook) -> None:
        again = asked("b", BUSINESS_DAY, "credit")
        assert former_limit(again, (approved("credit", 3_000_000, "a"),), rules) is None


def approved(product: str, fen: int, application: str) -> KeptDecision:
    schedule = make_schedule(fen, "0.18", 1, RepaymentMethod.ORDER, BUSINESS_DAY, DayCount.ACT_360)
    offer = Offer(product, fen, 1, RepaymentMethod.ORDER, "0.18", schedule, Cost("18.0000", "19.0000"))
    decision = Decision(
        id=f"decision-{application}",
        applicant_id="sample:S001",
        application_id=application,
        outcome=Outcome.APPROVE,
        offer=offer,
        findings=(),
        rationale=Rationale(),
        decided_by="officer",
        role="officer",
        decided_at="2026-11-20T09:00:00Z",
        authority=AuthorityNeed("officer", Bilingual("甲", "a")),
        override_reason="",
        inputs={},
        proposal_sha256="0" * 64,
    )
    return KeptDecision(decision, encode(decision), True)
