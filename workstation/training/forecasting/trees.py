"""Trees of quantiles on the forecast's scale, grown from panels: of simulated sellers for evaluation, of a
lender's own past for its adjustment.

In: rows of a panel with outcomes, the places wanted. Out: `Grown`, which answers for any panel, or the same
trees as plain numbers. Copies of each row are laid beside it as poorer sources would have told it, so that
the trees know quarters without days and short records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workstation.scoring.own_trees import OwnTrees, Tree
from workstation.training.forecasting.panel import NAMES, Panel
from workstation.training.forecasting.quantities import known
from workstation.training.poorer import poorer
from workstation.training.table import Matrix

PLACES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
READ: tuple[str, ...] = tuple(
    name
    for name in NAMES
    if not name.startswith(
        ("pace_level", "pace_expected", "pace_counted", "pace_settled", "pace_peak", "pace_days")
    )
)
"""What the trees read: nothing that has a scale. A count has one: a shop of the simulator with many orders is
at its height, a restaurant with as many is on an ordinary day."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The capacity of the trees of one quantile."""

    trees: int
    leaves: int
    rate: float


USUAL, SMALL = Shape(200, 8, 0.05), Shape(40, 4, 0.15)
"""The small ones travel in a signed file of some ten thousand characters."""

_COPIES = 2
_LEAF_PLACES = 6
_SETTINGS: Mapping[str, Any] = {
    "objective": "quantile",
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


@dataclass(frozen=True, slots=True)
class Grown:
    """A booster for each of `places`."""

    places: tuple[float, ...]
    boosters: tuple[Any, ...]

    def logs(self, panel: Panel) -> Matrix:
        """Rows × quantiles, rising in each row."""
        values = told_of(panel.values)
        return np.sort(np.column_stack([b.predict(values, num_threads=1) for b in self.boosters]), axis=1)


def grow(
    values: Matrix, truth: Matrix, *, places: Sequence[float] = PLACES, seed: int, shape: Shape = USUAL
) -> Grown:
    """`values` are a panel's, `truth` on the forecast's scale; rows without one are left out."""
    import lightgbm

    there = known(truth)
    rng = np.random.default_rng(seed)
    parts = [values[there], *(poorer(values[there], NAMES, rng) for _ in range(_COPIES))]
    rows, targets = told_of(np.concatenate(parts)), np.tile(truth[there], len(parts))
    shaped = {"num_leaves": shape.leaves, "learning_rate": shape.rate, "seed": seed}
    boosters = []
    for place in places:
        data: Any = lightgbm.Dataset(rows, targets)
        settings = {**_SETTINGS, **shaped, "alpha": place}
        boosters.append(lightgbm.train(settings, data, num_boost_round=shape.trees))
    return Grown(tuple(places), tuple(boosters))


def as_plain(grown: Grown) -> OwnTrees:
    """The same trees as numbers, their leaves rounded."""
    return OwnTrees(
        READ,
        tuple(
            tuple(_plain(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"])
            for booster in grown.boosters
        ),
    )


def _plain(node: Mapping[str, Any]) -> Tree:
    if "split_feature" not in node:
        return round(float(node["leaf_value"]), _LEAF_PLACES)
    threshold = float(node["threshold"])
    # a column that was never missing while a tree grew: the library takes a missing value for nought there
    left = bool(node["default_left"]) if node["missing_type"] == "NaN" else threshold >= 0
    below, above = (_plain(node[side]) for side in ("left_child", "right_child"))
    return (int(node["split_feature"]), threshold, left, below, above)


def told_of(values: Matrix) -> Matrix:
    """The columns of a panel that the trees read."""
    return values[:, [NAMES.index(name) for name in READ]]
