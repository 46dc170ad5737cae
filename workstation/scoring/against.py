"""A model's points against the just-approved median that travels with it: what issued reasons rest on.

Goes in: a manifest's entry with a reference, and the verified text of its trees. Comes out: for an applicant
a contribution of each feature, in points, that together are the points between the applicant and the
reference. The trees are taken apart when the first applicant is explained, not when the bundle is loaded.
"""

from __future__ import annotations

import threading

import numpy as np

from workstation.domain.assessment import Contribution, FeatureVector
from workstation.scoring.booster import Matrix
from workstation.scoring.entry import ModelEntry
from workstation.scoring.explaining import Forest, TreeBaseline
from workstation.scoring.scale import CONTRIBUTION_PLACES


class Against:
    """Safe to call from several threads."""

    def __init__(self, entry: ModelEntry, text: str) -> None:
        self._entry, self._text = entry, text
        self._explain: TreeBaseline | None = None
        self._lock = threading.Lock()

    def contributions(self, features: FeatureVector, row: Matrix) -> tuple[Contribution, ...]:
        """Points of each feature, six decimals; `row` holds the features in the model's order."""
        scale = self._entry.scale
        values = self._taken_apart()(row) * -(scale.factor * scale.b)
        return tuple(
            Contribution(name, features.get(name), round(points, CONTRIBUTION_PLACES) + 0.0)
            for name, points in zip(self._entry.features, values.tolist(), strict=True)
        )

    def _taken_apart(self) -> TreeBaseline:
        with self._lock:
            if self._explain is None:
                reference = np.array([np.nan if v is None else v for v in self._entry.reference])
                single = [[column] for column in range(len(reference))]
                self._explain = TreeBaseline(Forest.of((self._text, 1.0)), reference, single)
            return self._explain
