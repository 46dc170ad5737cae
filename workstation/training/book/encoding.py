"""From features to the columns that trees read, learned from the training rows of a fold alone.

A number stays as it is. A category becomes the number of its level, where levels too rare to learn from are
one level "other", and a blank is a level of its own. A category of very many levels has the count of its
level beside it. No outcome is looked at, so nothing about the target can leak through a code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.training.book.book import Feature
from workstation.training.book.capacity import Shape
from workstation.training.table import Matrix

OTHER, BLANK = 0, 1
_FIRST = 2
_FEWEST_ROWS, _FEWEST_SHARE = 20, 5e-4
_MOST_LEVELS = 100
_MANY_LEVELS = 100

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoder:
    """`kept` are the levels of each category that have a code of their own, in the order of the codes;
    `counts` how often each level was seen, for categories of very many levels."""

    names: tuple[str, ...]
    signs: tuple[int, ...]
    categories: tuple[int, ...]
    kept: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, Mapping[str, int]]

    @property
    def shape(self) -> Shape:
        # LightGBM refuses some characters in names; the columns' order says which is which.
        plain = tuple(f"f{place}" for place in range(len(self.names)))
        return Shape(plain, self.signs, self.categories)

    def matrix(self, features: Sequence[Feature], rows: Rows) -> Matrix:
        """Rows × columns; NaN where a number is blank."""
        columns: list[Matrix] = []
        for feature in features:
            if feature.numbers is not None:
                columns.append(feature.numbers[rows])
                continue
            assert feature.codes is not None
            codes = feature.codes[rows]
            place = {level: _FIRST + n for n, level in enumerate(self.kept[feature.name])}
            # The last entry is what a blank, coded −1, points at.
            numbers = [float(place.get(level, OTHER)) for level in feature.levels]
            columns.append(np.array([*numbers, float(BLANK)])[codes])
            if feature.name in self.counts:
                seen = self.counts[feature.name]
                often = np.array([float(seen.get(level, 0)) for level in feature.levels] + [np.nan])
                columns.append(often[codes])
        return np.stack(columns, axis=1)


def count_of(name: str) -> str:
    """What the column is called that counts how often a level of this category was seen."""
    return f"rows of {name}"


def learn_encoder(features: Sequence[Feature], rows: Rows) -> Encoder:
    """The encoder that `rows` teach."""
    names: list[str] = []
    signs: list[int] = []
    categories: list[int] = []
    kept: dict[str, tuple[str, ...]] = {}
    counts: dict[str, dict[str, int]] = {}
    fewest = max(_FEWEST_ROWS, int(_FEWEST_SHARE * len(rows)))
    for feature in features:
        if feature.codes is not None:
            categories.append(len(names))
            codes = feature.codes[rows]
            seen = np.bincount(codes[codes >= 0], minlength=len(feature.levels))
            often = np.argsort(-seen, kind="stable")[:_MOST_LEVELS]
            kept[feature.name] = tuple(feature.levels[place] for place in often if seen[place] >= fewest)
            if len(feature.levels) > _MANY_LEVELS:
                names.append(feature.name)
                signs.append(0)
                counts[feature.name] = {
                    level: int(n) for level, n in zip(feature.levels, seen, strict=True) if n
                }
                names.append(count_of(feature.name))
                signs.append(0)
                continue
        names.append(feature.name)
        signs.append(feature.sign)
    return Encoder(tuple(names), tuple(signs), tuple(categories), kept, counts)
