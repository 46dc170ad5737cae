"""The forecast's own scale: the logarithm of what was sold over what the season made of the level.

A small part of the level is put under both, so that a quarter without sales is a low value and not none.
Figures of a forecast are reckoned here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.scoring.putting_right import FLOOR, amounts_of
from workstation.training.forecasting.panel import Panel
from workstation.training.table import Flags, Matrix

_QUARTER = 90


@dataclass(frozen=True, slots=True)
class Scale:
    """`level` is last 90 days' sales brought to the horizon, `expected` the same carried over by the
    season."""

    level: Matrix
    expected: Matrix

    @classmethod
    def of(cls, panel: Panel, horizon: int) -> Scale:
        return cls(
            panel.column("pace_level_90d") * horizon / _QUARTER, panel.column(f"pace_expected_{horizon}d")
        )

    def logs(self, amounts: Matrix) -> Matrix:
        """Amounts, rows or rows × quantiles, on the forecast's scale."""
        under = FLOOR * self.level
        if amounts.ndim == 2:
            return np.asarray(np.log((amounts + under[:, None]) / (self.expected + under)[:, None]))
        return np.asarray(np.log((amounts + under) / (self.expected + under)))

    def amounts(self, logs: Matrix) -> Matrix:
        """Values of the forecast's scale, rows or rows × quantiles, as amounts, never below nothing."""
        if logs.ndim == 2:
            return amounts_of(logs, self.level, self.expected)
        return np.asarray(amounts_of(logs[:, None], self.level, self.expected)[:, 0])


def pinball(logs: Matrix, truth: Matrix, places: Sequence[float]) -> float:
    """Mean pinball loss over the quantiles, on the forecast's scale."""
    gap = truth[:, None] - logs
    at = np.array(places)
    return float(np.mean(np.maximum(at * gap, (at - 1) * gap)))


def coverage(logs: Matrix, truth: Matrix) -> list[float]:
    """Share of rows at or below each quantile: that of a true 10 % quantile is 0.10."""
    return [float(np.mean(truth <= logs[:, place])) for place in range(logs.shape[1])]


def known(values: Matrix) -> Flags:
    return np.asarray(~np.isnan(values))
