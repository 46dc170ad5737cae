"""Trained on earlier years, tested on later ones: ranking, and the level after recalibration.

In: a book and the year of each row. Out: `OutOfTime`. The level is moved in two ways, and each is judged on
rows that did not set it: on the outcomes of the last year of training, which any lender has; and on a random
fifth of the window's own outcomes, as if those had come in already. Only the intercept moves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.training import metrics
from workstation.training.book.book import Book, part_of
from workstation.training.book.capacity import INNER, crossed
from workstation.training.book.fitting import fit
from workstation.training.book.folds import Numbers, folds
from workstation.training.book.level import shift
from workstation.training.missing import coded
from workstation.training.table import Flags, Matrix


@dataclass(frozen=True, slots=True)
class Level:
    """Mean probability beside the real rate on the rows judged, and how many rows set it."""

    set_by: int
    judged: int
    mean_probability: float
    real_rate: float

    @property
    def ratio(self) -> float:
        return self.mean_probability / self.real_rate


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """`level` as trained; `level_from_last_year` and `level_from_window` recalibrated."""

    trained_on: int
    auc: float
    auc_low: float
    auc_high: float
    level: Level
    level_from_last_year: Level
    level_from_window: Level


def out_of_time(
    book: Book, years: Numbers, window: tuple[int, int], *, seed: int, threads: int = 1
) -> OutOfTime:
    """Train on the years before `window` (first and last year), judge on it."""
    before = np.flatnonzero(years < window[0])
    after = np.flatnonzero((years >= window[0]) & (years <= window[1]))
    model = fit(book, before, seed=seed, threads=threads)
    margins, bad = model.margins(book.features, after), book.bad[after]
    low, high = metrics.auc_interval(bad, margins)
    past = part_of(book, before)
    values = coded(model.encoder.matrix(past.features, np.arange(len(past))), model.encoder.signs)
    unseen = model.a + model.b * crossed(
        values,
        past.bad,
        model.encoder.shape,
        model.chosen.rung,
        model.chosen.rounds,
        count=INNER,
        seed=seed,
        threads=threads,
    )
    last = years[before] == years[before].max()
    first_fifth = folds(bad, 5, seed) == 0
    return OutOfTime(
        trained_on=len(before),
        auc=metrics.auc(bad, margins),
        auc_low=low,
        auc_high=high,
        level=_level(0, margins, bad, 0.0),
        level_from_last_year=_level(int(last.sum()), margins, bad, shift(past.bad[last], unseen[last])),
        level_from_window=_level(
            int(first_fifth.sum()),
            margins[~first_fifth],
            bad[~first_fifth],
            shift(bad[first_fifth], margins[first_fifth]),
        ),
    )


def _level(set_by: int, margins: Matrix, bad: Flags, moved: float) -> Level:
    p = metrics.probability(margins + moved)
    return Level(set_by, len(bad), float(p.mean()), float(bad.mean()))
