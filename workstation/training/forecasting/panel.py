"""A panel: sellers on many days, what was known of each by that day and what it sold afterwards.

In: applicant files and days. Out: `Panel`, a row for each seller and day that has a level of sales. Features
are those of the dictionary's family PACE, computed as of the day; `after` is the same source's total of the
following days, NaN where the record ends before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from workstation.domain.ledger import DAY, day_of
from workstation.domain.records import ApplicantFile
from workstation.features import FEATURES, Family, features_of
from workstation.features.money import Conversion
from workstation.features.pace import LEAST_LONG, Pace, pace_of_ledgers
from workstation.features.pace_figures import pace_figures
from workstation.training.table import Matrix

NAMES: tuple[str, ...] = tuple(f.name for f in features_of(Family.PACE))
HORIZONS = (30, 90)
STEP = 30
"""Days from one day of a panel to the next, where the source does not set them itself."""

_QUARTER = 90
_LEAST_SHOPS = 20  # a day on which fewer sellers' long periods begin is no month-end
_YUAN = Conversion.at(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One seller on one day; `after` by horizon in the order of `HORIZONS`."""

    day: int
    seller: str
    trade: str
    values: list[float]
    after: list[float]


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows in order of `day` (ordinals) then seller. `values` are rows × `NAMES`; `trade` codes; `after` by
    horizon in days."""

    seller: npt.NDArray[np.str_]
    day: npt.NDArray[np.int64]
    trade: npt.NDArray[np.str_]
    values: Matrix
    after: Mapping[int, Matrix]

    def __len__(self) -> int:
        return len(self.day)

    def column(self, name: str) -> Matrix:
        return self.values[:, NAMES.index(name)]

    def where(self, rows: npt.NDArray[np.bool_]) -> Panel:
        return Panel(
            self.seller[rows],
            self.day[rows],
            self.trade[rows],
            self.values[rows],
            {horizon: after[rows] for horizon, after in self.after.items()},
        )


def panel_of(files: Iterable[ApplicantFile], days: Sequence[date], as_of: date = date.max) -> Panel:
    """Every seller on each of `days` that has 90 days of record and sold in them. Nothing after `as_of` is
    read, nor after the last day on which a seller was watched."""
    rows: list[Row] = []
    for file in files:
        who, until = file.applicant, min(file.applicant.observed_until or as_of, as_of)
        pace_on = lru_cache(maxsize=None)(partial(pace_of_ledgers, file.ledgers))
        for day in days:
            if day > until:
                continue
            pace = pace_on(day)
            if pace is None or pace.record < _QUARTER or pace.quarters[0].amount <= 0:
                continue
            ends = [day + timedelta(days=horizon) for horizon in HORIZONS]
            after = [
                _after(pace_on(end), horizon) if end <= until else np.nan
                for end, horizon in zip(ends, HORIZONS, strict=True)
            ]
            rows.append(Row(day.toordinal(), who.id, who.trade, row_of(pace, who.trade, day), after))
    return panel_from(rows)


def panel_from(rows: Sequence[Row]) -> Panel:
    """A panel out of rows in any order."""
    rows = sorted(rows, key=lambda row: (row.day, row.seller))
    values = [row.values for row in rows]
    after = np.array([row.after for row in rows], dtype=np.float64).reshape(len(rows), len(HORIZONS))
    return Panel(
        np.array([row.seller for row in rows], dtype=str),
        np.array([row.day for row in rows], dtype=np.int64),
        np.array([row.trade for row in rows], dtype=str),
        np.array(values, dtype=np.float64).reshape(len(rows), len(NAMES)),
        {horizon: after[:, place] for place, horizon in enumerate(HORIZONS)},
    )


def row_of(pace: Pace, trade: str, day: date) -> list[float]:
    """The figures in the order of `NAMES`, rounded as the dictionary rounds them, NaN where there is none."""
    figures = pace_figures(pace, trade, day, _YUAN)
    rounded = [FEATURES[name].rounded(figures.get(name)) for name in NAMES]
    return [np.nan if value is None else value for value in rounded]


def _after(pace: Pace | None, horizon: int) -> float:
    """What was taken in the last `horizon` days of a pace that was seen that much later."""
    if pace is None:
        return np.nan
    if pace.daily is not None:
        return float(pace.daily[:horizon].sum()) / 100
    whole = pace.quarters[0]
    return whole.amount / 100 if horizon == _QUARTER and abs(whole.last) <= 1 else np.nan


def days_of(files: Iterable[ApplicantFile], as_of: date = date.max) -> tuple[date, ...]:
    """The days on which a panel of these sellers stands, the oldest first and none after `as_of`: where long
    periods begin, the day before; else every thirty days back from the last day on which at least half of
    them were watched."""
    starts: Counter[date] = Counter()
    first, lasts = date.max, []
    for file in files:
        block = file.ledgers.get("takings") or file.ledgers.get("orders")
        if block is None:
            continue
        if block.kind == "takings":
            columns = block.columns
            long = columns["ends_at"] - columns["starts_at"] >= LEAST_LONG * DAY - 1
            starts.update(day_of(int(at)) - timedelta(days=1) for at in columns["starts_at"][long])
        times = block.columns["ends_at" if block.kind == "takings" else "ordered_at"]
        first = min(first, day_of(int(times[0])))
        lasts.append(file.applicant.observed_until or day_of(int(times[-1])))
    common = sorted(day for day, count in starts.items() if count >= _LEAST_SHOPS and day <= as_of)
    if common:
        return tuple(common)
    last = min(sorted(lasts)[(len(lasts) - 1) // 2], as_of) if lasts else date.min
    if last < first:
        return ()
    steps = ((last - first).days + 1 - _QUARTER) // STEP
    return tuple(last - timedelta(days=STEP * step) for step in range(steps, -1, -1))
