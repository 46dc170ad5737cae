"""The adjustment of a bundle's forecasts from the book of a lender: every seller's record up to a day.

In: the files of a book, a verified suite and a day. Out: an `Adjustment`, not yet signed. Nothing later than
the day is read: rows of it are cut off before anything is reckoned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np

from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.scoring import ModelSuite
from workstation.scoring.adjustment import Adjustment
from workstation.training.forecasting.adjusting import Past, drifts
from workstation.training.forecasting.bundled import bundled
from workstation.training.forecasting.panel import days_of, panel_of
from workstation.training.forecasting.quantities import Scale

LEAST_SELLERS = 20
"""Below so many a market cannot be told from its sellers."""


def adjustment_of(files: Callable[[], Iterable[ApplicantFile]], suite: ModelSuite, as_of: date) -> Adjustment:
    """What the book knew by the end of `as_of`, or of the last day that most of its sellers were watched.
    `files` is read twice.

    Raises `KnownError`: `forecast.thin` for a book of too few sellers, `forecast.none` for a bundle without a
    forecast that can be put right.
    """
    forecasters = bundled(suite)
    if not forecasters:
        raise KnownError(
            "forecast.none", "the bundle holds no forecast of sales in use",
            where=f"{suite.ref.name}-{suite.ref.version}", remedy="Name the folder of another bundle.",
        )  # fmt: skip
    days = days_of(files(), as_of)
    panel = panel_of(files(), days, as_of)
    last = int(panel.day.max()) if len(panel) else 0
    sellers = len(np.unique(panel.seller[panel.day == last])) if len(panel) else 0
    if sellers < LEAST_SELLERS:
        raise KnownError(
            "forecast.thin",
            f"{sellers} sellers can be seen on the last day, fewer than {LEAST_SELLERS}",
            remedy="Wait until more sellers have ninety days of record, or name a larger book.",
        )
    by_day = drifts(panel)
    parts = []
    for horizon, forecaster in sorted(forecasters.items()):
        truth = Scale.of(panel, horizon).logs(panel.after[horizon])
        past = Past(panel, forecaster.logs(panel), truth, horizon, forecaster.places, by_day)
        parts.append(past.on(last))
    return Adjustment(suite.ref, date.fromordinal(last), sellers, tuple(parts))
