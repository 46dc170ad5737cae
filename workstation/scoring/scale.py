"""From log-odds to points, probability and grade, rounded so that every machine arrives at the same bits.

Margin m′ = a + b·m (Platt) is rounded to nine decimals before anything is made of it. Points are
offset − factor·m′ with factor = PDO / ln 2. Contributions in log-odds become points by −factor·b; the base
takes what rounding leaves over, so that base and contributions add up to the points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workstation.errors import BugError

MARGIN_PLACES = 9
PROBABILITY_PLACES = 12
POINTS_PLACES = 9
CONTRIBUTION_PLACES = 6
_ADDITIVE_WITHIN = 1e-9
_BASE_WITHIN = 1e-3  # points; what rounding sixty contributions can move the base is a thousandth of this

STANDARD_FACTOR = 28.8539  # 20 points double the odds: 20 / ln 2
STANDARD_OFFSET = 487.1229  # 600 points at odds of 50 to 1


@dataclass(frozen=True, slots=True)
class Grade:
    """A band of default probability; `up_to` belongs to it. The last grade's `up_to` is 1."""

    name: str
    up_to: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How one model's raw log-odds are calibrated, shown and graded."""

    a: float
    b: float
    offset: float
    factor: float
    grades: tuple[Grade, ...]

    def margin(self, raw: float) -> float:
        """Calibrated log-odds of default, nine decimals; never a negative zero."""
        return round(self.a + self.b * raw, MARGIN_PLACES) + 0.0

    def points(self, margin: float) -> float:
        return round(self.offset - self.factor * margin, POINTS_PLACES)

    def grade(self, probability: float) -> str:
        return next(g.name for g in self.grades if probability <= g.up_to)

    def split(self, raw_base: float, raw: Sequence[float], points: float) -> tuple[float, list[float]]:
        """Base and contributions in points out of those in log-odds; `BugError` where they do not add up."""
        parts = [round(-self.factor * self.b * value, CONTRIBUTION_PLACES) + 0.0 for value in raw]
        base = round(points - math.fsum(parts), POINTS_PLACES)
        expected = self.offset - self.factor * (self.a + self.b * raw_base)
        if abs(base - expected) > _BASE_WITHIN or abs(math.fsum([base, *parts]) - points) > _ADDITIVE_WITHIN:
            raise BugError("contributions do not add up to the score")
        return base, parts


def probability_of(margin: float) -> float:
    """The logistic function without overflow on either side, rounded to twelve decimals."""
    if margin >= 0:
        return round(1 / (1 + math.exp(-margin)), PROBABILITY_PLACES)
    odds = math.exp(margin)
    return round(odds / (1 + odds), PROBABILITY_PLACES)


def geometric_grades(names: Sequence[str], low: float, high: float) -> tuple[Grade, ...]:
    """Bands in geometric steps: the first ends at `low`, the last but one at `high`, the last at 1."""
    if len(names) < 3 or not 0 < low < high < 1:
        raise ValueError("grades need three names at least and 0 < low < high < 1")
    step = (high / low) ** (1 / (len(names) - 2))
    edges = [round(low * step**i, 6) for i in range(len(names) - 1)]
    return tuple(Grade(name, edge) for name, edge in zip(names, [*edges, 1.0], strict=True))
