"""What makes a seller what it is: drawn once per seller, before a single day is simulated.

In: a world, a view and a seeded generator. Out: `Causes`, arrays over a batch of sellers. No cause is a
label: an owner's diligence moves shipping, ratings, spending and debt alike, and only cash decides later
whether a loan is repaid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from workstation.training.simulator.trades import TRADES
from workstation.training.simulator.views import COMMERCE, KINDS, View
from workstation.training.simulator.world import World

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Rng: TypeAlias = np.random.Generator


_CARRIERS = 0.45  # share of sellers with an earlier loan still running
_MISLEADERS = 0.12  # share of owners whose word is far above their books, at middling diligence

_SHIP_WITHIN, _SHIP_WITHIN_SHARES = (48.0, 72.0, 120.0, 168.0), (0.22, 0.20, 0.28, 0.30)  # hours
_FACE_LIMITS, _FACE_LIMIT_SHARES = (10_000.0, 100_000.0, 1_000_000.0), (0.28, 0.60, 0.12)  # yuan

HISTORY_DAYS = 730
FUTURE_DAYS = 370
DAYS = HISTORY_DAYS + FUTURE_DAYS


@dataclass(frozen=True, slots=True)
class Causes:
    """Arrays of one entry per seller. Money in yuan, times in days, shares 0–1, `diligence` standard normal.

    `as_of` is the ordinal of the day the loan is taken; `age` the days traded before it; `sales` the mean
    genuine sales per day; `price` the median order; `debt` what the owner owes elsewhere at the start of
    the window; `request` the loan as a share of yearly sales; `seen_share` the part of its orders that the
    lender's source has, for many sell in several places; `ship_within` the hours its platform allows.
    `carried` is an earlier loan as a share of yearly sales, 0 for none, drawn `carried_for` periods of ten
    days before; `thrift` the share of idle cash that goes into repaying ahead; `candour` the log of what
    the owner says its sales are over what they are. `ahead` is how many periods before its season a trade
    buys; `supply_failure` the chance in a period that suppliers fail for a month; `distance` of buyers, 1
    is near; `weekend` the log of weekend sales over what is usual; `circle` and `supply` multiply the
    numbers of buyers and of suppliers, `invoiced_share` the part of purchases that has an invoice;
    `face_limit` the largest invoice that its tax office lets it write, 0 for none;
    `craft` 0–1 how well it hides fake orders; `impulse` how much its buyers differ in sending goods back,
    0 not at all.
    """

    trade: Integers
    kind: Integers
    as_of: Integers
    age: Integers
    diligence: Floats
    sales: Floats
    price: Floats
    price_spread: Floats
    growth: Floats
    margin: Floats
    refunds: Floats
    fixed_cost: Floats
    advertising: Floats
    household: Floats
    bare_needs: Floats
    volatility: Floats
    debt: Floats
    buffer: Floats
    settle_days: Floats
    cover_days: Floats
    optimism: Floats
    promotion: Floats
    repeat: Floats
    brushing: Floats
    request: Floats
    dispersion: Floats
    concentration: Floats
    seen_share: Floats
    ship_within: Floats
    carried: Floats
    carried_for: Integers
    thrift: Floats
    candour: Floats
    ahead: Integers
    supply_failure: Floats
    distance: Floats
    weekend: Floats
    circle: Floats
    supply: Floats
    invoiced_share: Floats
    face_limit: Floats
    craft: Floats
    impulse: Floats

    def __len__(self) -> int:
        return len(self.trade)

    def one(self, index: int) -> dict[str, Any]:
        """One seller's causes by name, as plain Python numbers."""
        return {name: getattr(self, name)[index].item() for name in self.__slots__}


def _skewed(rng: Rng, median: Floats | float, spread: float, size: int) -> Floats:
    """Lognormal draws with the given median and log deviation."""
    drawn: Floats = np.asarray(median, float) * np.exp(spread * rng.standard_normal(size))
    return drawn


def _as_of_days(world: World, rng: Rng, size: int) -> Integers:
    first, last = world.first_as_of.toordinal(), world.last_as_of.toordinal()
    return rng.integers(first, last + 1, size)


def draw_causes(world: World, view: View, rng: Rng, size: int) -> Causes:
    """Draw the causes of `size` sellers. The same generator state gives the same sellers."""
    weights = np.array([t.weight * world.trade_weights.get(t.key, 1.0) for t in TRADES])
    trade = rng.choice(len(TRADES), size, p=weights / weights.sum())
    way = COMMERCE[view]
    kind = rng.choice(len(KINDS), size, p=way.kinds)
    diligence = rng.standard_normal(size)
    made = np.isin(kind, (1, 3)).astype(float)  # makes what it sells: higher margin, higher fixed cost

    price = np.array([t.invoice if way.on_account else t.price for t in TRADES])[trade] * way.price
    price = _skewed(rng, price, way.price_spread, size)
    per_day = np.clip(_skewed(rng, way.orders_a_day, way.orders_spread, size), 0.03, way.orders_most)
    sales = np.clip(per_day * price * way.level, 5.0, 250_000.0)

    margin = np.array([t.margin for t in TRADES])[trade] * way.margin
    margin = margin + 0.05 * made + 0.022 * diligence + 0.045 * rng.standard_normal(size) + world.margin_shift
    margin = np.clip(margin, 0.06, 0.65)
    advertising = np.clip(rng.beta(2.0, 32.0, size) * way.advertising, 0.0, 0.25)
    fixed = (way.fixed_share * margin + 0.01 * made - 0.004 * diligence) * np.exp(
        0.30 * rng.standard_normal(size)
    )

    refunds = np.array([t.refunds for t in TRADES])[trade] * way.refunds * world.refund_factor
    refunds = np.clip(refunds * np.exp(-0.22 * diligence + 0.3 * rng.standard_normal(size)), 0.002, 0.5)
    settle = _skewed(rng, way.settle_days, way.settle_spread, size) * world.settlement_factor
    debt = _skewed(rng, way.debt_days * sales, 1.0, size) * np.exp(-0.35 * diligence) * world.debt_factor
    debt = np.where(rng.random(size) < 0.35, 0.0, debt)
    brushes = rng.random(size) < world.brushing_share * np.exp(-0.35 * diligence) * way.has_orders

    return Causes(
        trade=trade,
        kind=kind,
        as_of=_as_of_days(world, rng, size),
        age=np.clip(_skewed(rng, 900.0, 0.85, size), 45, 4500).astype(np.int64),
        diligence=diligence,
        sales=sales,
        price=price,
        price_spread=rng.uniform(*way.order_spread, size),
        growth=0.04 + 0.05 * diligence + 0.30 * rng.standard_normal(size),
        margin=margin,
        refunds=refunds,
        fixed_cost=np.clip(fixed, 0.01, 0.5),
        advertising=advertising,
        household=_skewed(rng, 0.28, 0.40, size) * np.exp(-0.10 * diligence),
        bare_needs=_skewed(rng, way.bare_needs, 0.5, size) * (rng.random(size) < 0.5),
        volatility=_skewed(rng, np.exp(-0.15 * diligence), 0.35, size),
        debt=debt,
        buffer=_skewed(rng, np.exp(0.35 * diligence) * way.buffer_days, 0.7, size),
        settle_days=np.clip(settle, 3.0, 150.0),
        cover_days=np.clip(_skewed(rng, 28.0, 0.35, size), 8.0, 90.0),
        optimism=np.exp(0.22 * rng.standard_normal(size) - 0.06 * diligence),
        promotion=rng.beta(2.0, 2.0, size) * world.promotion_factor * way.promotion,
        repeat=np.clip(rng.beta(2.2, 7.0, size) * way.repeat + 0.03 * diligence, 0.01, 0.85),
        brushing=np.where(brushes, rng.uniform(0.15, 0.55, size), 0.0),
        request=np.clip(_skewed(rng, 0.07, 0.6, size), 0.01, 0.4),
        dispersion=rng.uniform(*way.steadiness, size),
        concentration=np.clip(rng.beta(2.0, 3.0, size) ** way.focus - 0.04 * diligence, 0.02, 0.98),
        seen_share=np.where(rng.random(size) < 0.72, 1.0, np.exp(rng.uniform(-4.2, -0.35, size))),
        ship_within=rng.choice(_SHIP_WITHIN, size, p=_SHIP_WITHIN_SHARES),
        **_manners(rng.spawn(1)[0], diligence, trade),
    )


def _manners(rng: Rng, diligence: Floats, trade: Integers) -> dict[str, Any]:
    """Earlier borrowing, the owner's word and ways of trading, from a generator of their own."""
    size = len(diligence)
    borrowed = rng.random(size) < _CARRIERS
    misleads = rng.random(size) < _MISLEADERS * np.exp(-0.4 * diligence)
    slip = 0.09 * rng.standard_normal(size)
    return {
        "carried": np.where(borrowed, np.clip(_skewed(rng, 0.06, 0.6, size), 0.01, 0.3), 0.0),
        "carried_for": rng.integers(3, 34, size),
        "thrift": np.where(rng.random(size) < 0.4 * np.exp(0.5 * diligence), rng.beta(2.0, 4.0, size), 0.0),
        "candour": np.where(misleads, rng.uniform(0.24, 0.95, size), 0.0) + slip,
        "ahead": np.array([t.stocks_ahead // 10 for t in TRADES])[trade],
        "supply_failure": _skewed(rng, 0.012, 0.8, size) * np.exp(-0.2 * diligence),
        "distance": _skewed(rng, 1.9, 0.6, size),
        "weekend": 0.18 * rng.standard_normal(size),
        "circle": np.minimum(_skewed(rng, 0.62, 1.3, size), 10.0),
        "supply": np.minimum(_skewed(rng, 1.9, 1.05, size), 10.0),
        "invoiced_share": np.clip(1.45 * rng.beta(0.85, 0.6, size), 0.004, 1.4),
        "craft": rng.uniform(0.0, 1.0, size),
        "impulse": rng.uniform(0.6, 1.3, size),
        "face_limit": rng.choice(_FACE_LIMITS, size, p=_FACE_LIMIT_SHARES),
    }


def day_of(causes: Causes, index: int) -> date:
    """The day on which seller `index` takes its loan."""
    return date.min + timedelta(days=int(causes.as_of[index]) - 1)
