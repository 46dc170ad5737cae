"""One seller's life before the loan, cut out of a batch: what its ledgers are written from.

Days run from 729 days before the loan up to its own day; nothing later is in it, so a ledger cannot look
ahead by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from workstation.training.simulator.cash import HISTORY_PERIODS, PERIOD, Cash
from workstation.training.simulator.causes import HISTORY_DAYS, Causes, Floats, Integers
from workstation.training.simulator.demand import Demand
from workstation.training.simulator.trades import TRADES, Trade


@dataclass(frozen=True, slots=True)
class Life:
    """`orders` per day as wanted by buyers, `served`, `strain` and `shock` per day (0–1), `bought` goods per
    period of ten days in yuan at cost; `first_day` and `as_of` are ordinals."""

    causes: Mapping[str, Any]
    first_day: int
    orders: Integers
    served: Floats
    strain: Floats
    shock: Floats
    bought: Floats

    @property
    def as_of(self) -> int:
        return int(self.causes["as_of"])

    @property
    def trade(self) -> Trade:
        return TRADES[int(self.causes["trade"])]


def life_of(causes: Causes, demand: Demand, cash: Cash, index: int) -> Life:
    """The part of the batch that belongs to seller `index`, up to the day of the loan."""

    def daily(periods: Floats) -> Floats:
        return np.repeat(periods[index, :HISTORY_PERIODS], PERIOD)

    return Life(
        causes=causes.one(index),
        first_day=int(causes.as_of[index]) - HISTORY_DAYS + 1,
        orders=demand.orders[index, :HISTORY_DAYS],
        served=daily(cash.served),
        strain=daily(cash.strain),
        shock=demand.shock[index, :HISTORY_DAYS],
        bought=cash.bought[index, :HISTORY_PERIODS],
    )
