"""Judging a grown model on a world it has not seen, beside a named naive one.

In: a grown model, its training table and a table of the shifted world. Out: `Evaluation`, plain figures. The
naive model is a logistic line through the logarithm of twelve months' sales, fitted on the same training
rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.training import metrics
from workstation.training.boosting import Grown, Recipe, Trees
from workstation.training.missing import blanked
from workstation.training.plans import ModelPlan, is_signed
from workstation.training.table import Flags, Matrix, Table

_SWEPT_ROWS, _SWEPT_POINTS = 300, 25
_TOLERANCE = 1e-9  # log-odds: what a float sum of trees may wobble


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


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`inside` is out of fold in the training world, `shifted` out of time in another; `segments` by shop
    kind in the shifted world as (name, rows, bad, AUC)."""

    model: str
    inside: Figures
    shifted: Figures
    naive_inside: Figures
    naive_shifted: Figures
    promises: Promises
    segments: tuple[tuple[str, int, int, float], ...]


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


def evaluate(grown: Grown[ModelPlan], training: Table, shifted: Table) -> Evaluation:
    """Judge `grown` inside its world and in the shifted one, and sweep its promises on shifted rows."""
    plan, trees = grown.plan, Trees(grown.text)
    values = shifted.columns(plan.features)
    margin = grown.a + grown.b * trees.raw(values)
    naive = _naive_line(plan, training)
    return Evaluation(
        model=plan.id,
        inside=figures(training.bad, grown.a + grown.b * grown.out_of_fold),
        shifted=figures(shifted.bad, margin),
        naive_inside=figures(training.bad, naive[0] + naive[1] * _log_sales(plan, training)),
        naive_shifted=figures(shifted.bad, naive[0] + naive[1] * _log_sales(plan, shifted)),
        promises=promises_of(plan, trees, values),
        segments=tuple(
            (str(name), int(of.sum()), int(shifted.bad[of].sum()), metrics.auc(shifted.bad[of], margin[of]))
            for name in np.unique(shifted.segment)
            if (of := shifted.segment == name).any()
        ),
    )


def _log_sales(plan: ModelPlan, table: Table) -> Matrix:
    sales = np.nan_to_num(table.columns([plan.baseline])[:, 0], nan=0.0)
    logged: Matrix = np.log1p(np.maximum(sales, 0.0))
    return logged


def _naive_line(plan: ModelPlan, training: Table) -> tuple[float, float]:
    return metrics.logistic_line(training.bad, _log_sales(plan, training))


def promises_of(plan: Recipe, trees: Trees, values: Matrix) -> Promises:
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


def _blanking(trees: Trees, values: Matrix, base: Matrix, columns: Sequence[int]) -> tuple[int, int, float]:
    """(cases, cases in which blanking lowered the risk, the largest lowering in log-odds)."""
    copy, had = blanked(values, columns)
    change = (trees.raw(copy) - base)[had]
    helped = change < -_TOLERANCE
    return len(change), int(helped.sum()), float(min(change[helped], default=0.0))


def _sweep(trees: Trees, rows: Matrix, column: Matrix, index: int, direction: int) -> tuple[int, int]:
    """Move one feature over its quantiles in each row; (steps, steps in the wrong direction)."""
    seen = column[~np.isnan(column)]
    if not len(seen):
        return 0, 0
    points = np.quantile(seen, np.linspace(0, 1, _SWEPT_POINTS))
    swept = np.repeat(rows, _SWEPT_POINTS, axis=0)
    swept[:, index] = np.tile(points, len(rows))
    steps = np.diff(trees.raw(swept).reshape(len(rows), _SWEPT_POINTS), axis=1)
    return steps.size, int((steps * direction < -_TOLERANCE).sum())
