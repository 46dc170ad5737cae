"""Figures of each order that is on its way: shipped, and neither confirmed nor come back by the day.

In: ledgers and a day. Out: `OpenOrders`, one row for each order in the order of the ledger. All orders of a
seller at once; what came after the day moves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from workstation.domain.ledger import DAY, MISSING_INTEGER, Ledgers
from workstation.features.arithmetic import MEDIAN, codes_of, quantile, share_where
from workstation.features.course import YEAR
from workstation.features.dictionary import DICTIONARY, features_of
from workstation.features.feature import Family
from workstation.features.shop_conduct import shipment_figures
from workstation.features.shop_sales import Outcomes
from workstation.features.windows import Floats, Integers, Mask, Seen, filled, present, seen

_HALF_YEAR = 180
_HOUR = 3_600
_MOST_RATIO = 50.0


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """`values` are rows of orders × the family's features in dictionary order, NaN where unknown."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats

    def columns(self, names: Sequence[str]) -> Floats:
        """Rows × the named features, in that order."""
        place = {name: i for i, name in enumerate(self.names)}
        return self.values[:, [place[name] for name in names]]


def open_orders(ledgers: Ledgers, as_of: date) -> OpenOrders:
    """Every order that is shipped and open at the end of `as_of`."""
    names = tuple(f.name for f in features_of(Family.ORDER))
    orders, shipments = seen(ledgers, "orders", as_of), seen(ledgers, "shipments", as_of)
    none = OpenOrders((), names, np.empty((0, len(names))))
    if orders is None or shipments is None:
        return none
    rows = np.flatnonzero(orders.words("status") == "shipped")
    if not len(rows):
        return none
    first = _first_shipment(orders, shipments, rows)
    rows, first = rows[first >= 0], first[first >= 0]
    if not len(rows):
        return none
    figures = _parcel(orders, shipments, rows, first) | _buyer(orders, rows) | _shop(orders, ledgers, as_of)
    value = np.column_stack([_rounded(name, figures[name], len(rows)) for name in names])
    ids = tuple(orders.words("source_id")[rows].tolist())
    return OpenOrders(ids, names, value)


def _rounded(name: str, column: Floats | float | None, size: int) -> Floats:
    if column is None:
        return np.full(size, np.nan)
    return np.round(np.broadcast_to(np.asarray(column, float), size), DICTIONARY[name].places) + 0.0


def _first_shipment(orders: Seen, shipments: Seen, rows: Integers) -> Integers:
    """The row of each order's first shipment, −1 where there is none."""
    found = dict.fromkeys(orders.words("source_id")[rows].tolist(), -1)
    keys = shipments.words("order_id").tolist()
    for row in range(len(keys) - 1, -1, -1):  # rows rise with time: the last one written is the first
        if keys[row] in found:
            found[keys[row]] = row
    return np.fromiter(found.values(), np.int64, len(found))


def _parcel(
    orders: Seen, shipments: Seen, rows: Integers, first: Integers
) -> dict[str, Floats | float | None]:
    placed, shipped = orders.times[rows], shipments.times[first]
    due, promised = shipments.integers("due_at")[first], shipments.integers("promised_at")[first]
    delivered_at, delivered = shipments.moments("delivered_at")
    there = delivered[first]
    until = np.where(there, delivered_at[first], orders.end)
    year = orders.since(YEAR)
    median = quantile(orders.integers("goods_amount", year), MEDIAN)
    goods = orders.integers("goods_amount")[rows] - filled(orders.integers("refund_amount")[rows])
    ratio = goods / float(median) if median else np.full(len(rows), np.nan)
    return {
        "order_value_ratio": np.clip(ratio, 0.0, _MOST_RATIO),
        "order_days_open": (orders.end - placed) / DAY,
        "order_days_on_road": (orders.end - shipped) / DAY,
        "order_shipped_late": np.where(present(due), shipped > due, np.nan),
        "order_ship_hours": np.where(shipped >= placed, (shipped - placed) / _HOUR, np.nan),
        "order_delivered": there.astype(float),
        "order_late_days": np.where(present(promised), np.maximum(until - promised, 0) / DAY, np.nan),
    }


def _buyer(orders: Seen, rows: Integers) -> dict[str, Floats | float | None]:
    buyers = codes_of(orders.words("buyer_id"))
    outcomes = Outcomes.of(orders)
    trouble = outcomes.refunded | outcomes.disputed
    before, bad = _earlier(buyers, trouble)
    known = buyers[rows] >= 0
    count = before[rows]
    share = np.where(count > 0, bad[rows] / np.maximum(count, 1), 0.0)
    return {
        "order_buyer_orders": np.where(known, count, np.nan),
        "order_buyer_trouble_share": np.where(known, share, np.nan),
    }


def _earlier(buyers: Integers, trouble: Mask) -> tuple[Integers, Integers]:
    """For each order, how many earlier ones its buyer placed and how many of them came to trouble."""
    order = np.argsort(buyers, kind="stable")
    sorted_buyers = buyers[order]
    starts = np.searchsorted(sorted_buyers, sorted_buyers)
    place = np.arange(len(order)) - starts
    running = np.concatenate(([0], np.cumsum(trouble[order])))
    before, bad = np.empty(len(order), np.int64), np.empty(len(order), np.int64)
    before[order] = place
    bad[order] = running[np.arange(len(order))] - running[starts]
    return before, bad


def _shop(orders: Seen, ledgers: Ledgers, as_of: date) -> dict[str, Floats | float | None]:
    outcomes = Outcomes.of(orders)
    recent = orders.since(_HALF_YEAR)
    trouble = (outcomes.refunded | outcomes.disputed)[recent]
    ended = trouble | outcomes.confirmed[recent]
    shipments, reviews = seen(ledgers, "shipments", as_of), seen(ledgers, "reviews", as_of)
    late = None if shipments is None else shipment_figures(shipments, None, None)["shop_late_delivery_share"]
    stars = None
    if reviews is not None:
        given = reviews.integers("stars", reviews.since(YEAR))
        given = given[given != MISSING_INTEGER]
        stars = int(given.sum()) / len(given) if len(given) else None
    return {
        "order_shop_trouble_share": share_where(trouble[ended]),
        "order_shop_late_share": late,
        "order_shop_stars": stars,
    }
