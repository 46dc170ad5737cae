"""The level of probabilities: what must be added to log-odds so that their mean is the rate that was seen.

In: outcomes and margins of the same rows. Out: one number, and how near a level came on rows that did not set
it. Ranking and spread stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from workstation.training import metrics
from workstation.training.table import Flags, Matrix

_STEPS, _CLOSE, _LONGEST = 50, 1e-12, 2.0


@dataclass(frozen=True, slots=True)
class Level:
    """Mean probability beside the real rate on the rows judged, and how many rows set it."""

    set_by: int
    judged: int
    mean_probability: float
    real_rate: float

    @property
    def ratio(self) -> float | None:
        """None where no row was bad: then nothing is so many times the rate."""
        return self.mean_probability / self.real_rate if self.real_rate else None

    @property
    def words(self) -> str:
        """The ratio as a person reads it."""
        return "none" if self.ratio is None else f"{self.ratio:.2f}"


def level_of(set_by: int, margins: Matrix, bad: Flags, moved: float | Matrix = 0.0) -> Level:
    """The level of these rows, their margins moved by one number or by one for each row."""
    p = metrics.probability(margins + moved)
    return Level(set_by, len(bad), float(p.mean()), float(bad.mean()))


def shift(bad: Flags, margins: Matrix) -> float:
    """What must be added to the margins so that mean probability and real rate agree; nothing where all rows
    ended alike, which no number does."""
    if bad.all() or not bad.any():
        return 0.0
    moved = 0.0
    for _ in range(_STEPS):
        p = metrics.probability(margins + moved)
        step = float((bad - p).sum() / max((p * (1 - p)).sum(), 1e-9))
        step = min(max(step, -_LONGEST), _LONGEST)
        moved += step
        if abs(step) < _CLOSE:
            break
    return moved
