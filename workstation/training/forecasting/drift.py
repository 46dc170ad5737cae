"""How a market moved by one day: its growth a month, and how much stronger its season is than the calendar's.

In: the rows of a panel on one day. Out: `Drift`. Each seller's sums of 90 days that ended 0, 30, 60, 90 and
120 days before give up to four steps; what a trade's median step is beyond its season is explained by a
growth and by a share of the season's own change, each held near nought as far as little is known (a ridge:
deviations of 2 % a month and of 100 % of the season before anything is seen, 4 % of chance in a median
step). Only rows of that day are read, so nothing later can be in it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workstation.features.seasons import season_days
from workstation.scoring.putting_right import drift_ahead
from workstation.training.forecasting.panel import NAMES, Panel
from workstation.training.table import Matrix

GROWTH_DEVIATION, SEASON_DEVIATION, STEP_DEVIATION = 0.02, 1.0, 0.04
_LAGS = (0, 30, 60, 90, 120)
MOST_DAYS = 12
"""How many of the latest days of a panel are looked at."""

_LEAST_SELLERS = 20
_QUARTER = 90


@dataclass(frozen=True, slots=True)
class Drift:
    """`growth` in log a month beyond the season; `season` the share of the season's log change that comes on
    top of it."""

    growth: float = 0.0
    season: float = 0.0

    def ahead(self, panel: Panel, horizon: int) -> Matrix:
        """What it adds to each row's forecast."""
        return drift_ahead(self.growth, self.season, horizon, panel.column(f"pace_season_{horizon}d"))


def drift_of(panel: Panel, day: int) -> Drift:
    """The drift as seen at the end of `day`; rows of later days are not looked at."""
    days = [d for d in np.unique(panel.day).tolist() if d <= day][-MOST_DAYS:]
    steps = [step for d in days for step in _steps(panel.where(panel.day == d), whole=d == days[0])]
    if not steps:
        return Drift()
    moved, changes, weights = (np.array(column) for column in zip(*steps, strict=True))
    lags = len(days) + len(_LAGS) - 2
    weight = weights / weights.sum() * min(len(steps), lags) / STEP_DEVIATION**2
    design = np.column_stack([np.ones(len(steps)), changes])
    held = np.diag([GROWTH_DEVIATION**-2, SEASON_DEVIATION**-2])
    normal = design.T @ (design * weight[:, None]) + held
    growth, season_share = np.linalg.solve(normal, design.T @ (weight * moved))
    return Drift(float(growth), float(season_share))


def _steps(panel: Panel, *, whole: bool) -> list[tuple[float, float, int]]:
    """The steps that one day's rows show, by trade: (median step beyond the season, the season's own change,
    sellers). Only the newest one unless `whole`: the others were the newest of earlier days."""
    found = []
    for trade in np.unique(panel.trade):
        rows = panel.trade == trade
        back = panel.values[rows][:, [NAMES.index(f"pace_back_{lag}d") for lag in _LAGS[1:]]]
        levels = np.column_stack([np.zeros(len(back)), back])
        season = [_season(str(trade), int(panel.day[0]), lag) for lag in _LAGS]
        for place in range(len(_LAGS) - 1 if whole else 1):
            moved = levels[:, place] - levels[:, place + 1]
            moved = moved[~np.isnan(moved)]
            if len(moved) >= _LEAST_SELLERS:
                found.append((float(np.median(moved)), season[place] - season[place + 1], len(moved)))
    return found


def _season(trade: str, today: int, lag: int) -> float:
    return math.log(season_days(trade, today - lag - _QUARTER + 1, today - lag) / _QUARTER)
