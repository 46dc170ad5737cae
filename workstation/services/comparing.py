"""Whom an applicant is comparable with, and what it costs the score that a record is missing.

Goes in: an appraisal and the suite it rests on, whose models carry an anonymous set of sellers. Comes out:
the nearest of them with what became of them, and for each kind of evidence the points between now and what
sellers who have it usually have. Without such a set nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.domain.evidence import EvidenceDomain
from workstation.features.dictionary import DICTIONARY
from workstation.services.explained import Comparable, Difference, EvidenceCost, NearCase
from workstation.services.values import Appraisal

if TYPE_CHECKING:
    from workstation.domain.assessment import FeatureVector, ModelOutput
    from workstation.scoring import Model, ModelSuite
    from workstation.scoring.explaining.forest import Floats
    from workstation.scoring.explaining.neighbours import Neighbours

COMPARED = 30
"""How many of the nearest sellers are counted."""
_SHOWN_NEAREST = 5
_DIFFERENCES = 3
_POINT_PLACES = 6
_USUAL, _WEAK, _STRONG = 0.5, 0.1, 0.9


def leading_model(appraisal: Appraisal, suite: ModelSuite) -> Model | None:
    """The model that the decision rests on; None where none applies or its bundle is not this one."""
    assessment = appraisal.assessment
    if not assessment.leading or assessment.bundle != suite.ref:
        return None
    return suite.model(assessment.leading)


def row_for(features: FeatureVector, columns: Sequence[str]) -> Floats:
    """The figures in the order of `columns`, NaN where there is no record."""
    import numpy as np

    from workstation.scoring.booster import row_of

    return np.array(row_of(features, columns))


def neighbours_for(appraisal: Appraisal, suite: ModelSuite) -> Neighbours | None:
    """The leading model's set, its figures weighed half by what the model makes of them at large and half by
    what they did to this applicant: with both, how many near ones defaulted goes with the risk."""
    import numpy as np

    model, output = leading_model(appraisal, suite), appraisal.assessment.output
    if model is None or model.neighbours is None or output is None:
        return None
    pulls = np.abs([c.points for c in output.against or output.contributions])
    whole = float(pulls.sum()) if len(pulls) else 0.0
    if whole <= 0:
        return model.neighbours
    return replace(model.neighbours, weights=(model.neighbours.weights + pulls / whole) / 2)


def points_by_domain(output: ModelOutput | None) -> tuple[tuple[EvidenceDomain, float], ...]:
    """What each kind of evidence did to the score in points, the strongest first: the parts that the
    reasons are drawn from, added up by domain. Together they are what the parts are together."""
    parts: dict[EvidenceDomain, list[float]] = {}
    pulls = () if output is None else output.against or output.contributions
    for one in pulls:
        if one.feature in DICTIONARY:
            parts.setdefault(DICTIONARY[one.feature].domain, []).append(one.points)
    sums = [(domain, round(math.fsum(points), _POINT_PLACES)) for domain, points in parts.items()]
    return tuple(sorted(sums, key=lambda one: (-abs(one[1]), one[0].value)))


def compare(appraisal: Appraisal, suite: ModelSuite) -> Comparable | None:
    """The sellers of the leading model's set who are nearest; None where the bundle carries no set."""
    model = leading_model(appraisal, suite)
    near = neighbours_for(appraisal, suite)
    if model is None or near is None:
        return None
    names = model.entry.features
    row = row_for(appraisal.assessment.features, names)
    found = near.nearest(row, COMPARED)

    def differences(place: int) -> tuple[Difference, ...]:
        apart = near.apart(row, near.ranks[[place]])[0]
        order = sorted(range(len(names)), key=lambda column: (-float(apart[column]), column))
        return tuple(
            Difference(names[c], appraisal.assessment.features.get(names[c]), near.about(place, c))
            for c in order[:_DIFFERENCES]
            if apart[c] > 0
        )

    return Comparable(
        model.entry.id,
        near.simulated,
        len(found),
        sum(one.bad for one in found),
        len(near),
        int(near.bad.sum()),
        tuple(NearCase(1 - n.distance, n.bad, differences(n.place)) for n in found[:_SHOWN_NEAREST]),
    )


def cost_of_missing(appraisal: Appraisal, suite: ModelSuite) -> tuple[EvidenceCost, ...]:
    """For each domain without a record, and each in which figures of the leading model are missing, what that
    costs; empty where no model applies or its bundle says nothing of what sellers usually have."""
    model = leading_model(appraisal, suite)
    if model is None or model.neighbours is None:
        return ()
    features, coverage = appraisal.assessment.features, appraisal.assessment.coverage
    uncovered = set(coverage.missing)
    costs = []
    for domain in EvidenceDomain:
        lacking = tuple(
            name
            for name in model.entry.features
            if DICTIONARY[name].domain is domain and features.get(name) is None
        )
        if lacking:
            costs.append(_cost(model, features, domain, domain not in uncovered, lacking))
        elif domain in uncovered:
            costs.append(EvidenceCost(domain, covered=False, features=()))
    return tuple(costs)


def _cost(
    model: Model, features: FeatureVector, domain: EvidenceDomain, covered: bool, lacking: tuple[str, ...]
) -> EvidenceCost:
    import numpy as np

    names, near = model.entry.features, model.neighbours
    case = row_for(features, names)
    rows = np.tile(case, (4, 1))
    for name in lacking:
        column = names.index(name)
        sign = int(DICTIONARY[name].direction)
        shares = (_USUAL, _USUAL, _USUAL) if sign == 0 else (_USUAL, _WEAK, _STRONG)
        for row, share in zip(rows[1:], shares, strict=True):
            at = 1 - share if sign > 0 else share  # a weak seller of a risky figure has much of it
            value = None if near is None else near.usual(column, at)
            row[column] = np.nan if value is None else value
    points = [model.entry.scale.points(margin) for margin in model.margins(rows)]
    won = [round(after - points[0], 1) + 0.0 for after in points[1:]]
    return EvidenceCost(domain, covered, lacking, *won)
