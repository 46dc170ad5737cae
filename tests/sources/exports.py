"""Small exports written for one story each: valid defaults, a test changes only what it is about."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from workstation.domain.ledger import LEDGERS
from workstation.sources import ImportReport, SellerBatch, read_source

Row = Mapping[str, Any]

INVOICE: Row = {
    "企业代号": "E1", "发票号码": "1001", "开票日期": "2019/5/6", "购方单位代号": "B1",
    "金额": "100.00", "税额": "13.00", "价税合计": "113.00", "发票状态": "有效发票",
}  # fmt: skip
ORDER: Row = {
    "order_id": "o1", "customer_id": "c1", "order_status": "delivered",
    "order_purchase_timestamp": "3/4/2018 10:00", "order_approved_at": "3/4/2018 10:30",
    "order_delivered_carrier_date": "3/5/2018 9:00", "order_delivered_customer_date": "3/9/2018 18:00",
    "order_estimated_delivery_date": "3/20/2018 0:00",
}  # fmt: skip
ITEM: Row = {
    "order_id": "o1", "order_item_id": "1", "product_id": "p1", "seller_id": "s1",
    "shipping_limit_date": "3/8/2018 10:30", "price": "20.00", "freight_value": "5.00",
}  # fmt: skip
PAYMENT: Row = {
    "order_id": "o1", "payment_sequential": "1", "payment_type": "credit_card",
    "payment_installments": "2", "payment_value": "25.00",
}  # fmt: skip
REVIEW: Row = {
    "review_pk": "1", "order_id": "o1", "review_score": "5",
    "review_creation_date": "3/10/2018 0:00", "review_answer_timestamp": "3/11/2018 8:15",
}  # fmt: skip
OLIST: Mapping[str, tuple[Row, Sequence[Row]]] = {
    "orders": (ORDER, [{}]),
    "order_items": (ITEM, [{}]),
    "order_payments": (PAYMENT, [{}]),
    "order_reviews": (REVIEW, [{}]),
    "customers": ({"customer_id": "c1", "customer_unique_id": "person-1"}, [{}]),
    "products": ({"product_id": "p1", "product_category_name": "beleza_saude"}, [{}]),
    "sellers": ({"seller_id": "s1", "seller_city": "sao paulo", "seller_state": "SP"}, [{}]),
}


def write_csv(path: Path, rows: Sequence[Row], *, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def olist(folder: Path, **tables: Sequence[Row]) -> Path:
    """One order of one seller, all well; `tables` gives for a table how its rows differ from the usual."""
    folder.mkdir(exist_ok=True)
    for name, (usual, rows) in OLIST.items():
        write_csv(folder / f"{name}.csv", [{**usual, **row} for row in tables.get(name, rows)])
    return folder


def cumcm(
    folder: Path,
    sales: Sequence[Row] = ({},),
    purchases: Sequence[Row] = ({},),
    firms: Sequence[Row] = ({"企业代号": "E1", "企业名称": "***商贸有限公司"},),
) -> Path:
    """One firm with a sale and a purchase, all well; rows say how they differ from the usual invoice."""
    folder.mkdir(exist_ok=True)
    write_csv(folder / "firms.csv", firms)
    write_csv(folder / "invoices_out_1.csv", [{**INVOICE, **row} for row in sales])
    bought = [{**INVOICE, **row} for row in purchases]
    write_csv(
        folder / "invoices_in_1.csv",
        [
            {"销方单位代号" if name == "购方单位代号" else name: value for name, value in row.items()}
            for row in bought
        ],
    )
    return folder


class Imported:
    """An import run to its end: the report, and per seller its record and ledger rows by column name."""

    def __init__(self, source: str, folder: Path, as_of: date | None = None) -> None:
        self.report = ImportReport()
        self.batches: list[SellerBatch] = list(read_source(source, folder, self.report, as_of=as_of))
        self.applicants = {batch.applicant.source_id: batch.applicant for batch in self.batches}

    def rows(self, kind: str, seller: str | None = None) -> list[dict[str, Any]]:
        names = LEDGERS[kind].column_names
        return [
            dict(zip(names, row, strict=True))
            for batch in self.batches
            if seller in (None, batch.applicant.source_id)
            for row in batch.rows.get(kind, ())
        ]

    def only(self, kind: str, seller: str | None = None) -> dict[str, Any]:
        (row,) = self.rows(kind, seller)
        return row

    def refusals(self) -> dict[str, list[str]]:
        """Reason code → "file:line" of each refused row."""
        return {t.reason.code: [f"{m.file}:{m.line}" for m in t.listed] for t in self.report.refused}


def at(text: str) -> int:
    """A ledger time from a readable one."""
    return int(pd.Timestamp(text).timestamp())
