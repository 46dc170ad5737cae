"""Which rows a definition learns from, and what it learns of each.

In: a definition and a sample. Out: `Lesson`: the columns, the target, who each row is. Rows whose evidence
the model needs are taken; what only routes a case to a model (the family FIRM) is no ground to leave a row
out, so that a model that is led by a visit learns from every visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.features import DICTIONARY, Family
from workstation.scoring import Kind, Subject
from workstation.training.definitions import Definition
from workstation.training.suite.rows import ORDERS_A_SELLER, Chosen, OrderRows, Rows, Sample
from workstation.training.table import Flags, Matrix

_ROUTES = (Family.FIRM, Family.ECONOMY)


@dataclass(frozen=True, slots=True)
class Lesson:
    """`values` in the definition's columns; `target` one number a row; `source` the rows they came from, by
    which other features can be read; `view` of each row."""

    definition: Definition
    values: Matrix
    target: Matrix
    source: Rows | OrderRows
    view: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.target)

    @property
    def block(self) -> int:
        """About how many rows in a row are of one seller: they stay in one fold."""
        return ORDERS_A_SELLER if isinstance(self.source, OrderRows) else 1

    @property
    def bad(self) -> Flags:
        """The target as yes or no."""
        return np.asarray(self.target > 0.5)

    def column(self, name: str) -> Matrix:
        """One feature of the dictionary, of the model's or not."""
        return self.source.columns([name])[:, 0]

    def pick(self, chosen: Chosen) -> Lesson:
        """The chosen rows."""
        return Lesson(
            self.definition,
            self.values[chosen],
            self.target[chosen],
            self.source.where(chosen),
            self.view[chosen],
        )


def lesson(definition: Definition, sample: Sample, *, routed: bool = False) -> Lesson:
    """What `definition` learns from `sample`; with `routed`, only rows that the desk would send to it."""
    if definition.subject is Subject.ORDER:
        sent = sample.orders.where(_among(sample.orders.view, definition))
        sent = sent.where(_met(definition, sent, routed=routed))
        return Lesson(
            definition, sent.columns(definition.features), sent.came_back.astype(float), sent, sent.view
        )
    sellers = sample.sellers
    known = ~np.isnan(sellers.outcomes[definition.outcome])
    rows = sellers.where(_among(sellers.view, definition) & _met(definition, sellers, routed=routed) & known)
    target = rows.outcomes[definition.outcome]
    return Lesson(definition, rows.columns(definition.features), target, rows, rows.view)


def _among(view: npt.NDArray[np.str_], definition: Definition) -> Flags:
    return np.isin(view, [v.value for v in definition.views])


def _met(definition: Definition, rows: Rows | OrderRows, *, routed: bool) -> Flags:
    met = np.ones(len(rows), dtype=bool)
    for need in definition.applies_when:
        if routed or DICTIONARY[need.feature].family not in _ROUTES:
            met &= np.nan_to_num(rows.columns([need.feature])[:, 0], nan=-np.inf) >= need.at_least
    return met


def missing_groups(values: Matrix, features: Sequence[str], groups: Sequence[Sequence[str]]) -> Matrix:
    """How many of the groups each row lacks altogether."""
    place = {name: i for i, name in enumerate(features)}
    gone = [np.isnan(values[:, [place[n] for n in group]]).all(axis=1) for group in groups]
    return np.sum(gone, axis=0) if gone else np.zeros(len(values))


def relative(definition: Definition, lesson_: Lesson) -> Matrix:
    """The target of a model of quantiles: the logarithm of the amount over its base, floors added."""
    row = definition.quantiles
    if definition.kind is not Kind.QUANTILES or row is None:
        raise ValueError(f"{definition.id} has no base")
    level = lesson_.column(row.base) * row.per + row.floor
    told: Matrix = np.log((np.maximum(lesson_.target, 0.0) + row.floor) / level)
    return told
