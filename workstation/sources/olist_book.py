"""Olist's tables joined: which rows stand, and which items, payments and reviews belong to which order.

In go the tables as read; out comes a `Book` in which every key resolves, with each row that hangs in the
air refused in the report. What the rows become is said in `olist_rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from workstation.domain.ledger import DAY, MISSING_INTEGER, day_of, end_of
from workstation.sources import reasons
from workstation.sources.chunk import Chunk
from workstation.sources.olist_tables import CATEGORY_NAMES
from workstation.sources.parse import Flags, Ints, plain
from workstation.sources.reasons import Reason, reason
from workstation.sources.report import ImportReport

Columns = Mapping[str, list[Any]]
"""A table as Python lists, None where a value is missing."""


NO_ORDER = reason(
    "row.no_order",
    "所属订单不在导出中或已被拒收",
    "the order it belongs to is not in the export or was refused",
)
NO_SELLER = reason("item.no_seller", "卖家不在名单中", "the seller is not in the table of sellers")
NEGATIVE = reason("item.negative", "商品价格或运费为负", "the price or the freight is below zero")
NO_ITEMS = reason(
    "order.no_items",
    "订单没有商品明细，无法归属卖家",
    "the order has no items, so no seller can be told for it",
)
NOT_APPROVED = reason(
    "payment.not_approved",
    "订单付款从未确认，没有付款日期",
    "the order was never approved, so the payment has no day",
)
BEFORE_ORDER = reason("review.before_order", "评价早于下单", "the review is dated before the order")


@dataclass(frozen=True, slots=True)
class Book:
    """The joined export. Lists of places are positions in the columns of the table, in the file's order.

    `items_of`: seller → order → items; `worth`: order → seller → price and freight of its items in
    hundredths; `file` and `order_lines` say where an order stood, for what is left out of it.
    """

    orders: Columns
    items: Columns
    payments: Columns
    reviews: Columns
    order_at: Mapping[str, int]
    items_of: Mapping[str, Mapping[str, list[int]]]
    payments_of: Mapping[str, list[int]]
    reviews_of: Mapping[str, list[int]]
    worth: Mapping[str, Mapping[str, int]]
    buyer_of: Mapping[str, str]
    category_of: Mapping[str, str]
    sellers: Columns
    file: str
    order_lines: Ints
    observed_until: date | None


def join(tables: Mapping[str, Chunk], report: ImportReport, as_of: date | None) -> Book:
    """Join the tables by name, as they stood at the end of `as_of`. English category names may be absent."""
    orders = tables["orders"]
    observed_until = as_of or _last_trading_day(orders)
    cutoff = end_of(as_of) if as_of else None
    if cutoff is not None:
        orders = as_it_stood(
            orders.refuse(orders["ordered_at"] >= cutoff, reasons.AFTER_AS_OF, report), cutoff
        )

    sellers = tables["sellers"]
    items = _with_key(tables["order items"], "order_id", orders, NO_ORDER, report)
    items = _with_key(items, "seller_id", sellers, NO_SELLER, report)
    items = items.refuse(_negative(items), NEGATIVE, report, _names(items, "order_id"))
    orders = _with_key(orders, "order_id", items, NO_ITEMS, report)
    order_at = {order: place for place, order in enumerate(orders["order_id"].tolist())}

    payments = _with_key(tables["payments"], "order_id", orders, NO_ORDER, report)
    approved = _of_order(payments, orders, order_at, "approved_at")
    payments = payments.refuse(
        approved == MISSING_INTEGER, NOT_APPROVED, report, _names(payments, "order_id")
    )

    reviews = _with_key(tables["reviews"], "order_id", orders, NO_ORDER, report)
    ordered = _of_order(reviews, orders, order_at, "ordered_at")
    early = reviews["reviewed_at"] // DAY < ordered // DAY
    reviews = reviews.refuse(early, BEFORE_ORDER, report, _names(reviews, "order_id"))
    if cutoff is not None:
        reviews = reviews.refuse(reviews["reviewed_at"] >= cutoff, reasons.AFTER_AS_OF, report)
        reviews = _known_by(reviews, ("answered_at",), cutoff)

    for table in (orders, items, payments, reviews, *(tables[name] for name in _REFERENCE if name in tables)):
        report.keep(table.file, len(table))
    rows = _columns(items)
    items_of, worth = _by_seller(rows)
    return Book(
        orders=_columns(orders),
        items=rows,
        payments=_columns(payments),
        reviews=_columns(reviews),
        order_at=order_at,
        items_of=items_of,
        payments_of=_by_order(payments),
        reviews_of=_by_order(reviews),
        worth=worth,
        buyer_of=_buyers(tables["customers"]),
        category_of=_categories(tables["products"], tables.get(CATEGORY_NAMES.name)),
        sellers=_columns(sellers),
        file=orders.file,
        order_lines=orders.lines,
        observed_until=observed_until,
    )


_REFERENCE = ("sellers", "customers", "products", CATEGORY_NAMES.name)


def as_it_stood(orders: Chunk, cutoff: int) -> Chunk:
    """Orders without what happened from `cutoff` on. The status goes back to what the times known by then
    prove; a cancelled order stays cancelled, the export does not say since when."""
    known = _known_by(orders, ("approved_at", "shipped_at", "delivered_at"), cutoff)
    status = np.full(len(known), "placed", dtype=object)
    for fact, word in (("approved_at", "paid"), ("shipped_at", "shipped"), ("delivered_at", "confirmed")):
        status[known[fact] != MISSING_INTEGER] = word
    status = np.where(known["status"] == "cancelled", known["status"], status)
    return Chunk(known.file, known.lines, {**known.columns, "status": status})


def _known_by(chunk: Chunk, facts: tuple[str, ...], cutoff: int) -> Chunk:
    masked = {name: np.where(chunk[name] >= cutoff, MISSING_INTEGER, chunk[name]) for name in facts}
    return Chunk(chunk.file, chunk.lines, {**chunk.columns, **masked})


def _last_trading_day(orders: Chunk) -> date | None:
    times = np.concatenate([orders["approved_at"], orders["shipped_at"]])
    last = int(times.max(initial=MISSING_INTEGER))
    return None if last == MISSING_INTEGER else day_of(last)


def _with_key(chunk: Chunk, name: str, known: Chunk, otherwise: Reason, report: ImportReport) -> Chunk:
    """The rows whose `name` is also in the table `known`; the others are refused."""
    there = set(known[name].tolist())
    hanging = np.fromiter((value not in there for value in chunk[name]), dtype=np.bool_, count=len(chunk))
    return chunk.refuse(hanging, otherwise, report, _names(chunk, name))


def _negative(items: Chunk) -> Flags:
    freight = items["freight"]
    return np.asarray((items["price"] < 0) | ((freight < 0) & (freight != MISSING_INTEGER)), dtype=np.bool_)


def _of_order(chunk: Chunk, orders: Chunk, order_at: Mapping[str, int], name: str) -> Ints:
    """A value of the order that each row belongs to."""
    places = np.fromiter((order_at[order] for order in chunk["order_id"]), dtype=np.int64, count=len(chunk))
    return np.asarray(orders[name][places], dtype=np.int64)


def _names(chunk: Chunk, name: str) -> Callable[[int], str]:
    return lambda at: f"{name} {chunk[name][at]}"


def _columns(chunk: Chunk) -> Columns:
    return {name: plain(column) for name, column in chunk.columns.items()}


def _by_order(chunk: Chunk) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, order in enumerate(chunk["order_id"].tolist()):
        places.setdefault(order, []).append(place)
    return places


def _by_seller(items: Columns) -> tuple[dict[str, dict[str, list[int]]], dict[str, dict[str, int]]]:
    items_of: dict[str, dict[str, list[int]]] = {}
    worth: dict[str, dict[str, int]] = {}
    for place, (order, seller) in enumerate(zip(items["order_id"], items["seller_id"], strict=True)):
        items_of.setdefault(seller, {}).setdefault(order, []).append(place)
        shares = worth.setdefault(order, {})
        shares[seller] = shares.get(seller, 0) + items["price"][place] + (items["freight"][place] or 0)
    return items_of, worth


def _buyers(customers: Chunk) -> dict[str, str]:
    """Customer id, which is new for each order, → the person behind it."""
    pairs = zip(customers["customer_id"].tolist(), customers["buyer_id"].tolist(), strict=True)
    return {customer: buyer for customer, buyer in pairs if buyer is not None}


def _categories(products: Chunk, english: Chunk | None) -> dict[str, str]:
    """Product → category, in English where the translation has it, else as the export spells it."""
    names: dict[str, str] = {}
    if english is not None:
        names = dict(zip(english["category"].tolist(), english["english"].tolist(), strict=True))
    pairs = zip(products["product_id"].tolist(), products["category"].tolist(), strict=True)
    return {product: names.get(category, category) for product, category in pairs if category is not None}
