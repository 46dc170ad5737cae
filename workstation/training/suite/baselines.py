"""The naive models that each of the suite must beat, and the figures by which both are held side by side.

In: what was true, what a model and its baseline told of the same rows. Out: one figure of each, and whether
more of it is better. A baseline that has anything to learn learned it from the training rows.
"""

from __future__ import annotations

import numpy as np

from workstation.scoring import Kind, Naive
from workstation.training import metrics
from workstation.training.definitions import Definition
from workstation.training.suite.targets import Lesson
from workstation.training.table import Flags, Matrix

FALSE_ALARMS = 0.01
_HIGHER = frozenset({"auc", "recall_at_1pct"})


def recall_at(bad: Flags, score: Matrix, false_alarms: float = FALSE_ALARMS) -> float:
    """Share of the bad above the score that so many of the good are above."""
    bar = float(np.quantile(score[~bad], 1 - false_alarms))
    return float(np.mean(score[bad] > bar)) if bad.any() else float("nan")


def rmse(truth: Matrix, told: Matrix) -> float:
    return float(np.sqrt(np.mean((truth - told) ** 2)))


def figure(definition: Definition, truth: Matrix, told: Matrix) -> float:
    """The figure the definition names; `told` are log-odds of a probability, else in the target's unit."""
    bad = truth > 0.5
    match definition.naive.figure:
        case "auc":
            return metrics.auc(bad, told)
        case "recall_at_1pct":
            return recall_at(bad, told)
        case "log_loss":
            return metrics.log_loss(bad, metrics.probability(told))
        case "rmse":
            return rmse(truth, told)
        case "wmape":
            return metrics.wmape(truth, told)


def beside(definition: Definition, training: Lesson, shifted: Lesson, told: Matrix) -> Naive:
    """The model's figure and its baseline's on the shifted rows."""
    rivals = _naive(definition, training, shifted)
    higher = definition.naive.figure in _HIGHER
    figures = [figure(definition, shifted.target, rival) for rival in rivals]
    own, best = figure(definition, shifted.target, told), max(figures) if higher else min(figures)
    if not np.isfinite([own, best]).all():
        own = best = 0.0  # nothing to judge by: nobody has won
    return Naive(
        definition.naive.name,
        definition.naive.figure,
        higher,
        round(own, 6),
        round(best, 6),
        len(shifted),
    )


def _naive(definition: Definition, training: Lesson, shifted: Lesson) -> list[Matrix]:
    """What the baseline tells of the shifted rows; several where the better one of them counts."""
    naive = definition.naive
    match naive.by:
        case "line":
            return [_line(definition, training, shifted)]
        case "mean":
            return [np.full(len(shifted), float(training.target.mean()))]
        case "persistence":
            names = [name for name in (naive.feature, naive.season) if name]
            return [np.nan_to_num(shifted.column(name), nan=0.0) for name in names]
        case "weak_month":
            return [_weak_month(definition, training, shifted)]
        case "none":
            return [np.zeros(len(shifted))]


def _line(definition: Definition, training: Lesson, shifted: Lesson) -> Matrix:
    """A logistic line through one feature, on a logarithmic scale where it is an amount."""
    if definition.kind is not Kind.PROBABILITY:
        raise ValueError(f"{definition.id}: a line is a baseline of a probability")
    seen = training.column(definition.naive.feature)
    middle = float(np.nanmedian(seen))

    def through(lesson: Lesson) -> Matrix:
        values = np.nan_to_num(lesson.column(definition.naive.feature), nan=middle)
        scaled: Matrix = np.sign(values) * np.log1p(np.abs(values))
        return scaled

    a, b = metrics.logistic_line(training.bad, through(training))
    return a + b * through(shifted)


def _weak_month(definition: Definition, training: Lesson, shifted: Lesson) -> Matrix:
    """The mean month of the last quarter times the share that the seller's own weak month has of its mean."""
    assert definition.quantiles is not None
    usual = float(np.nanmedian(training.column(definition.naive.feature)))
    share = np.nan_to_num(shifted.column(definition.naive.feature), nan=usual)
    month: Matrix = shifted.column(definition.quantiles.base) * definition.quantiles.per
    return month * share
