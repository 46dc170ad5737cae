"""The canonical ledgers: what every source's rows become, whatever they were called at home.

Each ledger is a table of columns described here as data; the importers fill them, the databases make their
tables from them, the features read them. Rows are keyed by the source's own id within one applicant, so
the same row delivered twice is one row. Times are integer seconds since 1970-01-01 in the source's own
local time; amounts are integer hundredths of the source's currency unit (fen for yuan).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

DAY = 86_400
"""A day in the ledgers' seconds."""


def start_of(day: date) -> int:
    """The first second of `day`."""
    return (day - date(1970, 1, 1)).days * DAY


def end_of(day: date) -> int:
    """The first second after `day`."""
    return start_of(day) + DAY


def day_of(seconds: int) -> date:
    """The local day of a ledger's time."""
    return date.fromordinal(date(1970, 1, 1).toordinal() + seconds // DAY)


class ColumnType(StrEnum):
    KEY = "key"  # an id, never empty where required
    TEXT = "text"  # a short word from a closed list or a name
    AMOUNT = "amount"  # integer hundredths of the currency unit
    TIME = "time"  # integer seconds since 1970-01-01T00:00:00
    COUNT = "count"  # a whole number


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: ColumnType
    required: bool = False
    values: tuple[str, ...] = ()  # closed list for TEXT columns, empty where open

    @property
    def is_integer(self) -> bool:
        return self.type in (ColumnType.AMOUNT, ColumnType.TIME, ColumnType.COUNT)


@dataclass(frozen=True, slots=True)
class LedgerKind:
    """One ledger: its name, its columns (`source_id` first), and the column that dates a row."""

    name: str
    columns: tuple[Column, ...]
    when: str

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


ORDER_STATUSES = ("placed", "paid", "shipped", "confirmed", "refunded", "disputed", "cancelled")

_KEY, _TEXT, _AMOUNT, _TIME, _COUNT = (
    ColumnType.KEY,
    ColumnType.TEXT,
    ColumnType.AMOUNT,
    ColumnType.TIME,
    ColumnType.COUNT,
)
_SOURCE_ID = Column("source_id", _KEY, required=True)

ORDERS = LedgerKind(
    "orders",
    (
        _SOURCE_ID,
        Column("shop_id", _KEY),
        Column("buyer_id", _KEY),
        Column("status", _TEXT, required=True, values=ORDER_STATUSES),
        Column("ordered_at", _TIME, required=True),
        Column("confirmed_at", _TIME),
        Column("goods_amount", _AMOUNT, required=True),
        Column("freight_amount", _AMOUNT),
        Column("refund_amount", _AMOUNT),
    ),
    when="ordered_at",
)
ITEMS = LedgerKind(
    "items",
    (
        _SOURCE_ID,
        Column("order_id", _KEY, required=True),
        Column("item_id", _KEY),
        Column("category", _TEXT),
        Column("ordered_at", _TIME, required=True),
        Column("quantity", _COUNT, required=True),
        Column("amount", _AMOUNT, required=True),
    ),
    when="ordered_at",
)
PAYMENTS = LedgerKind(
    "payments",
    (
        _SOURCE_ID,
        Column("order_id", _KEY),
        Column("paid_at", _TIME, required=True),
        Column("method", _TEXT),
        Column("instalments", _COUNT),
        Column("amount", _AMOUNT, required=True),
    ),
    when="paid_at",
)
SHIPMENTS = LedgerKind(
    "shipments",
    (
        _SOURCE_ID,
        Column("order_id", _KEY, required=True),
        Column("carrier", _TEXT),
        Column("due_at", _TIME),  # by when the seller had to hand it to the carrier
        Column("shipped_at", _TIME, required=True),
        Column("promised_at", _TIME),  # by when the buyer was promised it
        Column("delivered_at", _TIME),
    ),
    when="shipped_at",
)
REVIEWS = LedgerKind(
    "reviews",
    (
        _SOURCE_ID,
        Column("order_id", _KEY),
        Column("reviewed_at", _TIME, required=True),
        Column("stars", _COUNT, required=True),  # 1–5
        Column("answered_at", _TIME),
    ),
    when="reviewed_at",
)
INVOICES = LedgerKind(
    "invoices",
    (
        _SOURCE_ID,
        Column("direction", _TEXT, required=True, values=("sale", "purchase")),
        Column("counterparty_id", _KEY),
        Column("issued_at", _TIME, required=True),
        Column("status", _TEXT, required=True, values=("valid", "void")),
        Column("net_amount", _AMOUNT, required=True),
        Column("tax_amount", _AMOUNT),
        Column("gross_amount", _AMOUNT, required=True),
    ),
    when="issued_at",
)

PURCHASE_ORDERS = LedgerKind(
    "purchase_orders",
    (
        _SOURCE_ID,
        Column("supplier_id", _KEY, required=True),
        Column("status", _TEXT, required=True, values=("placed", "delivered", "cancelled")),
        Column("placed_at", _TIME, required=True),
        Column("due_at", _TIME),  # by when the goods are to come
        Column("amount", _AMOUNT, required=True),
        Column("paid_amount", _AMOUNT),  # what the buyer has paid of it
    ),
    when="placed_at",
)
GOODS_DOCUMENTS = LedgerKind(
    "goods_documents",
    (
        _SOURCE_ID,  # the number on the paper
        Column("document", _TEXT, required=True, values=("waybill", "warehouse_receipt")),
        Column("issuer_id", _KEY, required=True),  # the carrier or the warehouse
        Column("status", _TEXT, required=True, values=("held", "in_transit", "released", "void")),
        Column("issued_at", _TIME, required=True),
        Column("category", _TEXT),
        Column("quantity", _COUNT),
        Column("value_amount", _AMOUNT, required=True),
        Column("insured_until_at", _TIME),
    ),
    when="issued_at",
)
REPAYMENTS = LedgerKind(
    "repayments",
    (
        _SOURCE_ID,  # the bank's or the platform's own number of the transfer
        Column("reference", _KEY),  # what the payer wrote: the loan's or the contract's number, where it did
        Column("paid_at", _TIME, required=True),
        Column("amount", _AMOUNT, required=True),
        Column("channel", _TEXT, required=True, values=("bank", "platform", "settlement")),
        Column("payer", _TEXT),
    ),
    when="paid_at",
)
REFUNDS = LedgerKind(
    "refunds",
    (
        _SOURCE_ID,  # the platform's own number of the refund (退款编号)
        Column("order_id", _KEY, required=True),
        Column("refunded_at", _TIME, required=True),
        Column("amount", _AMOUNT, required=True),
    ),
    when="refunded_at",
)
VISIT_FIGURES = (
    "sales_month",
    "purchases_month",
    "gross_margin",  # a share of sales
    "stock",
    "receivables",
    "payables",
    "orders_on_hand",
    "cash",
    "debts",  # all of them, private ones included
    "wages_month",
    "rent_month",
    "power_bill_month",
    "household_month",
    "machines",
    "machines_running",
    "staff",
    "parcels_day",
    "months_trading",
)
SURVEY_FIGURES = LedgerKind(
    "survey_figures",
    (
        _SOURCE_ID,
        Column("survey_id", _KEY, required=True),
        Column("measured_at", _TIME, required=True),
        Column("figure", _TEXT, required=True, values=VISIT_FIGURES),
        Column("value", _AMOUNT, required=True),  # hundredths of a yuan, of one piece or person, of the whole
        Column("basis", _TEXT, required=True, values=("stated", "counted", "documented")),
    ),
    when="measured_at",
)
TAKINGS = LedgerKind(
    "takings",
    (
        _SOURCE_ID,
        Column("shop_id", _KEY),
        Column("starts_at", _TIME, required=True),  # the first second of the period
        Column("ends_at", _TIME, required=True),  # the last second of the period
        Column("payments", _COUNT),  # payments or orders, whichever the source counts
        Column("sales_amount", _AMOUNT),  # before refunds
        Column("refund_amount", _AMOUNT),
        Column("advertising_amount", _AMOUNT),
        Column("discounts", _COUNT),  # orders sold at a discount
        Column("reviews", _COUNT),
        Column("good_reviews", _COUNT),
    ),
    when="ends_at",  # a total is known when its period is over
)
"""What a shop took in a period, from a source that gives totals and no single orders. Periods of one shop may
overlap: a source may give the last 90 days anew at every month's end."""

LEDGERS: dict[str, LedgerKind] = {
    kind.name: kind
    for kind in (
        ORDERS,
        ITEMS,
        PAYMENTS,
        SHIPMENTS,
        REVIEWS,
        INVOICES,
        PURCHASE_ORDERS,
        GOODS_DOCUMENTS,
        REPAYMENTS,
        REFUNDS,
        SURVEY_FIGURES,
        TAKINGS,
    )
}

MISSING_INTEGER = -(2**63)
"""What a column block holds where an integer is missing. It is never an amount, a time or a count."""


@dataclass(frozen=True, slots=True)
class LedgerBlock:
    """One ledger of one applicant as read-only columns of equal length, sorted by time then `source_id`.

    Integer columns are int64 arrays with `MISSING_INTEGER` for a missing value; key and text columns are
    object arrays with None for a missing value.
    """

    kind: str
    columns: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.columns["source_id"])


@dataclass(frozen=True, slots=True)
class Ledgers:
    """All ledgers of one applicant by kind; a kind without rows is absent."""

    blocks: Mapping[str, LedgerBlock] = field(default_factory=dict)

    def get(self, kind: str) -> LedgerBlock | None:
        return self.blocks.get(kind)

    @property
    def rows(self) -> int:
        return sum(len(block) for block in self.blocks.values())
