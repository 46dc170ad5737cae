"""The forecast moved by what its lender knew on the day: the market's drift and its own forecasts' errors.

In: a panel, quantiles on the forecast's scale, a horizon. Out: the quantiles moved. For a day only two things
are read: that day's own rows, for the drift, and earlier days' rows whose outcome lies on or before it.
Their errors move the middle, as far as they agree with each other, and set how wide the quantiles lie about
it (split-conformal, each day's errors about their own median). Where no outcome is known yet, the drift alone
counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workstation.training.forecasting.drift import Drift, drift_of
from workstation.training.forecasting.panel import Panel
from workstation.training.forecasting.quantities import known
from workstation.training.table import Matrix

DAYS_BACK = 12
"""How many of the latest days with known outcomes count."""

_MOVES, _CHANCE, _CHANCE_DAYS = 0.30, 0.20, 1.0
"""Before anything is seen: by how much a market's middle is off for good, by how much from one day to the
next, and how many days' worth of certainty the latter has. All in logs."""


def drifts(panel: Panel) -> dict[int, Drift]:
    """The drift of each day of the panel."""
    return {day: drift_of(panel, day) for day in np.unique(panel.day).tolist()}


def drifted(panel: Panel, logs: Matrix, horizon: int, by_day: Mapping[int, Drift]) -> Matrix:
    """Every quantile moved by its day's drift."""
    moved = logs.copy()
    for day, drift in by_day.items():
        rows = panel.day == day
        moved[rows] += drift.ahead(panel.where(rows), horizon)[:, None]
    return moved


def days_known(panel: Panel, truth: Matrix, horizon: int, day: int) -> list[int]:
    """The latest days of the panel whose outcomes were known by the end of `day`."""
    past = [d for d in np.unique(panel.day).tolist() if d + horizon <= day]
    return [d for d in past if known(truth[panel.day == d]).any()][-DAYS_BACK:]


def adjusted(panel: Panel, logs: Matrix, truth: Matrix, horizon: int, places: Sequence[float]) -> Matrix:
    """`logs` have been moved by the drift already; `truth` is NaN where the outcome is never known."""
    out = logs.copy()
    middle = middle_of(places)
    for day in np.unique(panel.day).tolist():
        past = days_known(panel, truth, horizon, day)
        if not past:
            continue
        errors = {d: _errors(panel, logs, truth, d, middle) for d in past}
        shift = agreed([float(np.median(found)) for found, _ in errors.values()])
        about = np.concatenate([found - np.median(found) for found, _ in errors.values()])
        spread = np.concatenate([own for _, own in errors.values()])
        rows = panel.day == day
        for column, place in enumerate(places):
            wider = 0.0 if column == middle else float(np.quantile(about - spread[:, column], place))
            out[rows, column] += shift + wider
        out[rows] = np.sort(out[rows], axis=1)
    return out


def _errors(panel: Panel, logs: Matrix, truth: Matrix, day: int, middle: int) -> tuple[Matrix, Matrix]:
    """Of one day's rows with an outcome: errors of the middle, and the quantiles about it."""
    rows = (panel.day == day) & known(truth)
    return truth[rows] - logs[rows, middle], logs[rows] - logs[rows, middle][:, None]


def agreed(errors: Sequence[float]) -> float:
    """The mean of some days' errors, held back as far as they disagree or are few."""
    mean = float(np.mean(errors))
    spread = float(np.sum((np.array(errors) - mean) ** 2))
    chance = (_CHANCE**2 * _CHANCE_DAYS + spread) / (_CHANCE_DAYS + len(errors) - 1)
    lasting = len(errors) * _MOVES**2
    return mean * lasting / (lasting + chance)


def middle_of(places: Sequence[float]) -> int:
    """Which of the quantiles is nearest to the median."""
    return min(range(len(places)), key=lambda column: abs(places[column] - 0.5))
