"""Whether figures come from another population than before: the stability index, and when it alarms.

In: figures of two times, the earlier one cut into bins of equal count, with a bin of its own for what is
missing. Out: PSI with its critical value. The folklore of 0.10 and 0.25 depends on neither number of rows;
without any shift PSI · NM/(N+M) follows χ² with B−1 degrees (Yurdakul and Naranjo 2020,
doi:10.21314/JRMV.2020.226), so that the alarm is sounded where that is exceeded, and told beside the index.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
BINS = 10
CONFIDENCE = 0.95
_HALF = 0.5  # rows put into every bin, so that an empty one has a logarithm


@dataclass(frozen=True, slots=True)
class Reference:
    """How one figure lay in the earlier time: `edges` between its bins, rising, and the rows in each; the
    last count is of rows in which it was missing."""

    name: str
    edges: tuple[float, ...]
    counts: tuple[int, ...]

    @property
    def rows(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Drift:
    """`critical` is what the index stays below in 95 of 100 times where nothing has moved; with many figures
    under watch `confidence` is higher. `largest` says which bin moved most: its number from 0, and by how
    much its share rose. `missing` is the share without a value, before and now."""

    name: str
    psi: float
    critical: float
    rows: tuple[int, int]
    bins: int
    largest: tuple[int, float]
    missing: tuple[float, float]
    confidence: float = CONFIDENCE

    @property
    def alarms(self) -> bool:
        return self.psi > self.critical


def reference_of(name: str, values: Any, bins: int = BINS) -> Reference:
    """Cut what is known of `values` (NaN where missing) into at most `bins` bins of equal count; equal values
    are never in two bins."""
    known = np.asarray(values, dtype=np.float64)
    known = np.sort(known[~np.isnan(known)])
    places = [round(len(known) * part / bins) for part in range(1, bins)]
    edges = tuple(dict.fromkeys(float(known[at]) for at in places if 0 < at < len(known)))
    edges = tuple(edge for edge in edges if len(known) and edge > known[0])
    return Reference(name, edges, counts_of(edges, values))


def counts_of(edges: Sequence[float], values: Any) -> tuple[int, ...]:
    """Rows in each bin, an edge belonging to the bin above it; the missing ones last."""
    every = np.asarray(values, dtype=np.float64)
    known = every[~np.isnan(every)]
    places = np.searchsorted(np.asarray(edges, dtype=np.float64), known, side="right")
    counted = np.bincount(places, minlength=len(edges) + 1).tolist()
    return (*(int(count) for count in counted), int(len(every) - len(known)))


def drift_of(reference: Reference, values: Any, confidence: float = CONFIDENCE) -> Drift:
    """The index of `values` against the reference, as `drift_of_counts` reckons it."""
    return drift_of_counts(reference, counts_of(reference.edges, values), confidence)


def drift_of_counts(reference: Reference, counts: Sequence[int], confidence: float = CONFIDENCE) -> Drift:
    """The index of figures counted in the reference's bins. Bins that are empty in both are left out, so that
    a figure never missing has no degree of freedom for it. With fewer than two bins nothing can drift."""
    before, now = np.asarray(reference.counts), np.asarray(counts)
    used = (before > 0) | (now > 0)
    places = np.flatnonzero(used)
    before, now = before[used], now[used]
    earlier, later = int(before.sum()), int(now.sum())
    missing = (_share(reference.counts[-1], earlier), _share(counts[-1], later))
    if len(before) < 2 or not earlier or not later:
        return Drift(
            reference.name, 0.0, math.inf, (earlier, later), len(before), (0, 0.0), missing, confidence
        )
    left: Floats = (before + _HALF) / (before + _HALF).sum()
    right: Floats = (now + _HALF) / (now + _HALF).sum()
    moved = right - left
    psi = math.fsum((moved * np.log(right / left)).tolist())
    most = int(np.argmax(np.abs(moved)))
    critical = critical_psi(earlier, later, len(before), confidence)
    return Drift(
        reference.name,
        round(psi, 6),
        round(critical, 6),
        (earlier, later),
        len(before),
        (int(places[most]), round(float(moved[most]), 4)),
        missing,
        confidence,
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def critical_psi(earlier: int, later: int, bins: int, confidence: float = CONFIDENCE) -> float:
    """χ²(confidence, bins − 1) · (N + M)/(N·M): 0.186 for 1,000 against 100 rows in ten bins."""
    return chi_square(confidence, bins - 1) * (earlier + later) / (earlier * later)


def over_many(confidence: float, figures: int) -> float:
    """The confidence for each of several figures so that all of them together keep `confidence` (Šidák)."""
    return float(confidence ** (1.0 / max(figures, 1)))


def chi_square(confidence: float, degrees: int) -> float:
    """The quantile of χ², by halving: enough for any alarm, and no library is loaded for it."""
    low, high = 0.0, 10.0 * degrees + 100.0
    for _ in range(200):
        middle = (low + high) / 2.0
        if _lower_gamma(degrees / 2.0, middle / 2.0) < confidence:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _lower_gamma(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function by its series (Abramowitz and Stegun 6.5.29)."""
    if x <= 0:
        return 0.0
    term = total = 1.0 / shape
    for step in range(1, 2000):
        term *= x / (shape + step)
        total += term
        if term < total * 1e-16:
            break
    return min(total * math.exp(shape * math.log(x) - x - math.lgamma(shape)), 1.0)


def chance_of(drift: Drift) -> float:
    """How often the index is as high or higher where nothing has moved; 1 for what cannot drift."""
    degrees, (earlier, later) = drift.bins - 1, drift.rows
    if degrees < 1 or not math.isfinite(drift.critical):
        return 1.0
    height = drift.psi * earlier * later / (earlier + later)
    if height > 700.0:  # beyond what the series can add up; far beyond any alarm
        return 0.0
    return 1.0 - _lower_gamma(degrees / 2.0, height / 2.0)
