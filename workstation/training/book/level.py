"""The level of probabilities: what must be added to log-odds so that their mean is the rate that was seen.

In: outcomes and margins of the same rows. Out: one number. Ranking and spread stay as they are.
"""

from __future__ import annotations

from workstation.training import metrics
from workstation.training.table import Flags, Matrix

_STEPS, _CLOSE, _LONGEST = 50, 1e-12, 2.0


def shift(bad: Flags, margins: Matrix) -> float:
    """What must be added to the margins so that mean probability and real rate agree."""
    moved = 0.0
    for _ in range(_STEPS):
        p = metrics.probability(margins + moved)
        step = float((bad - p).sum() / max((p * (1 - p)).sum(), 1e-9))
        step = min(max(step, -_LONGEST), _LONGEST)
        moved += step
        if abs(step) < _CLOSE:
            break
    return moved
