"""The adjustment of a bundle's forecasts: what a lender's own book knew of them by a day, as a signed file.

It lies beside the bundles and is signed by as many keys of the trust root as a bundle needs. It belongs to
one bundle, and holds from its day for as long as each horizon: then what it foretold has come true, and the
next one is due. Without a good one the forecasts stand as the bundle makes them. No decision reads it, and no
output of a model is changed by it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import workstation.scoring.refusals as refuse
from workstation.domain.assessment import BundleRef
from workstation.scoring.own_trees import OwnTrees, read_tree
from workstation.scoring.putting_right import PutRight
from workstation.scoring.signed_file import bytes_of, signed_in, write_signed
from workstation.scoring.trust import TrustRoot

ADJUSTMENT = "forecast-adjustment.json"
_WORD, _FORMAT = "adjustment", 1
_FAR = 10.0  # logs: twenty thousand times as much is no market


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the book of `sellers` knew by the end of `day` of the forecasts of `bundle`."""

    bundle: BundleRef
    day: date
    sellers: int
    parts: tuple[PutRight, ...]

    def of(self, horizon: int) -> PutRight | None:
        return next((part for part in self.parts if part.horizon == horizon), None)

    def last(self, horizon: int) -> date:
        """The last day on which the part of this horizon counts."""
        return self.day + timedelta(days=horizon)

    def to_bytes(self) -> bytes:
        """What is signed: canonical JSON."""
        plain = {
            "format": _FORMAT,
            "bundle": asdict(self.bundle),
            "day": self.day.isoformat(),
            "sellers": self.sellers,
            "parts": [asdict(part) for part in self.parts],
        }
        return (json.dumps(plain, sort_keys=True, separators=(",", ":")) + "\n").encode()


def write_adjustment(
    models_folder: Path, adjustment: Adjustment, private_keys: Sequence[bytes], trust: TrustRoot
) -> Path:
    """Put the adjustment in place of an older one. Raises `KnownError` (`bundle.signature`) where the keys
    are not enough keys of the trust root; nothing is written then."""
    path = models_folder / ADJUSTMENT
    write_signed(path, _WORD, adjustment.to_bytes(), private_keys, trust)
    return path


def read_adjustment(models_folder: Path, trust: TrustRoot) -> Adjustment | None:
    """The adjustment in this folder; None where there is none. Raises `KnownError`: `bundle.damaged` where it
    cannot be read, `bundle.version` where it is of another format, `bundle.signature`."""
    data = adjustment_beside(models_folder)
    return adjustment_in(data, trust) if data else None


def adjustment_beside(models_folder: Path) -> bytes:
    """The file beside the bundles as it lies there; empty where there is none."""
    return bytes_of(models_folder / ADJUSTMENT)


def adjustment_in(data: bytes, trust: TrustRoot) -> Adjustment:
    """The adjustment in a file's bytes. Raises `KnownError` as `read_adjustment`."""
    body = signed_in(data, ADJUSTMENT, _WORD, trust)
    try:
        plain = json.loads(body)
        if plain["format"] != _FORMAT:
            raise refuse.newer(ADJUSTMENT, plain["format"])
        bundle = plain["bundle"]
        found = Adjustment(
            BundleRef(str(bundle["name"]), int(bundle["version"]), str(bundle["sha256"])),
            date.fromisoformat(plain["day"]),
            int(plain["sellers"]),
            tuple(_part(part) for part in plain["parts"]),
        )
        if not all(found.last(part.horizon) > found.day for part in found.parts):
            raise ValueError("a horizon is a day at least")
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):  # a day beyond the calendar, too
        raise refuse.damaged(ADJUSTMENT, "is malformed") from None
    return found


def _part(plain: Any) -> PutRight:
    places = tuple(float(place) for place in plain["places"])
    widths = tuple(float(width) for width in plain["widths"])
    figures = [float(plain[name]) for name in ("growth", "season", "shift", "unsure", "centre")]
    if not places or sorted(places) != list(places) or not 0 < places[0] <= places[-1] < 1:
        raise ValueError("quantiles rise between 0 and 1")
    if len(widths) != len(places):
        raise ValueError("a width for each quantile is needed")
    if not all(math.isfinite(figure) and abs(figure) < _FAR for figure in (*figures, *widths)):
        raise ValueError("a figure is out of reason")
    growth, season, shift, unsure, centre = figures
    own = None if plain["own"] is None else _own(plain["own"], len(places))
    counts = int(plain["days"]), int(plain["outcomes"])
    return PutRight(
        int(plain["horizon"]), places, growth, season, shift, unsure, widths, *counts, own, centre
    )


def _own(plain: Any, places: int) -> OwnTrees:
    features = tuple(str(name) for name in plain["features"])
    quantiles = tuple(tuple(read_tree(tree, len(features)) for tree in trees) for trees in plain["quantiles"])
    if len(quantiles) != places:
        raise ValueError("trees for each quantile are needed")
    return OwnTrees(features, quantiles)
