"""Trees, calibration and scorecard on small tables: what is promised of them, and what is honest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.training.book.tables import loans, written
from workstation.training import metrics
from workstation.training.book.binning import learn_bins
from workstation.training.book.book import Book, Feature, Wishes, make_book, part_of
from workstation.training.book.fitting import Fitted, fit
from workstation.training.book.folds import folds, sample
from workstation.training.book.hints import Hint
from workstation.training.book.judging import Judged, judge
from workstation.training.book.level import shift
from workstation.training.book.out_of_time import out_of_time
from workstation.training.book.promises import keeps
from workstation.training.book.reading import read_columns
from workstation.training.book.rolling import known_by, rolled
from workstation.training.book.scorecard import learn_scorecard

SIGNS = {"debt": Hint(1, "debt service"), "income": Hint(-1, "income repays")}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = written(tmp_path_factory.mktemp("book"), loans(800))
    return make_book(read_columns(path), Wishes("bad", hints=SIGNS))


@pytest.fixture(scope="module")
def fitted(book: Book) -> Fitted:
    return fit(book, np.arange(len(book)), seed=42)


@pytest.fixture(scope="module")
def judged(book: Book) -> Judged:
    return judge(book, count=2, seed=42)


def test_folds_are_those_of_published_comparisons() -> None:
    """scikit-learn's `StratifiedKFold(5, shuffle=True, random_state=42)` of these outcomes, written down."""
    bad = np.array([0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0], dtype=bool)
    assert folds(bad, 5, 42).tolist() == FOLDS
    counts = [(int(bad[folds(bad, 5, 42) == k].sum()), int((folds(bad, 5, 42) == k).sum())) for k in range(5)]
    assert counts == [(1, 3)] * 5


FOLDS = [4, 1, 0, 2, 0, 0, 3, 1, 3, 4, 4, 2, 1, 2, 3]


def test_a_sample_has_its_share_of_either_class(book: Book) -> None:
    rows = sample(book.bad, 100, seed=1)
    assert len(rows) == pytest.approx(100, abs=1) and (np.diff(rows) > 0).all()
    assert book.bad[rows].mean() == pytest.approx(book.bad.mean(), abs=0.01)
    assert len(sample(book.bad, 10**6, seed=1)) == len(book)


def test_the_model_ranks_and_says_what_happens(judged: Judged) -> None:
    assert judged.figures.auc > 0.65 and judged.card.auc > 0.65
    assert judged.figures.slope == pytest.approx(1.0, abs=0.35), "two small folds"
    assert judged.figures.mean_probability == pytest.approx(
        judged.figures.bad / judged.figures.rows, abs=0.03
    )


def test_signs_hold_along_every_sweep_and_a_blank_never_helps(judged: Judged) -> None:
    assert judged.kept.sweeps > 10_000 and judged.kept.sweeps_broken == 0
    assert judged.kept.blanks > 500 and judged.kept.blanks_broken == 0
    assert judged.kept.whole


def test_a_model_without_signs_is_caught_by_the_same_sweeps(book: Book) -> None:
    free = replace(book, features=tuple(replace(f, sign=0) for f in book.features))
    rows = np.arange(len(free))
    model = fit(free, rows, seed=42)
    claimed = replace(model, encoder=replace(model.encoder, signs=(1, -1, 0)))
    assert keeps(claimed, free, rows, seed=1).sweeps_broken > 0


def test_nothing_about_a_row_of_the_outer_fold_reaches_its_model(book: Book, judged: Judged) -> None:
    """Turning every outcome of the held-out fold round changes none of its margins."""
    fold = judged.unseen.fold
    turned = replace(book, bad=np.where(fold == 0, ~book.bad, book.bad))
    outside = np.flatnonzero(fold == 0)
    again = fit(turned, np.flatnonzero(fold != 0), seed=42)
    assert (again.margins(turned.features, outside) == judged.unseen.margins[outside]).all()


def test_one_thread_or_two_the_text_is_the_same(book: Book, fitted: Fitted) -> None:
    assert fit(book, np.arange(len(book)), seed=42, threads=2).text == fitted.text


def test_a_level_never_seen_and_a_blank_can_be_scored(book: Book, fitted: Fitted) -> None:
    blank = np.full(len(book), np.nan)
    strange = tuple(
        replace(f, levels=("tea", *f.levels[1:])) if f.levels else replace(f, numbers=blank)
        for f in book.features
    )
    assert np.isfinite(fitted.margins(strange, np.arange(10))).all()


def test_bins_follow_their_sign_and_a_free_number_may_turn_once() -> None:
    rng = np.random.default_rng(4)
    values = rng.random(6000)
    rows = np.arange(6000)
    hill = rng.random(6000) < 0.1 + 0.6 * np.exp(-((values - 0.5) ** 2) / 0.02)
    free = learn_bins(Feature("x", numbers=values), rows, hill)
    rising = learn_bins(Feature("x", sign=1, numbers=values), rows, hill)
    turns = np.diff(np.sign(np.diff(free.weights)))
    assert (turns != 0).sum() == 1 and max(free.weights) > 0.5 > min(free.weights)
    assert (np.diff(rising.weights) > 0).all()
    assert sum(free.rows) == 6000 and sum(free.bads) == hill.sum()


def test_a_blank_weighs_no_less_than_the_average() -> None:
    rng = np.random.default_rng(4)
    values = rng.random(2000)
    values[:400] = np.nan
    bad = rng.random(2000) < 0.3
    bad[:400] = rng.random(400) < 0.05
    assert learn_bins(Feature("x", sign=1, numbers=values), np.arange(2000), bad).blank == 0.0


def test_points_add_up_to_the_score_of_a_row(book: Book) -> None:
    rows = np.arange(len(book))
    card = learn_scorecard(book, rows)
    named = {f.name: f for f in book.features}
    points = np.full(len(rows), 487.1229 - 28.8539 * card.intercept)
    for bins, coefficient in zip(card.bins, card.coefficients, strict=True):
        assert coefficient > 0
        points -= 28.8539 * coefficient * bins.weigh(named[bins.feature], rows)
    expected = 487.1229 - 28.8539 * card.margins(book.features, rows)
    assert np.abs(points - expected).max() < 1e-9
    table = list(card.table())
    assert {row.feature for row in table} <= {"debt", "income", "trade"}
    assert sum(row.rows for row in table if row.feature == "debt") == len(book)


def test_a_shift_moves_the_level_and_nothing_else() -> None:
    rng = np.random.default_rng(2)
    margins = rng.normal(-2.0, 1.0, 4000)
    bad = rng.random(4000) < metrics.probability(margins + 0.7)
    moved = shift(bad, margins)
    assert metrics.probability(margins + moved).mean() == pytest.approx(bad.mean(), abs=1e-9)
    assert moved == pytest.approx(0.7, abs=0.15)


def test_out_of_time_judges_the_level_on_rows_that_did_not_set_it(book: Book) -> None:
    years = np.repeat(np.arange(2000, 2004), 200)
    worse = book.bad.copy()
    worse[400:] |= np.random.default_rng(5).random(400) < 0.3
    later = out_of_time(replace(book, bad=worse), years, (2002, 2003), seed=42)
    assert later.trained_on == 400 and later.level.judged == 400
    assert later.level.ratio < 0.85, "the world became worse and the model cannot know"
    assert (later.level_from_window.set_by, later.level_from_window.judged) == (80, 320)
    assert abs(later.level_from_window.ratio - 1) < 0.2
    assert later.level_from_last_year.set_by == 200


def test_a_part_of_a_book_has_its_rows(book: Book) -> None:
    part = part_of(book, np.array([3, 5, 8]))
    assert len(part) == 3 and (part.bad == book.bad[[3, 5, 8]]).all()
    assert all(len(f.blank) == 3 for f in part.features)


def test_a_level_moved_forward_is_set_by_the_period_before_alone(book: Book) -> None:
    """Risk rises by a half in log-odds a year: who follows is one step late, and with drift not at all."""
    rng = np.random.default_rng(5)
    margins = rng.normal(-1.0, 0.5, 40_000)
    years = np.repeat([2001, 2002, 2003, 2004], 10_000)
    bad = rng.random(40_000) < metrics.probability(margins + 0.5 * (years - 2001))
    later = years >= 2003
    behind = rolled(margins, bad, years, later, every="year", drift=False)
    ahead = rolled(margins, bad, years, later, every="year", drift=True)
    assert behind is not None and ahead is not None
    assert 0.75 < behind.level.ratio < 0.9 and abs(ahead.level.ratio - 1) < 0.05
    swapped = np.where(years == 2004, ~bad, bad)
    same = rolled(margins, swapped, years, later, every="year", drift=False)
    assert same is not None and same.levels[2003] == behind.levels[2003]
    assert same.levels[2004].mean_probability == behind.levels[2004].mean_probability
    assert rolled(margins, bad, years, years >= 2001, every="year", drift=False) is None


def test_a_period_in_which_all_ended_alike_sets_no_level() -> None:
    """No number of log-odds makes nobody bad: the level stays that of the last period that has one."""
    rng = np.random.default_rng(5)
    margins = rng.normal(-1.0, 0.5, 900)
    years = np.repeat([2001, 2002, 2003], 300)
    for alike in (False, True):
        bad = rng.random(900) < metrics.probability(margins)
        bad[years == 2002] = alike
        assert shift(bad[years == 2002], margins[years == 2002]) == 0.0
        found = rolled(margins, bad, years, years == 2003, every="year", drift=True)
        assert found is not None and found.levels[2003].set_by == 300
        assert 0.8 < (found.level.ratio or 0.0) < 1.25
    bad[years == 2001] = False
    assert rolled(margins, bad, years, years == 2003, every="year", drift=False) is None


def test_what_was_known_on_a_day_counts_only_loans_that_had_failed_by_then() -> None:
    made, failed = np.array([1.0, 2.0, 3.0, 9.0]), np.array([4.0, 8.0, np.nan, np.nan])
    bad = np.array([True, True, False, True])
    found = known_by(5.0, made, failed, bad, np.ones(4, dtype=bool))
    assert (found.loans, found.bad_at_last, found.bad_by_then) == (3, 2, 1)
