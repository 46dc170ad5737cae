"""Trained on the earlier rows of a book, judged on the later ones: what a fold cannot tell.

In: a book whose rows have a time, and where the later ones begin. Out: `Later`. Everything is learned from
the earlier rows alone: capacity by cuts in time among them, the level by their newest outcomes. Beside stand
the level as it was without that, the level moved forward period by period, and how far columns and score have
moved from the earlier rows to the later ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from workstation.errors import KnownError
from workstation.scoring.drift import CONFIDENCE, Drift, drift_of, over_many
from workstation.scoring.drift import reference_of as bins_of
from workstation.scoring.scale import STANDARD_FACTOR, STANDARD_OFFSET
from workstation.training import metrics
from workstation.training.book.book import Book
from workstation.training.book.fitting import Fitted, fit
from workstation.training.book.folds import Numbers
from workstation.training.book.kinds import days_of
from workstation.training.book.level import Level, level_of
from workstation.training.book.report import figure_json
from workstation.training.book.rolling import Rolled, rolled
from workstation.training.book.scorecard import learn_scorecard
from workstation.training.evaluation import Figures, figures
from workstation.training.table import Flags, Matrix

_LATER_SHARE = 0.25
_FEWEST = 25
"""Rows of either outcome that either side needs."""
_MOST_PERIODS = 16
_STEPS = (("day", "D", 1), ("month", "M", 1), ("quarter", "M", 3), ("year", "Y", 1))


@dataclass(frozen=True, slots=True)
class Period:
    """Rows of one period, their mean probability by trees that had not seen them, and their bad rate."""

    name: str
    later: bool
    rows: int
    mean_probability: float
    bad_rate: float


@dataclass(frozen=True, slots=True)
class Later:
    """`since` is the first later time as it is written. `figures` and `level` are of the later rows at the
    level of the newest earlier outcomes, `as_trained` without that; `card` is the scorecard's. `drift` is the
    score's first, then the columns'."""

    since: str
    earlier: int
    figures: Figures
    card: Figures
    as_trained: Level
    level: Level
    rolled: tuple[Rolled, ...]
    drift: tuple[Drift, ...]
    names: tuple[str, ...]
    periods: tuple[Period, ...]
    bad: Flags
    margins: Matrix

    def to_json(self) -> dict[str, Any]:
        """Plain data with stable keys."""
        return {
            **figure_json(self.figures),
            "test_from": self.since,
            "trained_on": self.earlier,
            "rows": self.level.judged,
            "bad": int(self.bad.sum()),
            "bad_rate": self.level.real_rate,
            "ratio_as_trained": self.as_trained.ratio,
            "ratio_recalibrated": self.level.ratio,
            "recalibrated_on": self.level.set_by,
            "rolled": [roll.to_json(self.names) for roll in self.rolled],
            "scorecard": figure_json(self.card),
            "drift": [
                {"name": d.name, "psi": d.psi, "critical": _finite(d.critical), "alarms": d.alarms}
                for d in self.drift
            ],
            "periods": [
                {
                    "period": p.name,
                    "later": p.later,
                    "rows": p.rows,
                    "mean_probability": p.mean_probability,
                    "bad_rate": p.bad_rate,
                }
                for p in self.periods
            ],
        }

    def lines(self) -> Iterator[str]:
        """What a person reads."""
        f, score, *columns = self.figures, *self.drift
        yield (
            f"since {self.since}: {self.level.judged:,} later rows by a model of {self.earlier:,} earlier: "
            f"AUC {f.auc:.4f} ({f.auc_low:.4f}–{f.auc_high:.4f}), slope {f.slope:.3f}, scorecard AUC "
            f"{self.card.auc:.4f}"
        )
        moved = ", ".join(
            f"period by period {roll.level.words}{' with drift' if roll.drift else ''}"
            for roll in self.rolled
        )
        yield (
            f"mean PD over real rate: as trained {self.as_trained.words}, at the level of the newest "
            f"earlier outcomes {self.level.words}{', ' + moved if moved else ''}"
        )
        alarmed = sorted((d for d in columns if d.alarms), key=lambda d: -d.psi)
        named = ", ".join(f"{d.name} {d.psi:.3f}" for d in alarmed[:5]) or "no column"
        yield f"moved beyond chance: {named}; score PSI {score.psi:.3f} (critical {score.critical:.3f})"


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def begin(book: Book, told: str) -> float:
    """The first later time: as told, or where the last quarter of the rows begins. Raises `KnownError`
    `book.time` where it cannot be read, or where either side would have too few of either outcome."""
    times = book.times
    assert times is not None, "only rows with a time are earlier or later"
    since = (
        _read(told, book.spelling) if told else float(np.quantile(times, 1 - _LATER_SHARE, method="higher"))
    )
    after = times >= since
    fewest = min(int((book.bad[side] == kind).sum()) for side in (after, ~after) for kind in (True, False))
    if np.isnan(since) or fewest < _FEWEST:
        raise KnownError(
            "book.time",
            "the rows cannot be cut there into earlier and later ones",
            where=f"{told or shown(since, book.spelling)}: {int(after.sum())} later rows",
            remedy=f"Give with --test-from a time that leaves {_FEWEST} of either outcome on either side.",
        )
    return since


def _read(told: str, spelling: str) -> float:
    if spelling:
        for how in (spelling, "%Y-%m-%d", "%Y-%m", "%Y"):
            day = float(days_of((told.strip(),), how)[0])
            if not np.isnan(day):
                return day
        return float("nan")
    try:
        return float(told)
    except ValueError:
        return float("nan")


def shown(time: float, spelling: str) -> str:
    """A time as a person writes it."""
    return str(np.datetime64(int(time), "D")) if spelling else f"{time:g}"


def judge_later(book: Book, told: str, *, seed: int, threads: int = 1) -> Later:
    """Learn from the earlier rows, judge on the later ones. Raises `KnownError` `book.time`."""
    since = begin(book, told)
    times = book.times
    assert times is not None, "`begin` asked"
    before, after = np.flatnonzero(times < since), np.flatnonzero(times >= since)
    model = fit(book, before, seed=seed, threads=threads, by_time=True)
    margins, bad = model.margins(book.features, after), book.bad[after]
    newest = model.later
    assert newest is not None, "it was fitted by time"
    trained = np.empty(len(book))  # at the level before the newest outcomes moved it
    trained[before], trained[after] = newest.unseen, margins - newest.moved
    card = learn_scorecard(book, before).margins(book.features, after)
    codes, names, every = periods_of(times, book.spelling)
    return Later(
        since=shown(since, book.spelling),
        earlier=len(before),
        figures=figures(bad, margins),
        card=figures(bad, card),
        as_trained=level_of(0, margins - newest.moved, bad),
        level=level_of(newest.rows, margins, bad),
        names=names,
        rolled=tuple(_rolled(trained, book.bad, codes, times >= since, every)),
        drift=tuple(_drift(book, model, trained, before, after)),
        periods=tuple(
            _periods(trained + newest.moved * (times >= since), book.bad, codes, names, times >= since)
        ),
        bad=bad,
        margins=margins,
    )


def _rolled(margins: Matrix, bad: Flags, codes: Numbers, later: Flags, every: str) -> Iterator[Rolled]:
    for drift in (False, True):
        found = rolled(margins, bad, codes, later, every=every, drift=drift)
        if found is not None:
            yield found


def _drift(book: Book, model: Fitted, margins: Matrix, before: Numbers, after: Numbers) -> Iterator[Drift]:
    earlier, later = (model.encoder.matrix(book.features, rows) for rows in (before, after))
    points = STANDARD_OFFSET - STANDARD_FACTOR * margins
    yield drift_of(bins_of("score", points[before]), points[after])
    each = over_many(CONFIDENCE, len(model.encoder.names))
    for place, name in enumerate(model.encoder.names):
        yield drift_of(bins_of(name, earlier[:, place]), later[:, place], each)


def _periods(
    margins: Matrix, bad: Flags, codes: Numbers, names: tuple[str, ...], later: Flags
) -> Iterator[Period]:
    for code, name in enumerate(names):
        for side in (False, True):
            rows = (codes == code) & (later == side)
            if rows.any():
                p = metrics.probability(margins[rows])
                yield Period(name, side, int(rows.sum()), float(p.mean()), float(bad[rows].mean()))


def periods_of(times: Matrix, spelling: str) -> tuple[Numbers, tuple[str, ...], str]:
    """The number of the period of each row, the periods' names, and how long one is: the finest calendar step
    that makes sixteen at most; numbers that are as few are periods themselves, else they are cut evenly."""
    if spelling:
        days = times.astype("datetime64[D]")
        for every, unit, long in _STEPS:
            number = days.astype(f"datetime64[{unit}]").astype(np.int64) // long
            seen = np.unique(number)
            if len(seen) <= _MOST_PERIODS:
                names = tuple(str(first) for first in (seen * long).astype(f"datetime64[{unit}]"))
                return np.searchsorted(seen, number), names, every
    else:
        seen = np.unique(times)
        if len(seen) <= _MOST_PERIODS:
            return np.searchsorted(seen, times), tuple(f"{time:g}" for time in seen), "period"
    cuts = np.unique(np.quantile(times, np.arange(_MOST_PERIODS) / _MOST_PERIODS, method="higher"))
    names = tuple(f"from {shown(cut, spelling)}" for cut in cuts)
    return np.searchsorted(cuts, times, side="right") - 1, names, "period"
