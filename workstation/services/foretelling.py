"""The forecasts of sales as the desk shows them: as the bundle makes them, put right by the lender's book.

Goes in: an assessment, today, the models of this installation. Comes out: one `SalesAhead` for each forecast
that speaks, the nearest first. The outputs of the models stay as they are; nothing here is read by a
decision. An adjustment that is of another bundle, past its horizon, of a later day or not signed by whom we
trust puts nothing right, and the reason is said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from workstation.domain.assessment import Assessment, ModelOutput
from workstation.errors import KnownError
from workstation.services.models import Models
from workstation.services.values import AsMade, SalesAhead

if TYPE_CHECKING:
    from workstation.scoring import QuantileModel
    from workstation.scoring.adjustment import Adjustment
    from workstation.scoring.putting_right import PutRight

_PLACES = 2


def sales_ahead(assessment: Assessment, today: date, models: Models) -> tuple[SalesAhead, ...]:
    """Every forecast of sales that speaks, put right as far as that is allowed today."""
    spoken = [o for o in assessment.outputs if o.role == "forecast" and o.applies and o.quantiles]
    spoken.sort(key=lambda output: output.horizon_days)
    try:
        found = models.adjustment() if spoken else None
    except KnownError:
        return tuple(_as_made(output, AsMade.REFUSED) for output in spoken)
    return tuple(_ahead(output, assessment, found, today, models) for output in spoken)


def _as_made(output: ModelOutput, why: AsMade) -> SalesAhead:
    return SalesAhead(output.horizon_days, output.quantiles, as_made=why)


def _ahead(
    output: ModelOutput, assessment: Assessment, found: Adjustment | None, today: date, models: Models
) -> SalesAhead:
    part = None if found is None else found.of(output.horizon_days)
    if found is None or part is None:
        return _as_made(output, AsMade.NONE)
    dated = replace(
        _as_made(output, AsMade.OTHER_BUNDLE), day=found.day, last=found.last(output.horizon_days)
    )
    if found.bundle != assessment.bundle or part.places != tuple(place for place, _ in output.quantiles):
        return dated
    if not found.day <= today:
        return replace(dated, as_made=AsMade.LATER)
    if today > found.last(output.horizon_days):
        return replace(dated, as_made=AsMade.EXPIRED)
    model = _model(output, assessment, models)
    if model is None:
        return dated
    values = _put_right(model, assessment, part)
    return replace(
        dated,
        as_made=None,
        right=tuple(zip(part.places, values, strict=True)),
        outcomes=part.outcomes,
        sellers=found.sellers,
    )


def _model(output: ModelOutput, assessment: Assessment, models: Models) -> QuantileModel | None:
    """The very model that spoke, where it starts from the season's expectation."""
    from workstation.scoring import QuantileModel

    suite = models.of(assessment.bundle)
    found = next((m for m in suite.models if m.entry.id == output.model), None)
    usual = f"pace_expected_{output.horizon_days}d"
    return found if isinstance(found, QuantileModel) and (found.base, found.per) == (usual, 1.0) else None


def _put_right(model: QuantileModel, assessment: Assessment, part: PutRight) -> list[float]:
    """The quantiles in yuan."""
    from workstation.scoring.putting_right import amounts_of, figures_of

    horizon, features = model.entry.horizon_days, assessment.features.values
    logs = model.logs(figures_of(features, model.entry.features))
    season, expected = (
        figures_of(features, [name])[:, 0] for name in (f"pace_season_{horizon}d", model.base)
    )
    level = figures_of(features, ["pace_level_90d"])[:, 0] * horizon / 90
    told = None if part.own is None else figures_of(features, part.own.features)
    right = amounts_of(part.of(logs, np.nan_to_num(season), told), level, expected)
    return [round(value, _PLACES) for value in right[0].tolist()]
