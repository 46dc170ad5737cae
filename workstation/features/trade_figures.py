"""Figures of the course of sales, whichever ledger shows it, and of buying against selling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.domain.ledger import DAY
from workstation.features.arithmetic import held, share
from workstation.features.course import QUARTER, YEAR, Course
from workstation.features.invoice_figures import Invoices
from workstation.features.money import Conversion
from workstation.features.shop_sales import Figures
from workstation.features.windows import MONTH_DAYS, Seen, filled

_MOST_CHANGE = 5.0
_MOST_RATIO = 5.0
_MOST_MONTHS = 12.0
_MOST_DAYS_OF_MONEY = 120.0
_LONGEST_RECORD = YEAR + QUARTER
_HALF_YEAR, _ORDERING = 180, 60


def change(now: float, before: float) -> float | None:
    """Relative change, held between −1 and 5; None where nothing was before."""
    return held(now / before - 1, -1.0, _MOST_CHANGE) if before > 0 else None


def trade_figures(course: Course, money: Conversion) -> Figures:
    """The family TRADE out of one course of sales."""
    quarter, year_ago = course.total(QUARTER), course.total(QUARTER, YEAR)
    whole = course.history_days >= _LONGEST_RECORD
    months = course.months
    mean = sum(months) / len(months) if months else 0.0
    weak = course.weak_month
    sold = np.flatnonzero(course.daily > 0)
    return {
        "trade_history_days": float(course.history_days),
        "trade_sales_30d": money.yuan(course.total(MONTH_DAYS)),
        "trade_sales_90d": money.yuan(quarter),
        "trade_sales_365d": money.yuan(course.total(YEAR)),
        "trade_month_over_quarter": change(course.total(MONTH_DAYS) * 3, quarter),
        "trade_growth_90d": course.growth,
        "trade_growth_365d": change(quarter, year_ago) if whole else None,
        "trade_own_season_30d": (
            change(course.total(MONTH_DAYS, YEAR - MONTH_DAYS) * 3, year_ago) if whole else None
        ),
        "trade_own_season_90d": change(course.total(QUARTER, YEAR - QUARTER), year_ago) if whole else None,
        "trade_volatility": course.variation,
        "trade_weak_month_share": held(float(weak / mean), 0.0, 1.0)
        if weak is not None and mean > 0
        else None,
        "trade_silent_days": float(sold[0]) if len(sold) else float(_LONGEST_RECORD),
    }


@dataclass(frozen=True, slots=True)
class Buying:
    """What shows buying: invoices of purchases, purchase orders, and the course of sales beside them."""

    course: Course
    invoices: Invoices | None
    purchase_orders: Seen | None
    orders: Seen | None


def stock_figures(buying: Buying) -> Figures:
    """The family STOCK."""
    figures: Figures = {}
    if buying.invoices is not None and buying.invoices.purchases.any():
        figures |= _bought(buying.course, buying.invoices)
    if buying.purchase_orders is not None:
        figures |= _ordered(buying.course, buying.purchase_orders)
    if buying.orders is not None:
        figures["stock_days_of_money"] = _days_of_money(buying.orders)
    return figures


def _bought(sales: Course, invoices: Invoices) -> Figures:
    bought = invoices.course(invoices.purchases)
    positive = invoices.ages[invoices.purchases & (invoices.net > 0)]
    return {
        "stock_bought_over_sold_90d": held(
            share(bought.total(QUARTER), sales.total(QUARTER)), 0.0, _MOST_RATIO
        ),
        "stock_bought_over_sold_365d": held(share(bought.total(YEAR), sales.total(YEAR)), 0.0, _MOST_RATIO),
        "stock_buying_growth_90d": bought.growth,
        "stock_days_since_purchase": float(positive.min()) if len(positive) else None,
    }


def _ordered(sales: Course, placed: Seen) -> Figures:
    recent = placed.since(_HALF_YEAR)
    amount = placed.integers("amount", recent)
    stands = placed.words("status", recent) != "cancelled"
    unpaid = np.maximum(amount - filled(placed.integers("paid_amount", recent)), 0)
    ages = placed.age_of(placed.times[recent])
    lately = int(amount[stands & (ages < _ORDERING)].sum())
    before = int(amount[stands & (ages >= _ORDERING)].sum())
    months = min(sales.history_days, YEAR) / MONTH_DAYS
    month = sales.total(YEAR) / months if months > 0 else 0.0
    return {
        "stock_ordered_unpaid_months": (
            held(int(unpaid[stands].sum()) / month, 0.0, _MOST_MONTHS) if month > 0 else None
        ),
        "stock_ordered_growth": held(2 * lately / before, 0.0, _MOST_RATIO) if before > 0 else None,
    }


def _days_of_money(orders: Seen) -> float | None:
    confirmed_at, confirmed = orders.moments("confirmed_at")
    lately = confirmed & (confirmed_at >= orders.end - _HALF_YEAR * DAY) & (confirmed_at >= orders.times)
    took = confirmed_at[lately] - orders.times[lately]
    return held(int(took.sum()) / len(took) / DAY, 0.0, _MOST_DAYS_OF_MONEY) if len(took) else None
