"""Rows of the pace of sales as poorer sources would have told them.

Simulated sellers hand over whole ledgers of orders; a real source may give totals of 90 days and no days, or
a short record. Trees that never saw such a row take its missing figures for those of a shop that has just
opened. In: rows and the names of their columns. Out: a copy in which some lack every figure of days and some
have a record cut short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workstation.training.table import Matrix

OF_DAYS = (
    "pace_counted_90d", "pace_month", "pace_week", "pace_variation", "pace_active_share", "pace_silent_days",
    "pace_year_30d", "pace_year_90d",
)  # fmt: skip
"""What a source without days does not tell."""

RECORD = "pace_record_days"

_NEEDS: Mapping[str, int] = {
    "pace_back_30d": 120, "pace_back_60d": 150, "pace_back_90d": 180, "pace_back_120d": 210,
    "pace_back_365d": 455, "pace_year_30d": 455, "pace_year_90d": 455,
}  # fmt: skip
"""Days of record that a figure needs."""

_WITHOUT_DAYS, _CUT_SHORT = 0.4, 0.5
_SHORTEST, _LONGEST_CUT = 90, 300


def poorer(values: Matrix, names: Sequence[str], rng: np.random.Generator) -> Matrix:
    """`names` hold `RECORD`; columns that are not of the pace of sales stay as they are."""
    copy = values.copy()
    without = rng.random(len(copy)) < _WITHOUT_DAYS
    for name in OF_DAYS:
        if name in names:
            copy[without, names.index(name)] = np.nan
    cut = rng.random(len(copy)) < _CUT_SHORT
    record = names.index(RECORD)
    shorter = np.minimum(copy[:, record], rng.integers(_SHORTEST, _LONGEST_CUT, len(copy)))
    copy[:, record] = np.where(cut, shorter, copy[:, record])
    for name, days in _NEEDS.items():
        if name in names:
            copy[copy[:, record] < days, names.index(name)] = np.nan
    return copy
