"""Merchants in the street: payments a day, counts and no money; an empty cell is no payment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.sources.exports import Imported, Row, at, write_csv

MERCHANT: Row = {"": "0", "id": "1", "city": "湖州", "per_pay": "8", "cate_1": "美食", "cate_2": "火锅"}
DAYS: Row = {"shop_id": "1", "2016-10-29": "12", "2016-10-30": "", "2016-10-31": "7"}


def koubei(folder: Path, merchants: list[Row] | None = None, days: list[Row] | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    write_csv(folder / "shop_info.csv", [{**MERCHANT, **row} for row in merchants or [{}]])
    write_csv(folder / "shop_day_pay.csv", [{**DAYS, **row} for row in days or [{}]])
    return folder


def test_a_day_with_payments_is_a_row_and_an_empty_cell_is_none(tmp_path: Path) -> None:
    rows = Imported("koubei", koubei(tmp_path)).rows("takings")
    assert [(row["source_id"], row["payments"]) for row in rows] == [
        ("day:20161029", 12),
        ("day:20161031", 7),
    ]
    assert (rows[0]["starts_at"], rows[0]["ends_at"]) == (at("2016-10-29"), at("2016-10-30") - 1)
    assert {row["sales_amount"] for row in rows} == {None}, "counts are not money"


def test_a_nought_that_is_written_is_told_and_kept(tmp_path: Path) -> None:
    rows = Imported("koubei", koubei(tmp_path, days=[{"2016-10-30": "0"}])).rows("takings")
    assert [row["payments"] for row in rows] == [12, 0, 7]


def test_a_merchant_is_what_the_table_of_merchants_says(tmp_path: Path) -> None:
    merchants: list[Row] = [
        {},
        {"id": "2", "cate_1": "超市便利店", "cate_2": "便利店"},
        {"id": "3", "cate_1": ""},
    ]
    book = Imported("koubei", koubei(tmp_path, merchants))
    assert [a.trade for a in book.applicants.values()] == ["restaurant", "convenience_store", ""]
    first = book.applicants["1"]
    assert (first.id, first.region, first.observed_until) == ("koubei:1", "湖州", date(2016, 10, 31))
    assert book.report.sellers == 3, "also those that took nothing"


def test_a_cell_that_is_no_count_refuses_its_merchants_line(tmp_path: Path) -> None:
    days: list[Row] = [{"2016-10-30": "many"}, {"shop_id": "2"}]
    book = Imported("koubei", koubei(tmp_path, [{}, {"id": "2"}], days))
    assert book.report.refusals("count.unreadable") == 1
    assert book.report.refused[0].listed[0].detail == "2016-10-30 = 'many'"
    assert (len(book.rows("takings", "1")), len(book.rows("takings", "2"))) == (0, 2)


def test_payments_of_an_unknown_merchant_are_refused(tmp_path: Path) -> None:
    book = Imported("koubei", koubei(tmp_path, days=[{}, {"shop_id": "99"}]))
    assert book.report.refusals("payments.no_merchant") == 1


def test_as_of_a_day_the_columns_after_it_are_not_read(tmp_path: Path) -> None:
    folder = koubei(tmp_path, days=[{"2016-10-31": "not read"}])
    book = Imported("koubei", folder, as_of=date(2016, 10, 30))
    assert [row["source_id"] for row in book.rows("takings")] == ["day:20161029"]
    assert book.applicants["1"].observed_until == date(2016, 10, 30)
