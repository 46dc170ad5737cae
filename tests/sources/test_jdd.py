"""Shops with totals only: windows of 90 days dated by their end, days added up over products."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.sources.exports import Imported, Row, at, write_csv
from workstation.errors import KnownError

SALE: Row = {"dt": "2016-12-31", "shop_id": "7", "sale_amt_3m": "1200.50"}
WINDOW: Row = {
    "shop_id": "7", "window_start": "2016-12-31", "good_num": "90.0", "cmmt_num": "100.0",
    "consume": "", "offer_cnt": "4", "ord_cnt": "60", "sale_amt_3m": "1200.50",
}  # fmt: skip
LINE: Row = {
    "ord_dt": "2017-01-03", "sale_amt": "30.10", "offer_amt": "5872.09", "offer_cnt": "1", "shop_id_x": "7",
    "rtn_cnt": "0", "rtn_amt": "0.0", "ord_cnt": "2", "pid": "11", "user_cnt": "2",
}  # fmt: skip


def jdd(folder: Path, sales: list[Row] | None = None, **tables: list[Row]) -> Path:
    """One shop's one window; `tables` adds files by their stem, rows as they differ from the usual ones."""
    folder.mkdir(exist_ok=True)
    write_csv(folder / "t_sales_sum.csv", [{**SALE, **row} for row in sales or [{}]])
    for stem, rows in tables.items():
        usual = WINDOW if stem == "shop_90d_windows" else LINE
        write_csv(folder / f"{stem}.csv", [{**usual, **row} for row in rows])
    return folder


def test_the_sales_after_a_day_are_a_window_that_is_known_at_its_end(tmp_path: Path) -> None:
    (row,) = Imported("jdd", jdd(tmp_path)).rows("takings")
    assert (row["source_id"], row["shop_id"], row["sales_amount"]) == ("90d:20170101", "jdd:7", 120_050)
    assert row["starts_at"] == at("2017-01-01")
    assert row["ends_at"] == at("2017-04-01") - 1, "ninety days, the last of them 31 March"
    assert row["payments"] is None


def test_the_same_window_with_orders_and_reviews_is_one_row_and_no_advertising_is_not_nought(
    tmp_path: Path,
) -> None:
    book = Imported("jdd", jdd(tmp_path, shop_90d_windows=[{}]))
    (row,) = book.rows("takings")
    assert (row["payments"], row["discounts"], row["reviews"], row["good_reviews"]) == (60, 4, 100, 90)
    assert row["advertising_amount"] is None
    assert book.report.totals.kept == 2


def test_a_window_that_tells_other_sales_is_refused(tmp_path: Path) -> None:
    book = Imported("jdd", jdd(tmp_path, shop_90d_windows=[{"sale_amt_3m": "9.00"}]))
    assert book.report.refusals("window.disagrees") == 1
    (row,) = book.rows("takings")
    assert (row["sales_amount"], row["payments"]) == (120_050, None)


def test_a_copied_line_is_refused_with_its_place(tmp_path: Path) -> None:
    book = Imported("jdd", jdd(tmp_path, [{}, {}]))
    (tally,) = book.report.refused
    assert (tally.reason.code, tally.count, tally.listed[0].line) == ("row.duplicate", 1, 3)
    assert len(book.rows("takings")) == 1


def test_the_days_of_a_shop_are_added_up_over_its_products(tmp_path: Path) -> None:
    lines: list[Row] = [{}, {"pid": "12", "rtn_amt": "4.00"}, {"ord_dt": "2017-01-04"}]
    book = Imported("jdd", jdd(tmp_path, shop7_order_history=lines))
    days = {row["source_id"]: row for row in book.rows("takings") if row["source_id"].startswith("day:")}
    assert list(days) == ["day:20170103", "day:20170104"]
    first = days["day:20170103"]
    assert (first["sales_amount"], first["refund_amount"], first["payments"]) == (6_020, 400, 4)
    assert (first["starts_at"], first["ends_at"]) == (at("2017-01-03"), at("2017-01-04") - 1)


def test_lines_drawn_from_many_shops_make_no_total(tmp_path: Path) -> None:
    lines: list[Row] = [{"shop_id": "9"}]
    book = Imported("jdd", jdd(tmp_path, t_order_sample3000=lines))
    assert book.report.refusals("takings.extract") == 1
    assert set(book.applicants) == {"7"}


def test_as_of_a_day_no_window_is_known_that_is_not_over(tmp_path: Path) -> None:
    folder = jdd(tmp_path, shop_90d_windows=[{}], shop7_order_history=[{}, {"ord_dt": "2017-04-01"}])
    before = Imported("jdd", folder, as_of=date(2017, 3, 30))
    assert [row["source_id"] for row in before.rows("takings")] == ["day:20170103"]
    assert before.report.refusals("row.after_as_of") == 3
    on_the_last_day = Imported("jdd", folder, as_of=date(2017, 3, 31))
    assert len(on_the_last_day.rows("takings")) == 2


def test_a_shop_is_called_by_its_number_and_watched_until_the_last_period(tmp_path: Path) -> None:
    shop = Imported("jdd", jdd(tmp_path)).applicants["7"]
    assert (shop.id, shop.name, shop.currency, shop.trade) == ("jdd:7", "Shop 7", "CNY", "")
    assert shop.observed_until == date(2017, 3, 31)


def test_sales_that_are_no_number_are_refused_and_a_missing_table_stops_the_import(tmp_path: Path) -> None:
    book = Imported("jdd", jdd(tmp_path, [{"sale_amt_3m": "n/a"}, {"shop_id": "8"}]))
    assert book.report.refusals("amount.unreadable") == 1
    assert set(book.applicants) == {"8"}
    (tmp_path / "t_sales_sum.csv").unlink()
    with pytest.raises(KnownError) as trouble:
        Imported("jdd", tmp_path)
    assert trouble.value.code == "source.file_missing"
