"""Earlier rows teach, later rows judge: nothing of the later ones may be known before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.book.tables import TIMED as ROWS
from tests.training.book.tables import timed, written
from workstation.errors import KnownError
from workstation.training.book.book import Book, Wishes, make_book
from workstation.training.book.fitting import fit
from workstation.training.book.folds import forward
from workstation.training.book.later import Later, begin, judge_later, periods_of
from workstation.training.book.level import level_of
from workstation.training.book.reading import read_columns
from workstation.training.book.verified import plain_json

BY_DAY = Wishes("bad", time="issued")


def book_of(folder: Path, table: dict[str, list[str]], wishes: Wishes = BY_DAY) -> Book:
    return make_book(read_columns(written(folder, table)), wishes)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return book_of(tmp_path_factory.mktemp("timed"), timed())


@pytest.fixture(scope="module")
def later(book: Book) -> Later:
    return judge_later(book, "", seed=42)


def test_the_last_quarter_of_the_rows_is_judged_by_a_model_of_those_before(book: Book, later: Later) -> None:
    assert (later.earlier, later.level.judged) == (900, 300)
    assert later.since == "2021-06-19" and begin(book, "2021-06-19") == begin(book, "")
    assert later.figures.auc > 0.6 and later.as_trained.ratio < 0.95
    assert "issued" not in [f.name for f in book.features]
    assert [p.name for p in later.periods if p.later] == [
        "2021-04",
        "2021-07",
        "2021-10",
        "2022-01",
        "2022-04",
    ]


def test_outcomes_of_the_later_rows_change_nothing_that_they_are_judged_by(book: Book, later: Later) -> None:
    times = book.times
    assert times is not None
    turned = replace(book, bad=np.where(times >= begin(book, ""), ~book.bad, book.bad))
    again = judge_later(turned, "2021-06-19", seed=42)
    assert np.array_equal(again.margins, later.margins)


def test_the_level_of_the_newest_outcomes_is_kept_apart_from_the_rest(book: Book) -> None:
    """The newest of the earlier rows are worse: a level read from them lies higher than one read from all."""
    rows = np.arange(len(book))
    model = fit(book, rows, seed=42, by_time=True)
    assert model.later is not None and model.later.rows == 240 and model.later.moved > 0.1
    assert fit(book, rows, seed=42).later is None


def test_who_teaches_is_always_earlier_than_who_judges() -> None:
    rng = np.random.default_rng(3)
    when = rng.integers(0, 40, 500).astype(float)
    bad = rng.random(500) < 0.3
    pairs = forward(when, bad, 3)
    assert len(pairs) == 3
    for inside, outside in pairs:
        assert when[inside].max() < when[outside].min()
    judged = sum(outside.astype(int) for _, outside in pairs)
    assert judged.max() == 1, "a row is judged once"
    assert not forward(np.zeros(500), bad, 3), "nothing is earlier than itself"
    late = np.where(np.arange(500) < 50, 1.0, 9.0)
    assert not forward(late, bad, 3), "a tenth of the rows says nothing of what all would teach"


def test_two_times_of_opposite_level_do_not_turn_the_ranking_round(tmp_path: Path) -> None:
    """The first loans of all ended badly nearly without exception: they must not stand for ranking."""
    table = timed()
    order = np.argsort(table["issued"])
    for place in order[:30]:
        table["bad"][place] = "1" if place % 7 else "0"
    found = judge_later(book_of(tmp_path, table), "", seed=42)
    assert found.figures.auc > 0.6 and found.figures.slope > 0.4


def test_years_as_numbers_are_a_time_and_rows_without_one_are_left_out(tmp_path: Path) -> None:
    table = timed()
    table["issued"] = [cell[:4] for cell in table["issued"]]
    table["issued"][:7] = [""] * 7
    made = book_of(tmp_path, table)
    assert made.untimed == 7 and len(made) == ROWS - 7 and len(made.prohibited) == 0
    assert {gone.name: gone.why for gone in made.left_out} == {"issued": "time"}
    found = judge_later(made, "2021", seed=42)
    assert found.since == "2021" and found.names == ("2019", "2020", "2021", "2022")
    assert found.to_json()["rolled"][0]["by_period"].keys() == {"2021", "2022"}


def test_a_period_without_a_bad_loan_has_no_ratio_and_is_written_so(tmp_path: Path) -> None:
    table = timed()
    table["issued"] = [cell[:4] for cell in table["issued"]]
    table["bad"] = [
        "0" if year == "2022" else cell for year, cell in zip(table["issued"], table["bad"], strict=True)
    ]
    found = judge_later(book_of(tmp_path, table), "2021", seed=42)
    told = json.loads(plain_json(found.to_json()))
    by_period = told["rolled"][0]["by_period"]
    assert by_period["2022"] is None and by_period["2021"] > 0
    nobody = level_of(0, np.zeros(3), np.zeros(3, dtype=bool))
    assert (nobody.ratio, nobody.words) == (None, "none")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"issued": ["soon"] * ROWS}, ""),
        ({"issued": ["2020-01-01"] * ROWS}, ""),
        ({"issued": [""] * ROWS}, ""),
        ({}, "next year"),
        ({}, "2022-04-10"),
        ({}, "2018-01-01"),
    ],
)
def test_a_time_that_cuts_nothing_is_refused(table: dict[str, list[str]], told: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"book\.time"):
        judge_later(book_of(tmp_path, timed() | table), told, seed=42)


def test_a_time_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"book\.hints.*day"):
        book_of(tmp_path, timed(), Wishes("bad", time="day"))


def test_another_day_of_the_request_may_stand_beside_the_time(tmp_path: Path) -> None:
    table = timed()
    table["asked"] = [str(np.datetime64(cell) - 9) for cell in table["issued"]]
    made = book_of(tmp_path, table, Wishes("bad", time="issued", as_of="asked"))
    assert {gone.name: gone.why for gone in made.left_out} == {"issued": "time", "asked": "date"}


def test_periods_are_the_finest_that_a_picture_can_hold() -> None:
    days = np.arange(0.0, 300.0)
    assert periods_of(days, "%Y-%m-%d")[2] == "month"
    assert periods_of(days * 4, "%Y-%m-%d")[2] == "quarter"
    assert periods_of(days * 15, "%Y-%m-%d")[2] == "year"
    codes, names, every = periods_of(days, "")
    assert every == "period" and len(names) == 16 and codes.min() == 0 and codes.max() == 15
