"""The forecast on the two real sets of totals, out of time: better than both naive ways, honestly wide."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from workstation.paths import resources
from workstation.portfolio import Gathered
from workstation.scoring import open_suite
from workstation.sources import ImportReport, read_source
from workstation.training.forecasting import ForecastReport, evaluate_forecast
from workstation.training.forecasting.evaluating import BUNDLED, FORECAST, PERSISTENCE, SEASONAL

SOME = 500  # merchants and simulated sellers: the whole sets take minutes


def judged(source: str, folder: Path) -> ForecastReport:
    suite = open_suite(resources() / "models")
    with Gathered.of(read_source(source, folder, ImportReport())) as gathered:
        return evaluate_forecast(source, gathered.files, suite, sellers=SOME)


def test_on_jds_shops_it_beats_persistence_and_the_season(shared: Path) -> None:
    (quarter,) = judged("jdd", shared / "data" / "jdd2017").judged
    assert (quarter.rows, quarter.sellers) == (15_000, 3_000)
    last = quarter.days[-1][2]
    assert last[PERSISTENCE] == pytest.approx(0.56, abs=0.005), "as it is published beside the set"
    assert last[FORECAST] < last[SEASONAL] < last[PERSISTENCE]
    ways = quarter.ways
    assert ways[FORECAST].wmape < min(ways[PERSISTENCE].wmape, ways[SEASONAL].wmape) - 0.01
    assert quarter.off[FORECAST] < 0.05


def test_on_merchants_in_the_street_it_beats_both_once_its_market_is_known(
    shared: Path, tmp_path: Path
) -> None:
    with gzip.open(shared / "data" / "koubei" / "shop_day_pay.csv.gz", "rt", encoding="utf-8") as whole:
        rows = [row for row, _ in zip(csv.reader(whole), range(SOME + 1), strict=False)]
    (tmp_path / "shop_day_pay.csv").write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    (tmp_path / "shop_info.csv").write_bytes((shared / "data" / "koubei" / "shop_info.csv").read_bytes())
    for one in judged("koubei", tmp_path).judged:
        ways = one.ways
        assert ways[FORECAST].wmape < min(ways[PERSISTENCE].wmape, ways[SEASONAL].wmape) - 0.02
        assert one.off[FORECAST] < min(0.08, one.off[BUNDLED])
