"""One seller's ledger rows out of the joined Olist book. Pure: a book and a seller go in, rows come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from workstation.domain.ledger import ITEMS, LEDGERS, ORDERS, PAYMENTS, REVIEWS, SHIPMENTS
from workstation.sources.allot import allot
from workstation.sources.olist_book import Book
from workstation.sources.reasons import Reason, reason

Row = Mapping[str, Any]
"""Column name → value; a column of the ledger that is not there has no value."""

SHIPPED_BEFORE_ORDER = reason(
    "shipment.before_order", "交运早于下单", "handed to the carrier before the order was placed"
)
DELIVERED_BEFORE_SHIPPED = reason(
    "shipment.delivered_first", "送达早于交运", "delivered before it was handed to the carrier"
)
NO_HANDOVER = reason(
    "shipment.no_handover", "已送达但没有交运时间", "delivered, but the day of handing over is missing"
)


def shop_id(seller: str) -> str:
    return f"olist:{seller}"


def order_rows(book: Book, seller: str) -> list[Row]:
    """One row an order: what this seller's items in it cost, and what their carriage cost."""
    rows: list[Row] = []
    for order, items in book.items_of.get(seller, {}).items():
        at = book.order_at[order]
        status, customer = book.orders["status"][at], book.orders["customer_id"][at]
        freight = [value for i in items if (value := book.items["freight"][i]) is not None]
        rows.append(
            {
                "source_id": order,
                "shop_id": shop_id(seller),
                "buyer_id": book.buyer_of.get(customer, customer),
                "status": status,
                "ordered_at": book.orders["ordered_at"][at],
                "confirmed_at": book.orders["delivered_at"][at] if status == "confirmed" else None,
                "goods_amount": sum(book.items["price"][i] for i in items),
                "freight_amount": sum(freight) if freight else None,
            }
        )
    return rows


def item_rows(book: Book, seller: str) -> list[Row]:
    """One row an item; Olist writes a line for each piece, so the quantity is one."""
    rows: list[Row] = []
    for order, items in book.items_of.get(seller, {}).items():
        for i in items:
            product = book.items["product_id"][i]
            rows.append(
                {
                    "source_id": f"{order}:{book.items['item_number'][i]}",
                    "order_id": order,
                    "item_id": product,
                    "category": book.category_of.get(product),
                    "ordered_at": book.orders["ordered_at"][book.order_at[order]],
                    "quantity": 1,
                    "amount": book.items["price"][i],
                }
            )
    return rows


def payment_rows(book: Book, seller: str) -> list[Row]:
    """This seller's share of each payment of its orders, by the worth of its items with their carriage.
    The shares of all sellers of an order add up to the payment."""
    rows: list[Row] = []
    for order in book.items_of.get(seller, {}):
        worth = book.worth[order]
        mine = list(worth).index(seller)
        for p in book.payments_of.get(order, ()):
            rows.append(
                {
                    "source_id": f"{order}:{book.payments['number'][p]}",
                    "order_id": order,
                    "paid_at": book.orders["approved_at"][book.order_at[order]],
                    "method": book.payments["method"][p],
                    "instalments": book.payments["instalments"][p],
                    "amount": allot(book.payments["amount"][p], list(worth.values()))[mine],
                }
            )
    return rows


def shipment_rows(book: Book, seller: str) -> list[Row]:
    """One row an order that was handed to the carrier; due by the latest limit of the seller's items."""
    rows: list[Row] = []
    for order, items in book.items_of.get(seller, {}).items():
        at = book.order_at[order]
        shipped = book.orders["shipped_at"][at]
        if shipped is None or shipment_fault(book, at) is not None:
            continue
        limits = [limit for i in items if (limit := book.items["due_at"][i]) is not None]
        rows.append(
            {
                "source_id": order,
                "order_id": order,
                "due_at": max(limits, default=None),
                "shipped_at": shipped,
                "promised_at": book.orders["promised_at"][at],
                "delivered_at": book.orders["delivered_at"][at],
            }
        )
    return rows


def shipment_fault(book: Book, order: int) -> Reason | None:
    """Why the order at this place makes no shipment although something was sent, or None."""
    facts = ("ordered_at", "shipped_at", "delivered_at")
    ordered, shipped, delivered = (book.orders[fact][order] for fact in facts)
    if shipped is None:
        return None if delivered is None else NO_HANDOVER
    if shipped < ordered:
        return SHIPPED_BEFORE_ORDER
    if delivered is not None and delivered < shipped:
        return DELIVERED_BEFORE_SHIPPED
    return None


def review_rows(book: Book, seller: str) -> list[Row]:
    """Reviews of the seller's orders. A review is of the order: with several sellers each gets it."""
    return [
        {
            "source_id": f"{order}:{book.reviews['review_id'][r]}",
            "order_id": order,
            "reviewed_at": book.reviews["reviewed_at"][r],
            "stars": book.reviews["stars"][r],
            "answered_at": book.reviews["answered_at"][r],
        }
        for order in book.items_of.get(seller, {})
        for r in book.reviews_of.get(order, ())
    ]


_MAKERS: Mapping[str, Callable[[Book, str], list[Row]]] = {
    ORDERS.name: order_rows,
    ITEMS.name: item_rows,
    PAYMENTS.name: payment_rows,
    SHIPMENTS.name: shipment_rows,
    REVIEWS.name: review_rows,
}


def ledger_rows(book: Book, seller: str) -> dict[str, list[tuple[Any, ...]]]:
    """All the seller's ledgers, rows in the order of the ledger's columns; empty ledgers are absent."""
    made = {kind: maker(book, seller) for kind, maker in _MAKERS.items()}
    return {
        kind: [tuple(row.get(name) for name in LEDGERS[kind].column_names) for row in rows]
        for kind, rows in made.items()
        if rows
    }


def trade_of(book: Book, seller: str) -> str:
    """The category in which the seller sold most by price, or an empty text where no item has one."""
    sold: Counter[str] = Counter()
    for items in book.items_of.get(seller, {}).values():
        for i in items:
            category = book.category_of.get(book.items["product_id"][i])
            if category is not None:
                sold[category] += book.items["price"][i]
    return min(sold, key=lambda category: (-sold[category], category), default="")
