"""One LightGBM model behind one lock: rows of numbers in, raw log-odds and contributions out.

LightGBM is imported with the first model. Its bytes must have been verified before they come here: a
damaged file kills the process. `pred_contrib` is not safe from two threads, so every call holds the lock;
one row goes the quick way (`one_row`), many go on one thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workstation.domain.assessment import FeatureVector
from workstation.scoring.one_row import Kind, OneRow, on_one_thread, one_row

Matrix: TypeAlias = NDArray[np.float64]


def row_of(vector: FeatureVector, features: Sequence[str]) -> list[float]:
    """The vector's values in column order; None becomes NaN, never zero."""
    values = (vector.get(name) for name in features)
    return [np.nan if value is None else value for value in values]


class LockedBooster:
    """A model made from verified text."""

    def __init__(self, text: str) -> None:
        import lightgbm

        with on_one_thread():
            self.bare: Any = lightgbm.Booster(model_str=text)
        """LightGBM's own object, without the lock: for measuring only."""
        self._lock = threading.Lock()
        self._quick: dict[Kind, OneRow | None] = {}

    def raw(self, matrix: Matrix) -> Matrix:
        """Raw log-odds of each row."""
        found = self._one(Kind.RAW, matrix)
        return self._predict(matrix, raw_score=True) if found is None else found

    def contributions(self, matrix: Matrix) -> Matrix:
        """TreeSHAP of each row in log-odds: a column for each feature, then the base."""
        found = self._one(Kind.CONTRIBUTIONS, matrix)
        return self._predict(matrix, pred_contrib=True) if found is None else found[None, :]

    def _one(self, kind: Kind, matrix: Matrix) -> Matrix | None:
        """The answer for a single row by the quick way; None for more rows, or where there is no such way."""
        if len(matrix) != 1:
            return None
        with self._lock:
            if kind not in self._quick:
                self._quick[kind] = one_row(self.bare, kind)
            quick = self._quick[kind]
            return None if quick is None else quick(matrix[0])

    def _predict(self, matrix: Matrix, **what: bool) -> Matrix:
        with self._lock:
            result = self.bare.predict(matrix, num_threads=1, validate_features=False, **what)
        return np.asarray(result, dtype=np.float64)
