"""The list of visits: why a line is there, how pressing it is, and how far a campaign has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.helpers.caches import seller
from tests.helpers.surveying import review, survey
from workstation.domain.surveying import Verdict, Visit
from workstation.domain.visit_list import (
    BegunSurvey,
    LastDecision,
    ListedStep,
    SellerVisits,
    VisitRow,
    WhyListed,
    campaign_progress,
    visit_rows,
)

TODAY = date(2026, 11, 20)
WHO = seller(position="31.2304,121.4737")
REFERRED = LastDecision("0-dec", "refer", ("refer.no_model",))


def visit(of: str = WHO.id, id: str = "v1", due: date = TODAY + timedelta(days=12)) -> Visit:
    return Visit(id, of, "2026-h2", "下半年走访", "Second half", "exporter", "officer-1", TODAY, due)


def only(**values: object) -> VisitRow:
    (row,) = visit_rows([SellerVisits(WHO, **values)], TODAY)  # type: ignore[arg-type]
    return row


def test_a_planned_visit_is_open_then_overdue_then_to_review_then_done() -> None:
    made = survey(WHO.id, TODAY, visit="v1")
    accepted = review(made, Verdict.ACCEPTED)
    assert only(visits=(visit(),)).step is ListedStep.OPEN
    assert only(visits=(visit(due=TODAY - timedelta(days=1)),)).step is ListedStep.OVERDUE
    assert only(visits=(visit(),), surveys=(made,)).step is ListedStep.TO_REVIEW
    done = only(visits=(visit(),), surveys=(made,), reviews=(accepted,))
    assert done.step is ListedStep.DONE and not done.to_go and done.survey_id == made.id


def test_a_survey_begun_stands_in_the_line_of_its_visit_whether_it_was_named_or_not() -> None:
    for named in ("v1", ""):
        row = only(visits=(visit(),), begun=(BegunSurvey("d1", named),))
        assert (row.step, row.draft_id, row.why) == (ListedStep.BEGUN, "d1", (WhyListed.CAMPAIGN,))


def test_what_is_asked_again_is_to_go_until_its_correction_is_begun() -> None:
    made = survey(WHO.id, TODAY)
    again = review(made, Verdict.ASKED_AGAIN)
    asked = only(surveys=(made,), reviews=(again,))
    assert asked.step is ListedStep.ASKED_AGAIN and asked.to_go and asked.survey_id == made.id
    begun = only(surveys=(made,), reviews=(again,), begun=(BegunSurvey("d1", corrects=made.id),))
    assert (begun.step, begun.draft_id) == (ListedStep.BEGUN, "d1")


def test_a_decision_that_asks_for_a_visit_is_answered_by_a_survey_made_since() -> None:
    row = only(decision=REFERRED)
    assert (row.step, row.why) == (ListedStep.OPEN, (WhyListed.REFERRED,))
    answered = visit_rows([SellerVisits(WHO, surveys=(survey(WHO.id, TODAY),), decision=REFERRED)], TODAY)
    assert [one.why for one in answered] == [(WhyListed.SURVEY,)]
    rejected = survey(WHO.id, TODAY)
    still = only(
        decision=REFERRED, surveys=(rejected,), reviews=(review(rejected, Verdict.REJECTED),)
    )  # fmt: skip
    assert still.why == (WhyListed.REFERRED, WhyListed.REJECTED)


def test_a_referral_to_the_supervisor_or_an_approval_lists_nobody() -> None:
    for decision in (replace(REFERRED, findings=("refer.amount",)), replace(REFERRED, outcome="approve")):
        assert visit_rows([SellerVisits(WHO, decision=decision)], TODAY) == ()


def test_a_referral_joins_the_line_of_the_planned_visit() -> None:
    row = only(visits=(visit(),), decision=REFERRED)
    assert row.why == (WhyListed.CAMPAIGN, WhyListed.REFERRED)


def test_an_added_seller_has_a_line_only_where_there_is_no_other_to_go() -> None:
    added = {WHO.id: "survey-2"}
    (row,) = visit_rows([SellerVisits(WHO)], TODAY, added)
    assert (row.step, row.why) == (ListedStep.OPEN, (WhyListed.ADDED,))
    (planned,) = visit_rows([SellerVisits(WHO, visits=(visit(),))], TODAY, added)
    assert planned.why == (WhyListed.CAMPAIGN, WhyListed.ADDED)
    older = SellerVisits(WHO, visits=(visit(),), surveys=(survey(WHO.id, TODAY, visit="v1"),))
    both = visit_rows([older], TODAY, added)
    assert [one.step for one in both] == [ListedStep.OPEN, ListedStep.TO_REVIEW]
    since = SellerVisits(WHO, surveys=(survey(WHO.id, TODAY, "survey-3"),))
    assert [one.why for one in visit_rows([since], TODAY, added)] == [(WhyListed.SURVEY,)]


def test_a_survey_that_was_rejected_sends_somebody_there_again() -> None:
    made = survey(WHO.id, TODAY)
    row = only(surveys=(made,), reviews=(review(made, Verdict.REJECTED),))
    assert (row.step, row.why) == (ListedStep.OPEN, (WhyListed.REJECTED,))


def test_what_was_asked_again_is_answered_by_a_newer_survey() -> None:
    old, new = survey(WHO.id, TODAY), survey(WHO.id, TODAY + timedelta(days=1), "survey-2")
    row = only(surveys=(old, new), reviews=(review(old, Verdict.ASKED_AGAIN),))
    assert (row.step, row.survey_id) == (ListedStep.TO_REVIEW, new.id)


def test_the_most_pressing_comes_first_and_every_line_has_a_key_of_its_own() -> None:
    late, soon = seller(2), seller(3)
    rows = visit_rows(
        [
            SellerVisits(WHO, visits=(visit(), visit(id="v2", due=TODAY + timedelta(days=3)))),
            SellerVisits(late, visits=(visit(late.id, "v3", TODAY - timedelta(days=2)),)),
            SellerVisits(soon, decision=REFERRED),
        ],
        TODAY,
    )
    assert [row.visit.id if row.visit else "" for row in rows] == ["v3", "v2", "v1", ""]
    assert len({row.key for row in rows}) == 4


def test_a_position_is_known_from_the_file_or_from_the_last_visit() -> None:
    assert only(visits=(visit(),)).placed
    unknown = SellerVisits(replace(WHO, position=""), visits=(visit(),))
    assert not visit_rows([unknown], TODAY)[0].placed


def test_a_campaign_counts_who_needs_nobody_any_more() -> None:
    made = survey(WHO.id, TODAY, visit="v1")
    other = seller(2)
    rows = visit_rows(
        [
            SellerVisits(WHO, visits=(visit(),), surveys=(made,)),
            SellerVisits(other, visits=(visit(other.id, "v2"),)),
        ],
        TODAY,
    )
    (progress,) = campaign_progress(rows)
    assert (progress.visited, progress.total, progress.days_left(TODAY)) == (1, 2, 12)
    assert progress.days_left(TODAY + timedelta(days=14)) == -2
