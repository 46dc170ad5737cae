"""Which surveys of a file count: chains of corrections, rejections among them; and words that say nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import AS_OF
from tests.helpers.surveying import contradiction, review, survey
from workstation.domain.surveying import (
    SecondInvestigator,
    SurveyStanding,
    Verdict,
    is_second,
    makers_of,
    surveys_of,
)

WHO = "t:1"
FIRST = survey(WHO, AS_OF, "survey-1", made_by="officer-1")
SECOND = survey(WHO, AS_OF, "survey-2", corrects=FIRST.id, reason="数错", made_by="officer-2")
THIRD = survey(WHO, AS_OF, "survey-3", corrects=SECOND.id, reason="又数错", made_by="officer-3")
ALL = (FIRST, SECOND, THIRD)


def counting(*rejected: str) -> list[str]:
    reviews = [review(one, Verdict.REJECTED, f"review-{one.id}") for one in ALL if one.id in rejected]
    return [one.survey.id for one in surveys_of(ALL, reviews) if one.counts]


@pytest.mark.parametrize(
    ("rejected", "counts"),
    [
        ((), ["survey-3"]),
        (("survey-2",), ["survey-3"]),
        (("survey-3",), ["survey-2"]),
        (("survey-2", "survey-3"), ["survey-1"]),
        (("survey-1", "survey-2", "survey-3"), []),
    ],
)
def test_of_a_chain_of_corrections_one_counts_at_most(rejected: tuple[str, ...], counts: list[str]) -> None:
    assert counting(*rejected) == counts


def test_what_was_corrected_stays_so_when_its_correction_is_corrected() -> None:
    standing = {one.survey.id: one.standing for one in surveys_of(ALL, ())}
    assert [standing[one.id] for one in ALL] == [
        SurveyStanding.CORRECTED,
        SurveyStanding.CORRECTED,
        SurveyStanding.TO_REVIEW,
    ]


def test_a_correction_is_also_the_work_of_those_whom_it_corrects() -> None:
    assert makers_of(THIRD, ALL) == ("officer-1", "officer-2", "officer-3")
    assert makers_of(FIRST, ALL) == ("officer-1",)
    ring = replace(FIRST, corrects=THIRD.id)
    assert makers_of(ring, (ring, SECOND, THIRD)) == ("officer-1", "officer-2", "officer-3")


@pytest.mark.parametrize("name", ["李明", " 李 明 ", "李\u200b明", "李·明", "⼝李明"])
def test_who_went_along_is_known_however_he_is_spelled(name: str) -> None:
    along = replace(FIRST, second=SecondInvestigator("李明", "0" * 64))
    assert is_second(along, name) is (name != "⼝李明")
    assert not is_second(FIRST, name)


@pytest.mark.parametrize("words", ["", "  ", "\u3000", "\u200b", "\u2060\ufeff", "。", "…", "--"])
def test_an_explanation_without_a_word_explains_nothing(words: str) -> None:
    assert contradiction(explanation=words).open
    assert not contradiction(explanation="旺季").open
