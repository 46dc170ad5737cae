"""Champion against challenger on loans that neither has seen, later than what the challenger learned from.

In: two models and a table of outcomes. Out: plain figures of the three aims: risk (ranking with a paired
bootstrap, calibration, promises), speed, and what changes for the customer (who is let in, who is not, and
for which reasons). It decides nothing; `gate` does.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.scoring.drift import Drift, drift_of, reference_of
from workstation.training import metrics
from workstation.training.boosting import Trees
from workstation.training.challenger import AsBefore, Contender
from workstation.training.evaluation import Figures, Promises, figures, promises_of
from workstation.training.table import Flags, Matrix, Table


@dataclass(frozen=True, slots=True)
class Reasoning:
    """How a lender words reasons: feature → the code of the reason that owns it, and how many points a reason
    must weigh to be named at all."""

    code_of: Callable[[str], str]
    least_points: float


RESAMPLES = 1000
_TAIL = 0.025
_EXPLAINED_ROWS = 400
_TIMED_ROWS = 60
_MOST_REASONS = 4
_MOST_MOVERS = 6


@dataclass(frozen=True, slots=True)
class Paired:
    """How much more AUC the challenger has, with a 95 % interval of the same rows drawn again and again."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Swap:
    """Loans by who would have made them at the cut-off: how many, and how many of them went bad."""

    who: str
    rows: int
    bads: int

    @property
    def rate(self) -> float | None:
        return self.bads / self.rows if self.rows else None


@dataclass(frozen=True, slots=True)
class Moved:
    """What one feature did to the mean score, challenger less champion, in points."""

    feature: str
    points: float


@dataclass(frozen=True, slots=True)
class Trial:
    """`score` is the stability index between the two models' scores on the same rows; `moved` says which
    features made the mean score move, and `unexplained` what is left of it (it adds up, but for rounding).
    `overlap` is the mean share of principal reasons that both give; `microseconds` one assessment with
    contributions, champion then challenger."""

    way: str
    champion: Figures
    challenger: Figures
    auc: Paired
    promises: Promises
    score: Drift
    moved: tuple[Moved, ...]
    unexplained: float
    overlap: float
    swaps: tuple[Swap, ...]
    microseconds: tuple[float, float]
    cutoff: float

    @property
    def better_calibrated(self) -> bool:
        """Nearer to what happened, both in the mean over bins and in likelihood."""
        return self.challenger.ece < self.champion.ece and self.challenger.log_loss < self.champion.log_loss


def trial(
    champion: Contender,
    challenger: Contender,
    table: Table,
    *,
    cutoff: float,
    reasoning: Reasoning,
    seed: int,
    resamples: int = RESAMPLES,
) -> Trial:
    """Judge both on `table`; `cutoff` is the probability up to which is lent. The same seed draws the same
    resamples."""
    values = table.columns(challenger.entry.features)
    before, after = (np.array(c.model.margins(values)) for c in (champion, challenger))
    rows = values[:_EXPLAINED_ROWS]
    points = [_points(c, rows) for c in (champion, challenger)]
    moved, unexplained = _moved(champion, challenger, points, rows)
    return Trial(
        way=challenger.way,
        champion=figures(table.bad, before),
        challenger=figures(table.bad, after),
        auc=paired(table.bad, before, after, seed=seed, resamples=resamples),
        promises=promises_of(AsBefore(challenger.entry), Trees(challenger.text), values),
        score=drift_of(reference_of("score", before), after),
        moved=moved,
        unexplained=unexplained,
        overlap=_overlap(champion, points, reasoning),
        swaps=_swaps(table.bad, metrics.probability(before), metrics.probability(after), cutoff),
        microseconds=_microseconds((champion, challenger), rows),
        cutoff=cutoff,
    )


def paired(bad: Flags, before: Any, after: Any, *, seed: int, resamples: int = RESAMPLES) -> Paired:
    """The percentile interval of the difference of two AUCs on the same rows, goods and bads drawn apart so
    that no resample lacks either."""
    rng = np.random.default_rng([seed, 13])
    good_at, bad_at = np.flatnonzero(~bad), np.flatnonzero(bad)
    found = np.empty(resamples)
    for turn in range(resamples):
        drawn = np.concatenate(
            [
                good_at[rng.integers(0, len(good_at), len(good_at))],
                bad_at[rng.integers(0, len(bad_at), len(bad_at))],
            ]
        )
        truth = bad[drawn]
        found[turn] = metrics.auc(truth, after[drawn]) - metrics.auc(truth, before[drawn])
    low, high = np.quantile(found, (_TAIL, 1 - _TAIL)).tolist()
    difference = metrics.auc(bad, after) - metrics.auc(bad, before)
    return Paired(round(difference, 6), round(low, 6), round(high, 6))


def _points(contender: Contender, rows: Matrix) -> Matrix:
    """Contributions in points, a column for each feature and the base behind them."""
    scale = contender.entry.scale
    shares = contender.model.booster.contributions(rows)
    points: Matrix = -scale.factor * scale.b * shares
    points[:, -1] += scale.offset - scale.factor * scale.a
    return points


def _moved(
    champion: Contender, challenger: Contender, points: Sequence[Matrix], rows: Matrix
) -> tuple[tuple[Moved, ...], float]:
    """Mean points of each feature, challenger less champion, the largest first; and what of the mean score's
    change they leave unexplained."""
    means = [part.mean(axis=0) for part in points]
    change = (means[1] - means[0]).tolist()
    names = [*challenger.entry.features, "base"]
    scores = [
        fsum(c.entry.scale.points(margin) for margin in c.model.margins(rows)) / len(rows)
        for c in (champion, challenger)
    ]
    left = scores[1] - scores[0] - fsum(change)
    movers = sorted(zip(names, change, strict=True), key=lambda entry: (-abs(entry[1]), entry[0]))
    return tuple(Moved(name, round(part, 3)) for name, part in movers[:_MOST_MOVERS]), round(left, 6)


def _overlap(champion: Contender, points: Sequence[Matrix], reasoning: Reasoning) -> float:
    """The mean share of reasons against that both models name among their four strongest, over the rows for
    which either names any."""
    codes = [reasoning.code_of(name) for name in champion.entry.features]
    shares = []
    for left, right in zip(points[0], points[1], strict=True):
        first, second = (_principal(row, codes, reasoning.least_points) for row in (left, right))
        if first or second:
            shares.append(len(first & second) / max(len(first), len(second)))
    return round(fsum(shares) / len(shares), 4) if shares else 1.0


def _principal(row: npt.NDArray[np.float64], codes: Sequence[str], least_points: float) -> frozenset[str]:
    totals: defaultdict[str, float] = defaultdict(float)
    for code, part in zip(codes, row[:-1].tolist(), strict=True):
        totals[code] += part
    against = sorted((part, code) for code, part in totals.items() if part <= -least_points)
    return frozenset(code for _, code in against[:_MOST_REASONS])


def _swaps(bad: Flags, before: Any, after: Any, cutoff: float) -> tuple[Swap, ...]:
    old, new = before <= cutoff, after <= cutoff
    groups = (
        ("both", old & new),
        ("champion alone", old & ~new),
        ("challenger alone", ~old & new),
        ("neither", ~old & ~new),
    )
    return tuple(Swap(who, int(rows.sum()), int(bad[rows].sum())) for who, rows in groups)


def _microseconds(contenders: tuple[Contender, Contender], rows: Matrix) -> tuple[float, float]:
    """The median time of one row with its contributions, the two taken by turns on the same rows."""
    times: tuple[list[float], list[float]] = ([], [])
    for row in rows[:_TIMED_ROWS]:
        for contender, spent in zip(contenders, times, strict=True):
            begun = time.perf_counter()
            contender.model.booster.raw(row[None, :])
            contender.model.booster.contributions(row[None, :])
            spent.append((time.perf_counter() - begun) * 1e6)
    first, second = (round(float(np.median(spent)), 1) if spent else 0.0 for spent in times)
    return first, second
