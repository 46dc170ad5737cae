"""Which order a row of another ledger belongs to, found once for every figure that asks.

Goes in: the orders of some days and another ledger's order ids. Comes out: row numbers, counted from the
first order of those days; −1 where the order is older or not in the file. Texts are what costs: no more of
them are looked at than the figures need.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat

import numpy as np

from workstation.features.windows import Integers, Seen

NO_ORDER = -1


@dataclass(frozen=True, slots=True)
class OrderRows:
    """The rows of the orders of the last `days` by their id, and when each was placed."""

    row_of: dict[str, int]
    placed: Integers

    @classmethod
    def of(cls, orders: Seen, days: int) -> OrderRows:
        recent = orders.since(days)
        ids = orders.words("source_id", recent).tolist()
        return cls(dict(zip(ids, range(len(ids)), strict=True)), orders.times[recent])

    def rows(self, ledger: Seen, days: int) -> Integers:
        """The order's row for each row of the last `days` of `ledger`."""
        keys = ledger.words("order_id", ledger.since(days)).tolist()
        found = map(self.row_of.get, keys, repeat(NO_ORDER))
        return np.fromiter(found, dtype=np.int64, count=len(keys))
