"""The level moved forward period by period, as a lender would who watches its loans come in.

In: margins of rows that had not taught the model, their outcomes and periods. Out: `Rolled`, judged on rows
whose own period set nothing: each period has the level of the last one before it that has rows of either
outcome, and where `drift` is asked what it had moved since the one before that. All outcomes of an earlier
period count as known, which flatters: loans fail years after they are made. `known_by` counts what really was
known on a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workstation.training.book.folds import Numbers
from workstation.training.book.level import Level, level_of, shift
from workstation.training.table import Flags, Matrix

_LEAST = 30
"""Loans of a period that may set a level."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """`every` names the length of a period; `levels` are by period judged, `level` is of all of them."""

    every: str
    drift: bool
    level: Level
    levels: Mapping[int, Level]

    def to_json(self, names: Sequence[str] = ()) -> dict[str, Any]:
        """Plain data with stable keys; `names` are the periods' where their numbers say nothing."""
        return {
            "every": self.every,
            "drift": self.drift,
            "ratio": self.level.ratio,
            "by_period": {
                names[period] if names else str(period): level.ratio for period, level in self.levels.items()
            },
        }


def rolled(
    margins: Matrix, bad: Flags, periods: Numbers, judged: Flags, *, every: str, drift: bool
) -> Rolled | None:
    """None where there are no rows of either outcome to set the first level."""
    moves: dict[int, float] = {}
    sizes: dict[int, int] = {}
    for period in np.unique(periods).tolist():
        own = periods == period
        if (size := int(own.sum())) >= _LEAST and 0 < bad[own].sum() < size:
            moves[period], sizes[period] = shift(bad[own], margins[own]), size
    moved = np.zeros(len(bad))
    levels: dict[int, Level] = {}
    used: dict[int, int] = {}
    for period in np.unique(periods[judged]).tolist():
        before = [earlier for earlier in moves if earlier < period]
        if not before:
            return None
        last = before[-1]
        own = judged & (periods == period)
        moved[own] = moves[last] + (moves[last] - moves[before[-2]] if drift and len(before) > 1 else 0.0)
        used[last] = sizes[last]
        levels[period] = level_of(sizes[last], margins[own], bad[own], moved[own])
    level = level_of(sum(used.values()), margins[judged], bad[judged], moved[judged])
    return Rolled(every, drift, level, levels)


@dataclass(frozen=True, slots=True)
class Known:
    """Of loans made before a day: how many there are, how many ended badly, and how many of these had done
    so by that day."""

    loans: int
    bad_at_last: int
    bad_by_then: int


def known_by(day: float, made: Matrix, failed: Matrix, bad: Flags, rows: Flags) -> Known:
    """`made` and `failed` are days since 1970, NaN where there is none; only `rows` are counted."""
    there = rows & (made < day)
    return Known(int(there.sum()), int((there & bad).sum()), int((there & bad & (failed < day)).sum()))
