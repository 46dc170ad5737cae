"""The values of a lending decision add up by themselves."""

from __future__ import annotations

from datetime import date

from workstation.domain.assessment import Assessment, BundleRef, FeatureVector, ModelOutput
from workstation.domain.evidence import Coverage
from workstation.domain.lending import (
    DayCount,
    Exposure,
    Instalment,
    RepaymentMethod,
    Schedule,
    Staircase,
    Step,
)
from workstation.domain.text import Bilingual

WORDS = Bilingual("话", "words")


def test_a_schedule_sums_interest_fees_and_payments() -> None:
    rows = (Instalment(1, date(2026, 8, 1), 400, 60, 5, 600), Instalment(2, date(2026, 9, 1), 600, 36, 5, 0))
    schedule = Schedule(1_000, "0.12", RepaymentMethod.BULLET, DayCount.ACT_360, date(2026, 7, 1), 20, rows)
    assert [row.payment for row in rows] == [465, 641]
    assert schedule.total_payment == 1_106
    assert schedule.total_interest == 96
    assert schedule.total_fees == 30


def test_a_step_of_the_staircase_is_found_by_its_code() -> None:
    steps = (Step("request", WORDS, 900, WORDS), Step("capacity", WORDS, 700, WORDS))
    staircase = Staircase(steps, 700, "capacity", 900)
    assert staircase.step("capacity").amount == 700


def test_exposure_is_one_s_own_and_that_of_related_ones() -> None:
    assert Exposure(own=5, related=7).total == 12
    assert Exposure().total == 0


def _spoken(model: str) -> ModelOutput:
    return ModelOutput(model, "1", "default", 365, True, probability=0.02, grade="B")


def test_an_assessment_speaks_through_its_leading_model() -> None:
    day = date(2026, 6, 30)
    outputs = (_spoken("pd_invoice"), _spoken("pd_shop"))
    assessed = Assessment(
        "test:S1", day, FeatureVector(day, {"shop_stars_mean": 0.0}), Coverage(()), outputs, "pd_shop",
        BundleRef("sellers", 1, "0" * 64),
    )  # fmt: skip
    assert assessed.output is outputs[1]
    assert (assessed.probability, assessed.grade) == (0.02, "B")


def test_where_no_model_applies_there_is_no_probability_and_no_grade() -> None:
    day = date(2026, 6, 30)
    silent = ModelOutput("pd_shop", "1", "default", 365, False, WORDS)
    assessed = Assessment(
        "test:S1", day, FeatureVector(day, {}), Coverage(()), (silent,), "", BundleRef("sellers", 1, "")
    )
    assert assessed.output is None
    assert (assessed.probability, assessed.grade) == (None, "")


def test_an_observed_zero_is_not_a_missing_value() -> None:
    vector = FeatureVector(date(2026, 6, 30), {"shop_refund_share": 0.0, "shop_stars_mean": None})
    assert vector.get("shop_refund_share") == 0.0
    assert vector.get("shop_stars_mean") is None
    assert vector.get("unheard_of") is None
