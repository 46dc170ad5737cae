"""Deciding: within authority, on the file as it is, with a reason where it differs, frozen for good."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.services.conftest import OpenOffice
from tests.services.office import SUPERVISOR, Books, Office
from workstation.codec import decode, encode
from workstation.domain.acts import ActKind
from workstation.domain.lending import Outcome, RepaymentMethod
from workstation.errors import KnownError
from workstation.events import Changes
from workstation.lending import proposal_digest


def refused(office: Office, *arguments: Any, **options: Any) -> str:
    """The code of the refusal; nothing was kept."""
    acts = len(office.books.acts)
    with pytest.raises(KnownError) as caught:
        office.decisions.decide(*arguments, **options)
    assert len(office.books.acts) == acts
    return caught.value.code


class TestFrozen:
    def test_is_who_decided_what_when_and_on_what_grounds(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        made = office.decide("S001")
        assert made.outcome is Outcome.APPROVE
        assert (made.decided_by, made.role, made.decided_at) == (
            "officer-1",
            "officer",
            "2026-11-20T12:00:00Z",
        )
        assert (made.findings, made.rationale) == (appraisal.proposal.findings, appraisal.proposal.rationale)
        assert made.proposal_sha256 == proposal_digest(appraisal.proposal)
        assert encode(made.inputs["case"]) == encode(appraisal.case)
        assert made.override_reason == ""

    def test_it_goes_out_as_one_act_with_the_rules_it_was_made_under(
        self, office: Office, books: Books
    ) -> None:
        made = office.decide("S001")
        [act] = books.acts
        assert (act.kind, act.applicant_id, act.base_version) == (ActKind.MAKE_DECISION, "sample:S001", 1)
        assert decode("decision", act.body) == made
        assert act.blobs == (made.inputs["rules_file"],)
        assert books.get(made.inputs["rules_file"]) == office.decisions.rules_file

    def test_everybody_hears_of_it_once_it_is_kept(self, office: Office, books: Books) -> None:
        heard: list[tuple[Changes, str, int]] = []
        office.bell.listen(lambda changes, by: heard.append((changes, by, len(books.acts))))
        office.decide("S001")
        assert heard == [(Changes(frozenset({"sample:S001"}), frozenset({"act"})), "decision.make", 1)]

    def test_the_same_rules_are_kept_once_for_all_decisions(self, office: Office, books: Books) -> None:
        names = {office.decide(seller).inputs["rules_file"] for seller in ("S001", "S006", "S015", "S011")}
        assert names == set(books.blobs)


class TestOutcomes:
    @pytest.mark.parametrize(
        ("seller", "outcome"),
        [
            ("S001", "approve"),
            ("S006", "counter"),
            ("S009", "refer"),
            ("S015", "decline"),
            ("S020", "counter"),
        ],
    )
    def test_each_kind_is_kept_as_proposed(self, office: Office, seller: str, outcome: str) -> None:
        made = office.decide(seller)
        assert made.outcome == outcome
        assert (made.offer is not None) == (outcome in ("approve", "counter"))

    def test_an_approval_of_less_is_a_counter_offer_and_needs_no_reason(self, office: Office) -> None:
        made = office.decide("S001", amount=600_000)
        assert (made.outcome, made.override_reason) == (Outcome.COUNTER, "")

    def test_so_is_one_on_other_terms(self, office: Office) -> None:
        made = office.decide("S003", months=12)
        assert made.offer is not None and made.offer.amount == office.appraise("S003").proposal.requested
        assert made.outcome is Outcome.COUNTER

    def test_a_counter_offer_of_all_that_was_asked_is_an_approval(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        decided = office.decisions.decide(appraisal, Outcome.COUNTER, office.preview(appraisal))
        assert office.books.decision(decided.decision_id).decision.outcome is Outcome.APPROVE

    def test_a_decline_takes_nothing_from_an_offer_that_was_tried(self, office: Office) -> None:
        appraisal = office.appraise("S001")
        tried = office.preview(appraisal, amount=600_000)
        decided = office.decisions.decide(appraisal, Outcome.DECLINE, tried, reason="店主改了主意")
        made = office.books.decision(decided.decision_id).decision
        assert (made.offer, made.authority) == (None, appraisal.proposal.authority)


class TestReasons:
    @pytest.mark.parametrize("outcome", [Outcome.DECLINE, Outcome.REFER])
    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_whoever_differs_from_the_proposal_says_why(
        self, office: Office, outcome: Outcome, reason: str
    ) -> None:
        assert refused(office, office.appraise("S001"), outcome, reason=reason) == "decision.reason"

    def test_and_it_is_kept_in_their_words(self, office: Office) -> None:
        decided = office.decisions.decide(office.appraise("S001"), Outcome.REFER, reason="  账目对不上 \n")
        assert office.books.decision(decided.decision_id).decision.override_reason == "账目对不上"

    def test_a_milder_end_of_a_referral_needs_one_too(self, office: Office) -> None:
        assert refused(office, office.appraise("S009"), Outcome.DECLINE) == "decision.reason"


class TestRefusals:
    def test_a_file_that_changed_since_is_assessed_again_first(self, office: Office, books: Books) -> None:
        appraisal = office.appraise("S001")
        preview = office.preview(appraisal)
        books.hub_changes("sample:S001", loans=())
        assert refused(office, appraisal, Outcome.APPROVE, preview) == "decision.stale"
        assert refused(office, appraisal, Outcome.DECLINE, reason="why") == "decision.stale"
        assert office.decide("S001").outcome is Outcome.APPROVE

    def test_nobody_decides_on_a_what_if(self, office: Office) -> None:
        imagined = office.appraisals.what_if(office.appraise("S015"), {"shop_refund_share": 0.0})
        assert refused(office, imagined, Outcome.DECLINE) == "decision.imagined"

    def test_an_offer_tried_on_another_assessment_does_not_count(self, office: Office) -> None:
        appraisal, other = office.appraise("S015"), office.appraise("S001")
        assert refused(office, appraisal, Outcome.APPROVE, office.preview(other)) in (
            "decision.stale",
            "offer.no_price",
        )

    def test_nor_does_one_whose_findings_were_taken_away(self, office: Office) -> None:
        appraisal = office.appraise("S006")
        forbidden = office.preview(appraisal, amount=appraisal.proposal.requested)
        assert forbidden.findings
        doctored = replace(forbidden, findings=(), within_authority=True)
        assert refused(office, appraisal, Outcome.APPROVE, forbidden) == "decision.forbidden"
        assert refused(office, appraisal, Outcome.APPROVE, doctored) == "decision.stale"

    def test_an_approval_needs_an_offer(self, office: Office) -> None:
        assert refused(office, office.appraise("S001"), Outcome.APPROVE) == "decision.no_offer"

    def test_a_hard_rule_lets_nobody_approve(self, sit_down: OpenOffice) -> None:
        office = sit_down(officer=SUPERVISOR)
        appraisal = office.appraise("S017")
        tried = office.appraisals.try_offer(appraisal, 1_000_000, 12, RepaymentMethod.BULLET)
        assert "hard.dishonest_debtor" in {f.code for f in tried.findings}
        assert (
            refused(office, appraisal, Outcome.APPROVE, tried, reason="him I trust") == "decision.forbidden"
        )

    def test_what_is_over_an_officer_s_authority_a_supervisor_approves(
        self, office: Office, sit_down: OpenOffice
    ) -> None:
        appraisal = office.appraise("S009")
        assert refused(office, appraisal, Outcome.APPROVE, office.preview(appraisal)) == "decision.authority"
        made = sit_down(officer=SUPERVISOR).decide("S009")
        assert made.outcome.lends
        assert (made.decided_by, made.role, made.authority.role) == (
            "supervisor-1",
            "supervisor",
            "supervisor",
        )

    def test_an_offer_that_nothing_forbids_may_still_be_another_s_to_make(self, office: Office) -> None:
        """Proposed is to decline; an exception needs more than the officer's role, whatever the amount."""
        appraisal = office.appraise("S001")
        declined = replace(appraisal, proposal=replace(appraisal.proposal, outcome=Outcome.DECLINE))
        tried = office.preview(declined)
        assert (tried.findings, tried.within_authority) == ((), False)
        assert refused(office, declined, Outcome.APPROVE, tried, reason="why") == "decision.authority"


class TestCorrections:
    def test_a_second_decision_names_the_one_it_takes_the_place_of(self, office: Office) -> None:
        first = office.decide("S001")
        second = office.decide("S001", amount=600_000)
        third = office.decide("S001", amount=700_000)
        assert [d.supersedes for d in (first, second, third)] == ["", first.id, second.id]

    def test_one_on_another_request_stands_for_itself(self, office: Office) -> None:
        office.decide("S001")
        office.files.request(
            "sample:S001",
            product="credit",
            amount=900_000,
            months=12,
            method=RepaymentMethod.BULLET,
            purpose="备货",
        )
        assert office.decide("S001").supersedes == ""

    def test_the_first_one_s_bytes_stay(self, office: Office) -> None:
        first = office.decide("S001")
        before = office.books.decision(first.id).body
        office.decide("S001", amount=600_000)
        assert office.books.decision(first.id).body == before
