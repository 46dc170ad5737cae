"""Whom a model's reasons are given against, and whom an applicant is compared with.

In: a model's text and scale, and the rows it was trained on as they really were (no holes put in). Out: the
just-approved median, a value for each feature, None where most of the just approved have none; and a small
anonymous set of sellers with what became of them. Approved is who stays below the last grade: its edge, 16 %,
is the cut-off of the credit loan, (margin − cost) / (margin + loss given default).
"""

from __future__ import annotations

import math

import numpy as np

from workstation.scoring import Scale
from workstation.scoring.explaining import just_approved_median
from workstation.scoring.explaining.neighbours import Neighbours, knots_of, neighbours_text, ranks_of
from workstation.training.boosting import Trees
from workstation.training.table import Flags, Matrix

_SET_SIZE = 600
_WEIGHT_PLACES = 6


def reference_of(text: str, scale: Scale, values: Matrix) -> tuple[float | None, ...]:
    """The reference for the manifest's entry. Empty where nobody is approved: then there is none."""
    trees = Trees(text)
    edge = scale.grades[-2].up_to
    cut_off = (math.log(edge / (1 - edge)) - scale.a) / scale.b
    try:
        found = just_approved_median(trees.raw, values, cut_off)
    except ValueError:
        return ()
    return tuple(None if np.isnan(value) else value for value in found.tolist())


def neighbours_of(text: str, values: Matrix, bad: Flags, *, seed: int, simulated: bool) -> str:
    """The anonymous set of comparable sellers for a bundle: at most `_SET_SIZE` rows drawn with `seed`, each
    figure told by its twentieth, weighed by what the model makes of it (mean absolute contribution)."""
    chosen = np.sort(np.random.default_rng([seed, 17]).permutation(len(values))[:_SET_SIZE])
    drawn, knots = values[chosen], knots_of(values)
    pull = np.abs(Trees(text).contributions(drawn)).mean(axis=0)
    whole = float(pull.sum())
    shares = pull / whole if whole > 0 else np.full(len(pull), 1 / len(pull))
    weights = np.round(shares, _WEIGHT_PLACES)
    return neighbours_text(Neighbours(simulated, knots, ranks_of(drawn, knots), bad[chosen], weights))
