"""Judging a bundle once more: its own models, on sellers drawn anew, beside the same naive baselines.

In: a loaded suite, the definitions its models were made from, a seed and how many sellers a view. Out: one
`Judged` for each model whose definition still reads as the model does. Nothing is trained: the training world
serves the baselines, which have something to learn, and shows what the shifted world costs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workstation.scoring import AnyModel, Kind, Model, ModelSuite, QuantileModel, TableModel
from workstation.training.definitions import Definition
from workstation.training.evaluation import Raw
from workstation.training.simulator import SHIFTED_WORLD, TRAINING_WORLD, View
from workstation.training.suite import economy
from workstation.training.suite.judging import Judged, judged_of
from workstation.training.suite.rows import Sample, sample, together
from workstation.training.suite.targets import Lesson, lesson
from workstation.training.table import Matrix, Progress, quiet


def judge_again(
    suite: ModelSuite,
    definitions: Sequence[Definition],
    *,
    seed: int,
    sellers: int,
    progress: Progress = quiet,
) -> tuple[Judged, ...]:
    """Draw `sellers` of each view in both worlds and judge every model of the suite."""
    training, shifted = (
        together([sample(world, view, seed=seed, sellers=sellers, progress=progress) for view in View])
        for world in (TRAINING_WORLD, SHIFTED_WORLD)
    )
    models = {m.entry.id: m for m in suite.models}
    found = [
        _judged(models[d.id], d, training, shifted, suite)
        for d in definitions
        if d.id in models and models[d.id].entry.features == d.features
    ]
    return tuple(judged for judged in found if judged is not None)


def _judged(
    model: AnyModel, definition: Definition, training: Sample, shifted: Sample, suite: ModelSuite
) -> Judged | None:
    if isinstance(model, TableModel):
        (slope,) = model.coefficients.values()
        return economy.judged_line(definition, slope, _told_by(suite), shifted)
    inside, outside = lesson(definition, training, routed=True), lesson(definition, shifted, routed=True)
    if not len(inside) or not len(outside):
        return None
    told, known = answers(model, outside), answers(model, inside)
    return judged_of(inside, outside, told=told, inside=known, trees=_middle(model))


def _middle(model: AnyModel) -> Raw:
    if isinstance(model, QuantileModel):
        return model.boosters[len(model.boosters) // 2]
    assert isinstance(model, Model)
    return model.booster


def answers(model: AnyModel, rows: Lesson) -> Matrix:
    """As `judging.answers` gives them, from a model of a bundle."""
    if isinstance(model, QuantileModel):
        return np.array(model.amounts(rows.column(model.base), rows.values))
    assert isinstance(model, Model)
    margins = np.array(model.margins(rows.values))[:, None]
    return margins if model.entry.kind is Kind.PROBABILITY else 1 / (1 + np.exp(-margins))


def _told_by(suite: ModelSuite) -> economy.Told:
    """The model of default that the line of the economy was fitted on."""
    model = suite.model("pd_retail")

    def told(drawn: Sample) -> tuple[Matrix, Matrix]:
        sellers = drawn.sellers
        met = np.ones(len(sellers), bool)
        for need in model.entry.applies_when:
            met &= np.nan_to_num(sellers.columns([need.feature])[:, 0], nan=-np.inf) >= need.at_least
        rows = sellers.where(met)
        margins = np.array(model.margins(rows.columns(model.entry.features)))
        return margins, rows.outcomes["defaulted"]

    return told
