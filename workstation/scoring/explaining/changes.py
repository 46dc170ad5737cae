"""What would change the outcome: the smallest plausible change of one thing, or of two together, that does.

Goes in: a scoring function, a case, what may change in which steps, and the log-odds to come below. Comes
out: the ways that reach it, the smallest first, or the one that comes nearest. A step's size is the share
of what is plausible that it uses up. Everything is scored in two calls: all single steps, then pairs of the
things that helped most. It promises nothing beyond the score: the caller checks each way through the whole
suite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from workstation.scoring.explaining.baseline import Score
from workstation.scoring.explaining.forest import Floats, Mask

MOST_PAIRED = 8
_PAIR_LEVELS = 5
_SECOND_THING = 0.25
"""What it costs to ask for a second thing as well, in shares of what is plausible."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may change: row l of `values` is what its `columns` hold after step l, whose `effort` is
    the share 0–1 of the plausible change that it takes; steps rise."""

    columns: tuple[int, ...]
    values: Floats
    efforts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Step `level` of option number `option`."""

    option: int
    level: int


@dataclass(frozen=True, slots=True)
class Way:
    """`steps` taken together bring the case to `margin`; `effort` orders ways."""

    steps: tuple[Step, ...]
    effort: float
    margin: float


@dataclass(frozen=True, slots=True)
class Ways:
    """`reaching` come below the target, the smallest first; `nearest` is the best where none does, None where
    nothing helps at all."""

    reaching: tuple[Way, ...]
    nearest: Way | None


@dataclass(frozen=True, slots=True)
class _Grid:
    """One thing's steps, or those of two together: the levels of each along its axis, and what each place
    comes to."""

    things: tuple[int, ...]
    levels: tuple[list[int], ...]
    margins: Floats
    efforts: Floats

    def smallest(self, wanted: Mask) -> Way | None:
        """The least effort among the `wanted` places."""
        return self._at(np.where(wanted, self.efforts, np.inf)) if wanted.any() else None

    def nearest(self) -> Way:
        return self._at(self.margins)

    def _at(self, least: Floats) -> Way:
        place = np.unravel_index(int(np.argmin(least)), self.margins.shape)
        chosen = zip(self.things, self.levels, place, strict=True)
        steps = tuple(Step(thing, levels[int(level)]) for thing, levels, level in chosen)
        return Way(steps, float(self.efforts[place]), float(self.margins[place]))


class Tried:
    """Every single step of a case and the coarse pairs, scored once: asked for as many targets as there
    are."""

    def __init__(self, score: Score, case: Floats, options: Sequence[Option]) -> None:
        self._present = float(score(case[None, :])[0])
        self._singles = _singles(score, case, options)
        self._pairs = _pairs(score, case, options, _helpful(self._singles, self._present))

    def ways(self, target: float, *, most: int = 3) -> Ways:
        """The smallest changes after which the margin is at most `target`, one way for each set of things. A
        pair is named only where neither of the two suffices as far as it goes."""
        found = [grid.smallest(grid.margins <= target) for grid in self._singles]
        found += [
            grid.smallest((grid.margins <= target) & ~self._alone(grid, target)) for grid in self._pairs
        ]
        reaching = sorted((w for w in found if w is not None), key=lambda w: (w.effort, w.steps[0].option))
        if reaching:
            return Ways(tuple(reaching[:most]), None)
        every = (grid.nearest() for grid in (*self._singles, *self._pairs))
        best = min(every, key=lambda w: (w.margin, w.effort), default=None)
        return Ways((), best if best is not None and best.margin < self._present else None)

    def _alone(self, pair: _Grid, target: float) -> Mask:
        """Where one of the two suffices already."""
        (first, second), (a, b) = pair.things, pair.levels
        own, other = self._singles[first].margins[a, None], self._singles[second].margins[None, b]
        alone: Mask = (own <= target) | (other <= target)
        return alone


def ways_out(score: Score, case: Floats, options: Sequence[Option], target: float, *, most: int = 3) -> Ways:
    """The smallest changes of one case for one target."""
    return Tried(score, case, options).ways(target, most=most)


def _singles(score: Score, case: Floats, options: Sequence[Option]) -> list[_Grid]:
    """Every step of every thing, all in one call."""
    if not options:
        return []
    ends = np.cumsum([len(option.efforts) for option in options])
    rows = np.tile(case, (ends[-1], 1))
    for option, block in zip(options, np.split(rows, ends[:-1]), strict=True):
        block[:, list(option.columns)] = option.values
    return [
        _Grid((number,), (list(range(len(margins))),), margins, np.array(options[number].efforts))
        for number, margins in enumerate(np.split(score(rows), ends[:-1]))
    ]


def _helpful(singles: Sequence[_Grid], present: float) -> list[int]:
    """The things whose whole change helps, at most `MOST_PAIRED` that help most, in their own order."""
    whole = [(float(grid.margins[-1]), number) for number, grid in enumerate(singles)]
    helps = sorted(one for one in whole if one[0] < present)
    return sorted(number for _, number in helps[:MOST_PAIRED])


def _pairs(score: Score, case: Floats, options: Sequence[Option], helpful: Sequence[int]) -> list[_Grid]:
    """For each two of the helpful things their coarse steps together, all in one call."""
    pairs = [
        (first, second, _coarse(options[first]), _coarse(options[second]))
        for first, second in combinations(helpful, 2)
    ]
    if not pairs:
        return []
    ends = np.cumsum([len(a) * len(b) for _, _, a, b in pairs])
    rows = np.tile(case, (ends[-1], 1))
    for (first, second, a, b), block in zip(pairs, np.split(rows, ends[:-1]), strict=True):
        block[:, list(options[first].columns)] = np.repeat(options[first].values[a], len(b), axis=0)
        block[:, list(options[second].columns)] = np.tile(options[second].values[b], (len(a), 1))
    return [
        _Grid((first, second), (a, b), margins.reshape(len(a), len(b)), _asked(options, first, second, a, b))
        for (first, second, a, b), margins in zip(pairs, np.split(score(rows), ends[:-1]), strict=True)
    ]


def _asked(options: Sequence[Option], first: int, second: int, a: list[int], b: list[int]) -> Floats:
    """The effort of each pair of steps, a second thing at its price."""
    own, other = np.array(options[first].efforts)[a], np.array(options[second].efforts)[b]
    effort: Floats = np.round(own[:, None] + other[None, :] + _SECOND_THING, 9)
    return effort


def _coarse(option: Option) -> list[int]:
    """At most five of the option's steps, evenly apart, the last among them."""
    count = len(option.efforts)
    wanted = min(count, _PAIR_LEVELS)
    return sorted({(count * (n + 1)) // wanted - 1 for n in range(wanted)})
