"""A model's verified bytes to a model that answers, by its kind; refused in words before LightGBM sees them.

In: an entry of the manifest and the very bytes that were hashed. Out: a model. Trees of a probability or
share are one text of LightGBM's; quantiles are JSON with a text for each; a table is JSON of ours.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

from workstation.scoring.against import Against
from workstation.scoring.booster import LockedBooster
from workstation.scoring.entry import Kind, ModelEntry
from workstation.scoring.explaining.neighbours import Neighbours, read_neighbours
from workstation.scoring.model import AnyModel, Model, QuantileModel, TableModel
from workstation.scoring.model_text import broken_promise

SUFFIXES: dict[Kind, str] = {
    Kind.PROBABILITY: "txt",
    Kind.SHARE: "txt",
    Kind.QUANTILES: "json",
    Kind.TABLE: "json",
}


class BrokenPromise(Exception):
    """A model's file breaks a promise of this program; the message says which."""


def ready(entry: ModelEntry, content: bytes, neighbours: bytes | None = None) -> AnyModel:
    """The model in `content`, with its comparable cases in `neighbours`. Raises `BrokenPromise`."""
    try:
        text = content.decode()
        if entry.kind is Kind.TABLE:
            return _table(entry, json.loads(text))
        if entry.kind is Kind.QUANTILES:
            return _quantiles(entry, json.loads(text))
        against = Against(entry, text) if entry.reference else None
        beside = None if neighbours is None else _neighbours(entry, neighbours)
        return Model(entry, _trees(entry, text), against, beside)
    except (ValueError, KeyError, TypeError, AttributeError):
        of = "this program's" if entry.kind is Kind.TABLE else "LightGBM's"
        raise BrokenPromise(f"its file is not a model of {of}") from None


def _neighbours(entry: ModelEntry, content: bytes) -> Neighbours:
    try:
        return read_neighbours(content, len(entry.features))
    except (ValueError, KeyError, TypeError):
        raise BrokenPromise("its comparable cases do not fit it") from None


def _trees(entry: ModelEntry, text: str) -> LockedBooster:
    broken = broken_promise(text, entry.features, entry.directions, entry.kind)
    if broken:
        raise BrokenPromise(broken)
    return LockedBooster(text)


def quantile_file(
    *, base: str, per: float, floor: float, places: list[float], shifts: list[float], texts: list[str]
) -> str:
    """The file of a quantile model."""
    plain = {
        "base": base, "per": per, "floor": floor, "places": places, "shifts": shifts, "texts": texts,
    }  # fmt: skip
    return json.dumps(plain, indent=0, sort_keys=True) + "\n"


def _quantiles(entry: ModelEntry, plain: dict[str, Any]) -> QuantileModel:
    places = tuple(float(place) for place in plain["places"])
    shifts = tuple(float(shift) for shift in plain["shifts"])
    texts = [str(text) for text in plain["texts"]]
    numbers = float(plain["per"]), float(plain["floor"])
    if not places or not len(places) == len(shifts) == len(texts):
        raise ValueError("a shift and a text for each quantile are needed")
    if not 0 < places[0] <= places[-1] < 1 or any(later <= before for before, later in pairwise(places)):
        raise ValueError("quantiles rise between 0 and 1")
    if not all(map(math.isfinite, (*numbers, *shifts))) or numbers[0] <= 0 or numbers[1] < 0:
        raise ValueError("a base and a floor are finite and above zero")
    if plain["base"] not in {n.feature for n in entry.applies_when}:
        raise ValueError("the base must be there wherever the model applies")
    boosters = tuple(_trees(entry, text) for text in texts)
    return QuantileModel(entry, str(plain["base"]), *numbers, places, shifts, boosters)


def table_file(*, intercept: float, coefficients: dict[str, float], low: float, high: float) -> str:
    """The file of a table model."""
    plain = {"intercept": intercept, "coefficients": coefficients, "low": low, "high": high}
    return json.dumps(plain, indent=1, sort_keys=True) + "\n"


def _table(entry: ModelEntry, plain: dict[str, Any]) -> TableModel:
    coefficients = {str(name): float(value) for name, value in plain["coefficients"].items()}
    ends = float(plain["low"]), float(plain["high"])
    intercept = float(plain["intercept"])
    if not all(map(math.isfinite, (intercept, *ends, *coefficients.values()))) or ends[0] > ends[1]:
        raise ValueError("a line needs finite figures between two ends")
    if set(coefficients) != set(entry.features):
        raise ValueError("a coefficient for each feature is needed")
    if not set(entry.features) <= {n.feature for n in entry.applies_when}:
        raise ValueError("every feature of a line must be there wherever it applies")
    for name, direction in zip(entry.features, entry.directions, strict=True):
        if direction and coefficients[name] * direction < 0:
            raise BrokenPromise("it was not fitted under the directions of its features")
    return TableModel(entry, intercept, coefficients, *ends)
