"""All features of one applicant in one pass over the ledgers.

Goes in: ledgers, the applicant's record, a day. Comes out: a `FeatureVector` with every name of the
dictionary. Of the applicant's own record only the opening day, the kind of shop and the trade are read: name,
region, address, phone and any outside rating never become a feature.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workstation.domain.assessment import FeatureVector
from workstation.domain.ledger import Ledgers
from workstation.domain.records import Applicant, ShopKind
from workstation.features.arithmetic import codes_of
from workstation.features.borrower_figures import borrower_figures
from workstation.features.course import QUARTER, YEAR, Course
from workstation.features.dictionary import FEATURES
from workstation.features.economy import economy_figures
from workstation.features.fake_figures import Book, fake_figures
from workstation.features.invoice_figures import Invoices, invoice_figures
from workstation.features.joins import OrderRows
from workstation.features.money import Conversion
from workstation.features.pace import pace_of
from workstation.features.pace_figures import pace_figures
from workstation.features.shop_conduct import (
    PLACED_WITHIN,
    order_conduct,
    review_figures,
    shipment_figures,
)
from workstation.features.shop_sales import (
    Figures,
    Outcomes,
    buyer_figures,
    item_figures,
    order_figures,
    payment_figures,
    sales_figures,
    settled_course,
)
from workstation.features.survey_figures import survey_figures
from workstation.features.trade_figures import Buying, stock_figures, trade_figures
from workstation.features.windows import Seen, seen


def compute(ledgers: Ledgers, applicant: Applicant, as_of: date, rate: float | Fraction) -> FeatureVector:
    """See `workstation.features.compute_features`."""
    money = Conversion.at(rate)
    file = _File.of(ledgers, as_of)
    figures = _shop(file, applicant.opened_on, money) | economy_figures(applicant.trade, as_of)
    if file.invoices is not None:
        figures |= invoice_figures(file.invoices, money)
    if file.course is not None:
        figures |= trade_figures(file.course, money)
        figures |= stock_figures(Buying(file.course, file.invoices, file.see("purchase_orders"), file.orders))
    if (visit := file.see("survey_figures")) is not None:
        figures |= _visit(file, visit, money, figures.get("shop_order_value_median"))
    if (repayments := file.see("repayments")) is not None:
        figures |= borrower_figures(repayments, file.course)
    if (pace := pace_of(ledgers, as_of, file.course)) is not None:
        figures |= pace_figures(pace, applicant.trade, as_of, money)
    figures |= _firm(applicant.shop_kind, file, surveyed="survey_figures" in figures)
    return FeatureVector(as_of, {name: f.rounded(figures.get(name)) for name, f in FEATURES.items()})


@dataclass(frozen=True, slots=True)
class _File:
    """What several families read: each ledger is looked at once."""

    ledgers: Ledgers
    as_of: date
    orders: Seen | None
    outcomes: Outcomes | None
    invoices: Invoices | None
    course: Course | None

    @classmethod
    def of(cls, ledgers: Ledgers, as_of: date) -> _File:
        orders, billed = seen(ledgers, "orders", as_of), seen(ledgers, "invoices", as_of)
        outcomes = None if orders is None else Outcomes.of(orders)
        invoices = None if billed is None else Invoices.of(billed)
        course = None
        if orders is not None:
            course = settled_course(orders, outcomes)
        elif invoices is not None and invoices.sales.any():
            course = invoices.course(invoices.sales)
        return cls(ledgers, as_of, orders, outcomes, invoices, course)

    def see(self, kind: str) -> Seen | None:
        return seen(self.ledgers, kind, self.as_of)


def _shop(file: _File, opened_on: date | None, money: Conversion) -> Figures:
    figures: Figures = {}
    orders, outcomes = file.orders, file.outcomes
    items, shipments, reviews = file.see("items"), file.see("shipments"), file.see("reviews")
    codes = None if items is None else codes_of(items.words("item_id", items.since(YEAR)))
    kept = joined = None
    if orders is not None and outcomes is not None and file.course is not None:
        kept = ~outcomes.cancelled
        buyers = codes_of(orders.words("buyer_id"))
        figures |= sales_figures(orders, file.course, opened_on, money) | order_figures(orders, kept, money)
        figures |= buyer_figures(orders, buyers, kept) | order_conduct(orders, outcomes)
        book = Book.of(orders, outcomes, buyers)
        joined = OrderRows.of(orders, YEAR if book.burst_days else PLACED_WITHIN)
        figures |= fake_figures(book, joined, codes, shipments, reviews)
    if items is not None and codes is not None:
        figures |= item_figures(items, codes)
    if (payments := file.see("payments")) is not None:
        figures |= payment_figures(payments, orders, kept)
    if shipments is not None:
        figures |= shipment_figures(shipments, orders, joined)
    if reviews is not None:
        figures |= review_figures(reviews)
    return figures


def _visit(file: _File, visit: Seen, money: Conversion, order_value: float | None) -> Figures:
    seen_month = None if file.course is None else file.course.total(QUARTER) / 3
    bought = None
    if file.invoices is not None and file.invoices.purchases.any():
        bought = file.invoices.course(file.invoices.purchases).total(QUARTER) / 3
    rate = float(money.rate) / 100
    return survey_figures(
        visit,
        None if seen_month is None else seen_month * rate,
        None if bought is None else bought * rate,
        order_value,
    )


def _firm(kind: ShopKind, file: _File, *, surveyed: bool) -> Figures:
    unseen = file.orders is None and (file.invoices is None or not file.invoices.sales.any())
    makes = kind in (ShopKind.WORKSHOP, ShopKind.MANUFACTURER)
    led = surveyed and (unseen or kind is ShopKind.MANUFACTURER)
    return {
        "firm_sells_at_home": float(kind is not ShopKind.EXPORTER),
        "firm_exports": float(kind is ShopKind.EXPORTER),
        "firm_makes": float(makes),
        "firm_led_by_survey": float(led),
        "firm_takes_orders": float(file.orders is not None),
        "firm_only_invoices": float(file.orders is None),
    }
