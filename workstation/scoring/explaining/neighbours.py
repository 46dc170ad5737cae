"""Comparable cases: the sellers of a small, anonymous set who stand nearest to an applicant, and their fate.

Goes in: the set that training put beside a model. It holds of each figure only the twentieth of the sellers
in which it lies, and whether the seller defaulted; no name, day or amount. Comes out: the nearest by a
weighted Gower distance (Gower, "A general coefficient of similarity", Biometrics 27, 1971) on those
twentieths, where a figure that only one of two has counts as far apart. The same twentieths say what sellers
who have a figure usually have.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workstation.scoring.explaining.forest import Floats, Mask

PARTS = 20
MISSING = -1
_ZERO = ord("B")  # ranks stand as letters, a missing one as A
Ranks: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`distance` 0–1; `place` is its row in the set."""

    place: int
    distance: float
    bad: bool


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`knots[f]` are the 0, 5, … 100 % quantiles of figure f among sellers who have it, NaN where nobody has;
    `ranks[i, f]` is the twentieth (0–19) of seller i or `MISSING`; `weights` are what each figure counts."""

    simulated: bool
    knots: Floats
    ranks: Ranks
    bad: Mask
    weights: Floats

    def __len__(self) -> int:
        return len(self.bad)

    def ranks_of(self, row: Floats) -> Ranks:
        own: Ranks = ranks_of(row[None, :], self.knots)[0]
        return own

    def nearest(self, row: Floats, count: int) -> tuple[Neighbour, ...]:
        """The `count` nearest, the nearest first; of two at one distance the earlier in the set."""
        distances = self.apart(row, self.ranks).sum(axis=1).round(9)
        order = np.argsort(distances, kind="stable")[:count]
        return tuple(Neighbour(int(i), float(distances[i]), bool(self.bad[i])) for i in order)

    def distance(self, row: Floats, other: Floats) -> float:
        """How far two are apart, 0–1, neither of them of the set."""
        return round(float(self.apart(row, self.ranks_of(other)[None, :]).sum()), 9)

    def apart(self, row: Floats, ranks: Ranks) -> Floats:
        """What each figure adds to the distance of `row` from each of `ranks`."""
        own = self.ranks_of(row)
        steps = np.abs(ranks.astype(np.int64) - own) / (PARTS - 1)
        lacks, lacked = ranks == MISSING, own == MISSING
        found: Floats = np.where(lacks != lacked, 1.0, np.where(lacks, 0.0, steps)) * self.weights
        return found

    def usual(self, column: int, share: float) -> float | None:
        """The quantile at `share` among sellers who have the figure; None where nobody has."""
        value = float(self.knots[column][round(share * PARTS)])
        return None if np.isnan(value) else value

    def about(self, place: int, column: int) -> tuple[float, float] | None:
        """Between which values figure `column` of seller `place` lies; None where it has none."""
        rank = int(self.ranks[place, column])
        return (
            None
            if rank == MISSING
            else (float(self.knots[column][rank]), float(self.knots[column][rank + 1]))
        )


def ranks_of(rows: Floats, knots: Floats) -> Ranks:
    """In which twentieth of its column's knots each value lies."""
    found = np.full(rows.shape, MISSING, dtype=np.int8)
    for column, own in enumerate(knots):
        known = ~np.isnan(rows[:, column])
        if not np.isnan(own).any():
            found[known, column] = np.searchsorted(own[1:-1], rows[known, column], side="right")
    return found


def knots_of(rows: Floats) -> Floats:
    """The 0, 5, … 100 % quantiles of each column's known values, each one that occurs."""
    places = np.linspace(0, 1, PARTS + 1)
    found = np.full((rows.shape[1], PARTS + 1), np.nan)
    for column in range(rows.shape[1]):
        known = rows[~np.isnan(rows[:, column]), column]
        if len(known):
            found[column] = np.quantile(known, places, method="lower")
    return found


def neighbours_text(found: Neighbours) -> str:
    """The set as the file of a bundle."""
    plain = {
        "simulated": found.simulated,
        "knots": [None if np.isnan(own).any() else own.tolist() for own in found.knots],
        "ranks": ["".join(chr(_ZERO + rank) for rank in row) for row in found.ranks.tolist()],
        "bad": "".join("1" if bad else "0" for bad in found.bad.tolist()),
        "weights": found.weights.tolist(),
    }
    return json.dumps(plain, sort_keys=True, indent=0) + "\n"


def read_neighbours(data: bytes, width: int) -> Neighbours:
    """The set in `data` for a model of `width` columns. Raises `ValueError`, `KeyError` or `TypeError`."""
    plain = json.loads(data)
    knots = np.array([_knots(own) for own in plain["knots"]], dtype=np.float64)
    letters = np.frombuffer("".join(plain["ranks"]).encode("ascii"), dtype=np.uint8)
    ranks = (letters.reshape(len(plain["ranks"]), -1).astype(np.int64) - _ZERO).astype(np.int8)
    weights = np.array(plain["weights"], dtype=np.float64)
    bad = np.array([{"0": False, "1": True}[letter] for letter in plain["bad"]], dtype=np.bool_)
    if knots.shape != (width, PARTS + 1) or ranks.shape != (len(bad), width) or weights.shape != (width,):
        raise ValueError("the set does not fit the model's columns")
    if ranks.min(initial=0) < MISSING or ranks.max(initial=0) >= PARTS:
        raise ValueError("a rank is a twentieth")
    if not np.isfinite(weights).all() or (weights < 0).any() or not 0.999 < weights.sum() < 1.001:
        raise ValueError("weights are shares of one")
    return Neighbours(plain["simulated"] is True, knots, ranks, bad, weights)


def _knots(own: Sequence[float] | None) -> list[float]:
    if own is None:
        return [float("nan")] * (PARTS + 1)
    values = [float(value) for value in own]
    if len(values) != PARTS + 1 or sorted(values) != values or not np.isfinite(values).all():
        raise ValueError("knots rise")
    return values
