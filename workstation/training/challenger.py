"""Challengers of a model of default: the same model on another calibration line, or grown again.

In: the champion and loans whose outcome is known, features as their decisions froze them. Out: models that
can stand in the champion's place in its bundle, under the same features and signs. Out of time the level
drifts more than the order does, so recalibrating is tried first and growing again second.

Loans alone are learned from. Who was declined has no outcome: none is guessed for them (fuzzy augmentation
was found to change nothing), so a challenger knows only sellers like those that were lent to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workstation.crypto import sha256
from workstation.errors import BugError
from workstation.scoring import Model, ModelEntry
from workstation.scoring.entry import NamedFile
from workstation.scoring.model_files import ready
from workstation.training.boosting import grow
from workstation.training.metrics import logistic_line
from workstation.training.plans import PLANS
from workstation.training.references import neighbours_of, reference_of
from workstation.training.table import Matrix, Table

RECALIBRATED, RETRAINED = "recalibrated", "retrained"
_PLACES = 9


@dataclass(frozen=True)
class Contender:
    """A model and the text it is made from; `way` is how it came to be, `rows` what it learned from,
    `neighbours` the file of comparable cases, empty where there is none."""

    way: str
    model: Model
    text: str
    rows: int
    bads: int
    neighbours: str = ""

    @property
    def entry(self) -> ModelEntry:
        return self.model.entry


@dataclass(frozen=True, slots=True)
class AsBefore:
    """The champion's recipe: its features, its signs, and which features go missing together."""

    entry: ModelEntry

    @property
    def features(self) -> tuple[str, ...]:
        return self.entry.features

    @property
    def directions(self) -> tuple[int, ...]:
        return self.entry.directions

    @property
    def ledgers(self) -> Mapping[str, tuple[str, ...]]:
        known = next((plan.ledgers for plan in PLANS if plan.id == self.entry.id), None)
        if known is not None:
            return known
        groups = () if self.entry.widths is None else self.entry.widths.groups
        return {str(n): tuple(f for f in group if f in self.features) for n, group in enumerate(groups)}


def recalibrated(champion: Contender, table: Table) -> Contender:
    """The champion's trees under a new line through these outcomes (Platt): it ranks as before, to the bit.
    Raises `BugError` where the outcomes turn its order round: no line mends that."""
    values = table.columns(champion.entry.features)
    raw = champion.model.booster.raw(values)
    a, b = logistic_line(table.bad, raw)
    if b <= 0:
        raise BugError(f"{champion.entry.id} ranks these loans the wrong way round")
    scale = replace(champion.entry.scale, a=round(a, _PLACES), b=round(b, _PLACES))
    entry = _referred(replace(champion.entry, scale=scale), champion.text, values)
    return contender(RECALIBRATED, entry, champion.text, table, champion.neighbours)


def retrained(
    champion: Contender,
    older: Sequence[Table],
    recent: Table,
    *,
    seed: int,
    threads: int = 1,
    simulated: bool = False,
) -> Contender:
    """A model grown on all rows, under the same features and signs. Its calibration line is that of the
    `recent` rows alone, out of fold: the order is learned from everything, the level from what is now."""
    table = joined([*older, recent])
    grown = grow(AsBefore(champion.entry), table, seed=seed, threads=threads)
    a, b = logistic_line(recent.bad, grown.out_of_fold[-len(recent) :])
    if b <= 0:
        raise BugError(f"{champion.entry.id} grown again ranks recent loans the wrong way round")
    scale = replace(champion.entry.scale, a=round(a, _PLACES), b=round(b, _PLACES))
    values = recent.columns(champion.entry.features)
    entry = _referred(replace(champion.entry, scale=scale), grown.text, values)
    beside = ""
    if champion.neighbours:
        beside = neighbours_of(grown.text, values, recent.bad, seed=seed, simulated=simulated)
    return contender(RETRAINED, entry, grown.text, table, beside)


def _referred(entry: ModelEntry, text: str, values: Matrix) -> ModelEntry:
    """The entry with the just-approved median of these rows, where the champion had one."""
    if not entry.reference:
        return entry
    return replace(entry, reference=reference_of(text, entry.scale, values) or entry.reference)


def contender(
    way: str, entry: ModelEntry, text: str, table: Table | None = None, neighbours: str = ""
) -> Contender:
    """A model ready to score. Raises `model_files.BrokenPromise` for a text that breaks its signs."""
    # What it is compared with lies in the bundle; to be tried it needs its trees alone.
    named = replace(entry, file=NamedFile(entry.file.name, sha256(text.encode())), neighbours=None)
    model = ready(named, text.encode())
    if not isinstance(model, Model):
        raise BugError(f"{entry.id} is not a model of a probability")
    rows, bads = (0, 0) if table is None else (len(table), int(table.bad.sum()))
    return Contender(way, model, text, rows, bads, neighbours)


def joined(tables: Sequence[Table]) -> Table:
    """One table out of several over the same dictionary."""
    first = tables[0]
    if any(table.names != first.names for table in tables):
        raise BugError("tables of different dictionaries are not joined")
    return Table(
        first.names,
        np.concatenate([table.values for table in tables]),
        np.concatenate([table.bad for table in tables]),
        np.concatenate([table.segment for table in tables]),
    )
