"""What a lender's book knows of its forecasts by a day: nothing that came later, from sellers enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from tests.training.test_forecasting import LAST, seller
from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.paths import resources
from workstation.scoring import open_suite
from workstation.scoring.adjustment import Adjustment
from workstation.training.forecasting.of_book import adjustment_of

DAY = LAST - timedelta(days=120)


@cache
def taken() -> np.ndarray:
    """Thirty shops that grow by a twentieth a month."""
    rng = np.random.default_rng(4)
    return rng.poisson(15 * np.exp(0.05 * np.arange(420) / 30)[None, :] * np.ones((30, 1)))


def book(daily: np.ndarray) -> list[ApplicantFile]:
    return [seller(number, row.tolist()) for number, row in enumerate(daily)]


def known(files: list[ApplicantFile], as_of: date) -> Adjustment:
    return adjustment_of(lambda: files, open_suite(resources() / "models"), as_of)


def test_a_book_tells_its_market_and_its_outcomes() -> None:
    found = known(book(taken()), LAST)
    assert (found.day, found.sellers) == (LAST, 30)
    quarter = found.of(90)
    assert quarter is not None
    assert quarter.growth == pytest.approx(0.05, abs=0.02)
    assert (quarter.days, quarter.outcomes) == (9, 270)
    assert quarter.unsure == 0.0


def test_nothing_later_than_its_day_is_in_it() -> None:
    """Everything after the day is tenfold, or gone with the record: the bytes stay."""
    planted = taken().copy()
    planted[:, -120:] *= 10
    before = known(book(taken()), DAY)
    assert before.day == DAY
    assert known(book(planted), DAY).to_bytes() == before.to_bytes()
    cut = [seller(number, row[:-120].tolist(), DAY) for number, row in enumerate(taken())]
    assert known(cut, DAY).to_bytes() == before.to_bytes()
    planted = taken().copy()
    planted[:, 100:200] *= 2
    assert known(book(planted), DAY).to_bytes() != before.to_bytes(), "the past does count"


def test_a_seller_who_is_not_watched_any_more_is_not_taken_for_one_who_stopped_selling() -> None:
    files = book(taken())
    gone = LAST - timedelta(days=75)
    late = [replace(f, applicant=replace(f.applicant, observed_until=gone)) for f in files[:8]]
    found = known([*late, *files[8:]], LAST)
    assert (found.day, found.sellers) == (LAST, 22)
    quarter = found.of(90)
    assert quarter is not None
    assert quarter.growth == pytest.approx(0.05, abs=0.02)


def test_a_book_too_small_to_tell_a_market_by_is_refused() -> None:
    with pytest.raises(KnownError, match=r"forecast\.thin"):
        known(book(taken())[:12], LAST)
    with pytest.raises(KnownError, match=r"forecast\.thin"):
        known([], LAST)
