"""Training rows: sellers with outcomes to one table of features, missing values as NaN.

In: simulated sellers. Out: `Table`. The features are those of the dictionary, computed by the same code that
the desktop runs; nothing after a seller's day of the loan is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from workstation.domain.assessment import FeatureVector
from workstation.features import FEATURES, compute_features
from workstation.training.simulator import View, World, simulate

Matrix: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Progress: TypeAlias = Callable[[str], None]
_TELL_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Table:
    """`values` is rows × features of the whole dictionary; `bad` the outcomes; `segment` each row's shop
    kind."""

    names: tuple[str, ...]
    values: Matrix
    bad: Flags
    segment: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.bad)

    def columns(self, names: Sequence[str]) -> Matrix:
        """Rows × the named features, in that order."""
        place = {name: i for i, name in enumerate(self.names)}
        return self.values[:, [place[name] for name in names]]


def quiet(_: str) -> None:
    """Progress that nobody wants to hear."""


def as_row(vector: FeatureVector) -> list[float]:
    """The vector in dictionary order, NaN where there is no evidence."""
    return [np.nan if (value := vector.values.get(name)) is None else value for name in FEATURES]


def table_of(vectors: Sequence[FeatureVector], bad: Sequence[bool], segment: Sequence[str]) -> Table:
    """Rows whose features are known already, such as those that decisions froze."""
    rows = [as_row(vector) for vector in vectors]
    values: Any = np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    return Table(tuple(FEATURES), values, np.array(bad, dtype=bool), np.array(segment, dtype=np.str_))


def simulated_table(
    world: World, view: View, *, seed: int, sellers: int, progress: Progress = quiet
) -> Table:
    """Simulate `sellers` and compute their features; minutes for ten thousand shops."""
    rows: list[list[float]] = []
    bad: list[bool] = []
    segment: list[str] = []
    for number, seller in enumerate(simulate(world, view, seed=seed, sellers=sellers), 1):
        rows.append(as_row(compute_features(seller.ledgers, seller.applicant, seller.as_of)))
        bad.append(seller.defaulted)
        segment.append(seller.applicant.shop_kind.value)
        if number % _TELL_EVERY == 0:
            progress(f"{world.name} world, {view.value} view: {number} of {sellers} sellers")
    values: Any = np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    return Table(tuple(FEATURES), values, np.array(bad, dtype=bool), np.array(segment))
