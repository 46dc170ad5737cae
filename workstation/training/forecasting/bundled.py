"""The forecast models of a verified bundle, answering for a panel.

A panel holds the figures of the family PACE alone; what else a model reads is missing there, as it is for a
seller of whom only totals are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.scoring import ModelSuite, QuantileModel
from workstation.training.forecasting.panel import NAMES, Panel
from workstation.training.table import Matrix


@dataclass(frozen=True, slots=True)
class Bundled:
    """A model of quantiles over what the season makes of the level, read on the logarithmic scale of its
    trees: the floor in yuan that it puts under its amounts has no meaning for counts."""

    model: QuantileModel

    @property
    def places(self) -> tuple[float, ...]:
        return self.model.places

    def logs(self, panel: Panel) -> Matrix:
        """Rows × quantiles, rising in each row."""
        values = np.full((len(panel), len(self.model.entry.features)), np.nan)
        for column, name in enumerate(self.model.entry.features):
            if name in NAMES:
                values[:, column] = panel.column(name)
        return self.model.logs(values)


def bundled(suite: ModelSuite) -> dict[int, Bundled]:
    """The forecasts in use by their horizon in days, of those that start from the season's expectation."""
    return {
        model.entry.horizon_days: Bundled(model)
        for model in suite.models
        if isinstance(model, QuantileModel)
        and model.entry.role == "forecast"
        and model.entry.enabled
        and model.base == f"pace_expected_{model.entry.horizon_days}d"
        and model.per == 1.0
    }
