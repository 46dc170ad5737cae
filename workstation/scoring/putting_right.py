"""A forecast of sales put right by what its lender's book knew on a day.

Goes in: the quantiles of a model on the logarithmic scale (sales over what the season makes of the level),
the season's own change and the seller's figures. Comes out: the quantiles put right. The evaluation on real
ledgers and the desk go this one way.

A quantile is moved by the market's drift and by the shift of the middle, and set as wide as the past was;
where trees of the lender's own past are there, the mean of both counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from workstation.scoring.own_trees import OwnTrees

Matrix = npt.NDArray[np.float64]

FLOOR = 0.02
"""Part of the level of as many days that is put under both sides of the scale, so that a quarter without
sales is a low value and not none."""

_QUARTER, _MONTH = 90, 30


@dataclass(frozen=True, slots=True)
class PutRight:
    """What puts a forecast of `horizon` days right, in logs. `growth` is the market's in a month beyond its
    season, `season` the share of the season's own change that comes on top. `shift` moves the middle;
    `unsure` is the deviation of a shift of which nothing is known yet, 0 where outcomes are; `widths` are
    added at each of `places`. `days` before with `outcomes` known stand behind it. `own` are trees of the
    lender's past about its middle, and `centre` what that middle is today."""

    horizon: int
    places: tuple[float, ...]
    growth: float
    season: float
    shift: float
    unsure: float
    widths: tuple[float, ...]
    days: int
    outcomes: int
    own: OwnTrees | None = None
    centre: float = 0.0

    def drift(self, season: Matrix) -> Matrix:
        """What the market's movement adds to each row."""
        return drift_ahead(self.growth, self.season, self.horizon, season)

    def of(self, logs: Matrix, season: Matrix, told: Matrix | None) -> Matrix:
        """`logs` are rows × `places`, rising; `season` the season's change of each row, `told` the columns
        that the trees read. Rising again."""
        middle = middle_of(self.places)
        about = logs - logs[:, [middle]]
        if self.unsure:
            normal = np.array([NormalDist().inv_cdf(place) for place in self.places])
            about = np.sign(about) * np.hypot(about, self.unsure * normal)
        right = logs[:, [middle]] + self.shift + about + np.array(self.widths)
        right = np.sort(right, axis=1)
        if self.own is not None and told is not None:
            right = (right + self.own.logs(told) + self.centre) / 2
        return np.asarray(right + self.drift(season)[:, None])


def drift_ahead(growth: float, share: float, horizon: int, season: Matrix) -> Matrix:
    """What a growth a month and a `share` of the season's own change add, from the middle of the last 90 days
    to that of the next `horizon`."""
    months = (_QUARTER + horizon) / 2 / _MONTH
    return np.asarray(growth * months + share * season)


def middle_of(places: Sequence[float]) -> int:
    """Which of the quantiles is nearest to the median."""
    return min(range(len(places)), key=lambda column: abs(places[column] - 0.5))


def amounts_of(logs: Matrix, level: Matrix, expected: Matrix) -> Matrix:
    """Values of the scale, rows × quantiles, as amounts, never below nothing. `level` is what the last 90
    days would be over the horizon, `expected` the same carried over by the season."""
    under = FLOOR * level
    return np.asarray(np.maximum((expected + under)[:, None] * np.exp(logs) - under[:, None], 0.0))


def figures_of(features: Mapping[str, float | None], names: Sequence[str]) -> Matrix:
    """One row of the named figures, NaN where there is none."""
    told = (features.get(name) for name in names)
    return np.array([[np.nan if value is None else value for value in told]], dtype=np.float64)
