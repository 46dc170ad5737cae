"""What an applicant can change: the table of plausible moves, and the steps it makes for one applicant.

Goes in: `resources/reasons/levers.toml`, an applicant's figures, a model's columns. Comes out: options for
`scoring.explaining.ways_out`. A figure moves only the way that lowers the risk by the dictionary's sign;
without a record there is nothing to move.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.domain.assessment import FeatureVector
from workstation.features.dictionary import DICTIONARY
from workstation.features.feature import Direction
from workstation.lending.definitions import Part, read_definition
from workstation.lending.wording import Words

if TYPE_CHECKING:
    from workstation.scoring.explaining import Option

_MOST_STEPS = 12


class Move(Part, frozen=True, kw_only=True):
    """`step` and `reach` in the feature's unit, or shares of its present value where `times`."""

    feature: str
    step: float
    reach: float
    bound: float
    times: bool = False

    def __post_init__(self) -> None:
        feature = DICTIONARY.get(self.feature)
        if feature is None:
            raise ValueError(f"the feature {self.feature} is not in the dictionary")
        if feature.direction is Direction.FREE:
            raise ValueError(f"{self.feature} has no direction in which it could be better")
        if not 0 < self.step <= self.reach or self.reach > _MOST_STEPS * self.step:
            raise ValueError(f"0 < step <= reach <= {_MOST_STEPS} steps does not hold")

    def values(self, present: float) -> list[float]:
        """What the figure would be after each step, as it leaves the dictionary; empty at its bound
        already."""
        feature = DICTIONARY[self.feature]
        sign = -int(feature.direction)
        size = abs(present) if self.times else 1.0
        found: list[float] = []
        for number in range(1, math.ceil(self.reach / self.step - 1e-9) + 1):
            moved = present + sign * size * min(number * self.step, self.reach)
            value = feature.rounded(min(moved, self.bound) if sign > 0 else max(moved, self.bound))
            if value is None or (value - (found[-1] if found else present)) * sign <= 0:
                break
            found.append(value)
        return found


class Lever(Part, frozen=True, kw_only=True):
    """One thing that an applicant can do; it moves all its figures at once. `days` until they show it."""

    code: str
    days: int
    how: Words
    moves: tuple[Move, ...]


class Levers(Part, frozen=True, kw_only=True):
    version: int
    levers: tuple[Lever, ...]
    version_hash: str

    def __post_init__(self) -> None:
        codes = [lever.code for lever in self.levers]
        if len(set(codes)) != len(codes):
            raise ValueError("a lever stands twice")


def load_levers(path: Path) -> Levers:
    """Read the table. Raises `KnownError` (`levers.unreadable`, `levers.damaged`)."""
    return read_definition(path, Levers, "levers")


@dataclass(frozen=True, slots=True)
class Pullable:
    """A lever that can be pulled for this applicant: after step l, `steps[l]` are the values by feature."""

    lever: Lever
    steps: tuple[dict[str, float], ...]

    def option(self, columns: Sequence[str]) -> Option:
        """As columns of a model's row."""
        import numpy as np

        from workstation.scoring.explaining import Option

        names = [move.feature for move in self.lever.moves if move.feature in self.steps[-1]]
        count = len(self.steps)
        return Option(
            tuple(columns.index(name) for name in names),
            np.array([[step[name] for name in names] for step in self.steps]),
            tuple((number + 1) / self._whole for number in range(count)),
        )

    @property
    def _whole(self) -> int:
        """Steps in the whole of what is plausible, bounds aside: what effort is a share of."""
        return max(math.ceil(m.reach / m.step - 1e-9) for m in self.lever.moves)


def pullable(levers: Levers, features: FeatureVector, columns: Sequence[str]) -> tuple[Pullable, ...]:
    """The levers that move a figure which the model reads and the applicant has. A lever's figures move step
    by step together; one that is at its bound stays there."""
    found = []
    for lever in levers.levers:
        paths = {
            move.feature: move.values(present)
            for move in lever.moves
            if move.feature in columns and (present := features.get(move.feature)) is not None
        }
        paths = {name: path for name, path in paths.items() if path}
        if not paths:
            continue
        longest = max(map(len, paths.values()))
        steps = tuple(
            {name: path[min(level, len(path) - 1)] for name, path in paths.items()}
            for level in range(longest)
        )
        found.append(Pullable(lever, steps))
    return tuple(found)
