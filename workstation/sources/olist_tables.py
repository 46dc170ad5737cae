"""Olist's tables as declared columns: file names, column names, types, and its words for ours."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.sources.parse import Parser, amount, count, key, moment, text, words
from workstation.sources.table import Field, Table

STATUSES: Mapping[str, str] = {
    "created": "placed",
    "approved": "paid",
    "processing": "paid",
    "invoiced": "paid",
    "shipped": "shipped",
    "delivered": "confirmed",
    "canceled": "cancelled",
    "unavailable": "cancelled",  # the seller had none left
}

_TIME = moment("mdy")  # 10/2/2017 10:56, or 2017-10-02 10:56:33 in the first publication


def _must(name: str, parse: Parser, *columns: str) -> Field:
    return Field(name, columns or (name,), parse, required=True)


def _may(name: str, parse: Parser, *columns: str) -> Field:
    return Field(name, columns or (name,), parse)


ORDERS = Table(
    "orders",
    ("orders", "olist_orders_dataset"),
    (
        _must("order_id", key()),
        _may("customer_id", key()),
        _must("status", words(STATUSES), "order_status"),
        _must("ordered_at", _TIME, "order_purchase_timestamp"),
        _may("approved_at", _TIME, "order_approved_at"),
        _may("shipped_at", _TIME, "order_delivered_carrier_date"),
        _may("delivered_at", _TIME, "order_delivered_customer_date"),
        _may("promised_at", _TIME, "order_estimated_delivery_date"),
    ),
    key=("order_id",),
)
ITEMS = Table(
    "order items",
    ("order_items", "olist_order_items_dataset"),
    (
        _must("order_id", key()),
        _must("item_number", count(1, 9_999), "order_item_id"),
        _may("product_id", key()),
        _must("seller_id", key()),
        _may("due_at", _TIME, "shipping_limit_date"),
        _must("price", amount()),
        _may("freight", amount(), "freight_value"),
    ),
    key=("order_id", "item_number"),
)
PAYMENTS = Table(
    "payments",
    ("order_payments", "olist_order_payments_dataset"),
    (
        _must("order_id", key()),
        _must("number", count(1, 9_999), "payment_sequential"),
        _may("method", text(40), "payment_type"),
        _may("instalments", count(0, 999), "payment_installments"),
        _must("amount", amount(), "payment_value"),
    ),
    key=("order_id", "number"),
)
REVIEWS = Table(
    "reviews",
    ("order_reviews", "olist_order_reviews_dataset"),
    (
        _must("review_id", key(), "review_id", "review_pk"),
        _must("order_id", key()),
        _must("stars", count(1, 5), "review_score"),
        _must("reviewed_at", _TIME, "review_creation_date"),
        _may("answered_at", _TIME, "review_answer_timestamp"),
    ),
    key=("review_id", "order_id"),
)
CUSTOMERS = Table(
    "customers",
    ("customers", "olist_customers_dataset"),
    (
        _must("customer_id", key()),
        Field("buyer_id", ("customer_unique_id",), key(), optional=True),
    ),
    key=("customer_id",),
)
PRODUCTS = Table(
    "products",
    ("products", "olist_products_dataset"),
    (
        _must("product_id", key()),
        _may("category", text(), "product_category_name"),
    ),
    key=("product_id",),
)
SELLERS = Table(
    "sellers",
    ("sellers", "olist_sellers_dataset"),
    (
        _must("seller_id", key()),
        _may("city", text(), "seller_city"),
        _may("state", text(40), "seller_state"),
    ),
    key=("seller_id",),
)
CATEGORY_NAMES = Table(
    "English names of the categories",
    ("product_category_name_translation",),
    (
        _must("category", text(), "product_category_name"),
        _must("english", text(), "product_category_name_english"),
    ),
    key=("category",),
    optional=True,
)

TABLES: tuple[Table, ...] = (ORDERS, ITEMS, PAYMENTS, REVIEWS, CUSTOMERS, PRODUCTS, SELLERS, CATEGORY_NAMES)
