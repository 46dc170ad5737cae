"""Campaigns: who is drawn, who goes there, and how far it has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.surveying import FormRef, Survey, SurveyReview, Verdict, surveys_of
from workstation.domain.visiting import VisitStep, planned_visits
from workstation.errors import KnownError
from workstation.surveys.campaigns import CampaignPlan, Candidate, allot, draw, visit_for

STARTS, DUE = date(2026, 12, 1), date(2026, 12, 31)
PLAN = CampaignPlan("h2-2026", "下半年走访", "Second half of 2026", 10, STARTS, DUE, seed=7, by=("trade",))


def sellers(**by_trade: int) -> list[Candidate]:
    return [
        Candidate(f"{trade}-{n}", "reseller", trade, f"region-{n % 3}", ("anna",))
        for trade, count in by_trade.items()
        for n in range(count)
    ]


def drawn(plan: CampaignPlan, candidates: list[Candidate]) -> dict[str, list[str]]:
    return {stratum.key[0]: [one.applicant_id for one in stratum.drawn] for stratum in draw(plan, candidates)}


def test_a_trade_of_more_sellers_is_visited_more_often_and_a_small_one_not_forgotten() -> None:
    strata = draw(PLAN, sellers(apparel=80, shoes=18, toys=2))

    assert {s.key[0]: (s.frame, len(s.drawn)) for s in strata} == {
        "apparel": (80, 7),
        "shoes": (18, 2),
        "toys": (2, 1),
    }


def test_who_draws_again_with_the_same_seed_finds_the_same_sellers_in_whatever_order_they_come() -> None:
    frame = sellers(apparel=40, shoes=20)

    assert drawn(PLAN, frame) == drawn(PLAN, frame[::-1])
    assert drawn(PLAN, frame) != drawn(replace(PLAN, seed=8), frame)


def test_who_was_visited_lately_rests() -> None:
    frame = [replace(one, visited_on=date(2026, 9, 1)) for one in sellers(apparel=5)] + sellers(shoes=10)
    plan = replace(PLAN, rested_since=date(2026, 6, 1))

    assert set(drawn(plan, frame)) == {"shoes"}


@pytest.mark.parametrize(
    ("plan", "frame", "code"),
    [
        (PLAN, sellers(apparel=9), "campaign.frame"),
        (replace(PLAN, size=2), sellers(a=5, b=5, c=5), "campaign.size"),
    ],
)
def test_a_plan_that_cannot_be_drawn_says_by_how_much(
    plan: CampaignPlan, frame: list[Candidate], code: str
) -> None:
    with pytest.raises(KnownError, match=r"\d") as refused:
        draw(plan, frame)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "two words"},
        {"title_en": " "},
        {"size": 0},
        {"due_on": date(2026, 11, 1)},
        {"by": ("age",)},
        {"by": ()},
    ],
)
def test_a_plan_without_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(KnownError, match=r"campaign\.plan"):
        replace(PLAN, **wrong)  # type: ignore[arg-type]


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 60), min_size=1),
    st.integers(1, 80),
    st.integers(0, 3),
)
def test_exactly_so_many_are_drawn_none_twice_and_each_stratum_within_one_of_its_share(
    sizes: dict[str, int], size: int, least: int
) -> None:
    frame = sellers(**sizes)
    plan = replace(PLAN, size=min(size, len(frame)), least=least)
    floor = sum(min(least, n) for n in sizes.values())
    if floor > plan.size:
        return
    counts = {s.key[0]: len(s.drawn) for s in draw(plan, frame)}
    ids = [one.applicant_id for s in draw(plan, frame) for one in s.drawn]

    assert len(ids) == len(set(ids)) == plan.size
    room = len(frame) - floor
    for trade, n in sizes.items():
        base = min(least, n)
        share = base + (plan.size - floor) * (n - base) / room if room else base
        assert min(least, n) <= counts[trade] <= n and abs(counts[trade] - share) < 1


def test_visits_go_to_who_has_the_file_and_are_spread() -> None:
    frame = [replace(one, officers=("anna", "bo")) for one in sellers(apparel=20)]
    chosen = allot(PLAN, draw(PLAN, frame))

    assert Counter(chosen.values()) == {"anna": 5, "bo": 5}


def test_a_file_that_nobody_has_goes_to_a_named_officer_or_is_named_itself() -> None:
    frame = [replace(one, officers=()) for one in sellers(apparel=10)]
    strata = draw(PLAN, frame)

    assert set(allot(PLAN, strata, ["cai"]).values()) == {"cai"}
    with pytest.raises(KnownError, match="apparel-") as nobody:
        allot(PLAN, strata)
    assert nobody.value.code == "campaign.officers"


SURVEY = Survey("s1", "apparel-1", FormRef("reseller", "1", "0" * 64), STARTS, "", "", "anna", "d", "<data/>")
VISIT = visit_for(PLAN, sellers(apparel=2)[1], "anna")
REVIEW = SurveyReview("r1", "apparel-1", "s1", Verdict.ACCEPTED, "", "bo", "")


@pytest.mark.parametrize(
    ("surveys", "reviews", "today", "step"),
    [
        ([], [], DUE, VisitStep.OPEN),
        ([], [], date(2027, 1, 1), VisitStep.OVERDUE),
        ([SURVEY], [], DUE, VisitStep.OPEN),
        ([replace(SURVEY, visit=VISIT.id)], [], date(2027, 1, 1), VisitStep.TO_REVIEW),
        ([replace(SURVEY, visit=VISIT.id)], [REVIEW], DUE, VisitStep.DONE),
        ([replace(SURVEY, visit=VISIT.id)], [replace(REVIEW, verdict=Verdict.REJECTED)], DUE, VisitStep.OPEN),
        (
            [replace(SURVEY, visit=VISIT.id)],
            [replace(REVIEW, verdict=Verdict.ASKED_AGAIN)],
            DUE,
            VisitStep.ASKED_AGAIN,
        ),
        (
            [replace(SURVEY, visit=VISIT.id), replace(SURVEY, id="s2", visit=VISIT.id, corrects="s1")],
            [REVIEW],
            DUE,
            VisitStep.TO_REVIEW,
        ),
    ],
    ids=["open", "overdue", "another survey", "to review", "done", "rejected", "asked again", "corrected"],
)
def test_a_planned_visit_stands_where_its_survey_stands(
    surveys: list[Survey], reviews: list[SurveyReview], today: date, step: VisitStep
) -> None:
    (planned,) = planned_visits([VISIT], surveys_of(surveys, reviews), today)

    assert planned.step is step
    assert planned.to_go == (step in (VisitStep.OPEN, VisitStep.OVERDUE))
