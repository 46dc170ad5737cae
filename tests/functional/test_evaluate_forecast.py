"""`evaluate --forecast` on small exports: figures beside the naive ones, and clear refusals."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.functional.command import warm
from tests.sources.exports import write_csv

FIRST = date(2015, 7, 1)


def street(folder: Path, merchants: int = 30, days: int = 270) -> Path:
    """A small street: every merchant takes a little more each month, with luck of its own."""
    rng = np.random.default_rng(8)
    folder.mkdir(parents=True, exist_ok=True)
    info = [{"id": str(n), "city": "湖州", "cate_1": "美食", "cate_2": "快餐"} for n in range(merchants)]
    write_csv(folder / "shop_info.csv", info)
    taken = rng.poisson(20 * np.exp(0.002 * np.arange(days))[None, :] * np.ones((merchants, 1)))
    names = [(FIRST + timedelta(days=day)).isoformat() for day in range(days)]
    rows = [
        {"shop_id": str(n), **dict(zip(names, map(str, taken[n]), strict=True))} for n in range(merchants)
    ]
    write_csv(folder / "shop_day_pay.csv", rows)
    return folder


def test_the_exports_under_a_folder_are_judged_beside_the_naive_ways(tmp_path: Path) -> None:
    street(tmp_path / "data" / "koubei")
    ran = warm("evaluate", "--forecast", tmp_path / "data", "--sellers", "250", "--json")
    (one,) = ran.json["forecasts"]
    month, quarter = one["horizons"]
    assert (one["source"], month["horizon_days"], quarter["horizon_days"]) == ("koubei", 30, 90)
    ways = quarter["ways"]
    assert list(ways) == [
        "persistence", "seasonal naive", "bundled", "put right as of the day",
        "trees of its own past alone", "THE FORECAST: the mean of both",
    ]  # fmt: skip
    for horizon in (month, quarter):
        assert horizon["model"].startswith("bundle sellers-"), "the bundle holds both"
        assert horizon["ways"].keys() == ways.keys() and horizon["the_forecast"] in ways
        assert all(0 < way["wmape"] < 1 for way in horizon["ways"].values())
        assert len(horizon["ways"]["bundled"]["coverage"]) == len(horizon["places"])
    assert month["ways"]["bundled"] != quarter["ways"]["bundled"], "each by a model of its own"


def test_a_folder_without_such_an_export_is_refused(tmp_path: Path) -> None:
    error = warm("evaluate", "--forecast", tmp_path, "--json").error
    assert error["code"] == "forecast.no_export" and error["remedy"]


def test_too_few_merchants_to_judge_by_are_refused(tmp_path: Path) -> None:
    folder = street(tmp_path / "few", merchants=3, days=150)
    assert warm("evaluate", "--forecast", folder, "--json").error["code"] == "forecast.nothing"
