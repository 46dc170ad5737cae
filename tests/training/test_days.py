"""Rows of any days of simulated lives, of which the pace of sales alone is known."""

from __future__ import annotations

import numpy as np

from workstation.features import FEATURES, Family
from workstation.paths import resources
from workstation.training.definitions import FOLDER, load_definitions
from workstation.training.simulator import TRAINING_WORLD, View
from workstation.training.suite.days import days_sample
from workstation.training.suite.targets import lesson, relative


def test_a_day_tells_the_pace_of_sales_and_what_followed_and_nothing_else() -> None:
    drawn = days_sample(TRAINING_WORLD, View.WHOLESALE, 5, 250)
    told = [
        name
        for name, column in zip(FEATURES, drawn.sellers.values.T, strict=True)
        if (~np.isnan(column)).any()
    ]
    assert told and {FEATURES[name].family for name in told} == {Family.PACE}
    known = {name for name, values in drawn.sellers.outcomes.items() if not np.isnan(values).any()}
    assert known == {"settled_30d", "settled_90d"}
    assert len(drawn.orders) == 0
    assert set(drawn.sellers.view) == {"wholesale"}


def test_both_forecasts_learn_from_every_such_day() -> None:
    drawn = days_sample(TRAINING_WORLD, View.SHOP, 5, 250)
    forecasts = [d for d in load_definitions(resources() / "models" / FOLDER) if d.role == "forecast"]
    for definition in forecasts:
        rows = lesson(definition, drawn)
        assert len(rows) > 0.95 * len(drawn)
        middle = float(np.median(relative(definition, rows)))
        assert abs(middle) < 0.1, "in a market that stands still half of the sellers sell more than before"
