"""Which models a bundle holds, as rows of data: what each predicts, for whom, from which features.

A feature is left out of a plan where it is free of direction and comes from a ledger that a seller may not
hand over: blanking such a ledger could then lower the risk, and nothing could forbid it.
"""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.text import Bilingual
from workstation.features import Direction, Family, features_of
from workstation.scoring import Grade, Need, Scale, geometric_grades
from workstation.scoring.scale import STANDARD_FACTOR, STANDARD_OFFSET
from workstation.training.simulator import View

GRADES: tuple[Grade, ...] = geometric_grades("ABCDEFGH", 0.0025, 0.16)
TARGET = "more than 90 days past due within 12 months of drawing"
HORIZON_DAYS = 365


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """`view` is the simulated sellers it learns from; `left_out` features of the family it does not read;
    `baseline` the feature whose logarithm alone is the naive model to beat."""

    id: str
    view: View
    family: Family
    title: Bilingual
    left_out: frozenset[str]
    baseline: str
    applies_when: tuple[Need, ...]

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(f.name for f in features_of(self.family) if f.name not in self.left_out)

    @property
    def directions(self) -> tuple[int, ...]:
        return tuple(int(f.direction) for f in features_of(self.family) if f.name not in self.left_out)

    @property
    def ledgers(self) -> dict[str, tuple[str, ...]]:
        """Features by the ledger that a seller may fail to hand over, for blanking all of them at once."""
        return {k: tuple(n for n in v if n in self.features) for k, v in _LEDGERS[self.family].items()}


def scale(a: float, b: float) -> Scale:
    """A model's calibration on the common scale: 600 points at 50 to 1, 20 points double the odds."""
    return Scale(a, b, STANDARD_OFFSET, STANDARD_FACTOR, GRADES)


_LEDGERS: dict[Family, dict[str, tuple[str, ...]]] = {
    Family.SHOP: {
        "shipments": ("shop_late_shipment_share", "shop_ship_hours_median", "shop_late_delivery_share"),
        "reviews": ("shop_stars_mean", "shop_negative_review_share", "shop_answered_review_share"),
        "items": ("shop_item_concentration", "shop_category_count"),
        "payments": ("shop_payments_over_orders", "shop_instalment_payment_share"),
    },
    Family.INVOICE: {
        "purchases": (
            "invoice_suppliers_365d",
            "invoice_top_supplier_share",
            "invoice_purchases_over_sales",
            "invoice_purchase_drop_90d",
            "invoice_tax_burden",
        ),
    },
}

PLANS: tuple[ModelPlan, ...] = (
    ModelPlan(
        id="pd_shop",
        view=View.SHOP,
        family=Family.SHOP,
        title=Bilingual("网店违约概率", "Default probability of a retail shop"),
        left_out=frozenset(
            {
                "shop_answered_review_share",
                "shop_category_count",
                "shop_payments_over_orders",
                "shop_instalment_payment_share",
            }
        ),
        baseline="shop_settled_sales_365d",
        applies_when=(Need("shop_orders_365d", 5), Need("shop_settled_sales_365d", 1)),
    ),
    ModelPlan(
        id="pd_invoice",
        view=View.INVOICE,
        family=Family.INVOICE,
        title=Bilingual("开票企业违约概率", "Default probability of an invoice-visible firm"),
        left_out=frozenset({"invoice_suppliers_365d", "invoice_tax_burden"}),
        baseline="invoice_sales_365d",
        applies_when=(Need("invoice_sale_count_365d", 6), Need("invoice_sales_365d", 1)),
    ),
)


def is_signed(direction: int) -> bool:
    return direction != Direction.FREE
