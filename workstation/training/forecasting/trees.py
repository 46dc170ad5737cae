"""Trees of quantiles on the forecast's scale, for evaluation: grown from panels, never shipped from here.

In: a panel with outcomes, the places wanted. Out: `Grown`, which answers for any panel. Copies of each row
are laid beside it as poorer sources would have told it, so that the trees know quarters without days and
short records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

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

_COPIES = 2
_SETTINGS: Mapping[str, Any] = {
    "objective": "quantile",
    "learning_rate": 0.05,
    "num_leaves": 8,
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
_TREES = 200


@dataclass(frozen=True, slots=True)
class Grown:
    """A booster for each of `places`."""

    places: tuple[float, ...]
    boosters: tuple[Any, ...]

    def logs(self, panel: Panel) -> Matrix:
        """Rows × quantiles, rising in each row."""
        values = _read(panel.values)
        return np.sort(np.column_stack([b.predict(values, num_threads=1) for b in self.boosters]), axis=1)


def grow(
    panel: Panel, truth: Matrix, *, places: Sequence[float] = PLACES, seed: int, trees: int = _TREES
) -> Grown:
    """`truth` is on the forecast's scale; rows without one are left out."""
    import lightgbm

    there = known(truth)
    values, rng = panel.values[there], np.random.default_rng(seed)
    parts = [values, *(poorer(values, NAMES, rng) for _ in range(_COPIES))]
    rows, targets = _read(np.concatenate(parts)), np.tile(truth[there], len(parts))
    boosters = []
    for place in places:
        settings = {**_SETTINGS, "alpha": place, "seed": seed}
        data: Any = lightgbm.Dataset(rows, targets)
        boosters.append(lightgbm.train(settings, data, num_boost_round=trees))
    return Grown(tuple(places), tuple(boosters))


def _read(values: Matrix) -> Matrix:
    return values[:, [NAMES.index(name) for name in READ]]
