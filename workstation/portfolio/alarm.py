"""The alarm of a book: many small signs of several quarters, gathered into one figure.

Goes in: decisions of each quarter and of the time it is compared with. Comes out: for each quarter its signs
and what had been gathered by its end; it sounds at the policy's figure. Signs of who asks: all figures
together, the one that moved most, the mean score. A sign of how loans do, months before any can be bad:
early arrears. The same rows may speak in several signs; the mean of their evidence allows for that, one half
for askers and one for loans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import nan, sqrt
from statistics import fmean, variance
from typing import TYPE_CHECKING, Any

import numpy as np

from workstation.domain.decided import Decided
from workstation.portfolio.early import early_arrears
from workstation.scoring.drift import Drift, chance_of
from workstation.scoring.evidence import Sign, gathered, together, two_sided
from workstation.scoring.joint import joint

if TYPE_CHECKING:
    from workstation.portfolio.policy import AlarmPolicy
    from workstation.portfolio.watching import Watched

TOGETHER, LARGEST, MEAN_SCORE, EARLY = "together", "largest", "score", "early"
ASKERS, LOANS = "askers", "loans"


@dataclass(frozen=True, slots=True)
class QuarterSigns:
    """`evidence` is what its signs weigh together, `so_far` what had been gathered by its end."""

    first: date
    last: date
    signs: tuple[Sign, ...]
    evidence: float
    so_far: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """It sounds where `so_far` of the newest quarter has reached `sounds_at`: without any shift, once in so
    many quarters in the mean, or more seldom, where each quarter is compared with rows of its own and looked
    at once, at its end. Looked at oftener, or with a reference that quarters share, it sounds more often."""

    sounds_at: float
    quarters: tuple[QuarterSigns, ...] = ()

    @property
    def sounds(self) -> bool:
        return bool(self.quarters) and self.quarters[-1].so_far >= self.sounds_at

    @property
    def loudest(self) -> tuple[Sign, ...]:
        """Of each kind of sign the strongest of any quarter, where it speaks for a change at all; the
        strongest first."""
        found: dict[str, Sign] = {}
        for sign in sorted((s for q in self.quarters for s in q.signs), key=lambda s: (s.p, s.name)):
            if sign.evidence > 1.0:
                found.setdefault(sign.name, sign)
        return tuple(found.values())

    def to_json(self) -> dict[str, Any]:
        """Days as text, and whether it sounds."""
        quarters = [
            {**asdict(q), "first": q.first.isoformat(), "last": q.last.isoformat()} for q in self.quarters
        ]
        return {"sounds": self.sounds, "sounds_at": self.sounds_at, "quarters": quarters}


def alarm_of(quarters: Sequence[tuple[date, date, tuple[Sign, ...]]], policy: AlarmPolicy) -> Alarm:
    """Quarters in order, each with its first and last day and its signs."""
    so_far = gathered([signs for _, _, signs in quarters])
    return Alarm(
        float(policy.quarters_between_false),
        tuple(
            QuarterSigns(first, last, signs, round(together(signs), 4), round(weight, 4))
            for (first, last, signs), weight in zip(quarters, so_far, strict=True)
        ),
    )


def signs_of_askers(before: Sequence[Decided], now: Sequence[Decided], watched: Watched) -> tuple[Sign, ...]:
    """Signs in those who ask; `watched` is the drift of the same two times, empty where they hold too few."""
    if not watched.figures:
        return ()
    signs = []
    names = [drift.name for drift in watched.figures]
    found = joint(_matrix(before, names), _matrix(now, names))
    if found is not None:
        signs.append(Sign(TOGETHER, ASKERS, found.p, found.share, found.expected))
    signs.append(_largest(watched.figures))
    mean = _mean_score(before, now)
    return (*signs, *(() if mean is None else (mean,)))


def sign_of_loans(
    before: Sequence[Decided], now: Sequence[Decided], as_of: date, policy: AlarmPolicy
) -> tuple[Sign, ...]:
    """Early arrears as far as they are known at the end of `as_of`."""
    found = early_arrears(before, now, as_of, policy.early_days)
    return () if found is None else (Sign(EARLY, LOANS, found.p, float(found.happened), found.expected),)


def _matrix(rows: Sequence[Decided], names: Sequence[str]) -> np.ndarray:
    values = [[nan if (v := row.features.get(name)) is None else v for name in names] for row in rows]
    return np.array(values, dtype=np.float64).reshape(len(rows), len(names))


def _largest(figures: Sequence[Drift]) -> Sign:
    """The figure that chance explains least, paid for by the number of figures looked at."""
    chances = [chance_of(drift) for drift in figures]
    at = min(range(len(figures)), key=lambda place: chances[place])
    return Sign(LARGEST, ASKERS, min(chances[at] * len(figures), 1.0), figures[at].psi, figures[at].critical)


def _mean_score(before: Sequence[Decided], now: Sequence[Decided]) -> Sign | None:
    """Scores of one bundle's model alone are compared, that of the newest row which has one."""
    scored = [row for row in now if row.score is not None]
    if not scored:
        return None
    newest = max(scored, key=lambda row: row.decided_on)
    by = (newest.bundle, newest.model)
    sides = [
        [row.score for row in rows if row.score is not None and (row.bundle, row.model) == by]
        for rows in (before, now)
    ]
    if min(map(len, sides)) < 2:
        return None
    error = sqrt(sum(variance(side) / len(side) for side in sides))
    means = [fmean(side) for side in sides]
    p = two_sided((means[1] - means[0]) / error) if error > 0 else 1.0
    return Sign(MEAN_SCORE, ASKERS, p, round(means[1], 3), round(means[0], 3))
