"""The reference of drift that travels with a bundle: how sellers of the training world lie by quarter.

In: trained models of default and sellers of the training world that no model has learned from. Out: for each
model, of those whom it led, its score and its features in bins, counted by quarter. Unseen sellers, since a
model's own training rows lie farther apart on its score than any that come later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from workstation.scoring import TrainedModel
from workstation.scoring.drift_reference import DriftReference, LedBy, season_of, spread_of
from workstation.training.boosting import Trees
from workstation.training.suite.rows import Rows, Sample
from workstation.training.table import Matrix

_NOBODY = -1


def drift_reference(models: Sequence[TrainedModel], unseen: Sample) -> DriftReference:
    """A model that led nobody is not in it."""
    able = [model for model in models if model.role == "pd" and model.enabled]
    margins = np.column_stack([_margins(model, unseen.sellers) for model in able])
    led_by = np.where(np.isfinite(margins).any(axis=1), margins.argmax(axis=1), _NOBODY)
    seasons = np.array([season_of(date.fromordinal(day)) for day in unseen.sellers.day.tolist()])
    found = {
        model.id: _led(model, unseen.sellers.where(own), margins[own, place], seasons[own])
        for place, model in enumerate(able)
        if (own := led_by == place).any()
    }
    return DriftReference(unseen.world.first_as_of, unseen.world.last_as_of, found)


def _led(model: TrainedModel, rows: Rows, margins: Matrix, seasons: npt.NDArray[np.int64]) -> LedBy:
    score = [model.scale.points(margin) for margin in margins.tolist()]
    columns = zip(model.features, rows.columns(model.features).T, strict=True)
    return LedBy(spread_of(score, seasons), {name: spread_of(column, seasons) for name, column in columns})


def _margins(model: TrainedModel, rows: Rows) -> Matrix:
    """Calibrated log-odds, below every other where the model does not apply."""
    met = np.ones(len(rows), dtype=bool)
    for need in model.applies_when:
        met &= np.nan_to_num(rows.columns([need.feature])[:, 0], nan=-np.inf) >= need.at_least
    margins = np.full(len(rows), -np.inf)
    if met.any():
        raw = Trees(model.text).raw(rows.columns(model.features)[met])
        margins[met] = [model.scale.margin(one) for one in raw.tolist()]
    return margins
