"""What a platform's ledgers say that makes dues of a loan: what orders carry of it, and what was sold by day.

Goes in: what became of each order. Comes out: for each day on which that changes, what is left of each order
from then on, in fen: nothing of a confirmed one, the rest of one of which a part was refunded. At what share
it is lent on, the account knows (`fold.py`). Money is not spoken of here: that is the `repayments` ledger's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

LeftByDay = Mapping[date, Mapping[str, int]]
"""By day and asset, in fen."""


@dataclass(frozen=True, slots=True)
class OrderCourse:
    """What became of one order. `value` is what it came to before refunds, in fen; `refunds` are fen by
    day."""

    value: int
    confirmed_on: date | None = None
    refunds: Mapping[date, int] | None = None

    @property
    def left(self) -> Mapping[date, int]:
        """What of it can be lent on from each day of a change on, never below zero."""
        rest, found = self.value, {}
        for day, amount in sorted((self.refunds or {}).items()):
            rest -= amount
            found[day] = max(rest, 0)
        if self.confirmed_on is not None:
            found = {day: most for day, most in found.items() if day < self.confirmed_on}
            found[self.confirmed_on] = 0
        return found


@dataclass(frozen=True, slots=True)
class Trade:
    """What makes dues: `orders` by asset for order loans, `sales` in fen by day for a share of sales."""

    orders: Mapping[str, OrderCourse] = field(default_factory=dict)
    sales: Mapping[date, int] = field(default_factory=dict)


NO_TRADE = Trade()


def left_by_day(orders: Mapping[str, OrderCourse], assets: Iterable[str], since: date) -> LeftByDay:
    """Of these orders; what changed before `since` counts from then."""
    days: defaultdict[date, dict[str, int]] = defaultdict(dict)
    for asset in dict.fromkeys(assets):
        if (course := orders.get(asset)) is not None:
            for day, left in sorted(course.left.items()):
                days[max(day, since)][asset] = left
    return days
