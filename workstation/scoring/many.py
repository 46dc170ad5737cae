"""Every model over many applicants at once: rows of the dictionary's features in, answers as columns out.

Goes in: a suite and blocks of rows, NaN where there is no record. Comes out: block by block, each model's
answers as an array, NaN where the model does not apply; the bits are those of one applicant at a time. No
more than one block and its answers are held. Contributions are left out: they cost ten times as much, and
are made where a person will look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from workstation.scoring.booster import Matrix
from workstation.scoring.entry import ModelEntry, Subject
from workstation.scoring.model import AnyModel, Model, QuantileModel, TableModel
from workstation.scoring.scale import probability_of
from workstation.scoring.suite import ModelSuite


def answers(
    suite: ModelSuite, names: Sequence[str], blocks: Iterable[Matrix]
) -> Iterator[Mapping[str, Matrix]]:
    """For each block (rows × `names`) what every model but those of orders answers, by its id: a probability,
    share or adjustment for each row, or a row of quantiles in yuan. Raises `KeyError` for a missing name."""
    place = {name: column for column, name in enumerate(names)}
    asked = [m for m in suite.models if m.entry.subject is not Subject.ORDER and m.entry.enabled]
    columns = [np.array([place[name] for name in m.entry.features]) for m in asked]
    for block in blocks:
        yield {m.entry.id: _answer(m, place, own, block) for m, own in zip(asked, columns, strict=True)}


def _answer(model: AnyModel, place: Mapping[str, int], columns: np.ndarray, block: Matrix) -> Matrix:
    speaks = _applies(model.entry, place, block)
    rows = block[np.ix_(np.flatnonzero(speaks), columns)]
    width = (len(model.places),) if isinstance(model, QuantileModel) else ()
    found: Matrix = np.full((len(block), *width), np.nan)
    if len(rows):
        bases = block[speaks, place[model.base]] if isinstance(model, QuantileModel) else None
        found[speaks] = _values(model, rows, bases)
    return found


def _values(model: AnyModel, rows: Matrix, bases: Matrix | None) -> list[float] | list[list[float]]:
    if isinstance(model, QuantileModel) and bases is not None:
        return model.amounts(bases, rows)
    if isinstance(model, Model):
        return [probability_of(margin) for margin in model.margins(rows)]
    if isinstance(model, TableModel):
        return [model.value(row) for row in rows.tolist()]
    raise TypeError(f"{type(model).__name__} has no answer for many rows")


def _applies(entry: ModelEntry, place: Mapping[str, int], block: Matrix) -> np.ndarray:
    """Which rows hold what the model needs."""
    speaks = np.ones(len(block), dtype=np.bool_)
    for need in entry.applies_when:
        speaks &= block[:, place[need.feature]] >= need.at_least  # never so where there is no record
    return speaks
