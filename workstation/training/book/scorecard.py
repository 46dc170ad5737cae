"""A scorecard beside the trees: weights of evidence in bins, a logistic regression over them, points.

In: a book and row numbers. Out: `Scorecard`, which gives log-odds for any rows, and its table of points. The
regression is solved by Newton's method (iteratively reweighted least squares); a feature whose coefficient
would turn its own bins round is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workstation.scoring.scale import STANDARD_FACTOR, STANDARD_OFFSET
from workstation.training import metrics
from workstation.training.book.binning import Bins, learn_bins
from workstation.training.book.book import BEYOND, Book, Feature
from workstation.training.book.encoding import Rows
from workstation.training.table import Flags, Matrix

_STEPS = 60
_CLOSE = 1e-7
_RIDGE = 1.0  # pull on a coefficient, in rows' worth of information
_FEW = 3  # turned coefficients are left out one by one where they are few
_WORTH = 0.005  # information value below which a feature says nothing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: `points` are whole, the fewer the riskier; `weight` is in log-odds."""

    feature: str
    bin: str
    rows: int
    bad_rate: float
    weight: float
    points: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    bins: tuple[Bins, ...]
    coefficients: tuple[float, ...]
    intercept: float

    def margins(self, features: Sequence[Feature], rows: Rows) -> Matrix:
        """Log-odds of the rows."""
        named = {feature.name: feature for feature in features}
        margins = np.full(len(rows), self.intercept)
        for bins, coefficient in zip(self.bins, self.coefficients, strict=True):
            margins += coefficient * bins.weigh(named[bins.feature], rows)
        return margins

    def base_points(self) -> int:
        """Points of an applicant whose every bin is average."""
        return round(STANDARD_OFFSET - STANDARD_FACTOR * self.intercept)

    def table(self) -> Iterator[Row]:
        """Each bin of each feature with its points, which are added to the base."""
        for bins, coefficient in zip(self.bins, self.coefficients, strict=True):
            weights = [*bins.weights, bins.blank]
            for words, weight, rows, bads in zip(_words(bins), weights, bins.rows, bins.bads, strict=True):
                points = round(-STANDARD_FACTOR * coefficient * weight)
                yield Row(bins.feature, words, rows, bads / rows if rows else 0.0, weight, points)


def learn_scorecard(book: Book, rows: Rows) -> Scorecard:
    """Bins and coefficients from `rows` of the book alone."""
    bad = book.bad[rows]
    bins = [learn_bins(feature, rows, bad) for feature in book.features]
    kept = [b for b in bins if _information(b) > _WORTH] or bins
    named = {feature.name: feature for feature in book.features}
    weights = np.stack([b.weigh(named[b.feature], rows) for b in kept], axis=1)
    line = _regression(weights, bad, np.zeros(len(kept) + 1))
    while len(kept) > 1 and (line[1:] <= 0).any():
        turned = np.flatnonzero(line[1:] <= 0)
        gone = (
            turned if len(turned) > _FEW and len(turned) < len(kept) else turned[[line[1 + turned].argmin()]]
        )
        kept = [b for place, b in enumerate(kept) if place not in gone]
        weights = np.delete(weights, gone, axis=1)
        line = _regression(weights, bad, np.delete(line, gone + 1))
    return Scorecard(tuple(kept), tuple(map(float, line[1:])), float(line[0]))


def _information(bins: Bins) -> float:
    """Information value: the distance between the bins of good and of bad (Kullback 1959)."""
    rows, bads = np.array(bins.rows, float), np.array(bins.bads, float)
    goods = rows - bads
    share = bads / max(bads.sum(), 1) - goods / max(goods.sum(), 1)
    return float((share * np.array([*bins.weights, bins.blank])).sum())


def _regression(weights: Matrix, bad: Flags, start: Matrix) -> Matrix:
    """Intercept and coefficients of the logistic regression, with a small ridge on the coefficients."""
    design = np.column_stack([np.ones(len(weights)), weights])
    line = start.copy()
    line[0] = np.log(bad.mean() / (1 - bad.mean()))
    pull = np.diag([0.0] + [_RIDGE] * weights.shape[1])
    loss = _loss(design, bad, line)
    for _ in range(_STEPS):
        # einsum instead of products: on a busy machine BLAS waits for cores longer than it computes
        p = metrics.probability(np.einsum("ni,i->n", design, line))
        slope = np.einsum("ni,n->i", design, bad - p) - pull @ line
        weighted = design * np.maximum(p * (1 - p), 1e-9)[:, None]
        step = np.linalg.solve(np.einsum("ni,nj->ij", weighted, design) + pull, slope)
        while (found := _loss(design, bad, line + step)) > loss and np.abs(step).max() > _CLOSE:
            step = step / 2
        line, loss = line + step, found
        if np.abs(step).max() < _CLOSE:
            break
    return line


def _loss(design: Matrix, bad: Flags, line: Matrix) -> float:
    margin = np.einsum("ni,i->n", design, line)
    fit = float(np.logaddexp(0.0, margin).sum() - margin[bad].sum())
    return fit + _RIDGE * float((line[1:] ** 2).sum()) / 2


def _words(bins: Bins) -> list[str]:
    if bins.levels or not bins.weights:
        return [*bins.levels, "blank"]
    ends = ["", *(_shown(edge) for edge in bins.edges), ""]
    return [*(_between(low, high) for low, high in pairwise(ends)), "blank"]


def _between(low: str, high: str) -> str:
    if low and high:
        return f"{low} ≤ x < {high}"
    return f"x ≥ {low}" if low else f"x < {high}" if high else "any"


def _shown(edge: float) -> str:
    if abs(edge) >= BEYOND:
        return "the code for best or worst"
    return f"{edge:.6g}"
