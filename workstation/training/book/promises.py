"""What a model promises, tried on rows: signs hold along every sweep, and a blank never helps.

In: a fitted model, a book, row numbers. Out: `Kept`, counts of cases and of broken ones. For a free column
nothing is promised; how often a blank lowers the risk there is counted all the same, so that it is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.training.book.book import BEYOND, Book
from workstation.training.book.encoding import BLANK, Rows
from workstation.training.book.fitting import Fitted
from workstation.training.boosting import Trees
from workstation.training.table import Matrix

ROWS, POINTS = 300, 25
_TOLERANCE = 1e-9  # log-odds: what a float sum of trees may wobble


@dataclass(frozen=True, slots=True)
class Kept:
    """Cases tried and broken; `free_*` of columns without a sign, where a blank may help."""

    sweeps: int = 0
    sweeps_broken: int = 0
    blanks: int = 0
    blanks_broken: int = 0
    free_blanks: int = 0
    free_blanks_helped: int = 0

    @property
    def whole(self) -> bool:
        return not self.sweeps_broken and not self.blanks_broken

    def __add__(self, other: Kept) -> Kept:
        return Kept(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def keeps(fitted: Fitted, book: Book, rows: Rows, seed: int) -> Kept:
    """Three hundred rows; each signed column goes over 25 of its quantiles, and each column goes blank."""
    some = np.random.default_rng([seed, 17]).permutation(rows)[:ROWS]
    values = fitted.encoder.matrix(book.features, some)
    trees = Trees(fitted.text)
    base = trees.raw(values)
    everywhere = fitted.encoder.matrix(book.features, rows)
    found = Kept()
    for column, sign in enumerate(fitted.encoder.signs):
        if sign:
            found += _swept(trees, values, everywhere[:, column], column, sign)
        found += _blanked(trees, fitted, values, base, column, sign)
    return found


def _swept(trees: Trees, values: Matrix, seen: Matrix, column: int, sign: int) -> Kept:
    known = seen[~np.isnan(seen) & (np.abs(seen) < BEYOND)]
    if not len(known):
        return Kept()
    points = np.quantile(known, np.linspace(0, 1, POINTS), method="nearest")
    swept = np.repeat(values, POINTS, axis=0)
    swept[:, column] = np.tile(points, len(values))
    steps = np.diff(trees.raw(swept).reshape(len(values), POINTS), axis=1)
    return Kept(sweeps=steps.size, sweeps_broken=int((steps * sign < -_TOLERANCE).sum()))


def _blanked(trees: Trees, fitted: Fitted, values: Matrix, base: Matrix, column: int, sign: int) -> Kept:
    copy = values.copy()
    category = column in fitted.encoder.categories
    empty = float(BLANK) if category else np.nan
    had = values[:, column] != empty if category else ~np.isnan(values[:, column])
    copy[:, column] = empty
    helped = int(((trees.raw(copy) - base)[had] < -_TOLERANCE).sum())
    if sign:
        return Kept(blanks=int(had.sum()), blanks_broken=helped)
    return Kept(free_blanks=int(had.sum()), free_blanks_helped=helped)
