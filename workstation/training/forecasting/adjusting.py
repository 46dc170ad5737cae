"""What a lender knew on a day that puts its forecasts right: the market's drift, its own forecasts' errors,
and what sets its sellers apart.

In: a panel, a bundle's quantiles on the forecast's scale, a horizon and a day. Out: `PutRight`. Only two
things are read: that day's own rows, and earlier days' rows whose outcome lies on or before it. What all
sellers of a day had in common is one figure a day and is held back as one; what sets them apart is thousands,
from which trees are grown about each day's own middle. The widths are those of the errors about it
(split-conformal).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from workstation.scoring.own_trees import OwnTrees
from workstation.scoring.putting_right import PutRight, middle_of
from workstation.training.forecasting.drift import Drift, drift_of
from workstation.training.forecasting.panel import Panel
from workstation.training.forecasting.quantities import known
from workstation.training.forecasting.trees import SMALL, as_plain, grow, told_of
from workstation.training.table import Flags, Matrix

DAYS_BACK = 12
"""How many of the latest days with known outcomes count."""

LEAST_ROWS = 500
"""From so many known outcomes on trees of the lender's own past are grown."""

_MOVES, _CHANCE, _CHANCE_DAYS = 0.20, 0.10, 1.0
"""Before anything is seen: by how much a market's middle is off for good, by how much from one day to the
next, and how many days' worth of certainty the latter has. All in logs. The first is what real panels showed
on their first day, the second what thirty simulated markets of a shifted world showed."""

_SEED = 42


@dataclass(frozen=True, slots=True)
class Past:
    """A panel with a bundle's `plain` quantiles on the forecast's scale and the `truth` on it, NaN where the
    outcome is not in the panel; `drifts` by day."""

    panel: Panel
    plain: Matrix
    truth: Matrix
    horizon: int
    places: tuple[float, ...]
    drifts: Mapping[int, Drift]

    @property
    def days(self) -> list[int]:
        return [int(day) for day in np.unique(self.panel.day)]

    def known_by(self, day: int) -> list[int]:
        """The latest days whose outcomes were known by the end of `day`."""
        past = [d for d in self.days if d + self.horizon <= day]
        return [d for d in past if known(self.truth[self.panel.day == d]).any()][-DAYS_BACK:]

    def on(self, day: int) -> PutRight:
        """What was known at the end of `day`."""
        past, drift = self.known_by(day), self.drifts[day]
        none = (0.0,) * len(self.places)
        if not past:
            unsure = hypot(_MOVES, _CHANCE)
            return PutRight(self.horizon, self.places, drift.growth, drift.season, 0.0, unsure, none, 0, 0)
        middle = middle_of(self.places)
        found = {d: self._beyond_drift(d) for d in past}
        errors = {d: found[d] - self.plain[self._outcomes(d), middle] for d in past}
        shift = agreed([float(np.median(e)) for e in errors.values()], independent(past, self.horizon))
        about = np.concatenate([e - np.median(e) for e in errors.values()])
        spread = np.concatenate([self._spread(d, middle) for d in past])
        widths = tuple(
            0.0 if column == middle else float(np.quantile(about - spread[:, column], place))
            for column, place in enumerate(self.places)
        )
        own = self._own(past, found) if len(about) >= LEAST_ROWS else None
        return PutRight(
            self.horizon, self.places, drift.growth, drift.season, shift, 0.0, widths, len(past), len(about),
            own, 0.0 if own is None else self._centre(own, day, middle) + shift,
        )  # fmt: skip

    def _outcomes(self, day: int) -> Flags:
        return np.asarray((self.panel.day == day) & known(self.truth))

    def _beyond_drift(self, day: int) -> Matrix:
        """The outcomes of a day beyond what its own drift foretold."""
        rows = self._outcomes(day)
        return np.asarray(self.truth[rows] - self.drifts[day].ahead(self.panel.where(rows), self.horizon))

    def _spread(self, day: int, middle: int) -> Matrix:
        rows = self._outcomes(day)
        return np.asarray(self.plain[rows] - self.plain[rows, middle][:, None])

    def _own(self, past: Sequence[int], found: Mapping[int, Matrix]) -> OwnTrees:
        """Trees of what set the sellers of each day apart from its middle."""
        rows = [self.panel.where(self._outcomes(d)) for d in past]
        values = np.concatenate([part.values for part in rows])
        apart = np.concatenate([found[d] - np.median(found[d]) for d in past])
        return as_plain(grow(values, apart, places=self.places, seed=_SEED, shape=SMALL))

    def _centre(self, own: OwnTrees, day: int, middle: int) -> float:
        """The bundle's middle of the day's sellers, less that of the trees: what sellers have in common is
        the bundle's word and the shift."""
        today = self.panel.where(self.panel.day == day)
        trees = own.logs(told_of(today.values))[:, middle]
        return float(np.median(self.plain[self.panel.day == day, middle]) - np.median(trees))


def drifts(panel: Panel) -> dict[int, Drift]:
    """The drift of each day of the panel."""
    return {day: drift_of(panel, day) for day in np.unique(panel.day).tolist()}


def independent(days: Sequence[int], horizon: int) -> float:
    """How many days' worth of outcomes that do not overlap: two days a month apart share most of a
    quarter."""
    return min(float(len(days)), 1 + (days[-1] - days[0]) / horizon)


def agreed(errors: Sequence[float], days: float | None = None) -> float:
    """The mean of some days' errors, held back as far as they disagree or are few; `days` is how many of
    them are independent, all without it."""
    count = float(len(errors)) if days is None else days
    mean = float(np.mean(errors))
    spread = float(np.mean((np.array(errors) - mean) ** 2)) * count
    chance = (_CHANCE**2 * _CHANCE_DAYS + spread) / (_CHANCE_DAYS + count - 1)
    lasting = count * _MOVES**2
    return mean * lasting / (lasting + chance)
