"""One model of a book: encoder, trees of a chosen size, calibration; and the same fold by fold.

In: a book and row numbers. Out: `Fitted`, which gives calibrated log-odds for any rows of a book with the
same features. `out_of_fold` judges it honestly: what it hands out for a row never saw that row, neither in
its codes nor in its size nor in its calibration.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from workstation.training import metrics
from workstation.training.book.book import Book, Feature
from workstation.training.book.capacity import INNER, Chosen, choose, crossed, random_pairs, trained
from workstation.training.book.encoding import Encoder, Rows, learn_encoder
from workstation.training.book.level import shift
from workstation.training.boosting import Trees
from workstation.training.missing import coded
from workstation.training.table import Flags, Matrix, Progress, quiet
from workstation.training.trees import missing_to_the_worse

_FEW_ROWS = 10_000
_SHARPEST = 1.1
_NEWEST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Newest:
    """What the newest rows did to a level: `moved` is the part of `a` that they set, `rows` how many they
    were; `unseen` are the margins of all rows without it, by trees that had not seen them."""

    moved: float
    rows: int
    unseen: Matrix


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model: log-odds are `a + b ·` what the trees say. `later` is there where the rows have a time."""

    encoder: Encoder
    text: str
    a: float
    b: float
    chosen: Chosen
    later: Newest | None = None

    def margins(self, features: Sequence[Feature], rows: Rows) -> Matrix:
        """Calibrated log-odds of the rows."""
        raw = Trees(self.text).raw(self.encoder.matrix(features, rows))
        return self.a + self.b * raw


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Margins of every row by a model that had not seen it, and which fold it was in."""

    margins: Matrix
    fold: Rows
    fitted: tuple[Fitted, ...]


def fit(book: Book, rows: Rows, *, seed: int, threads: int = 1, by_time: bool = False) -> Fitted:
    """Learn from `rows` of the book alone. `by_time` chooses capacity by later rows than the trees had
    seen, and takes the level of the newest fifth."""
    encoder = learn_encoder(book.features, rows)
    shape = encoder.shape
    values = coded(encoder.matrix(book.features, rows), encoder.signs)
    bad = book.bad[rows]
    when = book.times[rows] if by_time and book.times is not None else None
    chosen = choose(values, bad, shape, seed=seed, threads=threads, when=when)
    booster, _ = trained(values, bad, shape, chosen.rung, chosen.rounds, seed=seed, threads=threads)
    later = None
    if when is None:
        a, b = _calibrated(values, bad, encoder, chosen, seed=seed, threads=threads)
    else:
        pairs = random_pairs(bad, INNER, seed)
        raw = crossed(values, bad, shape, chosen.rung, chosen.rounds, pairs, seed=seed, threads=threads)
        unseen = replace(chosen, margins=raw, bad=bad)
        a, b = _calibrated(values, bad, encoder, unseen, seed=seed, threads=threads)
        later = _newest(when, bad, a + b * raw)
        a += later.moved
    text = re.sub(
        r"^\[num_threads: \d+\]$", "[num_threads: 1]", booster.model_to_string(), flags=re.MULTILINE
    )
    text = missing_to_the_worse(text, encoder.signs)
    return Fitted(encoder, text, round(a, 9), round(b, 9), chosen, later)


def _newest(when: Matrix, bad: Flags, unseen: Matrix) -> Newest:
    newest = when >= np.quantile(when, 1 - _NEWEST_SHARE, method="higher")
    return Newest(round(shift(bad[newest], unseen[newest]), 9), int(newest.sum()), unseen)


def _calibrated(
    values: Matrix, bad: Flags, encoder: Encoder, chosen: Chosen, *, seed: int, threads: int
) -> tuple[float, float]:
    """Platt's line for trees grown on all rows, from trees that were grown on a part of them.

    A small table's trees sharpen noticeably with each further part of the rows, so the line is read at two
    thirds and at five sixths and carried on to the whole: on a book where half of it is remembered, the
    line of a few folds alone is a tenth too flat.
    """
    a, b = metrics.logistic_line(chosen.bad, chosen.margins)
    if len(bad) >= _FEW_ROWS or b <= 0:
        return a, b
    pairs = random_pairs(bad, 2 * INNER, seed)
    finer = crossed(values, bad, encoder.shape, chosen.rung, chosen.rounds, pairs, seed=seed, threads=threads)
    b_finer = metrics.logistic_line(bad, finer)[1]
    # More rows never dull the trees, and what grows faster than this is chance.
    sharper = b_finer * min(max(b_finer / b, 1.0), _SHARPEST)
    return shift(bad, sharper * finer), sharper


def out_of_fold(
    book: Book, fold: Rows, *, seed: int, threads: int = 1, progress: Progress = quiet
) -> OutOfFold:
    """Every row's margin from the model of the other folds."""
    margins = np.empty(len(book))
    fitted: list[Fitted] = []
    for number in range(int(fold.max()) + 1):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        model = fit(book, inside, seed=seed, threads=threads)
        margins[outside] = model.margins(book.features, outside)
        fitted.append(model)
        auc = metrics.auc(book.bad[outside], margins[outside])
        size = f"{model.chosen.rung.leaves} leaves, {model.chosen.rounds} trees"
        progress(f"fold {number + 1}: {size}, AUC {auc:.4f}")
    return OutOfFold(margins, fold, tuple(fitted))
