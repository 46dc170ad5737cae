"""The forecast on the two real sets of totals, out of time: better than both naive ways, honestly wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from workstation.paths import resources
from workstation.portfolio import Gathered
from workstation.scoring import open_suite
from workstation.sources import ImportReport, read_source
from workstation.training.forecasting import ForecastReport, evaluate_forecast
from workstation.training.forecasting.evaluating import BUNDLED, FORECAST, PERSISTENCE, SEASONAL


def judged(source: str, folder: Path) -> ForecastReport:
    suite = open_suite(resources() / "models")
    with Gathered.of(read_source(source, folder, ImportReport())) as gathered:
        return evaluate_forecast(source, gathered.files, suite)


def test_on_jds_shops_it_beats_persistence_and_the_season(shared: Path) -> None:
    (quarter,) = judged("jdd", shared / "data" / "jdd2017").judged
    assert (quarter.rows, quarter.sellers) == (15_000, 3_000)
    last = quarter.days[-1][2]
    assert last[PERSISTENCE] == pytest.approx(0.56, abs=0.005), "as it is published beside the set"
    assert last[FORECAST] < last[SEASONAL] < last[PERSISTENCE]
    ways = quarter.ways
    assert ways[FORECAST].wmape < min(ways[PERSISTENCE].wmape, ways[SEASONAL].wmape) - 0.01
    assert quarter.off[FORECAST] < 0.04


def test_on_merchants_in_the_street_it_beats_both_for_the_month_and_the_quarter(shared: Path) -> None:
    month, quarter = judged("koubei", shared / "data" / "koubei").judged
    assert (month.horizon, month.sellers, quarter.horizon, quarter.sellers) == (30, 1852, 90, 1596)
    for one in (month, quarter):
        ways = one.ways
        assert ways[FORECAST].wmape < min(ways[PERSISTENCE].wmape, ways[SEASONAL].wmape) - 0.04
        assert one.off[FORECAST] < 0.04 < one.off[BUNDLED]
