"""A LightGBM ensemble as flat tables: its splits, and of every leaf the turns that lead to it.

Goes in: verified model texts, each with the weight of its raw score. Comes out: a `Forest` that knows which
way a row turns at every split, as LightGBM does (`include/LightGBM/tree.h`: bit 0 of a decision type
categorical, bit 1 missing goes left, bits 2–3 what is missing: 0 nothing, 1 zero, 2 NaN). Linear leaves
and averaged forests are not of this kind and are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

_CATEGORICAL, _DEFAULT_LEFT = 1, 2
_MISSING_IS_ZERO, _MISSING_IS_NAN = 1, 2
_NO_MORE_THAN_ZERO = float(np.float32(1e-35))  # LightGBM's kZeroThreshold
_WORD = 32


@dataclass(frozen=True, slots=True)
class Turn:
    """One step on the way to a leaf: at split `node` of the forest, to the left or not."""

    node: int
    left: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """`value` is already multiplied by the weight of its model."""

    value: float
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """Every split of every tree, and every leaf. Columns are those of the models, which must be the same."""

    width: int
    column: Integers
    threshold: Floats
    default_left: Mask
    missing_zero: Mask
    missing_nan: Mask
    categories: Mapping[int, frozenset[int]]
    """Of each categorical split: what goes left."""
    leaves: tuple[Leaf, ...]

    @classmethod
    def of(cls, *weighted: tuple[str, float]) -> Forest:
        """The sum of models given as (text, weight). Raises `ValueError` for what it cannot read exactly."""
        if len({_header(text).get("max_feature_idx") for text, _ in weighted}) != 1:
            raise ValueError("the models do not have the same columns")
        builder = _Builder()
        for text, weight in weighted:
            builder.add(text, weight)
        return builder.done(int(_header(weighted[0][0])["max_feature_idx"]) + 1)

    def goes_left(self, row: Floats) -> Mask:
        """At each split, whether `row` turns left there; NaN is missing."""
        values = row[self.column]
        missing = np.isnan(values)
        values = np.where(missing & ~self.missing_nan, 0.0, values)
        by_default = np.where(
            self.missing_nan, missing, self.missing_zero & (np.abs(values) <= _NO_MORE_THAN_ZERO)
        )
        left: Mask = np.where(by_default, self.default_left, values <= self.threshold)
        for node, allowed in self.categories.items():
            value = row[self.column[node]]
            left[node] = not np.isnan(value) and int(value) in allowed
        return left

    def raw(self, row: Floats) -> float:
        """The raw score, tree after tree; for proofs, LightGBM's own is faster."""
        left = self.goes_left(row).tolist()
        return sum(leaf.value for leaf in self.leaves if all(left[t.node] is t.left for t in leaf.turns))


class _Builder:
    def __init__(self) -> None:
        self.columns: list[int] = []
        self.thresholds: list[float] = []
        self.decisions: list[int] = []
        self.categories: dict[int, frozenset[int]] = {}
        self.leaves: list[Leaf] = []

    def add(self, text: str, weight: float) -> None:
        head, *trees = text.split("\nTree=")
        if not trees or "average_output" in head.splitlines():
            raise ValueError("not a sum of LightGBM's trees")
        for tree in trees:
            fields = _fields(tree)
            if fields.get("is_linear", "0") != "0":
                raise ValueError("a linear tree cannot be taken apart into leaves")
            self._add_tree(fields, weight)

    def _add_tree(self, fields: Mapping[str, str], weight: float) -> None:
        first = len(self.columns)
        values = [weight * v for v in _floats(fields["leaf_value"])]
        columns = _integers(fields.get("split_feature", ""))
        thresholds = _floats(fields.get("threshold", ""))
        decisions = _integers(fields.get("decision_type", ""))
        self.columns += columns
        self.thresholds += thresholds
        self.decisions += decisions
        for node, decision in enumerate(decisions):
            if decision & _CATEGORICAL:
                self.categories[first + node] = _categories(fields, int(thresholds[node]))
        left, right = _integers(fields.get("left_child", "")), _integers(fields.get("right_child", ""))
        self.leaves += _leaves(values, left, right, first) if columns else [Leaf(values[0], ())]

    def done(self, width: int) -> Forest:
        kinds = np.array(self.decisions, dtype=np.int64)
        missing = (kinds >> 2) & 3
        return Forest(
            width,
            np.array(self.columns, dtype=np.int64),
            np.array(self.thresholds, dtype=np.float64),
            (kinds & _DEFAULT_LEFT) != 0,
            missing == _MISSING_IS_ZERO,
            missing == _MISSING_IS_NAN,
            self.categories,
            tuple(self.leaves),
        )


def _leaves(values: Sequence[float], left: Sequence[int], right: Sequence[int], first: int) -> Iterator[Leaf]:
    """The leaves below the root; a negative child −n−1 is leaf n."""
    waiting: list[tuple[int, tuple[Turn, ...]]] = [(0, ())]
    while waiting:
        node, turns = waiting.pop()
        if node < 0:
            yield Leaf(values[-node - 1], turns)
            continue
        waiting += [
            (child, (*turns, Turn(first + node, is_left)))
            for child, is_left in ((right[node], False), (left[node], True))
        ]


def _categories(fields: Mapping[str, str], position: int) -> frozenset[int]:
    """The set of a categorical split, out of LightGBM's bit sets of 32-bit words."""
    bounds, words = _integers(fields["cat_boundaries"]), _integers(fields["cat_threshold"])
    own = words[bounds[position] : bounds[position + 1]]
    return frozenset(
        place * _WORD + bit for place, word in enumerate(own) for bit in range(_WORD) if word >> bit & 1
    )


def _header(text: str) -> dict[str, str]:
    return _fields(text.split("\nTree=", 1)[0])


def _fields(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def _integers(text: str) -> list[int]:
    return [int(word) for word in text.split()]


def _floats(text: str) -> list[float]:
    return [float(word) for word in text.split()]
