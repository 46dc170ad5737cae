"""How much a trade sells in a run of days by its season, relative to the same number of usual days.

Goes in: a trade's code, a first and a last day as ordinals. Comes out: the sum of the days' factors. A trade
without a row in `domain.seasons` sells every day alike.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from workstation.domain.seasons import LIFTS, PROMOTIONS, SEASONS
from workstation.features.windows import Floats

_FIRST, _LAST = date(1990, 1, 1).toordinal(), date(2101, 12, 31).toordinal()
_TAKES_PART = 0.5
"""How far a usual shop takes part in a promotion."""


def season_days(trade: str, first: int, last: int) -> float:
    """Usual days' worth of sales from the day `first` to the day `last`, both counted."""
    if trade not in SEASONS:
        return float(last - first + 1)
    sums = _sums(trade)
    return float(sums[last + 1 - _FIRST] - sums[first - _FIRST])


@cache
def _sums(trade: str) -> Floats:
    """Running sums of the factors of every day that a ledger can hold, rounded so that machines agree."""
    days = np.arange(_LAST - _FIRST + 1) + np.datetime64(date.fromordinal(_FIRST), "D")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    factors = np.interp((month - 1) + (day - 15.5) / 30.4, np.arange(12), SEASONS[trade], period=12)
    for which, first, last, share in PROMOTIONS:
        there = (month == which) & (day >= first) & (day <= last)
        factors = np.where(there, factors * (1 + share * LIFTS.get(trade, 0.0) * _TAKES_PART), factors)
    sums: Floats = np.concatenate([[0.0], np.cumsum(np.round(factors, 6))])
    return sums
