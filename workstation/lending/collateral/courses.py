"""What became of orders that are lent on, and what was sold by day, out of the ledgers.

Goes in: ledgers and the assets asked for. Comes out: a `Trade`. A refund counts on the day that a platform's
list of refunds gives it. One of which only the order speaks has no day, so it makes nothing due before the
loan's last day; it lowers what may be drawn at once (`eligible_orders`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from workstation.domain.ledger import MISSING_INTEGER, Ledgers, day_of
from workstation.lending.servicing.trade import OrderCourse, Trade

_PREFIX = "orders:"


def order_courses(ledgers: Ledgers, assets: Iterable[str]) -> Mapping[str, OrderCourse]:
    """By asset (`orders:<source id>`); an order that is not in the ledger is left out."""
    wanted = {asset.removeprefix(_PREFIX) for asset in assets if asset.startswith(_PREFIX)}
    orders = ledgers.get("orders")
    if orders is None or not wanted:
        return {}
    refunds = _refunds(ledgers, wanted)
    columns = orders.columns
    return {
        _PREFIX + order: OrderCourse(
            int(columns["goods_amount"][row]),
            None if confirmed == MISSING_INTEGER else day_of(confirmed),
            refunds.get(order, {}),
        )
        for row, order in enumerate(columns["source_id"])
        if order in wanted
        for confirmed in [int(columns["confirmed_at"][row])]
    }


def sales_by_day(ledgers: Ledgers) -> Mapping[date, int]:
    """Fen by the day on which a platform settles them: orders confirmed on it, less what was refunded by
    then. What is refunded later is taken from its own day, which may be left below zero: no day that is past
    changes by it."""
    orders = ledgers.get("orders")
    found: defaultdict[date, int] = defaultdict(int)
    if orders is None:
        return found
    columns = orders.columns
    confirmed_rows = columns["confirmed_at"] != MISSING_INTEGER
    refunds = _refunds(ledgers, set(columns["source_id"][confirmed_rows]))
    names = ("source_id", "confirmed_at", "goods_amount", "refund_amount")
    for order, confirmed, goods, said in zip(*(columns[n][confirmed_rows] for n in names), strict=True):
        day, dated = day_of(int(confirmed)), refunds.get(order, {})
        later = {on: fen for on, fen in dated.items() if on > day}
        refunded = max(0 if said == MISSING_INTEGER else int(said), sum(dated.values()))
        found[day] += int(goods) - (refunded - sum(later.values()))
        for on, fen in later.items():
            found[on] -= fen
    return found


def trade_of(ledgers: Ledgers, assets: Iterable[str], sales: bool) -> Trade:
    """What makes dues of loans that were drawn on these assets, and of those that sales repay, where there
    are `sales` to look at."""
    return Trade(order_courses(ledgers, assets), sales_by_day(ledgers) if sales else {})


def _refunds(ledgers: Ledgers, wanted: set[str]) -> Mapping[str, Mapping[date, int]]:
    """Fen by order and day."""
    found: defaultdict[str, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    block = ledgers.get("refunds")
    if block is not None:
        columns = block.columns
        rows = zip(columns["order_id"], columns["refunded_at"], columns["amount"], strict=True)
        for order, at, amount in rows:
            if order in wanted:
                found[order][day_of(int(at))] += int(amount)
    return found
