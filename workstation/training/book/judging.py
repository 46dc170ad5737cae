"""Judging a book: figures from rows that the model had not seen, the scorecard on the same folds.

In: a book, folds, seed. Out: `Judged`. Figures are of calibrated margins out of fold; each fold's AUC
is kept, because how much it varies is what a difference must be measured by.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.training import metrics
from workstation.training.book.book import Book
from workstation.training.book.fitting import Fitted, OutOfFold, fit, out_of_fold
from workstation.training.book.folds import folds
from workstation.training.book.promises import Kept, keeps
from workstation.training.book.scorecard import Scorecard, learn_scorecard
from workstation.training.evaluation import Figures, figures
from workstation.training.table import Matrix, Progress, quiet


@dataclass(frozen=True, slots=True)
class Judged:
    """`fold_aucs` of the trees; `card_margins` are the scorecard's, out of the same folds."""

    figures: Figures
    fold_aucs: tuple[float, ...]
    card: Figures
    unseen: OutOfFold
    card_margins: Matrix
    kept: Kept

    @property
    def fold_deviation(self) -> float:
        """Standard deviation of the folds' AUC."""
        return float(np.std(self.fold_aucs, ddof=1))


@dataclass(frozen=True, slots=True)
class Finished:
    """The model and the scorecard of all rows."""

    model: Fitted
    card: Scorecard


def judge(book: Book, *, count: int, seed: int, threads: int = 1, progress: Progress = quiet) -> Judged:
    """Five folds and the like, each with a model and a scorecard of its own."""
    number = folds(book.bad, count, seed)
    unseen = out_of_fold(book, number, seed=seed, threads=threads, progress=progress)
    card_margins = np.empty(len(book))
    kept = Kept()
    aucs = []
    for k in range(count):
        inside, outside = np.flatnonzero(number != k), np.flatnonzero(number == k)
        card_margins[outside] = learn_scorecard(book, inside).margins(book.features, outside)
        kept += keeps(unseen.fitted[k], book, outside, seed)
        aucs.append(metrics.auc(book.bad[outside], unseen.margins[outside]))
    return Judged(
        figures(book.bad, unseen.margins),
        tuple(aucs),
        figures(book.bad, card_margins),
        unseen,
        card_margins,
        kept,
    )


def finish(book: Book, *, seed: int, threads: int = 1) -> Finished:
    """The model and the scorecard that a lender would use: of all rows, at the level of the newest ones where
    they have a time."""
    rows = np.arange(len(book))
    by_time = book.times is not None
    return Finished(fit(book, rows, seed=seed, threads=threads, by_time=by_time), learn_scorecard(book, rows))
