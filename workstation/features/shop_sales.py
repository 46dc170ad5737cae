"""Figures of a shop's sales: level, course, order value, buyers, items, bursts, payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from workstation.domain.ledger import DAY, end_of
from workstation.features.arithmetic import (
    LOWER_QUARTER,
    MEDIAN,
    UPPER_QUARTER,
    concentration,
    distinct,
    distinct_words,
    held,
    largest_share,
    quantile,
    quantiles,
    share,
    share_where,
    totals_by,
)
from workstation.features.course import QUARTER, YEAR, Course
from workstation.features.money import Conversion
from workstation.features.windows import (
    MONTH_DAYS,
    Integers,
    Mask,
    Seen,
    filled,
    masks_of,
    present,
)

Figures = dict[str, float | None]

_BURST_LEAST_ORDERS = 5
_BURST_TIMES_MEDIAN = 4
_MOST_PAYMENTS_OVER_ORDERS = 5.0


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of each order, as far as its source says."""

    confirmed: Mask
    cancelled: Mask
    refunded: Mask
    disputed: Mask

    @classmethod
    def of(cls, orders: Seen) -> Outcomes:
        return cls(*masks_of(orders.words("status"), "confirmed", "cancelled", "refunded", "disputed"))


def settled_course(orders: Seen, outcomes: Outcomes | None = None) -> Course:
    """Confirmed orders by the day of their confirmation (of the order where the source has none), at goods
    and freight less refunds. An order confirmed after the assessment is not settled yet."""
    confirmed_at, settled = orders.moments("confirmed_at")
    when = np.where(present(confirmed_at), confirmed_at, orders.times)
    outcomes = outcomes or Outcomes.of(orders)
    rows = outcomes.confirmed & (settled | ~present(confirmed_at))
    amounts = _payable(orders) - filled(orders.integers("refund_amount"))
    return Course.of(orders.age_of(when[rows]), amounts[rows], orders.history_days)


def _payable(orders: Seen, rows: slice | None = None) -> Integers:
    """What the buyer owes for each order: goods and freight, in hundredths."""
    return orders.integers("goods_amount", rows) + filled(orders.integers("freight_amount", rows))


def sales_figures(orders: Seen, course: Course, opened_on: date | None, money: Conversion) -> Figures:
    """Level and course of settled sales."""
    return {
        "shop_months_trading": _days_trading(orders, opened_on) / MONTH_DAYS,
        "shop_settled_sales_90d": money.yuan(course.total(QUARTER)),
        "shop_settled_sales_365d": money.yuan(course.total(YEAR)),
        "shop_monthly_sales_q10": money.yuan(course.weak_month),
        "shop_sales_growth_90d": course.growth,
        "shop_sales_drop_yoy": course.drop_on_year,
        "shop_sales_volatility": course.variation,
        "shop_peak_quarter_share": course.best_quarter_share,
    }


def _days_trading(orders: Seen, opened_on: date | None) -> int:
    since_opening = 0 if opened_on is None else (orders.end - end_of(opened_on)) // DAY + 1
    return max(orders.history_days, since_opening)


def order_figures(orders: Seen, kept: Mask, money: Conversion) -> Figures:
    """Activity, order value and bursts; `kept` marks the orders that were not cancelled."""
    year, quarter = orders.since(YEAR), orders.since(QUARTER)
    values = orders.integers("goods_amount", year)[kept[year]]
    lower, median, upper = quantiles(values, LOWER_QUARTER, MEDIAN, UPPER_QUARTER)
    per_day = np.bincount(orders.ages[year], minlength=YEAR)
    last_kept = np.flatnonzero(kept)[-1:]
    return {
        "shop_orders_90d": float(quarter.stop - quarter.start),
        "shop_orders_365d": float(year.stop - year.start),
        "shop_active_days_share_90d": share(
            int(np.count_nonzero(per_day[:QUARTER])), min(QUARTER, orders.history_days)
        ),
        "shop_days_since_last_order": float(orders.ages[last_kept[0]]) if len(last_kept) else None,
        "shop_order_value_median": money.yuan(median),
        "shop_order_value_spread": _spread(lower, median, upper),
        "shop_burst_order_share": _burst_share(per_day),
    }


def _spread(lower: Fraction | None, median: Fraction | None, upper: Fraction | None) -> float | None:
    if median is None or lower is None or upper is None or median <= 0:
        return None
    return float((upper - lower) / median)


def _burst_share(per_day: Integers) -> float | None:
    usual = quantile(per_day[per_day > 0], MEDIAN)
    if usual is None:
        return None
    recent = per_day[:QUARTER]
    bursts = (recent >= _BURST_LEAST_ORDERS) & (recent > float(_BURST_TIMES_MEDIAN * usual))
    return share(int(recent[bursts].sum()), int(recent.sum()))


def buyer_figures(orders: Seen, codes: Integers, kept: Mask) -> Figures:
    """Who buys: how many, how many come back, how much hangs on one. `codes` number the buyers."""
    year = orders.since(YEAR)
    # Codes rise in order of first appearance, so a code no higher than an earlier one is a returning buyer.
    highest_before = np.concatenate(([-1], np.maximum.accumulate(codes)[:-1]))
    returning = (codes <= highest_before)[year]
    recent = codes[year]
    known = recent >= 0
    buying = kept[year]
    return {
        "shop_buyers_365d": float(distinct(recent)) if known.any() else None,
        "shop_repeat_buyer_share": share_where(returning[known]),
        "shop_top_buyer_share": largest_share(
            totals_by(recent[buying], orders.integers("goods_amount", year)[buying])
        ),
    }


def item_figures(items: Seen, codes: Integers) -> Figures:
    """What is sold: how much hangs on single items, and over how many categories. `codes` are those of the
    last year's items."""
    year = items.since(YEAR)
    return {
        "shop_item_concentration": concentration(totals_by(codes, items.integers("amount", year))),
        "shop_category_count": distinct_words(items.words("category", year)),
    }


def payment_figures(payments: Seen, orders: Seen | None, kept: Mask | None) -> Figures:
    """How what came in compares with what was ordered, and how buyers paid."""
    year = payments.since(YEAR)
    amounts, instalments = payments.integers("amount", year), payments.integers("instalments", year)
    stated = present(instalments)
    figures: Figures = {
        "shop_instalment_payment_share": share(
            int(amounts[stated & (instalments > 1)].sum()), int(amounts[stated].sum())
        )
    }
    if orders is not None and kept is not None:
        ordered = orders.since(YEAR)
        owed = int(_payable(orders, ordered)[kept[ordered]].sum())
        ratio = share(int(amounts.sum()), owed)
        figures["shop_payments_over_orders"] = held(ratio, 0.0, _MOST_PAYMENTS_OVER_ORDERS)
    return figures
