"""The views: whom a lender sees in which way, and how such sellers do business, as rows of data.

A view is a way of being seen (a shop's ledgers, invoices, a visit), and the people seen that way trade in a
manner of their own: retail in small paid orders, firms in large ones on account. Every row says how often
a file holds each ledger; a seller may lack any of them, and some have a single one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workstation.domain.records import ShopKind


class View(StrEnum):
    """What the lender sees of a seller in the main."""

    SHOP = "shop"  # a retail shop's ledgers
    INVOICE = "invoice"  # a firm's invoices and nothing else
    WHOLESALE = "wholesale"  # a wholesale platform's member: its orders, invoices, at times a visit
    EXPORT = "export"  # export orders with long ways and late money, invoices, often a visit
    MANUFACTURER = "manufacturer"  # a visit, and of the rest whatever there is


KINDS: tuple[ShopKind, ...] = (
    ShopKind.RESELLER,
    ShopKind.WORKSHOP,
    ShopKind.EXPORTER,
    ShopKind.MANUFACTURER,
)


@dataclass(frozen=True, slots=True)
class Commerce:
    """How business is done by those whom a view sees. Medians unless said otherwise; money in yuan.

    `stream` numbers the view's own random numbers. `kinds` are the shares of `KINDS`; `on_account` sells to
    firms by invoice, in office hours. `price` multiplies the trade's order, or its invoice where on account,
    and `price_spread` is how sellers differ in it, as a log deviation; `order_spread` the range of the log
    deviation of one seller's orders, `level` its mean order over the median one; `orders_a_day`,
    `orders_spread` and at most `orders_most`; `steadiness` of days is the shape of a gamma: more is calmer.

    `margin`, `advertising`, `refunds`, `promotion` and `repeat` multiply what the trade has; `fixed_share` of
    the gross margin goes to fixed cost; buyers pay after `settle_days`; `debt_days` and `buffer_days` are in
    days of sales; `bare_needs` yuan a day that an owner draws at least; `lost` of sales are never paid.
    Suppliers lend `supplier_credit` of a purchase for `supplier_terms` periods of ten days; `patience` 0–1 is
    whether receipts of the next period but one are counted on when buying. `lone_buyer` is how much shocks
    grow with few buyers, `focus` the power of what is drawn for their concentration (less is more
    concentrated); `ledgers` how often a file has each ledger.
    """

    stream: int
    kinds: tuple[float, float, float, float]
    on_account: bool
    price: float
    price_spread: float
    order_spread: tuple[float, float]
    steadiness: tuple[float, float]
    orders_a_day: float
    orders_spread: float
    orders_most: float
    level: float
    margin: float
    advertising: float
    fixed_share: float
    refunds: float
    settle_days: float
    settle_spread: float
    debt_days: float
    buffer_days: float
    bare_needs: float
    promotion: float
    repeat: float
    lost: float
    supplier_credit: float
    supplier_terms: int
    patience: float
    lone_buyer: tuple[float, float]
    focus: float
    ledgers: Mapping[str, float]

    @property
    def has_orders(self) -> bool:
        """Whether a platform records orders of such sellers, which can then be faked."""
        return "orders" in self.ledgers


_FIRM = Commerce(
    stream=2, kinds=(0.30, 0.22, 0.13, 0.35), on_account=True,
    price=3.0, price_spread=1.3, order_spread=(0.7, 1.3), steadiness=(1.5, 8.0),
    orders_a_day=0.31, orders_spread=1.25, orders_most=18.0,
    level=1.5, margin=0.62, advertising=0.2, fixed_share=0.30, refunds=0.15,
    settle_days=48.0, settle_spread=0.4, debt_days=22.0, buffer_days=40.0, bare_needs=300.0,
    promotion=0.15, repeat=1.0, lost=0.012,
    supplier_credit=0.8, supplier_terms=4, patience=1.0, lone_buyer=(0.6, 1.2), focus=0.6,
    ledgers={"sales": 1.0, "purchases": 1.0, "purchase_orders": 0.2, "survey": 0.2},
)  # fmt: skip

COMMERCE: Mapping[View, Commerce] = {
    View.SHOP: Commerce(
        stream=1, kinds=(0.66, 0.24, 0.10, 0.0), on_account=False,
        price=0.6, price_spread=0.5, order_spread=(0.35, 0.8), steadiness=(10.0, 70.0),
        orders_a_day=12.0, orders_spread=1.0, orders_most=75.0,
        level=1.1, margin=1.0, advertising=1.0, fixed_share=0.26, refunds=1.0,
        settle_days=9.0, settle_spread=0.2, debt_days=16.0, buffer_days=72.0, bare_needs=30.0,
        promotion=1.0, repeat=1.0, lost=0.004,
        supplier_credit=0.45, supplier_terms=2, patience=0.0, lone_buyer=(1.0, 0.0), focus=1.0,
        ledgers={"orders": 1.0, "items": 0.92, "payments": 0.85, "shipments": 0.85, "reviews": 0.88,
                 "purchases": 0.25, "purchase_orders": 0.5, "survey": 0.2},
    ),
    View.INVOICE: _FIRM,
    View.WHOLESALE: Commerce(
        stream=3, kinds=(0.52, 0.34, 0.0, 0.14), on_account=False,
        price=9.0, price_spread=0.6, order_spread=(0.6, 1.1), steadiness=(3.0, 20.0),
        orders_a_day=1.5, orders_spread=1.2, orders_most=25.0,
        level=1.3, margin=0.72, advertising=0.5, fixed_share=0.26, refunds=1.7,
        settle_days=20.0, settle_spread=0.35, debt_days=18.0, buffer_days=85.0, bare_needs=60.0,
        promotion=0.35, repeat=4.0, lost=0.007,
        supplier_credit=0.6, supplier_terms=3, patience=0.5, lone_buyer=(0.7, 0.8), focus=0.8,
        ledgers={"orders": 0.88, "items": 0.85, "payments": 0.8, "shipments": 0.75, "reviews": 0.55,
                 "sales": 0.65, "purchases": 0.6, "purchase_orders": 0.4, "survey": 0.35},
    ),
    View.EXPORT: Commerce(
        stream=4, kinds=(0.0, 0.0, 1.0, 0.0), on_account=False,
        price=30.0, price_spread=0.8, order_spread=(0.7, 1.3), steadiness=(2.0, 10.0),
        orders_a_day=0.45, orders_spread=1.1, orders_most=18.0,
        level=1.4, margin=0.78, advertising=0.6, fixed_share=0.26, refunds=0.4,
        settle_days=42.0, settle_spread=0.4, debt_days=18.0, buffer_days=70.0, bare_needs=80.0,
        promotion=0.1, repeat=1.9, lost=0.010,
        supplier_credit=0.75, supplier_terms=4, patience=1.0, lone_buyer=(0.6, 1.2), focus=0.6,
        ledgers={"orders": 0.72, "items": 0.7, "payments": 0.7, "shipments": 0.7, "reviews": 0.45,
                 "sales": 0.6, "purchases": 0.6, "purchase_orders": 0.4, "survey": 0.6},
    ),
    View.MANUFACTURER: replace(
        _FIRM, stream=5, kinds=(0.0, 0.0, 0.0, 1.0),
        price=3.4, orders_a_day=0.28, orders_spread=1.1, margin=0.66, refunds=0.12,
        settle_days=52.0, debt_days=28.0, buffer_days=38.0, bare_needs=350.0,
        ledgers={"sales": 0.5, "purchases": 0.45, "purchase_orders": 0.35, "survey": 0.92},
    ),
}  # fmt: skip
