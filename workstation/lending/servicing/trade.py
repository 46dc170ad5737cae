"""What a platform's ledgers say that makes dues of a loan: what orders carry of it, and what was sold by day.

Goes in: what became of each order, and what was lent on it. Comes out: for each day on which that changes,
the most that each order carries from then on, in fen. A confirmed order carries nothing; one of which a part
was refunded carries its share of the rest. Money is not spoken of here: that is the `repayments` ledger's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

from workstation.lending.servicing.account import Advance

CarriedByDay = Mapping[date, Mapping[str, int]]
"""By day and asset, in fen."""


@dataclass(frozen=True, slots=True)
class OrderCourse:
    """What became of one order. `value` is what it came to before refunds, in fen; `refunds` are fen by
    day."""

    value: int
    confirmed_on: date | None = None
    refunds: Mapping[date, int] | None = None

    def carried(self, rate: Fraction) -> Mapping[date, int]:
        """What it carries from each day of a change on, at the share `rate` (0-1) that was lent on it."""
        left, found = self.value, {}
        for day, amount in sorted((self.refunds or {}).items()):
            left -= amount
            found[day] = max(floor(left * rate), 0)
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


def carried_by_day(
    orders: Mapping[str, OrderCourse], advances: Iterable[Advance], since: date
) -> CarriedByDay:
    """For the orders that `advances` were made on; what changed before `since` counts from then. An order
    that was drawn on twice carries the higher share."""
    rates: dict[str, Fraction] = {}
    for advance in advances:
        rates[advance.asset] = max(rates.get(advance.asset, Fraction(0)), Fraction(advance.rate))
    days: defaultdict[date, dict[str, int]] = defaultdict(dict)
    for asset, rate in rates.items():
        if (course := orders.get(asset)) is not None:
            for day, most in sorted(course.carried(rate).items()):
                days[max(day, since)][asset] = most
    return days
