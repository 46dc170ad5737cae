"""Trained on earlier years, tested on later ones: ranking, and the level after recalibration.

In: a book, the year of each row, and its days where there are any. Out: `OutOfTime`. The level is moved in
several ways, and each is judged on rows that did not set it: on the outcomes of the last year of training;
on a random fifth of the window's own outcomes, as if those had come in already; and forward, each year or
quarter by the one before it. Only the intercept moves. How many outcomes were known is counted beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from workstation.training import metrics
from workstation.training.book.book import Book, part_of
from workstation.training.book.capacity import INNER, crossed, random_pairs
from workstation.training.book.fitting import fit
from workstation.training.book.folds import Numbers, folds
from workstation.training.book.level import Level, level_of, shift
from workstation.training.book.rolling import Known, Rolled, known_by, rolled
from workstation.training.missing import coded
from workstation.training.table import Matrix


@dataclass(frozen=True, slots=True)
class Days:
    """Days since 1970 on which a loan was made and on which it failed, NaN where there is none."""

    made: Matrix
    failed: Matrix


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """`level` as trained, the others recalibrated; `known` of the loans of each year by the first
    day of the next, for the years of the window."""

    trained_on: int
    auc: float
    auc_low: float
    auc_high: float
    level: Level
    level_from_last_year: Level
    level_from_window: Level
    rolled: tuple[Rolled, ...] = ()
    known: Mapping[str, Known] = field(default_factory=dict)


def out_of_time(
    book: Book,
    years: Numbers,
    window: tuple[int, int],
    *,
    seed: int,
    threads: int = 1,
    days: Days | None = None,
) -> OutOfTime:
    """Train on the years before `window` (first and last year), judge on it."""
    before = np.flatnonzero(years < window[0])
    after = np.flatnonzero((years >= window[0]) & (years <= window[1]))
    model = fit(book, before, seed=seed, threads=threads)
    margins, bad = model.margins(book.features, after), book.bad[after]
    low, high = metrics.auc_interval(bad, margins)
    past = part_of(book, before)
    values = coded(model.encoder.matrix(past.features, np.arange(len(past))), model.encoder.signs)
    unseen = model.a + model.b * crossed(
        values,
        past.bad,
        model.encoder.shape,
        model.chosen.rung,
        model.chosen.rounds,
        random_pairs(past.bad, INNER, seed),
        seed=seed,
        threads=threads,
    )
    last = years[before] == years[before].max()
    first_fifth = folds(bad, 5, seed) == 0
    everywhere = np.full(len(book), np.nan)
    everywhere[before], everywhere[after] = unseen, margins
    return OutOfTime(
        trained_on=len(before),
        auc=metrics.auc(bad, margins),
        auc_low=low,
        auc_high=high,
        level=level_of(0, margins, bad),
        level_from_last_year=level_of(int(last.sum()), margins, bad, shift(past.bad[last], unseen[last])),
        level_from_window=level_of(
            int(first_fifth.sum()),
            margins[~first_fifth],
            bad[~first_fifth],
            shift(bad[first_fifth], margins[first_fifth]),
        ),
        rolled=tuple(_rolled(everywhere, book, years, window, days)),
        known={} if days is None else dict(_known(book, years, window, days)),
    )


def _rolled(
    margins: Matrix, book: Book, years: Numbers, window: tuple[int, int], days: Days | None
) -> Iterator[Rolled]:
    """By year and by quarter, each with and without drift, on what came before the window's end."""
    there = ~np.isnan(margins)
    judged = (years >= window[0])[there]
    periods = {"year": years}
    if days is not None:
        periods["quarter"] = _quarters(days.made)
    for every, period in periods.items():
        for drift in (False, True):
            found = rolled(margins[there], book.bad[there], period[there], judged, every=every, drift=drift)
            if found is not None:
                yield found


def _quarters(days: Matrix) -> Numbers:
    """2004 and its third quarter → 20043; 0 where there is no day."""
    months = np.nan_to_num(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found: Numbers = np.where(np.isnan(days), 0, (1970 + months // 12) * 10 + months % 12 // 3 + 1)
    return found


def _known(book: Book, years: Numbers, window: tuple[int, int], days: Days) -> Iterator[tuple[str, Known]]:
    for year in range(window[0], window[1] + 1):
        own = (years == year) & ~np.isnan(days.made)
        if own.any():
            first = float(days.made[own].min())
            said = str(np.datetime64(int(first), "D"))
            yield said, known_by(first, days.made, days.failed, book.bad, years == year - 1)
