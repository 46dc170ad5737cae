"""Valid defaults for the values of the ground floor; a test names only what its story is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock, LedgerKind, Ledgers
from workstation.domain.records import Applicant, ApplicantFile

AS_OF = date(2026, 6, 30)
"""The day on which the tests assess."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - ledgers hold their source's local time


def moment(day: date | int, hour: float = 12) -> int:
    """A ledger time: a date, or a number of days before `AS_OF`, at an hour of that day."""
    on = AS_OF - timedelta(days=day) if isinstance(day, int) else day
    return int((datetime(on.year, on.month, on.day) - _EPOCH).total_seconds() + hour * 3600)  # noqa: DTZ001


def applicant(**values: Any) -> Applicant:
    usual = {"id": "test:S1", "source": "test", "source_id": "S1", "name": "测试百货店"}
    return Applicant(**{**usual, **values})


def applicant_file(ledgers: Ledgers | None = None, **values: Any) -> ApplicantFile:
    return ApplicantFile(**{"applicant": applicant(), "ledgers": ledgers or Ledgers(), **values})


_USUAL_ROWS: dict[str, dict[str, Any]] = {
    "orders": {"shop_id": "shop-1", "status": "confirmed", "goods_amount": 10_000},
    "items": {"order_id": "order-0", "item_id": "item-1", "category": "home",
              "quantity": 1, "amount": 10_000},
    "payments": {"order_id": "order-0", "method": "account", "instalments": 1, "amount": 10_000},
    "shipments": {"order_id": "order-0", "carrier": "SF"},
    "reviews": {"order_id": "order-0", "stars": 5},
    "invoices": {"direction": "sale", "counterparty_id": "buyer-1", "status": "valid",
                 "net_amount": 100_000, "tax_amount": 13_000, "gross_amount": 113_000},
    "purchase_orders": {"supplier_id": "supplier-1", "status": "placed", "amount": 100_000},
    "goods_documents": {"document": "warehouse_receipt", "issuer_id": "depot-1", "status": "held",
                        "value_amount": 100_000},
    "repayments": {"amount": 10_000, "channel": "bank"},
    "refunds": {"order_id": "order-0", "amount": 10_000},
    "survey_figures": {"survey_id": "survey-1", "figure": "stock", "value": 10_000, "basis": "counted"},
    "takings": {"shop_id": "shop-1", "payments": 10, "sales_amount": 100_000},
}  # fmt: skip


def ledgers(**rows_by_kind: Sequence[Mapping[str, Any]]) -> Ledgers:
    """Ledgers from rows; each row names its time and what differs from the usual row of its kind."""
    return Ledgers({kind: block(kind, rows) for kind, rows in rows_by_kind.items() if rows})


def block(kind: str, rows: Sequence[Mapping[str, Any]]) -> LedgerBlock:
    """A column block as the databases give it: sorted by time, then by `source_id`."""
    ledger = LEDGERS[kind]
    full = [{"source_id": f"{kind}-{n}", **_USUAL_ROWS[kind], **row} for n, row in enumerate(rows)]
    full.sort(key=lambda row: (row[ledger.when], row["source_id"]))
    return LedgerBlock(kind, {c: _column(ledger, c, full) for c in ledger.column_names})


def _column(ledger: LedgerKind, name: str, rows: Sequence[Mapping[str, Any]]) -> np.ndarray[Any, Any]:
    column = next(c for c in ledger.columns if c.name == name)
    values = [row.get(name) for row in rows]
    if not column.is_integer:
        return np.array([*values, None], dtype=object)[:-1]
    return np.array([MISSING_INTEGER if v is None else v for v in values], dtype=np.int64)
