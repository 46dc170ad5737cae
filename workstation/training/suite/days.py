"""Rows of the pace of sales on any days of simulated lives, as a sample that definitions learn from.

In: a world, a view with orders, a seed and how many sellers. Out: a `Sample` of which the family PACE and the
sales that followed are known and nothing else is. On the day of its loan a seller is at the level at which it
asks; any other day is not, and costs a hundredth of a file.
"""

from __future__ import annotations

import numpy as np

from workstation.features import DICTIONARY, FEATURES
from workstation.training.forecasting.panel import HORIZONS, NAMES
from workstation.training.forecasting.simulated import simulated_panel
from workstation.training.simulator import View, World
from workstation.training.suite.rows import OUTCOMES, OrderRows, Rows, Sample


def days_sample(world: World, view: View, seed: int, sellers: int) -> Sample:
    """Each seller on three days; of what becomes of it only the sales of the next 30 and 90 days."""
    panel = simulated_panel(world, seed=seed, sellers=sellers, view=view)
    count, place = len(panel), {name: i for i, name in enumerate(FEATURES)}
    values = np.full((count, len(FEATURES)), np.nan)
    values[:, [place[name] for name in NAMES]] = panel.values
    outcomes = {name: np.full(count, np.nan) for name in OUTCOMES}
    outcomes |= {f"settled_{horizon}d": panel.after[horizon] for horizon in HORIZONS}
    unknown = np.full(count, "")
    rows = Rows(values, outcomes, np.full(count, view.value), unknown, panel.trade, panel.day)
    none = OrderRows(np.empty((0, len(DICTIONARY) - len(FEATURES))), np.empty(0, bool), np.empty(0, str))
    return Sample(world, rows, none)
