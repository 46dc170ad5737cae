"""How uncertain a probability is: by its grade and by how much of the evidence the file holds.

In: rows that training measured on sellers it had not seen (Jeffreys intervals by grade and by how many
groups of evidence were missing). Out: an interval about a probability. Widths never fall with the grade nor
with a group that goes missing, and near 0 or 1 an interval is shifted and not cut, so that less evidence
never makes a narrower one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from workstation.domain.assessment import FeatureVector

_PLACES = 6


@dataclass(frozen=True, slots=True)
class Widths:
    """`groups` are the features of each kind of evidence; one is missing where none of its features is there.
    `down[grade][missing]` and `up` are how far the interval reaches below and above the probability."""

    groups: tuple[tuple[str, ...], ...]
    down: tuple[tuple[float, ...], ...]
    up: tuple[tuple[float, ...], ...]

    def missing(self, features: FeatureVector) -> int:
        """How many kinds of evidence the file lacks."""
        return sum(all(features.get(name) is None for name in group) for group in self.groups)

    def interval(self, probability: float, grade: int, missing: int) -> tuple[float, float]:
        """The interval about `probability`, which lies in the grade of this index."""
        place = min(missing, len(self.down[grade]) - 1)
        down, up = self.down[grade][place], self.up[grade][place]
        low = max(0.0, min(probability - down, 1.0 - down - up))
        return round(low, _PLACES), round(min(1.0, probability + up), _PLACES)


def read_widths(plain: Mapping[str, Any]) -> Widths:
    """Raises `ValueError` for widths that fall somewhere, `KeyError` or `TypeError` for other shapes."""
    widths = Widths(
        tuple(tuple(str(name) for name in group) for group in plain["groups"]),
        _table(plain["down"]),
        _table(plain["up"]),
    )
    shape = [len(row) for row in widths.down]
    if not shape or shape != [len(row) for row in widths.up]:
        raise ValueError("widths need the same rows below and above")
    return widths


def _table(plain: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    rows = tuple(tuple(float(value) for value in row) for row in plain)
    steps = [pair for row in rows for pair in pairwise(row)]
    steps += [pair for column in zip(*rows, strict=True) for pair in pairwise(column)]
    if not all(row and row[0] >= 0 for row in rows) or any(not later >= before for before, later in steps):
        raise ValueError("a width is above zero and never falls")
    return rows
