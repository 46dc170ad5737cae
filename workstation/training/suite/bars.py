"""From which probability on a case is flagged, and what comes of it: the ground for a policy's thresholds.

In: outcomes and calibrated log-odds of another world. Out: `Bar`s, one for each round probability and two
that follow from a wish: one in a hundred of the good flagged, and one in ten of all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workstation.training import metrics
from workstation.training.suite.baselines import FALSE_ALARMS
from workstation.training.table import Flags, Matrix

FLAGGING = frozenset({"brushing", "survey", "warning", "need"})
"""Roles whose answer sends a case to a person or into a list."""

ROUND = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_ONE_IN_TEN = 0.1
_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Bar:
    """Flagged is who is told a probability of `at` or more. Shares: of all that are flagged, of the flagged
    that are rightly so, of the bad that are found, of the good that are flagged. `why` is empty for a round
    probability."""

    at: float
    flagged: float
    right: float
    found: float
    false_alarms: float
    why: str = ""


def bars_of(bad: Flags, margin: Matrix) -> tuple[Bar, ...]:
    """Bars from the lowest on; none where there is no bad row or no good one."""
    if not 0 < bad.sum() < len(bad):
        return ()
    told = metrics.probability(margin)
    wishes = {
        "one in a hundred of the good": _above(told[~bad], FALSE_ALARMS),
        "one in ten of all": _above(told, _ONE_IN_TEN),
    }
    found = [_bar(bad, told, at) for at in ROUND]
    found += [_bar(bad, told, at, why) for why, at in wishes.items()]
    return tuple(sorted(found, key=lambda bar: (bar.at, bar.why)))


def _above(told: Matrix, share: float) -> float:
    """The lowest probability of four decimals from which on no more than this share are told."""
    first_below = float(np.sort(told)[::-1][int(share * len(told))])
    return (math.floor(first_below * _TEN_THOUSAND) + 1) / _TEN_THOUSAND


def _bar(bad: Flags, told: Matrix, at: float, why: str = "") -> Bar:
    over = told >= at
    return Bar(
        at=at,
        flagged=float(over.mean()),
        right=float(bad[over].mean()) if over.any() else float("nan"),
        found=float(over[bad].mean()),
        false_alarms=float(over[~bad].mean()),
        why=why,
    )
