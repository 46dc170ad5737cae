"""The real sets, whole: counts are pinned, sums are compared with another way of adding them up."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.sources.exports import Imported
from workstation.domain.ledger import INVOICES, LEDGERS
from workstation.sources import ImportReport, read_source

KEY = ["企业代号", "发票号码", "开票日期", "价税合计"]
SEEN = [f"invoices_{way}_{firms}" for way in ("in", "out") for firms in (123, 302)]


@dataclass
class Invoices:
    """What is left of an import of a million invoices when only figures are kept."""

    report: ImportReport
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    gross: Counter[tuple[str, str]] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    firms: dict[str, int] = field(default_factory=dict)
    trades: dict[str, str] = field(default_factory=dict)
    until: set[date | None] = field(default_factory=set)


@pytest.fixture(scope="module")
def invoices(shared: Path) -> Invoices:
    book = Invoices(ImportReport())
    place = {name: at for at, name in enumerate(INVOICES.column_names)}
    for batch in read_source("cumcm", shared / "data" / "cumcm2020c", book.report):
        firm = batch.applicant
        rows = batch.rows.get("invoices", ())
        for row in rows:
            kind = (row[place["direction"]], row[place["status"]])
            book.rows[kind] += 1
            book.gross[kind] += row[place["gross_amount"]]
        book.ids[firm.id] += len(rows) - len({row[0] for row in rows})
        book.firms[firm.id] = book.firms.get(firm.id, 0) + len(rows)
        book.trades[firm.id] = firm.trade
        book.until.add(firm.observed_until)
    return book


@pytest.fixture(scope="module")
def listed(shared: Path) -> dict[str, pd.DataFrame]:
    """The same files as pandas reads them, statuses stripped."""
    folder = shared / "data" / "cumcm2020c"
    frames = {name: pd.read_parquet(folder / f"{name}.parquet") for name in SEEN}
    return {name: frame.assign(发票状态=frame["发票状态"].str.strip()) for name, frame in frames.items()}


def test_every_invoice_is_read_and_each_refusal_has_its_reason(invoices: Invoices) -> None:
    files = invoices.report.files
    assert sum(file.read for name, file in files.items() if name.startswith("invoices")) == 1_099_441
    assert {tally.reason.code: tally.count for tally in invoices.report.refused} == {
        "row.duplicate": 11_665,
        "invoice.two_counterparties": 2_023,
        "invoice.superseded": 13,
        "invoice.sum": 5,
    }
    assert invoices.report.ledger_rows["invoices"] == 1_085_735
    assert invoices.report.passed_over == {"invoices_out_123.csv.gz": "invoices_out_123.parquet"}


def test_exact_copies_are_those_that_pandas_finds(
    invoices: Invoices, listed: dict[str, pd.DataFrame]
) -> None:
    copies = next(tally for tally in invoices.report.refused if tally.reason.code == "row.duplicate")
    assert dict(copies.by_file) == {
        f"{name}.parquet": int(f.duplicated().sum()) for name, f in listed.items()
    }


def test_counts_and_sums_agree_with_another_way_of_adding_them_up(
    invoices: Invoices, listed: dict[str, pd.DataFrame]
) -> None:
    rows: Counter[tuple[str, str]] = Counter()
    gross: Counter[tuple[str, str]] = Counter()
    for name, frame in listed.items():
        fen = {
            column: (frame[column] * 100).round().astype("int64") for column in ("金额", "税额", "价税合计")
        }
        frame = frame.assign(fen=fen["价税合计"])[(fen["金额"] + fen["税额"] - fen["价税合计"]).abs() <= 1]
        # 作废 sorts before 有效: the void listing of an invoice is the one that stays
        once = frame.sort_values("发票状态", kind="stable").drop_duplicates(KEY)
        for word, status in (("有效发票", "valid"), ("作废发票", "void")):
            part = once[once["发票状态"] == word]
            kind = ("sale" if "_out_" in name else "purchase", status)
            rows[kind] += len(part)
            gross[kind] += int(part["fen"].sum())
    assert invoices.rows == rows
    assert invoices.gross == gross


def test_all_firms_are_there_and_no_id_comes_twice(invoices: Invoices) -> None:
    assert len(invoices.firms) == 425
    assert min(invoices.firms.values()) > 0
    assert max(invoices.ids.values()) == 0
    assert invoices.until == {date(2020, 2, 21)}
    told = sum(bool(trade) for trade in invoices.trades.values())
    assert told > 340  # 59 are sole traders without a name


def test_the_text_copy_of_the_sales_gives_the_very_same_rows(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "cumcm2020c"
    for name in ("parquet", "csv.gz"):
        (tmp_path / name).mkdir()
        shutil.copy(folder / f"invoices_out_123.{name}", tmp_path / name)
        shutil.copy(folder / "firms.csv", tmp_path / name)
        (tmp_path / name / "invoices_in_1.csv").write_text(
            "企业代号,发票号码,开票日期,销方单位代号,金额,税额,价税合计,发票状态\n", encoding="utf-8"
        )
    packed, text = (Imported("cumcm", tmp_path / name) for name in ("parquet", "csv.gz"))
    assert packed.batches == text.batches
    assert packed.report.totals.kept == text.report.totals.kept


@pytest.fixture(scope="module")
def marketplace(shared: Path) -> Imported:
    return Imported("olist", shared / "data" / "olist" / "subset5000")


@pytest.fixture(scope="module")
def tables(shared: Path) -> dict[str, pd.DataFrame]:
    folder = shared / "data" / "olist" / "subset5000"
    return {path.stem: pd.read_csv(path) for path in folder.glob("*.csv")}


def test_the_marketplace_is_read_whole(marketplace: Imported) -> None:
    report = marketplace.report
    assert report.sellers == 1_222
    assert dict(report.ledger_rows) == {
        "orders": 5_042, "items": 5_603, "payments": 5_244, "shipments": 4_986, "reviews": 5_031,
    }  # fmt: skip
    assert {tally.reason.code: tally.count for tally in report.refused} == {
        "order.no_items": 34,
        "row.no_order": 32,
    }
    assert {tally.reason.code: tally.count for tally in report.left_out} == {"shipment.before_order": 12}
    assert report.files["orders.csv"].kept == 4_966


def test_the_sellers_parts_add_up_to_the_orders(
    marketplace: Imported, tables: dict[str, pd.DataFrame]
) -> None:
    def total(kind: str, column: str) -> int:
        return sum(row[column] for row in marketplace.rows(kind))

    def listed_total(table: str, column: str) -> int:
        return int((tables[table][column] * 100).round().astype("int64").sum())

    assert total("payments", "amount") == listed_total("order_payments", "payment_value")
    assert total("orders", "goods_amount") == total("items", "amount") == listed_total("order_items", "price")
    assert total("orders", "freight_amount") == listed_total("order_items", "freight_value")


def test_every_payment_keeps_its_sum_where_sellers_share_it(
    marketplace: Imported, tables: dict[str, pd.DataFrame]
) -> None:
    shared_out: Counter[str] = Counter()
    for row in marketplace.rows("payments"):
        shared_out[row["source_id"]] += row["amount"]
    paid = tables["order_payments"]
    names = paid["order_id"] + ":" + paid["payment_sequential"].astype(str)
    cents = (paid["payment_value"] * 100).round().astype("int64")
    assert dict(shared_out) == dict(zip(names, cents.tolist(), strict=True))


def test_late_by_the_clock_and_late_by_the_day_can_both_be_told(marketplace: Imported) -> None:
    delivered = {
        row["order_id"]: row for row in marketplace.rows("shipments") if row["delivered_at"] is not None
    }
    late = sum(row["delivered_at"] > row["promised_at"] for row in delivered.values())
    late_days = sum(
        row["delivered_at"] // 86_400 > row["promised_at"] // 86_400 for row in delivered.values()
    )
    assert (round(100 * late / len(delivered), 1), round(100 * late_days / len(delivered), 1)) == (8.1, 6.9)


def test_no_row_lacks_what_its_ledger_requires(marketplace: Imported) -> None:
    for kind, ledger in LEDGERS.items():
        rows = marketplace.rows(kind)
        for column in ledger.columns:
            values = {row[column.name] for row in rows}
            assert None not in values or not column.required
            assert not column.values or values <= set(column.values)
            assert all(type(value) is (int if column.is_integer else str) for value in values - {None})


def test_the_marketplace_was_watched_until_trade_stopped(marketplace: Imported) -> None:
    applicants = marketplace.applicants.values()
    assert {applicant.observed_until for applicant in applicants} == {date(2018, 8, 31)}
    assert {applicant.currency for applicant in applicants} == {"BRL"}
    assert [applicant.trade for applicant in applicants].count("") == 17  # sold only what has no category
