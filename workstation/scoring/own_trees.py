"""Small trees that a lender grew on its own past, as plain numbers, asked without a library.

A tree is a number (its leaf), or a list: column, threshold, whether a missing value goes left, the side at or
below the threshold, the side above it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Tree: TypeAlias = float | tuple[int, float, bool, Any, Any]
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class OwnTrees:
    """`quantiles` hold for each place the trees whose leaves add up to its value; `features` are the columns
    that they read, by the names of the dictionary."""

    features: tuple[str, ...]
    quantiles: tuple[tuple[Tree, ...], ...]

    def logs(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Rows × `features` in, rows × quantiles out, rising in each row; NaN is a missing value."""
        found = np.zeros((len(values), len(self.quantiles)))
        every = np.arange(len(values))
        for place, trees in enumerate(self.quantiles):
            for tree in trees:
                _add(tree, values, every, found[:, place])
        return np.sort(found, axis=1)


def _add(
    tree: Tree,
    values: npt.NDArray[np.float64],
    rows: npt.NDArray[np.int64],
    found: npt.NDArray[np.float64],
) -> None:
    if not isinstance(tree, tuple):
        found[rows] += tree
        return
    column, threshold, missing_left, below, above = tree
    told = values[rows, column]
    left = np.where(np.isnan(told), missing_left, told <= threshold)
    _add(below, values, rows[left], found)
    _add(above, values, rows[~left], found)


def read_tree(plain: Any, columns: int, depth: int = 0) -> Tree:
    """A tree out of plain lists. Raises `ValueError` or `TypeError` for what is none."""
    if depth > _DEEPEST:
        raise ValueError("a tree without an end")
    if not isinstance(plain, Sequence):
        leaf = float(plain)
        if not math.isfinite(leaf):
            raise ValueError("a leaf is a number")
        return leaf
    column, threshold, missing_left, below, above = plain
    if type(column) is not int or not 0 <= column < columns or type(missing_left) is not bool:
        raise ValueError("a tree splits on a column that is not there")
    left, right = (read_tree(side, columns, depth + 1) for side in (below, above))
    return (column, float(threshold), missing_left, left, right)
