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
from workstation.training.book.folds import folds, forward, sample
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


def choose(
    rows: Matrix, bad: Flags, shape: Shape, *, seed: int, threads: int, when: Matrix | None = None
) -> Chosen:
    """Climb from eight leaves up while each rung is better than the last, else try the one below; in a wide
    table try the rung with fewer columns a tree as well. With `when` each is judged on rows later than those
    it learned from."""
    some = sample(bad, _CHOOSING_ROWS, seed)
    tried: list[Chosen] = []

    def better(rung: Rung, than: Chosen | None) -> Chosen | None:
        then = None if when is None else when[some]
        tried.append(_grown(rows[some], bad[some], shape, rung, then, seed=seed, threads=threads))
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
        best = _grown(rows, bad, shape, best.rung, when, seed=seed, threads=threads)
    return replace(best, tried=tuple((t.rung, t.loss) for t in tried))


def random_pairs(bad: Flags, count: int, seed: int) -> list[tuple[Flags, Flags]]:
    """Which rows teach and which are judged, in `count` folds in turn."""
    number = folds(bad, count, seed)
    return [(np.asarray(number != k), np.asarray(number == k)) for k in range(count)]


def crossed(
    rows: Matrix,
    bad: Flags,
    shape: Shape,
    rung: Rung,
    rounds: int,
    pairs: Sequence[tuple[Flags, Flags]],
    *,
    seed: int,
    threads: int,
) -> Matrix:
    """Each row's margin from trees of the given size that had not seen it, in the pair that judges it; NaN
    for a row that none does."""
    margins = np.full(len(rows), np.nan)
    for inside, outside in pairs:
        booster, _ = trained(rows[inside], bad[inside], shape, rung, rounds, seed=seed, threads=threads)
        margins[outside] = booster.predict(rows[outside], raw_score=True, num_threads=threads)
    return margins


def _pairs(bad: Flags, when: Matrix | None, seed: int) -> list[tuple[Flags, Flags]]:
    """Which rows teach and which judge, in turn; of very many rows one pair tells as much, and costs a
    third."""
    random = random_pairs(bad, INNER, seed)
    pairs = random if when is None else forward(when, bad, INNER) or random
    if len(bad) <= _MANY_ROWS:
        return pairs
    return pairs[:1] if pairs is random else pairs[-1:]


def _grown(
    rows: Matrix, bad: Flags, shape: Shape, rung: Rung, when: Matrix | None, *, seed: int, threads: int
) -> Chosen:
    """Inner folds: the number of rounds that serves all of them, and the margins at that number."""
    pairs = _pairs(bad, when, seed)
    boosters: list[Any] = []
    curves: list[list[float]] = []
    for inside, outside in pairs:
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
    told = [
        booster.predict(rows[outside], raw_score=True, num_iteration=rounds, num_threads=threads)
        for (_, outside), booster in zip(pairs, boosters, strict=True)
    ]
    truth = [bad[outside] for _, outside in pairs]
    every, margins = np.concatenate(truth), np.concatenate(told)
    if when is None:
        return Chosen(rung, rounds, margins, every, _loss(every, margins))
    # Cuts in time differ in level, which is not what tells one size from another: each has its own line.
    lost = sum(len(so) * _loss(so, part) for so, part in zip(truth, told, strict=True))
    return Chosen(rung, rounds, margins, every, lost / len(every))


def _loss(bad: Flags, margins: Matrix) -> float:
    a, b = metrics.logistic_line(bad, margins)
    return metrics.log_loss(bad, metrics.probability(a + b * margins))


def _best_round(curves: Sequence[Sequence[float]]) -> int:
    """Where the mean of the curves is lowest, as far as all of them go."""
    length = min(map(len, curves))
    best = int(np.mean([curve[:length] for curve in curves], axis=0).argmin()) + 1
    return max(best, min(FEWEST_ROUNDS, length))
