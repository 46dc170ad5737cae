"""Missing values in training: put in on purpose, and coded so that they can never look good.

A signed feature's missing value is coded beyond its risky end while the trees grow, so that `basic` monotone
constraints bound it like any other value; `trees.missing_to_the_worse` then writes the same rule into the
finished trees. Values are blanked at random, one by one and a ledger at a time, so that the trees know rows
with holes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from workstation.training.table import Flags, Matrix

_BEYOND = 1e30  # farther than any figure of the dictionary
_FIELD_SHARE = 0.04
_LEDGER_SHARE = 0.08


def coded(values: Matrix, directions: Sequence[int]) -> Matrix:
    """NaN of signed features at their risky end; NaN of free ones stays."""
    worst: Matrix = np.asarray(directions, dtype=np.float64) * _BEYOND
    return np.where(np.isnan(values) & (worst != 0), worst, values)


def with_holes(values: Matrix, ledgers: Iterable[Sequence[int]], rng: np.random.Generator) -> Matrix:
    """A copy in which 8 % of the rows lack each ledger's columns and 4 % of single values are gone."""
    holed = values.copy()
    for columns in ledgers:
        lost = rng.random(len(holed)) < _LEDGER_SHARE
        holed[np.ix_(lost, np.array(columns))] = np.nan
    holed[rng.random(holed.shape) < _FIELD_SHARE] = np.nan
    return holed


def blanked(values: Matrix, columns: Sequence[int]) -> tuple[Matrix, Flags]:
    """A copy with these columns missing, and which rows had something there to lose."""
    copy = values.copy()
    chosen = np.array(columns)
    had = np.asarray(~np.isnan(values[:, chosen]).all(axis=1))
    copy[:, chosen] = np.nan
    return copy, had
