"""What would change the outcome: the smallest plausible change of one thing, or of two together, that does.

Goes in: a scoring function, a case, what may change in which steps, and the log-odds to come below. Comes
out: the ways that reach it, the smallest first, or the one that comes nearest. A step's size is the share
of what is plausible that it uses up. Everything is scored in two calls: all single steps, then pairs of the
things that helped most. It promises nothing beyond the score: the caller checks each way through the whole
suite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from workstation.scoring.explaining.baseline import Score
from workstation.scoring.explaining.forest import Floats

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


def ways_out(score: Score, case: Floats, options: Sequence[Option], target: float, *, most: int = 3) -> Ways:
    """The smallest changes after which the margin is at most `target`; no two ways begin with the same
    things, and a pair is named only where neither of the two suffices as far as it goes."""
    present = float(score(case[None, :])[0])
    singles = _scored(score, case, options, [(s,) for s in _steps(options)])
    alone = _smallest(singles, target)
    pairs = _scored(score, case, options, list(_pairs(options, singles, present)))
    enough = {way.steps[0] for way in singles if way.margin <= target}
    together = _smallest((p for p in pairs if enough.isdisjoint(p.steps)), target)
    reaching = sorted([*alone, *together], key=lambda way: (way.effort, way.steps[0].option))
    if reaching:
        return Ways(tuple(reaching[:most]), None)
    best = min([*singles, *pairs], key=lambda way: (way.margin, way.effort), default=None)
    return Ways((), best if best is not None and best.margin < present else None)


def _steps(options: Sequence[Option]) -> Iterator[Step]:
    for number, option in enumerate(options):
        for level in range(len(option.efforts)):
            yield Step(number, level)


def _pairs(options: Sequence[Option], singles: Sequence[Way], present: float) -> Iterator[tuple[Step, ...]]:
    """Coarse steps of each two of the things whose whole change helps most."""
    full = {way.steps[0].option: way.margin for way in singles}  # steps rise: the last one stays
    helpful = sorted((n for n, margin in full.items() if margin < present), key=lambda n: (full[n], n))
    for first, second in combinations(sorted(helpful[:MOST_PAIRED]), 2):
        for a in _coarse(options[first]):
            for b in _coarse(options[second]):
                yield Step(first, a), Step(second, b)


def _coarse(option: Option) -> list[int]:
    """At most five of the option's steps, evenly apart, the last among them."""
    count = len(option.efforts)
    wanted = min(count, _PAIR_LEVELS)
    return sorted({(count * (n + 1)) // wanted - 1 for n in range(wanted)})


def _scored(
    score: Score, case: Floats, options: Sequence[Option], found: Sequence[tuple[Step, ...]]
) -> list[Way]:
    if not found:
        return []
    rows = np.tile(case, (len(found), 1))
    for row, steps in zip(rows, found, strict=True):
        for step in steps:
            row[list(options[step.option].columns)] = options[step.option].values[step.level]
    margins = score(rows)
    return [
        Way(steps, _effort(options, steps), float(margin))
        for steps, margin in zip(found, margins, strict=True)
    ]


def _effort(options: Sequence[Option], steps: Sequence[Step]) -> float:
    asked = sum(options[s.option].efforts[s.level] for s in steps)
    return round(asked + _SECOND_THING * (len(steps) - 1), 9)


def _smallest(ways: Sequence[Way] | Iterator[Way], target: float) -> list[Way]:
    """Of each set of things, the smallest way that reaches the target."""
    best: dict[tuple[int, ...], Way] = {}
    for way in ways:
        things = tuple(step.option for step in way.steps)
        if way.margin <= target and (things not in best or way.effort < best[things].effort):
            best[things] = way
    return list(best.values())
