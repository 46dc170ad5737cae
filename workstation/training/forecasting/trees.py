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
from workstation.training.table import Matrix

PLACES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
READ: tuple[str, ...] = tuple(
    name for name in NAMES if not name.startswith(("pace_level", "pace_expected", "pace_peak", "pace_days"))
)
"""What the trees read: nothing that has a scale."""

OF_DAYS = (
    "pace_counted_90d", "pace_month", "pace_week", "pace_variation", "pace_active_share", "pace_silent_days",
    "pace_year_30d", "pace_year_90d",
)  # fmt: skip
"""What a source without days does not tell."""

_NEEDS: Mapping[str, int] = {
    "pace_back_30d": 120, "pace_back_60d": 150, "pace_back_90d": 180, "pace_back_120d": 210,
    "pace_back_365d": 455, "pace_year_30d": 455, "pace_year_90d": 455,
}  # fmt: skip
"""Days of record that a figure needs."""

_COPIES = 2
_WITHOUT_DAYS, _CUT_SHORT = 0.4, 0.5
_SHORTEST, _LONGEST_CUT = 90, 300
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
    parts = [values, *(poorer(values, rng) for _ in range(_COPIES))]
    rows, targets = _read(np.concatenate(parts)), np.tile(truth[there], len(parts))
    boosters = []
    for place in places:
        settings = {**_SETTINGS, "alpha": place, "seed": seed}
        data: Any = lightgbm.Dataset(rows, targets)
        boosters.append(lightgbm.train(settings, data, num_boost_round=trees))
    return Grown(tuple(places), tuple(boosters))


def poorer(values: Matrix, rng: np.random.Generator) -> Matrix:
    """A copy, rows × `NAMES`, in which some rows come from a source without days and some have a short
    record."""
    copy = values.copy()
    without = rng.random(len(copy)) < _WITHOUT_DAYS
    for name in OF_DAYS:
        copy[without, NAMES.index(name)] = np.nan
    cut = rng.random(len(copy)) < _CUT_SHORT
    record = NAMES.index("pace_record_days")
    shorter = np.minimum(copy[:, record], rng.integers(_SHORTEST, _LONGEST_CUT, len(copy)))
    copy[:, record] = np.where(cut, shorter, copy[:, record])
    for name, days in _NEEDS.items():
        copy[copy[:, record] < days, NAMES.index(name)] = np.nan
    return copy


def _read(values: Matrix) -> Matrix:
    return values[:, [NAMES.index(name) for name in READ]]
