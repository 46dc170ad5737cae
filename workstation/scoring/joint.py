"""Whether figures taken together come from another population: one test over all of them.

In: figures of two times, a row an applicant, NaN where missing. Out: how much of "of which time is this row?"
their ranks and their gaps tell, and how often that would be so by chance. One figure may move by less than
can be told from chance while many do: their dependence is in the test, as it is estimated from the rows of
both times. Ranks ask nothing of a figure's distribution. Shares of explained variance follow a Beta
distribution where nothing has moved, exactly for normal figures and nearly for ranks (Hotelling's test).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from workstation.scoring.drift import Floats
from workstation.scoring.intervals import incomplete_beta

_ROWS_A_DIRECTION = 10
_LEAST_GAPS = 5  # rows on either side of a gap, for it to be a column of its own
_NO_SPREAD = 1e-9


@dataclass(frozen=True, slots=True)
class Joint:
    """`share` of the variance of the time is told by `directions` independent ways in which figures differ;
    `expected` of it by chance; `p` is how often chance tells as much."""

    share: float
    expected: float
    directions: int
    p: float


def joint(before: Any, now: Any) -> Joint | None:
    """The test of two matrices of the same columns; None where nothing in them varies. Of more directions
    than a tenth of the rows the widest are taken: they are chosen without looking at the time."""
    both = np.concatenate([np.asarray(before, dtype=np.float64), np.asarray(now, dtype=np.float64)])
    late = np.zeros(len(both))
    late[len(before) :] = 1.0
    columns = _columns(both)
    if columns is None or not 0 < late.sum() < len(late):
        return None
    spread, ways = np.linalg.eigh(columns.T @ columns / len(both))
    most = max(len(both) // _ROWS_A_DIRECTION, 1)
    kept = [at for at in range(len(spread) - 1, -1, -1) if spread[at] > _NO_SPREAD * len(spread)][:most]
    along = columns @ ways[:, kept]
    centred = late - late.mean()
    told = (along.T @ centred) ** 2 / (along**2).sum(axis=0)
    share = float(min(told.sum() / (centred**2).sum(), 1.0))
    directions, rest = len(kept), len(both) - 1 - len(kept)
    p = incomplete_beta(1.0 - share, rest / 2.0, directions / 2.0) if rest > 0 else 1.0
    return Joint(round(share, 6), round(directions / (len(both) - 1), 6), directions, p)


def _columns(values: Floats) -> Floats | None:
    """Ranks, 0 in the mean and where missing, and a column for the gaps of each figure that has some; each
    of variance 1. None where no figure varies."""
    parts = []
    for column in values.T:
        missing = np.isnan(column)
        ranks = np.zeros(len(column))
        ranks[~missing] = _centred_ranks(column[~missing])
        parts.append(ranks)
        if _LEAST_GAPS <= missing.sum() <= len(column) - _LEAST_GAPS:
            parts.append(missing - missing.mean())
    scaled = [part / spread for part in parts if (spread := float(part.std())) > _NO_SPREAD]
    return np.column_stack(scaled) if scaled else None


def _centred_ranks(known: Floats) -> Floats:
    """Ranks from −½ to ½; equal values share the middle one."""
    _, which, counts = np.unique(known, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts + 1) / 2.0
    ranks: Floats = (middle[which] - (len(known) - 1) / 2.0) / max(len(known), 1)
    return ranks
