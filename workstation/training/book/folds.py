"""Stratified folds and samples, from a seed.

`folds` draws the very folds that scikit-learn's `StratifiedKFold(shuffle=True, random_state=seed)` draws, so
that figures stand beside published ones row for row (its algorithm: `sklearn/model_selection/_split.py`).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from workstation.training.table import Flags, Matrix

Numbers: TypeAlias = npt.NDArray[np.int64]
_FEWEST = 10
"""Rows of either outcome on either side of a cut in time."""


def folds(bad: Flags, count: int, seed: int) -> Numbers:
    """The number of its fold for each row; each fold has its share of either class."""
    # The old generator on purpose: published folds were drawn with it.
    rng = np.random.RandomState(seed)
    _, first, labels = np.unique(bad, return_index=True, return_inverse=True)
    # Classes are numbered in the order in which they come, and dealt out in turn.
    order = np.argsort(np.argsort(first))
    classes = order[labels]
    ordered = np.sort(classes)
    dealt = [np.bincount(ordered[i::count], minlength=len(order)) for i in range(count)]
    found = np.empty(len(bad), dtype=np.int64)
    for number in range(len(order)):
        numbers = np.arange(count).repeat([d[number] for d in dealt])
        rng.shuffle(numbers)
        found[classes == number] = numbers
    return found


def forward(when: Matrix, bad: Flags, count: int) -> list[tuple[Flags, Flags]]:
    """Pairs of earlier rows to learn from and the next later ones to be judged on, `count` at most. Rows of
    one time stay together. Pairs are left out that have too few of either outcome on a side, or less than a
    third of the rows to learn from: what so few teach says nothing of what all of them would."""
    places = np.arange(2, count + 2) / (count + 2)
    edges = np.unique(np.quantile(when, places, method="higher"))
    pairs: list[tuple[Flags, Flags]] = []
    for place, edge in enumerate(edges):
        until = edges[place + 1] if place + 1 < len(edges) else np.inf
        inside, outside = np.asarray(when < edge), np.asarray((when >= edge) & (when < until))
        if 3 * inside.sum() >= len(when) and all(
            min((bad & side).sum(), (~bad & side).sum()) >= _FEWEST for side in (inside, outside)
        ):
            pairs.append((inside, outside))
    return pairs


def sample(bad: Flags, most: int, seed: int) -> Numbers:
    """At most `most` row numbers in order, each class with its share."""
    if len(bad) <= most:
        return np.arange(len(bad))
    rng = np.random.default_rng([seed, 13])
    kept = [
        rng.choice(places, max(1, round(most * len(places) / len(bad))), replace=False)
        for places in (np.flatnonzero(bad), np.flatnonzero(~bad))
    ]
    return np.sort(np.concatenate(kept))
