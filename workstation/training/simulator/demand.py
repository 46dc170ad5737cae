"""Genuine demand per seller and day: season, promotions, week, festival, growth, level, shocks, chance.

In: causes of a batch. Out: `Demand`, matrices of sellers by days (730 before the loan, 370 after). Stock
and cash decide later how much of it is served; fake orders are no demand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workstation.domain.seasons import PROMOTIONS
from workstation.training.simulator.causes import (
    DAYS,
    HISTORY_DAYS,
    Causes,
    Floats,
    Integers,
    Rng,
)
from workstation.training.simulator.trades import TRADES
from workstation.training.simulator.views import COMMERCE, View
from workstation.training.simulator.world import World

_REVERSION_DAYS = 75.0
_WALK_PER_YEAR = 0.28
_MOST_SHOCKS = 6
# New year by the moon, and what is missing from three days before to eight after, as shares of the gap
_NEW_YEARS = (
    "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29",
    "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23",
)  # fmt: skip
_FESTIVAL = (0.45, 0.7, 0.95, 1.0, 1.0, 1.0, 0.95, 0.9, 0.75, 0.5, 0.3, 0.15)
_RETAIL_WEEK = np.array([1.03, 1.03, 1.02, 1.01, 0.98, 0.95, 0.98])
_OFFICE_WEEK = np.array([1.30, 1.30, 1.28, 1.26, 1.26, 0.38, 0.22])
_OFFICE_CLOSED = 1.3  # of the gap that shops have
_FIRST_YEAR, _LAST_YEAR = 2019, 2031


@dataclass(frozen=True, slots=True)
class Demand:
    """Sellers × days. `expected` orders per day before chance and shocks, `orders` what came; `shock` the
    factor that shocks left (1 = none). `season` is the trade's own factor, which owners know in advance."""

    expected: Floats
    orders: Integers
    shock: Floats
    season: Floats


@lru_cache(maxsize=1)
def _calendar() -> tuple[int, Floats, Floats, Integers, Floats]:
    """First ordinal; season per trade and day; promotion lift share, weekday and festival share per day."""
    days = np.arange(
        np.datetime64(f"{_FIRST_YEAR}-01-01"), np.datetime64(f"{_LAST_YEAR}-01-01"), dtype="datetime64[D]"
    )
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    lift = np.zeros(len(days))
    for which, first, last, share in PROMOTIONS:
        lift[(month == which) & (day >= first) & (day <= last)] = share
    position = (month - 1) + (day - 15.5) / 30.4
    season = np.empty((len(TRADES), len(days)))
    for row, trade in enumerate(TRADES):
        season[row] = np.interp(position, np.arange(12), trade.season, period=12)
    epoch = np.datetime64("0001-01-01")
    first_ordinal = int((days[0] - epoch).astype(np.int64)) + 1
    weekday = (np.arange(len(days)) + first_ordinal - 1) % 7
    festival = np.zeros(len(days))
    for new_year in _NEW_YEARS:
        start = int((np.datetime64(new_year) - days[0]).astype(np.int64)) - 3
        festival[start : start + len(_FESTIVAL)] = _FESTIVAL[: len(days) - start]
    return first_ordinal, season, lift, weekday, festival


def _wandering_level(world: World, causes: Causes, rng: Rng) -> Floats:
    """Log level: a mean-reverting part, a slow walk, the seller's growth, the world's drift after the loan.

    Drawn per week and held over its days. At the day of the loan the walk and growth are zero, so that
    `causes.sales` is the level at which the seller asks.
    """
    size, weeks = len(causes), DAYS // 7 + 2
    keep = np.exp(-7.0 / _REVERSION_DAYS)
    noise = world.level_noise * causes.volatility
    steps = rng.standard_normal((size, weeks))
    part = np.empty((size, weeks))
    part[:, 0] = steps[:, 0]
    for week in range(1, weeks):
        part[:, week] = keep * part[:, week - 1] + np.sqrt(1 - keep * keep) * steps[:, week]
    walk = np.cumsum(rng.standard_normal((size, weeks)), axis=1) * _WALK_PER_YEAR * np.sqrt(7 / 365)
    log_level = part * noise[:, None] * 0.75 + walk - walk[:, [HISTORY_DAYS // 7]]
    daily = np.repeat(log_level, 7, axis=1)[:, :DAYS]
    years = (np.arange(DAYS) - HISTORY_DAYS) / 365.0
    daily += causes.growth[:, None] * years + world.demand_drift * np.maximum(years, 0.0)
    return daily


def _shocks(world: World, causes: Causes, view: View, rng: Rng) -> Floats:
    """Factors left by shocks (a penalty, an illness, a lost buyer): sudden, deep, slowly mended."""
    size = len(causes)
    rate = world.shock_rate * np.exp(-0.45 * causes.diligence) * DAYS / 365.0
    steady, lone = COMMERCE[view].lone_buyer
    rate = rate * (steady + lone * causes.concentration)  # a firm with few buyers loses more with one
    count = np.minimum(rng.poisson(rate), _MOST_SHOCKS)
    start = rng.integers(0, DAYS, (size, _MOST_SHOCKS))
    depth = rng.beta(2.2, 2.0, (size, _MOST_SHOCKS))
    length = 20.0 + rng.exponential(90.0, (size, _MOST_SHOCKS))
    factor = np.ones((size, DAYS))
    days = np.arange(DAYS)
    for which in range(_MOST_SHOCKS):
        hit = np.flatnonzero(count > which)
        since = days[None, :] - start[hit, which][:, None]
        mended = np.exp(-np.maximum(since, 0) / length[hit, which][:, None])
        factor[hit] *= np.where(since >= 0, 1.0 - depth[hit, which][:, None] * mended, 1.0)
    return factor


def draw_demand(world: World, view: View, causes: Causes, rng: Rng) -> Demand:
    """Draw demand for a batch. Orders are negative binomial about their expectation."""
    first_ordinal, seasons, lifts, weekdays, festivals = _calendar()
    offset = causes.as_of - HISTORY_DAYS + 1 - first_ordinal
    at = offset[:, None] + np.arange(DAYS)
    season = seasons[causes.trade[:, None], at]
    lift = np.array([t.promotion for t in TRADES])[causes.trade] * causes.promotion
    promoted = 1.0 + lifts[at] * lift[:, None]
    week = (_OFFICE_WEEK if COMMERCE[view].on_account else _RETAIL_WEEK)[weekdays[at]]
    week = week * np.where(weekdays[at] >= 5, np.exp(causes.weekend)[:, None], 1.0)
    closed = min(world.festival_gap * (_OFFICE_CLOSED if COMMERCE[view].on_account else 1.0), 1.0)
    week = week * (1.0 - closed * festivals[at])

    level = np.exp(np.clip(_wandering_level(world, causes, rng), -3.0, 1.5))
    shock = _shocks(world, causes, view, rng)
    per_order = causes.price * np.exp(0.5 * causes.price_spread**2)
    base = causes.sales / per_order
    expected = base[:, None] * level * season * promoted * week
    born = HISTORY_DAYS - causes.age
    expected[np.arange(DAYS)[None, :] < born[:, None]] = 0.0
    ramp = np.clip((np.arange(DAYS)[None, :] - born[:, None]) / 90.0, 0.15, 1.0)
    expected *= ramp

    shape = causes.dispersion[:, None]
    rate = expected * shock * rng.gamma(shape, 1.0 / shape, (len(causes), DAYS))
    orders: npt.NDArray[np.int64] = rng.poisson(rate)
    return Demand(expected, orders, shock, season)
