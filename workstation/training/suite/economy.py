"""The line of the economy: how much default rises where a trade's demand falls, over simulated worlds.

In: a grown model of default and sellers of worlds that differ in nothing but the yearly drift of demand. Out:
one coefficient, log-odds of default a unit of drift: what the model cannot see, because it looks back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from workstation.scoring import Naive
from workstation.training import metrics
from workstation.training.definitions import Definition
from workstation.training.simulator import World
from workstation.training.suite.growing import Grown, raw_of
from workstation.training.suite.judging import Judged
from workstation.training.suite.rows import Sample
from workstation.training.suite.targets import lesson
from workstation.training.table import Matrix

Told: TypeAlias = Callable[[Sample], tuple[Matrix, Matrix]]
"""Calibrated log-odds of a model of default for the sellers it speaks of, and what became of them."""

DRIFTS = (-0.20, -0.08, 0.08)
_STEPS = 50
MOST = 1.0  # log-odds, either way
_COEFFICIENT_PLACES = 4


def worlds(base: World) -> tuple[World, ...]:
    """`base` with other drifts of demand."""
    return tuple(replace(base, name=f"drift {drift:+.2f}", demand_drift=drift) for drift in DRIFTS)


def told_by(grown: Grown) -> Told:
    """The way in which a model just grown tells."""

    def told(sample: Sample) -> tuple[Matrix, Matrix]:
        rows = lesson(grown.lesson.definition, sample, routed=True)
        return grown.a + grown.b * raw_of(grown.texts, rows.values)[:, 0], rows.target

    return told


def coefficient(told: Told, samples: Sequence[Sample]) -> float:
    """The slope of outcomes on drift where the model's log-odds are taken as they are (a logistic line with
    an offset, by Newton's method). Never above zero: more demand does not make default."""
    found = [told(sample) for sample in samples]
    margin, bad = (np.concatenate([part[i] for part in found]) for i in (0, 1))
    drifts = [sample.world.demand_drift for sample in samples]
    drift = np.repeat(drifts, [len(part[1]) for part in found])
    design = np.stack([np.ones_like(drift), drift], axis=1)
    line = np.zeros(2)
    for _ in range(_STEPS):
        p = metrics.probability(margin + design @ line)
        weight = np.maximum(p * (1 - p), 1e-9)
        step = np.linalg.solve(design.T @ (design * weight[:, None]), design.T @ (bad - p))
        line = line + step
        if np.abs(step).max() < 1e-10:
            break
    return min(round(float(line[1]), _COEFFICIENT_PLACES), 0.0)


def _beside_no_line(definition: Definition, margin: Matrix, bad: Matrix, slope: float, drift: float) -> Naive:
    """Log loss with the line and without it, on a world with a drift of its own."""
    with_line = margin + line(slope, drift)
    return Naive(
        definition.naive.name,
        definition.naive.figure,
        higher=False,
        model=round(metrics.log_loss(bad, metrics.probability(with_line)), 6),
        naive=round(metrics.log_loss(bad, metrics.probability(margin)), 6),
        rows=len(bad),
    )


def judged_line(
    definition: Definition, slope: float, told: Told, shifted: Sample, fitted_on: Sequence[Sample] = ()
) -> Judged:
    """The evaluation of the line; the sellers that it was fitted on are those of whom the model spoke."""
    margin, bad = told(shifted)
    outcomes = [told(sample)[1] for sample in fitted_on]
    naive = _beside_no_line(definition, margin, bad, slope, shifted.world.demand_drift)
    return Judged(
        id=definition.id,
        title=definition.title.both,
        role=definition.role,
        target=definition.target,
        horizon_days=definition.horizon_days,
        leaves=0,
        trees=0,
        training_rows=sum(map(len, outcomes)),
        training_events=sum(int(one.sum()) for one in outcomes),
        rows=naive.rows,
        events=int(bad.sum()),
        naive=naive,
        enabled=naive.beaten,
        figures={"log_odds_a_unit_of_outlook": slope},
        inside={},
        segments=(),
        promises=None,
    )


def line(slope: float, outlook: float) -> float:
    """What the line adds, held to one either way."""
    return float(np.clip(slope * outlook, -MOST, MOST))
