"""The applicant against whom a model's reasons are given: the just-approved median of its training rows.

In: a model's text and scale, and the rows it was trained on as they really were (no holes put in). Out: a
value for each feature, None where most of the just approved have none. Approved is who stays below the last
grade: its edge, 16 %, is the cut-off of the credit loan, (margin − cost) / (margin + loss given default).
"""

from __future__ import annotations

import math

import numpy as np

from workstation.scoring import Scale
from workstation.scoring.explaining import just_approved_median
from workstation.training.boosting import Trees
from workstation.training.table import Matrix


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
