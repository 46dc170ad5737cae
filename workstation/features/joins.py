"""Which order a row of another ledger belongs to, found once for every figure that asks.

Goes in: the orders of the last year and another ledger's order ids. Comes out: row numbers, counted from the
first order of that year; −1 where the order is older or not in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat

import numpy as np

from workstation.features.course import YEAR
from workstation.features.windows import Integers, Seen

NO_ORDER = -1


@dataclass(frozen=True, slots=True)
class OrderRows:
    """The rows of the last year's orders by their id."""

    row_of: dict[str, int]

    @classmethod
    def of(cls, orders: Seen) -> OrderRows:
        ids = orders.words("source_id", orders.since(YEAR)).tolist()
        return cls(dict(zip(ids, range(len(ids)), strict=True)))

    def rows(self, ledger: Seen) -> Integers:
        """The order's row for each row of the last year of `ledger`."""
        keys = ledger.words("order_id", ledger.since(YEAR)).tolist()
        found = map(self.row_of.get, keys, repeat(NO_ORDER))
        return np.fromiter(found, dtype=np.int64, count=len(keys))
