"""Watching a model: whether applicants still look as they did, and whether loans still do as was said.

Goes in: decisions of an earlier and of a later time. Comes out: drift of the score and of each figure with
its critical value, and calibration by segment with Jeffreys' intervals. Drift is told at once; calibration
only of loans whose time is over. Like is compared with like: a Double Eleven with the one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import fsum, nan

from workstation.domain.decided import LEAST_ROWS, Decided
from workstation.portfolio.spans import Span
from workstation.scoring.drift import CONFIDENCE, Drift, drift_of, over_many, reference_of
from workstation.scoring.drift_reference import DriftReference, seasons_of
from workstation.scoring.intervals import jeffreys

SCORE = "score"


@dataclass(frozen=True, slots=True)
class Watched:
    """`score` and `figures` against the earlier time; None and empty below `LEAST_ROWS` decisions. Each
    figure's confidence is raised so that all of them together keep the one asked for. `of_bundle` says that
    the earlier time is the one for which the bundle was trained, told of those whom one model led."""

    before: int
    now: int
    score: Drift | None = None
    figures: tuple[Drift, ...] = ()
    of_bundle: bool = False

    @property
    def alarms(self) -> tuple[Drift, ...]:
        """What drifted, the score first, then the figures that moved most beyond their critical value."""
        moved = sorted((d for d in self.figures if d.alarms), key=lambda d: (-d.psi / d.critical, d.name))
        return (*((self.score,) if self.score is not None and self.score.alarms else ()), *moved)


def watch(
    before: Sequence[Decided],
    now: Sequence[Decided],
    features: Sequence[str],
    confidence: float = CONFIDENCE,
) -> Watched:
    """Every applicant counts, whether lent to or not; the score of those that a model spoke of."""
    if min(len(before), len(now)) < LEAST_ROWS:
        return Watched(len(before), len(now))
    each = over_many(confidence, len(features))
    figures = tuple(
        drift_of(reference_of(name, _figure(before, name)), _figure(now, name), each) for name in features
    )
    return Watched(len(before), len(now), _score(before, now, confidence), figures)


def watch_by(
    bundle: DriftReference, now: Sequence[Decided], days: Span, confidence: float = CONFIDENCE
) -> Watched | None:
    """The same against how applicants lay, in these quarters of the year, when the bundle was trained: of
    those whom the model that led most of `now` led. None where that is too few, or the bundle knows none."""
    led = Counter(row.model for row in now if row.score is not None)
    model = max(led, key=lambda name: (led[name], name), default="")
    seasons = seasons_of(days.first, days.last)
    score = bundle.score(model, seasons)
    if score is None or led[model] < LEAST_ROWS:
        return None
    rows, figures = [row for row in now if row.model == model], bundle.figures(model, seasons)
    each = over_many(confidence, len(figures))
    return Watched(
        score.rows,
        len(rows),
        drift_of(score, [row.score for row in rows if row.score is not None], confidence),
        tuple(drift_of(figure, _figure(rows, figure.name), each) for figure in figures),
        of_bundle=True,
    )


def _figure(rows: Sequence[Decided], name: str) -> list[float]:
    return [nan if (value := row.features.get(name)) is None else value for row in rows]


def _score(before: Sequence[Decided], now: Sequence[Decided], confidence: float) -> Drift | None:
    earlier, later = ([row.score for row in rows if row.score is not None] for rows in (before, now))
    if min(len(earlier), len(later)) < LEAST_ROWS:
        return None
    return drift_of(reference_of(SCORE, earlier), later, confidence)


@dataclass(frozen=True, slots=True)
class Segment:
    """Loans of one kind whose time is over: `expected` is the mean probability they were made at, `low` and
    `high` hold the true rate in 95 of 100 times."""

    name: str
    loans: int
    bads: int
    expected: float
    low: float
    high: float

    @property
    def rate(self) -> float:
        return self.bads / self.loans

    @property
    def off(self) -> bool:
        """Whether what was said lies outside of what was seen."""
        return not self.low <= self.expected <= self.high


def calibration(rows: Iterable[Decided], by: Callable[[Decided], str]) -> tuple[Segment, ...]:
    """One segment for each name that `by` gives, in order of the names; loans without a known outcome or
    without a probability are left out."""
    groups: dict[str, list[Decided]] = {}
    for row in rows:
        if row.bad is not None and row.probability is not None:
            groups.setdefault(by(row), []).append(row)
    return tuple(_segment(name, groups[name]) for name in sorted(groups))


def _segment(name: str, rows: Sequence[Decided]) -> Segment:
    bads = sum(bool(row.bad) for row in rows)
    expected = fsum(row.probability or 0.0 for row in rows) / len(rows)
    low, high = jeffreys(bads, len(rows))
    return Segment(name, len(rows), bads, round(expected, 6), round(low, 6), round(high, 6))
