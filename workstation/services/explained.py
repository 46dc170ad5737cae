"""What explaining hands to the window: ways out, comparable cases, costs of missing records.

Frozen values; amounts are fen, likeness and probabilities 0–1, points those of the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import Outcome
from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True)
class Moved:
    feature: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class WayOut:
    """What would have to change together, how, in how many days at the least, and what suite and rules say
    of the case then: probability, grade, outcome and limit in fen (None where none was reckoned); `still` is
    what would stand in the way even so, where money would not be lent."""

    moved: tuple[Moved, ...]
    how: tuple[Bilingual, ...]
    days: int
    probability: float
    grade: str
    outcome: Outcome
    limit: int | None
    still: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """`aim` is "admission" where the score declined, "grade" where a better one is in sight, "" where nothing
    that the applicant can change is asked of the models: `why_none` says why. `ways` are the smallest first;
    where none suffices, `nearest` is what plausible change would come nearest."""

    aim: str
    target: float | None = None
    ways: tuple[WayOut, ...] = ()
    nearest: WayOut | None = None
    why_none: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in which two differ: the applicant's, and between which values the other's lies."""

    feature: str
    own: float | None
    other: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class NearCase:
    """`likeness` 0–1; the figures that part the two, the weightiest first."""

    likeness: float
    bad: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparable:
    """Of the `count` sellers of the model's set who are nearest, `bad` defaulted; of the whole set `set_bad`
    of `set_count`. `simulated` where the set is no real sellers."""

    model: str
    simulated: bool
    count: int
    bad: int
    set_count: int
    set_bad: int
    nearest: tuple[NearCase, ...]


@dataclass(frozen=True, slots=True)
class EvidenceCost:
    """What having no record of `features` costs the leading model's score. `usual` is the points that would
    be won with what sellers of a record usually have (median), `weak` and `strong` with what the weakest
    and strongest tenth have; below nought where the record would cost points. All None where no figure that
    the model reads is missing: then the record counts through coverage and limit alone."""

    domain: EvidenceDomain
    covered: bool
    features: tuple[str, ...]
    usual: float | None = None
    weak: float | None = None
    strong: float | None = None


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case decided in the officer's own files that is near: how it was decided, on what day, and how many
    days past due the worst of what was lent stands today."""

    applicant_id: str
    name: str
    likeness: float
    outcome: Outcome
    decided_on: date
    days_past_due: int


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything that explains one appraisal beyond its reasons."""

    advice: Advice
    comparable: Comparable | None
    missing: tuple[EvidenceCost, ...]
