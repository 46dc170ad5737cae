"""The two real sets of totals, whole: counts are pinned, sums are compared with another way of adding up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from tests.sources.exports import Imported
from workstation.domain.ledger import DAY


def test_jds_shops_are_read_whole_and_each_refusal_has_its_reason(shared: Path) -> None:
    folder = shared / "data" / "jdd2017"
    book = Imported("jdd", folder)
    assert {tally.reason.code: tally.count for tally in book.report.refused} == {
        "row.duplicate": 30,
        "takings.extract": 3_000,
    }
    rows = book.rows("takings")
    windows = [row for row in rows if row["ends_at"] - row["starts_at"] == 90 * DAY - 1]
    days = [row for row in rows if row["ends_at"] - row["starts_at"] == DAY - 1]
    assert (len(windows), len(days), len(book.applicants)) == (24_000, 271, 3_000)
    sums = pd.read_csv(folder / "t_sales_sum.csv").drop_duplicates()
    assert sum(row["sales_amount"] for row in windows) == int((sums["sale_amt_3m"] * 100).round().sum())
    assert sum(row["advertising_amount"] is not None for row in windows) == 6_000 - 3_076
    lines = pd.read_csv(folder / "shop1338_order_history.csv")
    assert sum(row["refund_amount"] for row in days) == int((lines["rtn_amt"] * 100).round().sum())
    assert sum(row["payments"] for row in days) == int(lines["ord_cnt"].sum())


def test_the_merchants_days_are_the_non_empty_cells(shared: Path) -> None:
    folder = shared / "data" / "koubei"
    book = Imported("koubei", folder)
    table = pd.read_csv(folder / "shop_day_pay.csv.gz", index_col="shop_id")
    assert book.report.ledger_rows["takings"] == int(table.notna().sum().sum()) == 599_275
    assert sum(row["payments"] for row in book.rows("takings")) == int(table.sum().sum())
    assert "2015-12-12" not in table.columns
    assert {shop.observed_until for shop in book.applicants.values()} == {date(2016, 10, 31)}
    assert sum(shop.trade == "" for shop in book.applicants.values()) == 5
