"""Forecasts on a real panel, day by day, out of time, beside the naive ones.

In: a panel and the forecaster to judge. Out: `Judged` for each horizon, with a figure for each way of
forecasting and for each day. On any day a way sees only what was known by then: that day's rows, and the
outcomes of earlier days that lie on or before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.scoring.putting_right import middle_of
from workstation.training import metrics
from workstation.training.forecasting.adjusting import Past, drifts
from workstation.training.forecasting.panel import HORIZONS, Panel, days_of, panel_of
from workstation.training.forecasting.quantities import Scale, coverage, known, pinball
from workstation.training.forecasting.trees import told_of
from workstation.training.table import Flags, Matrix, Progress, quiet

PERSISTENCE, SEASONAL, BUNDLED = "persistence", "seasonal naive", "bundled"
ADJUSTED, PAST = "put right as of the day", "trees of its own past alone"
FORECAST = "THE FORECAST: the mean of both"
WAYS = (PERSISTENCE, SEASONAL, BUNDLED, ADJUSTED, PAST, FORECAST)

LEAST_OUTCOMES = 50
"""Fewer outcomes of a horizon are not judged."""


class Forecaster(Protocol):
    """Quantiles of sales over the season's expectation, on the logarithmic scale."""

    @property
    def places(self) -> tuple[float, ...]: ...

    def logs(self, panel: Panel) -> Matrix: ...


@dataclass(frozen=True, slots=True)
class Figures:
    """One way on some rows. `wmape` of the middle; `pinball` on the logarithmic scale and `coverage` of each
    place, None for a naive way, which has no quantiles."""

    wmape: float
    pinball: float | None = None
    coverage: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One horizon. `days` are (day, rows, WMAPE by way); `a_year_ago` is the share of rows whose seasonal
    naive rests on their own last year, of the others it is the level carried over by the season's table;
    `informed` is the share of rows on days by which some outcome was known; `off` is how far the worst
    quantile's coverage is from its place, by way."""

    horizon: int
    rows: int
    sellers: int
    places: tuple[float, ...]
    ways: Mapping[str, Figures]
    days: tuple[tuple[date, int, Mapping[str, float]], ...]
    a_year_ago: float
    informed: float

    @property
    def off(self) -> dict[str, float]:
        return {
            way: max(abs(got - place) for got, place in zip(found.coverage, self.places, strict=True))
            for way, found in self.ways.items()
            if found.coverage is not None
        }


def real_panel(files: Callable[[], Iterable[ApplicantFile]], progress: Progress = quiet) -> Panel:
    """The panel of an export. Raises `KnownError` `forecast.nothing` where no seller has a record to stand
    on."""
    days = days_of(files())
    progress(f"{len(days)} days")
    panel = panel_of(files(), days)
    if not horizons_of(panel):
        raise KnownError(
            "forecast.nothing",
            f"fewer than {LEAST_OUTCOMES} forecasts could be judged",
            remedy="Name an export of more sellers, or one over a longer time.",
        )
    progress(f"{len(panel)} rows of {len(np.unique(panel.seller))} sellers")
    return panel


def judge(panel: Panel, forecaster: Forecaster, horizon: int, progress: Progress = quiet) -> Judged:
    """Every way on every row whose outcome is known."""
    scale = Scale.of(panel, horizon)
    truth = scale.logs(panel.after[horizon])
    places = forecaster.places
    seasonal, own_year = _seasonal(panel, scale, horizon)
    plain = forecaster.logs(panel)
    past = Past(panel, plain, truth, horizon, tuple(places), drifts(panel))
    progress(f"{horizon} days: putting right day by day")
    middle = middle_of(places)
    quantiles = {BUNDLED: plain, **_put_right(past)}
    told = {PERSISTENCE: scale.level, SEASONAL: seasonal}
    told |= {way: scale.amounts(logs[:, middle]) for way, logs in quantiles.items()}
    rows = known(truth)
    sold = panel.after[horizon]
    ways = {
        way: Figures(
            metrics.wmape(sold[rows], amounts[rows]),
            pinball(quantiles[way][rows], truth[rows], places) if way in quantiles else None,
            tuple(coverage(quantiles[way][rows], truth[rows])) if way in quantiles else None,
        )
        for way, amounts in told.items()
    }
    days = tuple(
        (
            date.fromordinal(day),
            int(there.sum()),
            {way: metrics.wmape(sold[there], amounts[there]) for way, amounts in told.items()},
        )
        for day in np.unique(panel.day[rows]).tolist()
        if (there := rows & (panel.day == day)).any()
    )
    late = [day for day in past.days if past.known_by(day)]
    return Judged(
        horizon,
        int(rows.sum()),
        len(np.unique(panel.seller[rows])),
        places,
        ways,
        days,
        a_year_ago=float(own_year[rows].mean()),
        informed=float(np.isin(panel.day[rows], late).mean()),
    )


def _seasonal(panel: Panel, scale: Scale, horizon: int) -> tuple[Matrix, Flags]:
    """The same days of last year where the record holds them, else the level carried over by the season."""
    a_year_ago = panel.column(f"pace_year_{horizon}d") + panel.column("pace_back_365d")
    own = known(a_year_ago)
    return np.where(own, scale.expected * np.exp(np.where(own, a_year_ago, 0.0)), scale.expected), own


def _put_right(past: Past) -> dict[str, Matrix]:
    """Each day by what was known on it."""
    found = {way: past.plain.copy() for way in (ADJUSTED, PAST, FORECAST)}
    for day in past.days:
        rows = past.panel.day == day
        here = past.panel.where(rows)
        right = past.on(day)
        told, season = told_of(here.values), here.column(f"pace_season_{past.horizon}d")
        found[FORECAST][rows] = right.of(past.plain[rows], season, told)
        found[ADJUSTED][rows] = right.of(past.plain[rows], season, None)
        found[PAST][rows] = (
            found[ADJUSTED][rows]
            if right.own is None
            else right.own.logs(told) + right.centre + right.drift(season)[:, None]
        )
    return found


def horizons_of(panel: Panel) -> tuple[int, ...]:
    """The horizons for which the panel holds outcomes enough to judge by."""
    return tuple(horizon for horizon in HORIZONS if known(panel.after[horizon]).sum() >= LEAST_OUTCOMES)
