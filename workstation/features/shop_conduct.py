"""Figures of how a shop treats its buyers: refunds, disputes, cancellations, shipping, reviews."""

from __future__ import annotations

from workstation.domain.ledger import DAY
from workstation.features.arithmetic import MEDIAN, quantile, share, share_where
from workstation.features.course import YEAR
from workstation.features.joins import NO_ORDER, OrderRows
from workstation.features.shop_sales import Figures, Outcomes
from workstation.features.windows import Integers, Seen, present

HALF_YEAR = 180
PLACED_WITHIN = HALF_YEAR + 60
_HOUR = 3_600
_NEGATIVE_STARS = 2


def _median_in(unit: int, seconds: Integers) -> float | None:
    middle = quantile(seconds, MEDIAN)
    return None if middle is None else float(middle / unit)


def order_conduct(orders: Seen, outcomes: Outcomes) -> Figures:
    """What became of the orders of the last 180 days, and how long money takes to come.

    Sources tell an order's last status without its date: a refund made after the assessment of an order
    placed before it cannot be told from an earlier one. Some sources never tell of refunds and disputes at
    all; their silence is not a clean record.
    """
    recent = orders.since(HALF_YEAR)
    refund_amount = orders.integers("refund_amount")
    refunded = outcomes.refunded[recent] | (refund_amount[recent] > 0)
    told = outcomes.refunded.any() or outcomes.disputed.any() or present(refund_amount).any()
    confirmed_at, confirmed = orders.moments("confirmed_at")
    lately = confirmed & (confirmed_at >= orders.end - HALF_YEAR * DAY) & (confirmed_at >= orders.times)
    return {
        "shop_refund_share": share_where(refunded) if told else None,
        "shop_dispute_share": share_where(outcomes.disputed[recent]) if told else None,
        "shop_cancel_share": share_where(outcomes.cancelled[recent]),
        "shop_settlement_days_median": _median_in(DAY, confirmed_at[lately] - orders.times[lately]),
    }


def shipment_figures(shipments: Seen, orders: Seen | None, joined: OrderRows | None) -> Figures:
    """How fast and how punctually parcels leave and arrive, over the last 180 days. `joined` holds the orders
    of the last 240 days at least."""
    recent = shipments.since(HALF_YEAR)
    shipped_at = shipments.times[recent]
    due_at = shipments.integers("due_at", recent)
    has_due = present(due_at)
    delivered_at, delivered = shipments.moments("delivered_at", recent)
    promised_at = shipments.integers("promised_at", recent)
    judged = delivered & present(promised_at)
    return {
        "shop_late_shipment_share": share_where((shipped_at > due_at)[has_due]),
        "shop_late_delivery_share": share_where((delivered_at > promised_at)[judged]),
        "shop_ship_hours_median": _ship_hours(shipments, recent, orders, joined),
    }


def _ship_hours(
    shipments: Seen, recent: slice, orders: Seen | None, joined: OrderRows | None
) -> float | None:
    """Median hours from order, placed within 240 days, to hand-over.

    Some sources date a hand-over before its order; those pairs are left out, because a negative time is a
    fault of the record and not speed.
    """
    if orders is None or joined is None:
        return None
    rows = joined.rows(shipments, HALF_YEAR)
    known = rows != NO_ORDER
    starts, left = joined.placed[rows[known]], shipments.times[recent][known]
    took = (left - starts)[starts >= orders.end - PLACED_WITHIN * DAY]
    return _median_in(_HOUR, took[took >= 0])


def review_figures(reviews: Seen) -> Figures:
    """What buyers said over the last 365 days, and whether the seller answered."""
    year = reviews.since(YEAR)
    stars = reviews.integers("stars", year)
    _, answered = reviews.moments("answered_at", year)
    return {
        "shop_stars_mean": share(int(stars.sum()), len(stars)),
        "shop_negative_review_share": share_where(stars <= _NEGATIVE_STARS),
        "shop_answered_review_share": share_where(answered),
    }
