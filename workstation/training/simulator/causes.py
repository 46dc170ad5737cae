"""What makes a seller what it is: drawn once per seller, before a single day is simulated.

In: a world, a view and a seeded generator. Out: `Causes`, arrays over a batch of sellers. No cause is a
label: an owner's diligence moves shipping, ratings, spending and debt alike, and only cash decides later
whether a loan is repaid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from workstation.domain.records import ShopKind
from workstation.training.simulator.trades import TRADES
from workstation.training.simulator.world import World

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Rng: TypeAlias = np.random.Generator


class View(StrEnum):
    """What the lender sees of a seller: its shop's ledgers, or only its invoices."""

    SHOP = "shop"
    INVOICE = "invoice"


KINDS: tuple[ShopKind, ...] = (
    ShopKind.RESELLER,
    ShopKind.WORKSHOP,
    ShopKind.EXPORTER,
    ShopKind.MANUFACTURER,
)
_KIND_SHARES = {View.SHOP: (0.66, 0.24, 0.10, 0.0), View.INVOICE: (0.30, 0.22, 0.13, 0.35)}

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
    kind = rng.choice(len(KINDS), size, p=_KIND_SHARES[view])
    diligence = rng.standard_normal(size)
    invoice = view is View.INVOICE
    made = np.isin(kind, (1, 3)).astype(float)  # makes what it sells: higher margin, higher fixed cost

    price = np.array([t.invoice if invoice else t.price for t in TRADES])[trade]
    price = _skewed(rng, price, 0.8 if invoice else 0.35, size)
    per_day = _skewed(rng, 0.55 if invoice else 2.1, 1.25 if invoice else 1.3, size)
    per_day = np.clip(per_day, 0.03, 18.0)
    sales = np.clip(per_day * price * (1.5 if invoice else 1.1), 5.0, 250_000.0)

    margin = np.array([t.margin for t in TRADES])[trade] * (0.62 if invoice else 1.0)
    margin = margin + 0.05 * made + 0.022 * diligence + 0.045 * rng.standard_normal(size) + world.margin_shift
    margin = np.clip(margin, 0.06, 0.65)
    advertising = np.clip(rng.beta(2.0, 32.0, size) * (0.2 if invoice else 1.0), 0.0, 0.25)
    fixed = ((0.30 if invoice else 0.26) * margin + 0.01 * made - 0.004 * diligence) * np.exp(
        0.30 * rng.standard_normal(size)
    )

    refunds = np.array([t.refunds for t in TRADES])[trade] * (0.15 if invoice else 1.0) * world.refund_factor
    refunds = np.clip(refunds * np.exp(-0.22 * diligence + 0.3 * rng.standard_normal(size)), 0.002, 0.5)
    settle = _skewed(rng, 48.0 if invoice else 9.0, 0.4 if invoice else 0.2, size) * world.settlement_factor
    debt = (
        _skewed(rng, (22.0 if invoice else 16.0) * sales, 1.0, size)
        * np.exp(-0.35 * diligence)
        * world.debt_factor
    )
    debt = np.where(rng.random(size) < 0.35, 0.0, debt)
    brushes = rng.random(size) < world.brushing_share * np.exp(-0.35 * diligence)

    return Causes(
        trade=trade,
        kind=kind,
        as_of=_as_of_days(world, rng, size),
        age=np.clip(_skewed(rng, 900.0, 0.85, size), 45, 4500).astype(np.int64),
        diligence=diligence,
        sales=sales,
        price=price,
        price_spread=rng.uniform(0.7, 1.3, size) if invoice else rng.uniform(0.35, 0.8, size),
        growth=0.04 + 0.05 * diligence + 0.30 * rng.standard_normal(size),
        margin=margin,
        refunds=refunds,
        fixed_cost=np.clip(fixed, 0.01, 0.5),
        advertising=advertising,
        household=_skewed(rng, 0.28, 0.40, size) * np.exp(-0.10 * diligence),
        bare_needs=_skewed(rng, 300.0 if invoice else 9.0, 0.5, size) * (rng.random(size) < 0.5),
        volatility=_skewed(rng, np.exp(-0.15 * diligence), 0.35, size),
        debt=debt,
        buffer=_skewed(rng, np.exp(0.35 * diligence) * (40.0 if invoice else 60.0), 0.7, size),
        settle_days=np.clip(settle, 3.0, 150.0),
        cover_days=np.clip(_skewed(rng, 28.0, 0.35, size), 8.0, 90.0),
        optimism=np.exp(0.22 * rng.standard_normal(size) - 0.06 * diligence),
        promotion=rng.beta(2.0, 2.0, size) * world.promotion_factor * (0.15 if invoice else 1.0),
        repeat=np.clip(rng.beta(2.2, 7.0, size) + 0.03 * diligence, 0.01, 0.85),
        brushing=np.where(brushes, rng.uniform(0.15, 0.55, size), 0.0),
        request=np.clip(_skewed(rng, 0.07, 0.6, size), 0.01, 0.4),
        dispersion=rng.uniform(1.5, 8.0, size),
        concentration=np.clip(rng.beta(2.0, 3.0, size) - 0.04 * diligence, 0.02, 0.98),
        seen_share=np.where(rng.random(size) < 0.72, 1.0, np.exp(rng.uniform(-4.2, -0.35, size))),
        ship_within=rng.choice([48.0, 72.0, 120.0], size, p=[0.65, 0.15, 0.20]),
    )


def day_of(causes: Causes, index: int) -> date:
    """The day on which seller `index` takes its loan."""
    return date.min + timedelta(days=int(causes.as_of[index]) - 1)
