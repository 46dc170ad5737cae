"""What the models say about an applicant, and why. A person decides; this only advises.

Margins are log-odds of default rounded to nine decimals before anything is derived from them, so that two
machines agree to the bit; scores are points (higher is better); contributions are in points and add up:
base + Σ contributions = exact points of the output, within 1e-9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workstation.domain.evidence import Coverage, EvidenceDomain
from workstation.domain.text import Bilingual

MODEL_ROLES = (
    "pd", "order", "lgd", "warning", "brushing", "forecast", "need", "sell_through", "survey",
    "limit", "price", "macro",
)  # fmt: skip
"""What a model's answer is for. Only one of role "pd" may lead an assessment."""


@dataclass(frozen=True, slots=True)
class FeatureVector:
    """Named features of one applicant as of one day.

    Each value is already rounded to the places its definition states, or None where there is no evidence.
    Zero means an observed zero; None is never replaced by zero anywhere.
    """

    as_of: date
    values: Mapping[str, float | None]

    def get(self, name: str) -> float | None:
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature did to the score: `points` > 0 speaks for the applicant, < 0 against."""

    feature: str
    value: float | None
    points: float


@dataclass(frozen=True, slots=True)
class ModelOutput:
    """One model's answer for one applicant.

    `applies` is False where the evidence that the model needs is missing; then the numbers are None and
    `why_not` says what is missing. `probability` is calibrated, over `horizon_days`.

    `role` says what the answer is for (`MODEL_ROLES`). A model of a share (0–1) or of an amount (yuan) gives
    a `value` in place of a probability; `quantiles` are (place, value) in rising order. `interval` holds the
    probability or value that the same evidence has gone with, wider where the file is thinner.

    `contributions` are measured against the model's average. `against`, where the model has a reference, is
    measured against the just-approved median applicant: it adds up to the points between the two, and issued
    reasons are drawn from it.
    """

    model: str
    version: str
    target: str
    horizon_days: int
    applies: bool
    why_not: Bilingual | None = None
    margin: float | None = None
    probability: float | None = None
    points: float | None = None
    grade: str = ""
    base_points: float | None = None
    contributions: tuple[Contribution, ...] = ()
    role: str = "pd"
    value: float | None = None
    quantiles: tuple[tuple[float, float], ...] = ()
    interval: tuple[float, float] | None = None
    against: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleRef:
    """Which models spoke: the bundle's name, version, and the sha256 of its manifest."""

    name: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every model's output over the same frozen features, and which of them the lending rules use.

    `leading` is the model whose probability the decision rests on, empty where none applies (then the case
    is referred for evidence). `features` and `coverage` are frozen with the decision for replay.
    """

    applicant_id: str
    as_of: date
    features: FeatureVector
    coverage: Coverage
    outputs: tuple[ModelOutput, ...]
    leading: str
    bundle: BundleRef

    def of_role(self, role: str) -> ModelOutput | None:
        """The first model of `role` that speaks; None where none does."""
        return next((o for o in self.outputs if o.role == role and o.applies), None)

    @property
    def output(self) -> ModelOutput | None:
        return next((o for o in self.outputs if o.model == self.leading), None)

    @property
    def probability(self) -> float | None:
        return None if self.output is None else self.output.probability

    @property
    def grade(self) -> str:
        return "" if self.output is None else self.output.grade


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason out of the reason table, for or against, with the features behind it and their points.

    `officer` and `applicant` are the wordings with the figures filled in; `remedy` says what the applicant
    can do about it (empty where nothing can be done).
    """

    code: str
    points: float
    features: tuple[str, ...]
    officer: Bilingual
    applicant: Bilingual
    remedy: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class MissingEvidence:
    """A domain without records: what its absence means and how to get it."""

    domain: EvidenceDomain
    consequence: Bilingual
    how_to_get: Bilingual


@dataclass(frozen=True, slots=True)
class Rationale:
    """Why: the principal reasons against (most first, at most four), those in favour, and what is missing."""

    against: tuple[Reason, ...] = ()
    in_favour: tuple[Reason, ...] = ()
    missing: tuple[MissingEvidence, ...] = ()
    method: str = ""
    notes: tuple[Bilingual, ...] = field(default_factory=tuple)
