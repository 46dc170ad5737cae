"""A world: the circumstances that all its simulated sellers share, as data.

Models are trained on sellers of `TRAINING_WORLD` and reported on sellers of `SHIFTED_WORLD`, whose causes
differ in ways that a lender has met: slower demand, more returns, slower settlement, dearer debt, more
shocks, other trades. Nothing here says who defaults; that follows from cash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class World:
    """`demand_drift` is the yearly log drift of every seller's demand after taking the loan; `level_noise`
    the long-run log deviation of a seller's level; `shock_rate` shocks per seller and year; `festival_gap`
    the share of demand that the week of Spring Festival takes away, more where offices are closed; the
    factors multiply what the seller would have otherwise; `as_of` is the range in which loans are taken."""

    name: str
    first_as_of: date
    last_as_of: date
    demand_drift: float = 0.0
    level_noise: float = 1.08
    shock_rate: float = 0.55
    refund_factor: float = 1.0
    settlement_factor: float = 1.0
    debt_factor: float = 1.0
    margin_shift: float = 0.0
    promotion_factor: float = 1.0
    brushing_share: float = 0.07
    festival_gap: float = 0.75
    trade_weights: Mapping[str, float] = field(default_factory=dict)


TRAINING_WORLD = World("training", date(2023, 1, 10), date(2024, 6, 30))

SHIFTED_WORLD = World(
    "shifted",
    date(2025, 1, 10),
    date(2025, 6, 30),
    demand_drift=-0.08,
    level_noise=1.15,
    shock_rate=0.75,
    refund_factor=1.25,
    settlement_factor=1.2,
    debt_factor=1.2,
    margin_shift=-0.01,
    promotion_factor=0.85,
    brushing_share=0.10,
    trade_weights={"apparel": 0.6, "snacks": 1.8, "phone_accessories": 1.6, "hardware": 1.5},
)
