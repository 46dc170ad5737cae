"""A panel of simulated sellers: what a shop of the simulator sold by day, seen on several days of its life.

In: a world, a seed, how many sellers. Out: a `Panel` with outcomes. It is drawn from the simulator's own
demand and stock, without writing their ledgers: some seconds a thousand sellers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from workstation.features.course import QUARTER, YEAR, Course
from workstation.features.pace import pace_of_days
from workstation.training.forecasting.panel import HORIZONS, Panel, Row, panel_from, row_of
from workstation.training.simulator import TRADES, View, World
from workstation.training.simulator.cash import run_cash
from workstation.training.simulator.causes import DAYS, HISTORY_DAYS, Causes, Integers, Rng, draw_causes
from workstation.training.simulator.demand import draw_demand
from workstation.training.simulator.loans import PERIOD

_BATCH = 250
_DAYS_EACH = 3
_SPAN = YEAR + QUARTER
_LATEST = DAYS - max(HORIZONS)
_LEAST_LUCK = 0.05


def simulated_panel(world: World, *, seed: int, sellers: int, view: View = View.SHOP) -> Panel:
    """`sellers` of a view with orders, rounded up to whole batches of 250, each on three days of its life."""
    rows: list[Row] = []
    for number, rng in enumerate(np.random.default_rng(seed).spawn(-(-sellers // _BATCH))):
        causes = draw_causes(world, view, rng, _BATCH)
        sold, orders = _sold(world, view, causes, rng)
        for index in range(_BATCH):
            life = _Life(
                f"{world.name}:{number * _BATCH + index}",
                TRADES[int(causes.trade[index])].key,
                int(causes.as_of[index]) - HISTORY_DAYS + 1,
                max(HISTORY_DAYS - int(causes.age[index]), 0),
                sold[index],
                orders[index],
            )
            days = rng.integers(_SPAN, _LATEST, _DAYS_EACH).tolist()
            rows.extend(row for today in days if (row := life.seen_on(today)) is not None)
    return panel_from(rows)


@dataclass(frozen=True, slots=True)
class _Life:
    """One seller: its first day as an ordinal, the day it opened counted from there, fen and orders by
    day."""

    seller: str
    trade: str
    first: int
    born: int
    sold: Integers
    orders: Integers

    def seen_on(self, today: int) -> Row | None:
        record = today + 1 - self.born
        daily = self.sold[today - _SPAN + 1 : today + 1][::-1]
        counted = int(self.orders[today - QUARTER + 1 : today + 1].sum())
        pace = pace_of_days(Course(daily, record), counted, money=True)
        if pace is None or record < QUARTER or pace.quarters[0].amount <= 0:
            return None
        day = date.fromordinal(self.first + today)
        after = [float(self.sold[today + 1 : today + 1 + horizon].sum()) / 100 for horizon in HORIZONS]
        return Row(day.toordinal(), self.seller, self.trade, row_of(pace, self.trade, day), after)


def _sold(world: World, view: View, causes: Causes, rng: Rng) -> tuple[Integers, Integers]:
    """Sales in fen and orders served, by seller and day."""
    demand = draw_demand(world, view, causes, rng)
    served = np.repeat(run_cash(view, causes, demand, rng).alone.served, PERIOD, axis=1)[:, :DAYS]
    orders = rng.binomial(demand.orders, np.clip(served, 0.0, 1.0))
    spread = np.sqrt(np.expm1(causes.price_spread**2))[:, None] / np.sqrt(np.maximum(orders, 1))
    luck = np.maximum(1.0 + spread * rng.standard_normal(orders.shape), _LEAST_LUCK)
    price = (causes.price * np.exp(0.5 * causes.price_spread**2))[:, None]
    return np.rint(orders * price * luck * 100).astype(np.int64), orders.astype(np.int64)
