"""Monotone bins for a scorecard, with their weight of evidence.

In: one feature's values and the outcomes of the training rows. Out: `Bins`, which turn any value into a
weight: the log of its bin's odds of being bad over the book's, so that higher is riskier. A signed number's
bins rise or fall as its sign says and its blank is at least as bad as the worst of them; a free number's may
also turn once. Bins are few and none is small.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from workstation.training.book.book import Feature
from workstation.training.book.encoding import Rows
from workstation.training.table import Flags, Matrix

Counts: TypeAlias = Sequence[float]

_FINE = 50
_SMALLEST = 0.005  # share of rows
_TURNS = 2  # a turn is looked for at every second edge
_PRICE = 6.0  # how much better the fit must be for a further bin, in units of deviance
OTHER_LEVELS = "(other)"
_LEVEL_ROWS = 30
_PRIOR = 20.0  # rows of average risk added to each level of a category
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Bins:
    """Weights of one feature. A number below `edges[i]` and not below the edge before it weighs
    `weights[i]`; a level weighs the weight at its place in `levels`,
    one that is not there as the last of them. `rows` and `bads` count what the
    weights were learned from, `blank` last."""

    feature: str
    sign: int
    edges: tuple[float, ...]
    levels: tuple[str, ...]
    weights: tuple[float, ...]
    blank: float
    rows: tuple[int, ...]
    bads: tuple[int, ...]

    def weigh(self, feature: Feature, rows: Rows) -> Matrix:
        """The weight of each row."""
        table = np.array([*self.weights, self.blank])
        if feature.numbers is not None:
            values = feature.numbers[rows]
            place = np.searchsorted(np.array(self.edges), values, side="right")
            return table[np.where(np.isnan(values), len(self.weights), place)]
        assert feature.codes is not None
        known = dict(zip(self.levels, self.weights, strict=True))
        rest = known[OTHER_LEVELS]
        by_code = np.array([known.get(level, rest) for level in feature.levels] + [self.blank])
        weighed: Matrix = by_code[feature.codes[rows]]
        return weighed


def learn_bins(feature: Feature, rows: Rows, bad: Flags) -> Bins:
    """`bad` is of the same rows."""
    if feature.numbers is None:
        return _of_levels(feature, rows, bad)
    values = feature.numbers[rows]
    blank = np.isnan(values)
    cuts = _cuts(values[~blank])
    place = np.searchsorted(cuts, values[~blank], side="right")
    total = np.bincount(place, minlength=len(cuts) + 1).tolist()
    bads = np.bincount(place, weights=bad[~blank], minlength=len(cuts) + 1).tolist()
    ends = _shaped(total, bads, feature.sign)
    rows_in, bads_in = zip(*_sums(total, bads, ends), strict=True)
    return Bins(
        feature.name,
        feature.sign,
        tuple(float(cuts[end - 1]) for end in ends[:-1]),
        (),
        tuple(_weight(n, b, bad, _HALF) for n, b in zip(rows_in, bads_in, strict=True)),
        _blank_weight(blank, bad),
        (*map(int, rows_in), int(blank.sum())),
        (*map(int, bads_in), int(bad[blank].sum())),
    )


def _cuts(values: Matrix) -> Matrix:
    """At most fifty edges, each a value that occurs; every value of a column of few has its own bin."""
    if not len(values):
        return np.zeros(0)
    seen = np.unique(values)
    if len(seen) > _FINE:
        seen = np.unique(np.quantile(values, np.linspace(0, 1, _FINE + 1), method="higher"))
    return seen[1:]


def _weight(rows: float, bads: float, bad: Flags, prior: float) -> float:
    rate = float(bad.mean())
    odds = (bads + prior * rate) / (rows - bads + prior * (1 - rate))
    return round(float(np.log(odds) - np.log(rate / (1 - rate))), 6)


def _blank_weight(blank: Flags, bad: Flags) -> float:
    """What blanks weighed, but never less than an average applicant."""
    return max(_weight(int(blank.sum()), int(bad[blank].sum()), bad, _PRIOR), 0.0)


def _shaped(total: Counts, bads: Counts, sign: int) -> list[int]:
    """Ends of bins over the fine ones: by the sign, else rising, falling or with one turn."""
    if sign:
        return _priced(total, bads, _pooled(total, bads, sign))
    found = [_pooled(total, bads, 1), _pooled(total, bads, -1)]
    for turn in range(2, len(total) - 1, _TURNS):
        for first in (1, -1):
            left = _pooled(total[:turn], bads[:turn], first)
            right = _pooled(total[turn:], bads[turn:], -first)
            found.append([*left, *(turn + end for end in right)])
    turning = sorted(found[2:], key=lambda ends: _deviance(total, bads, ends))
    shapes = [_priced(total, bads, ends) for ends in [*found[:2], *turning[:4]]]
    return min(shapes, key=lambda ends: _deviance(total, bads, ends) + _PRICE * len(ends))


def _pooled(total: Counts, bads: Counts, sign: int) -> list[int]:
    """Ends of the fewest neighbours pooled until their rates rise (+1) or fall (−1) strictly (pool adjacent
    violators; Ayer et al. 1955, doi:10.1214/aoms/1177728423)."""
    blocks: list[tuple[float, float, int]] = []
    for end, (n, b) in enumerate(zip(total, bads, strict=True), 1):
        block = (n, b, end)
        while blocks and sign * (block[1] * blocks[-1][0] - blocks[-1][1] * block[0]) <= 0:
            n_before, b_before, _ = blocks.pop()
            block = (block[0] + n_before, block[1] + b_before, end)
        blocks.append(block)
    return [end for _, _, end in blocks]


def _sums(total: Counts, bads: Counts, ends: Sequence[int]) -> list[tuple[float, float]]:
    """Rows and bads of each bin."""
    return [(sum(total[a:b]), sum(bads[a:b])) for a, b in pairwise([0, *ends])]


def _entropy(rows: float, bads: float) -> float:
    """Deviance of a bin around its own rate."""
    rate = bads / rows if rows else 0.0
    if rate in (0.0, 1.0):
        return 0.0
    return -2 * (bads * math.log(rate) + (rows - bads) * math.log(1 - rate))


def _deviance(total: Counts, bads: Counts, ends: Sequence[int]) -> float:
    return sum(_entropy(n, b) for n, b in _sums(total, bads, ends))


def _priced(total: Counts, bads: Counts, ends: Sequence[int]) -> list[int]:
    """Neighbours joined, the least loss first, while one is small or the loss is not worth a bin."""
    kept = list(ends)
    smallest = _SMALLEST * sum(total)
    while len(kept) > 1:
        joins = []
        for place, ((n1, b1), (n2, b2)) in enumerate(pairwise(_sums(total, bads, kept))):
            loss = _entropy(n1 + n2, b1 + b2) - _entropy(n1, b1) - _entropy(n2, b2)
            small = min(n1, n2) < smallest or min(b1, b2, n1 - b1, n2 - b2) < 1
            joins.append((not small, loss, place))
        large, loss, place = min(joins)
        if large and loss > _PRICE:
            break
        del kept[place]
    return kept


def _of_levels(feature: Feature, rows: Rows, bad: Flags) -> Bins:
    """A weight for each level of enough rows, drawn towards none; all others weigh together."""
    assert feature.codes is not None
    codes = feature.codes[rows]
    lost = codes < 0
    total = np.bincount(codes[~lost], minlength=len(feature.levels))
    bads = np.bincount(codes[~lost], weights=bad[~lost], minlength=len(feature.levels))
    kept = np.flatnonzero(total >= max(_LEVEL_ROWS, _SMALLEST * len(rows)))
    rest = np.setdiff1d(np.flatnonzero(total), kept)
    counts = [(int(total[p]), int(bads[p])) for p in kept]
    counts.append((int(total[rest].sum()), int(bads[rest].sum())))
    return Bins(
        feature.name,
        0,
        (),
        (*(feature.levels[place] for place in kept), OTHER_LEVELS),
        tuple(_weight(n, b, bad, _PRIOR) for n, b in counts),
        _blank_weight(lost, bad),
        (*(n for n, _ in counts), int(lost.sum())),
        (*(b for _, b in counts), int(bad[lost].sum())),
    )
