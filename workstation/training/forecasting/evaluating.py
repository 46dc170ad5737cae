"""Forecasts on a real panel, day by day, out of time, beside the naive ones.

In: a panel and the forecaster to judge. Out: `Judged` for each horizon, with a figure for each way of
forecasting and for each day. On any day a way sees only what was known by then: that day's rows, and the
outcomes of earlier days that lie on or before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from workstation.domain.records import ApplicantFile
from workstation.errors import KnownError
from workstation.training import metrics
from workstation.training.forecasting.adjusting import adjusted, days_known, drifted, drifts, middle_of
from workstation.training.forecasting.panel import HORIZONS, Panel, days_of, panel_of
from workstation.training.forecasting.quantities import Scale, coverage, known, pinball
from workstation.training.forecasting.trees import grow
from workstation.training.table import Flags, Matrix, Progress, quiet

PERSISTENCE, SEASONAL = "persistence", "seasonal naive"
BUNDLED, ADJUSTED, RETRAINED = "bundled", "bundled + as-of adjustment", "retrained on own past"
BOTH = "adjusted and retrained, averaged"
CHOSEN = "whichever was nearer so far"
WAYS = (PERSISTENCE, SEASONAL, BUNDLED, ADJUSTED, RETRAINED, BOTH, CHOSEN)

LEAST_OUTCOMES = 50
"""Fewer outcomes of a horizon are not judged."""

_LEAST_ROWS = 500
_TREES = 120
_SEED = 42


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
    by_day = drifts(panel)
    moved = drifted(panel, plain, horizon, by_day)
    fitted = adjusted(panel, moved, truth, horizon, places)
    ahead = drifted(panel, np.zeros((len(panel), 1)), horizon, by_day)[:, 0]
    progress(f"{horizon} days: growing trees on the lender's own past")
    anew = _retrained(panel, fitted, truth, ahead, horizon, places)
    both = (fitted + anew) / 2
    middle = middle_of(places)
    chosen = _chosen(panel, (fitted, both), scale, horizon, middle)
    quantiles = {BUNDLED: plain, ADJUSTED: fitted, RETRAINED: anew, BOTH: both, CHOSEN: chosen}
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
    late = [day for day in np.unique(panel.day).tolist() if days_known(panel, truth, horizon, day)]
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


def _retrained(
    panel: Panel, fitted: Matrix, truth: Matrix, ahead: Matrix, horizon: int, places: Sequence[float]
) -> Matrix:
    """Trees grown on the outcomes known by each day, on top of its drift; the adjusted forecast before there
    are five hundred."""
    out = fitted.copy()
    for day in np.unique(panel.day).tolist():
        past = np.isin(panel.day, days_known(panel, truth, horizon, day)) & known(truth)
        if past.sum() < _LEAST_ROWS:
            continue
        rows = panel.day == day
        grown = grow(panel.where(past), (truth - ahead)[past], places=places, seed=_SEED, trees=_TREES)
        out[rows] = grown.logs(panel.where(rows)) + ahead[rows][:, None]
    return out


def _chosen(panel: Panel, ways: Sequence[Matrix], scale: Scale, horizon: int, middle: int) -> Matrix:
    """Each day the way whose forecasts of earlier days were nearest, by WMAPE, to the outcomes known by then;
    the first of them before there are any."""
    out = ways[0].copy()
    sold = panel.after[horizon]
    truth = scale.logs(sold)
    amounts = [scale.amounts(logs[:, middle]) for logs in ways]
    for day in np.unique(panel.day).tolist():
        past = np.isin(panel.day, days_known(panel, truth, horizon, day)) & known(truth)
        if past.any():
            off = [metrics.wmape(sold[past], told[past]) for told in amounts]
            rows = panel.day == day
            out[rows] = ways[off.index(min(off))][rows]
    return out


def horizons_of(panel: Panel) -> tuple[int, ...]:
    """The horizons for which the panel holds outcomes enough to judge by."""
    return tuple(horizon for horizon in HORIZONS if known(panel.after[horizon]).sum() >= LEAST_OUTCOMES)
