"""Judging a model on rows it has not seen: every figure of its margins, and a sweep of what it promises.

In: outcomes and margins, or trees and rows. Out: `Figures` and `Promises`, plain data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from workstation.training import metrics
from workstation.training.boosting import Recipe
from workstation.training.missing import blanked
from workstation.training.plans import is_signed
from workstation.training.table import Flags, Matrix

_SWEPT_ROWS, _SWEPT_POINTS = 300, 25
_TOLERANCE = 1e-9  # log-odds: what a float sum of trees may wobble


class Raw(Protocol):
    """Trees that can be asked: rows in, raw log-odds out."""

    def raw(self, matrix: Matrix, /) -> Matrix: ...


@dataclass(frozen=True, slots=True)
class Figures:
    """One model on one set of rows. `slope` and `intercept` are of outcome on margin: 1 and 0 are perfect."""

    rows: int
    bad: int
    auc: float
    auc_low: float
    auc_high: float
    ks: float
    brier: float
    log_loss: float
    slope: float
    intercept: float
    ece: float
    mean_probability: float


@dataclass(frozen=True, slots=True)
class Promises:
    """How often a promise is broken, as shares of all cases tried: moving one signed field the wrong way,
    blanking one signed field, blanking a whole ledger. `worst_*` in log-odds, 0 where none is broken."""

    monotone_cases: int
    monotone_violations: float
    blank_cases: int
    blank_violations: float
    worst_blank: float
    ledger_cases: int
    ledger_violations: float


def figures(bad: Flags, margin: Matrix) -> Figures:
    """Every figure of calibrated margins against outcomes."""
    p = metrics.probability(margin)
    low, high = metrics.auc_interval(bad, margin)
    intercept, slope = metrics.logistic_line(bad, margin)
    return Figures(
        rows=len(bad),
        bad=int(bad.sum()),
        auc=metrics.auc(bad, margin),
        auc_low=low,
        auc_high=high,
        ks=metrics.ks(bad, margin),
        brier=metrics.brier(bad, p),
        log_loss=metrics.log_loss(bad, p),
        slope=slope,
        intercept=intercept,
        ece=metrics.expected_calibration_error(bad, p),
        mean_probability=float(p.mean()),
    )


def promises_of(plan: Recipe, trees: Raw, values: Matrix) -> Promises:
    """Sweep what the trees promise over these rows, in the order of the recipe's features."""
    base = trees.raw(values)
    signed = [i for i, direction in enumerate(plan.directions) if is_signed(direction)]
    place = {name: i for i, name in enumerate(plan.features)}
    single = [_blanking(trees, values, base, [i]) for i in signed]
    whole = [
        _blanking(trees, values, base, [place[n] for n in names]) for names in plan.ledgers.values() if names
    ]
    moved = [_sweep(trees, values[:_SWEPT_ROWS], values[:, i], i, plan.directions[i]) for i in signed]
    return Promises(
        monotone_cases=sum(cases for cases, _ in moved),
        monotone_violations=sum(broken for _, broken in moved) / max(sum(cases for cases, _ in moved), 1),
        blank_cases=sum(cases for cases, _, _ in single),
        blank_violations=sum(b for _, b, _ in single) / max(sum(cases for cases, _, _ in single), 1),
        worst_blank=min((worst for _, _, worst in single), default=0.0),
        ledger_cases=sum(cases for cases, _, _ in whole),
        ledger_violations=sum(b for _, b, _ in whole) / max(sum(cases for cases, _, _ in whole), 1),
    )


def _blanking(trees: Raw, values: Matrix, base: Matrix, columns: Sequence[int]) -> tuple[int, int, float]:
    """(cases, cases in which blanking lowered the risk, the largest lowering in log-odds)."""
    copy, had = blanked(values, columns)
    change = (trees.raw(copy) - base)[had]
    helped = change < -_TOLERANCE
    return len(change), int(helped.sum()), float(min(change[helped], default=0.0))


def _sweep(trees: Raw, rows: Matrix, column: Matrix, index: int, direction: int) -> tuple[int, int]:
    """Move one feature over its quantiles in each row; (steps, steps in the wrong direction)."""
    seen = column[~np.isnan(column)]
    if not len(seen):
        return 0, 0
    points = np.quantile(seen, np.linspace(0, 1, _SWEPT_POINTS))
    swept = np.repeat(rows, _SWEPT_POINTS, axis=0)
    swept[:, index] = np.tile(points, len(rows))
    steps = np.diff(trees.raw(swept).reshape(len(rows), _SWEPT_POINTS), axis=1)
    return steps.size, int((steps * direction < -_TOLERANCE).sum())
