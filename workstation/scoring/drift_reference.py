"""How applicants lay in the time a bundle was trained for: what drift is told against from the first day.

In: the file that training put beside the models. Out: for each model of default, of those whom it led, the
bins of its score and of every feature it reads, with the rows in each by quarter of the year. The bins are
the same in every quarter, so that a span of several is their sum, and a Double Eleven is held against a
fourth quarter. No seller can be told from it: a bin holds a count.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from workstation.scoring.drift import Reference, counts_of, reference_of
from workstation.scoring.entry import ModelEntry

SEASONS = 4
SCORE = "score"
_MONTHS = 12 // SEASONS


def season_of(day: date) -> int:
    """The quarter of the year, from 0."""
    return (day.month - 1) // _MONTHS


def seasons_of(first: date, last: date) -> tuple[int, ...]:
    """The quarters that the days from `first` to `last` touch, all of them from nine months on."""
    months = (last.year - first.year) * 12 + last.month - first.month
    met = {(first.month - 1 + step) % 12 // _MONTHS for step in range(min(months, 12) + 1)}
    return tuple(sorted(met))


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure: `edges` between its bins, rising, and for each quarter the rows in each bin, those in which
    it was missing last."""

    edges: tuple[float, ...]
    counts: tuple[tuple[int, ...], ...]

    def reference(self, name: str, seasons: Iterable[int]) -> Reference:
        """The rows of these quarters as one time."""
        chosen = [self.counts[season] for season in seasons]
        return Reference(name, self.edges, tuple(map(sum, zip(*chosen, strict=True))))


@dataclass(frozen=True, slots=True)
class LedBy:
    """Those whom one model led: their score, and each feature of the model by name."""

    score: Spread
    features: Mapping[str, Spread]


@dataclass(frozen=True, slots=True)
class DriftReference:
    """`first` and `last` are the days of the time; `models` by the id of the model of default that led."""

    first: date
    last: date
    models: Mapping[str, LedBy]

    def score(self, model: str, seasons: Sequence[int]) -> Reference | None:
        """The score of those whom `model` led in these quarters; None where it led nobody."""
        led = self.models.get(model)
        return None if led is None else led.score.reference(SCORE, seasons)

    def figures(self, model: str, seasons: Sequence[int]) -> tuple[Reference, ...]:
        """Each feature of `model` among those whom it led in these quarters, in the order of their names."""
        led = self.models.get(model)
        if led is None:
            return ()
        return tuple(led.features[name].reference(name, seasons) for name in sorted(led.features))

    def without(self, models: Collection[str]) -> DriftReference:
        """The same where these models are others now: how those lie whom they lead is not known yet."""
        kept = {name: led for name, led in self.models.items() if name not in models}
        return DriftReference(self.first, self.last, kept)


def spread_of(values: Any, seasons: Any) -> Spread:
    """Cut `values` (NaN where missing) into bins of equal count over the whole year and count each quarter;
    `seasons` is the quarter of each row."""
    every = np.asarray(values, dtype=np.float64)
    edges = reference_of("", every).edges
    return Spread(edges, tuple(counts_of(edges, every[seasons == season]) for season in range(SEASONS)))


def drift_text(reference: DriftReference) -> str:
    """The file of a bundle."""
    plain = {
        "first": reference.first.isoformat(),
        "last": reference.last.isoformat(),
        "models": {
            model: {
                SCORE: _plain(led.score),
                "features": {name: _plain(spread) for name, spread in led.features.items()},
            }
            for model, led in reference.models.items()
        },
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":")) + "\n"


def _plain(spread: Spread) -> dict[str, Any]:
    return {"edges": list(spread.edges), "counts": [list(counts) for counts in spread.counts]}


def read_drift(data: bytes, entries: Iterable[ModelEntry]) -> DriftReference:
    """The reference in `data` for a bundle of these models. Raises `ValueError`, `KeyError`, `TypeError`."""
    plain = json.loads(data)
    columns = {entry.id: set(entry.features) for entry in entries if entry.role == "pd"}
    models = {}
    for model, led in plain["models"].items():
        features = {name: _spread(spread) for name, spread in led["features"].items()}
        if set(features) != columns[model]:
            raise ValueError("a spread of each feature of the model is needed, and of no other")
        models[model] = LedBy(_spread(led[SCORE]), features)
    first, last = (date.fromisoformat(plain[end]) for end in ("first", "last"))
    if first > last:
        raise ValueError("a time ends after it begins")
    return DriftReference(first, last, models)


def _spread(plain: Mapping[str, Any]) -> Spread:
    edges = tuple(float(edge) for edge in plain["edges"])
    counts = tuple(tuple(int(count) for count in season) for season in plain["counts"])
    if not all(map(math.isfinite, edges)) or any(later <= before for before, later in pairwise(edges)):
        raise ValueError("edges rise")
    if len(counts) != SEASONS or any(len(season) != len(edges) + 2 for season in counts):
        raise ValueError("a count for each bin and for the missing, in each quarter")
    if min(map(min, counts)) < 0:
        raise ValueError("a count is not below zero")
    return Spread(edges, counts)
