"""How large the trees may grow, chosen by the rows at hand: a ladder climbed while it pays.

In: a coded matrix, outcomes, the columns' signs and kinds. Out: the rung, the number of rounds, and the
margins of every row from trees that had not seen it. Everything happens inside the rows given; an outer
fold hands in its own training rows alone, so that nothing here has seen what it is judged on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from workstation.training import metrics
from workstation.training.book.folds import folds, sample
from workstation.training.table import Flags, Matrix

MOST_ROUNDS, FEWEST_ROUNDS = 1500, 20
LEARNING_RATE = 0.03
_PATIENCE = 60
_CHOOSING_ROWS = 20_000  # more rows tell rungs apart no better, and cost
_MANY_ROWS = 60_000
INNER = 3
_BETTER = 2e-4  # relative gain in log loss that makes a larger rung worth its longer explanations


@dataclass(frozen=True, slots=True)
class Rung:
    """Leaves of a tree, fewest rows in one, the pull towards zero, and the share of columns a tree sees."""

    leaves: int
    fewest: int
    pull: float
    share: float = 0.7


LADDER = (
    Rung(4, 100, 10.0),
    Rung(8, 100, 10.0),
    Rung(16, 60, 10.0),
    Rung(31, 20, 5.0),
    Rung(63, 5, 1.0),
)
_START = 1
_MANY_COLUMNS = 20
_FEWER_COLUMNS = 0.4  # many columns that say nearly the same are better seen a few at a time
_SMALL_TABLE, _FEWEST_IN_SMALL = 8_000, 40
_FEWEST_SHARE = 0.02  # of rows in a leaf, in a very small table


@dataclass(frozen=True, slots=True)
class Shape:
    """What trees need to know of the columns: signs, and which are categories."""

    names: tuple[str, ...]
    signs: tuple[int, ...]
    categories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rung with its number of rounds; `margins` are of rows that the trees had not seen, `bad` their
    outcomes, `loss` the log loss after calibration; `tried` the loss of each rung tried, in that order."""

    rung: Rung
    rounds: int
    margins: Matrix
    bad: Flags
    loss: float
    tried: tuple[tuple[Rung, float], ...] = ()


SETTINGS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": LEARNING_RATE,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "min_data_per_group": 50,
    "cat_smooth": 50.0,
    # `intermediate` and `advanced` have been seen to break the constraint; `basic` has not
    "monotone_constraints_method": "basic",
    "deterministic": True,
    "force_row_wise": True,  # the automatic choice is made by a stopwatch
    "verbosity": -1,
}


def trained(
    rows: Matrix,
    bad: Flags,
    shape: Shape,
    rung: Rung,
    rounds: int,
    *,
    seed: int,
    threads: int,
    watched: tuple[Matrix, Flags] | None = None,
) -> tuple[Any, list[float]]:
    """A LightGBM booster, and its log loss on the watched rows after each round."""
    import lightgbm

    settings = {
        **SETTINGS,
        "num_leaves": rung.leaves,
        "min_data_in_leaf": _fewest(rung, len(rows)),
        "feature_fraction": rung.share,
        "lambda_l2": rung.pull,
        "monotone_constraints": list(shape.signs),
        "seed": seed,
        "num_threads": threads,
        "metric": "binary_logloss",
    }
    about: dict[str, Any] = {
        "feature_name": list(shape.names),
        "categorical_feature": list(shape.categories),
    }
    data = lightgbm.Dataset(rows, bad.astype(float), params={"verbosity": -1}, **about)
    if watched is None:
        return lightgbm.train(settings, data, num_boost_round=rounds), []
    curve: dict[str, Any] = {}
    booster = lightgbm.train(
        settings,
        data,
        num_boost_round=rounds,
        valid_sets=[lightgbm.Dataset(watched[0], watched[1].astype(float), reference=data)],
        callbacks=[
            lightgbm.early_stopping(_PATIENCE, verbose=False),
            lightgbm.record_evaluation(curve),
        ],
    )
    return booster, list(curve["valid_0"]["binary_logloss"])


def _fewest(rung: Rung, rows: int) -> int:
    if rows >= _SMALL_TABLE:
        return rung.fewest
    return max(5, min(rung.fewest, _FEWEST_IN_SMALL, int(_FEWEST_SHARE * rows)))


def choose(rows: Matrix, bad: Flags, shape: Shape, *, seed: int, threads: int) -> Chosen:
    """Climb from eight leaves up while each rung is better than the last, else try the one below; in a wide
    table try the rung with fewer columns a tree as well."""
    some = sample(bad, _CHOOSING_ROWS, seed)
    tried: list[Chosen] = []

    def better(rung: Rung, than: Chosen | None) -> Chosen | None:
        tried.append(_grown(rows[some], bad[some], shape, rung, seed=seed, threads=threads))
        gain = 0.0 if than is None else 1 - tried[-1].loss / than.loss
        return tried[-1] if than is None or gain > _BETTER else None

    best = better(LADDER[_START], None)
    assert best is not None
    for rung in LADDER[_START + 1 :]:
        if (found := better(rung, best)) is None:
            break
        best = found
    if best.rung is LADDER[_START]:
        best = better(LADDER[0], best) or best
    if len(shape.names) >= _MANY_COLUMNS:
        best = better(replace(best.rung, share=_FEWER_COLUMNS), best) or best
    if len(some) < len(rows):
        best = _grown(rows, bad, shape, best.rung, seed=seed, threads=threads)
    return replace(best, tried=tuple((t.rung, t.loss) for t in tried))


def crossed(
    rows: Matrix, bad: Flags, shape: Shape, rung: Rung, rounds: int, *, count: int, seed: int, threads: int
) -> Matrix:
    """Every row's margin from trees of the given size that had not seen it, in `count` folds."""
    number = folds(bad, count, seed)
    margins = np.empty(len(rows))
    for k in range(count):
        inside, outside = number != k, number == k
        booster, _ = trained(rows[inside], bad[inside], shape, rung, rounds, seed=seed, threads=threads)
        margins[outside] = booster.predict(rows[outside], raw_score=True, num_threads=threads)
    return margins


def _grown(rows: Matrix, bad: Flags, shape: Shape, rung: Rung, *, seed: int, threads: int) -> Chosen:
    """Inner folds: the number of rounds that serves all of them, and the margins at that number. Of very many
    rows one fold tells as much, and costs a third."""
    number = folds(bad, INNER, seed)
    asked = range(1 if len(rows) > _MANY_ROWS else INNER)
    boosters: list[Any] = []
    curves: list[list[float]] = []
    for k in asked:
        inside, outside = number != k, number == k
        booster, curve = trained(
            rows[inside],
            bad[inside],
            shape,
            rung,
            MOST_ROUNDS,
            seed=seed,
            threads=threads,
            watched=(rows[outside], bad[outside]),
        )
        boosters.append(booster)
        curves.append(curve)
    rounds = _best_round(curves)
    margins = np.concatenate(
        [
            booster.predict(rows[number == k], raw_score=True, num_iteration=rounds, num_threads=threads)
            for k, booster in zip(asked, boosters, strict=True)
        ]
    )
    truth = np.concatenate([bad[number == k] for k in asked])
    a, b = metrics.logistic_line(truth, margins)
    loss = metrics.log_loss(truth, metrics.probability(a + b * margins))
    return Chosen(rung, rounds, margins, truth, loss)


def _best_round(curves: Sequence[Sequence[float]]) -> int:
    """Where the mean of the curves is lowest, as far as all of them go."""
    length = min(map(len, curves))
    best = int(np.mean([curve[:length] for curve in curves], axis=0).argmin()) + 1
    return max(best, min(FEWEST_ROUNDS, length))
