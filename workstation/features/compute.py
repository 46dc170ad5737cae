"""All features of one applicant in one pass over the ledgers.

Goes in: ledgers, the applicant's opening day, a day. Comes out: a `FeatureVector` with every name of the
dictionary. Of the applicant's own record only the opening day is read: name, region, address, phone and
any outside rating never become a feature.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from workstation.domain.assessment import FeatureVector
from workstation.domain.ledger import Ledgers
from workstation.domain.records import Applicant
from workstation.features.dictionary import FEATURES
from workstation.features.invoice_figures import invoice_figures
from workstation.features.money import Conversion
from workstation.features.shop_conduct import order_conduct, review_figures, shipment_figures
from workstation.features.shop_sales import (
    Figures,
    Outcomes,
    buyer_figures,
    item_figures,
    order_figures,
    payment_figures,
    sales_figures,
)
from workstation.features.windows import seen


def compute(ledgers: Ledgers, applicant: Applicant, as_of: date, rate: float | Fraction) -> FeatureVector:
    """See `workstation.features.compute_features`."""
    money = Conversion.at(rate)
    figures = _shop(ledgers, applicant.opened_on, as_of, money)
    if (invoices := seen(ledgers, "invoices", as_of)) is not None:
        figures |= invoice_figures(invoices, money)
    return FeatureVector(as_of, {name: f.rounded(figures.get(name)) for name, f in FEATURES.items()})


def _shop(ledgers: Ledgers, opened_on: date | None, as_of: date, money: Conversion) -> Figures:
    figures: Figures = {}
    orders = seen(ledgers, "orders", as_of)
    kept = None
    if orders is not None:
        outcomes = Outcomes.of(orders)
        kept = ~outcomes.cancelled
        figures |= sales_figures(orders, outcomes, opened_on, money) | order_figures(orders, kept, money)
        figures |= buyer_figures(orders, kept) | order_conduct(orders, outcomes)
    if (items := seen(ledgers, "items", as_of)) is not None:
        figures |= item_figures(items)
    if (payments := seen(ledgers, "payments", as_of)) is not None:
        figures |= payment_figures(payments, orders, kept)
    if (shipments := seen(ledgers, "shipments", as_of)) is not None:
        figures |= shipment_figures(shipments, orders)
    if (reviews := seen(ledgers, "reviews", as_of)) is not None:
        figures |= review_figures(reviews)
    return figures
