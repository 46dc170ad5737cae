"""One seller's life before the loan, cut out of a batch: what its ledgers are written from.

Days run from 729 days before the loan up to its own day; nothing later is in it, so a ledger cannot look
ahead by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from workstation.training.simulator.cash import HISTORY_PERIODS, Cash
from workstation.training.simulator.causes import HISTORY_DAYS, Causes, Floats, Integers
from workstation.training.simulator.demand import Demand
from workstation.training.simulator.loans import PERIOD
from workstation.training.simulator.trades import TRADES, Trade
from workstation.training.simulator.views import KINDS


@dataclass(frozen=True, slots=True)
class Life:
    """`orders` per day as wanted by buyers, `served`, `strain` and `shock` per day (0–1), `bought` and `sold`
    goods per period of ten days in yuan, at cost and at price; `first_day` and `as_of` are ordinals. `books`
    is what the owner has and owes in yuan at the day of the loan: cash, stock, receivable, payable, debt,
    and `carried`, the earlier loan's rest; `repaid` is what was paid on that loan per period, `late` its
    days past due, `earlier` its principal and `drawn` the period it was drawn in."""

    causes: Mapping[str, Any]
    first_day: int
    orders: Integers
    served: Floats
    strain: Floats
    shock: Floats
    bought: Floats
    sold: Floats
    books: Mapping[str, float]
    repaid: Floats
    late: int
    earlier: float
    drawn: int

    @property
    def as_of(self) -> int:
        return int(self.causes["as_of"])

    @property
    def trade(self) -> Trade:
        return TRADES[int(self.causes["trade"])]

    @property
    def makes(self) -> bool:
        """Whether it makes what it sells."""
        return KINDS[self.causes["kind"]] in ("workshop", "manufacturer")


def life_of(causes: Causes, demand: Demand, cash: Cash, index: int) -> Life:
    """The part of the batch that belongs to seller `index`, up to the day of the loan."""
    account, last = cash.alone, HISTORY_PERIODS - 1

    def daily(periods: Floats) -> Floats:
        return np.repeat(periods[index, :HISTORY_PERIODS], PERIOD)

    return Life(
        causes=causes.one(index),
        first_day=int(causes.as_of[index]) - HISTORY_DAYS + 1,
        orders=demand.orders[index, :HISTORY_DAYS],
        served=daily(account.served),
        strain=daily(account.strain),
        shock=demand.shock[index, :HISTORY_DAYS],
        bought=account.bought[index, :HISTORY_PERIODS],
        sold=account.sold[index, :HISTORY_PERIODS],
        books={
            "cash": float(max(account.balance[index, last], 0.0)),
            "stock": float(account.stock[index, last]),
            "receivable": float(account.receivable[index, last]),
            "payable": float(account.payable[index, last]),
            "debt": float(account.debt[index, last]),
            "carried": float(account.carried[index, last]),
        },
        repaid=account.repaid[index, :HISTORY_PERIODS],
        late=int(account.late[index, last]),
        earlier=float(cash.earlier.principal[index]),
        drawn=int(cash.earlier.start[index]),
    )
