"""One model as its bundle describes it: what it answers, from which features, under which signs, how well.

Plain values; reading is strict, so that a row of a signed manifest either makes sense or is refused by
`ValueError`, `KeyError` or `TypeError`. Format 1 knew probabilities of default only: what its rows leave out
has that meaning by default.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workstation.domain.assessment import MODEL_ROLES
from workstation.domain.text import Bilingual
from workstation.scoring.scale import Grade, Scale
from workstation.scoring.widths import Widths, read_widths

_SHA256_HEX = 64


class Kind(StrEnum):
    """What a model's answer is."""

    PROBABILITY = "probability"  # LightGBM, binary objective; calibrated log-odds
    SHARE = "share"  # LightGBM, cross-entropy objective; a share 0–1
    QUANTILES = "quantiles"  # one LightGBM a quantile of an amount; without monotone signs
    TABLE = "table"  # a line through a few features, as JSON of ours


class Subject(StrEnum):
    """Whom a row of the model is about."""

    APPLICANT = "applicant"
    BORROWER = "borrower"  # an applicant whose loan runs
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Need:
    """A model applies only where `feature` is there and at least `at_least`."""

    feature: str
    at_least: float

    def met_by(self, value: float | None) -> bool:
        return value is not None and value >= self.at_least


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file of the bundle by its plain name, with the hash of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Naive:
    """The model beside its named naive baseline on the same `rows`, out of time: one `figure` of each, where
    `higher` says whether more is better. A model that does not beat its baseline ships disabled."""

    baseline: str
    figure: str
    higher: bool
    model: float
    naive: float
    rows: int

    @property
    def beaten(self) -> bool:
        return self.model > self.naive if self.higher else self.model < self.naive


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model. `features` are in the order of the model's columns; `directions` are the signs that its
    training was held to, one for each: the dictionary's for a model of default, its definition's own for
    another. `worse` is the way in which the answer is worse (+1 higher, −1 lower): a missing signed value
    never moves it the other way. One that is not `enabled` lost to its naive baseline and gives no answer.
    `reference` is the just-approved median applicant, a value for each feature; empty where reasons are not
    given against one. `neighbours` is the file of comparable cases, where there is one.
    """

    id: str
    version: str
    title: Bilingual
    target: str
    horizon_days: int
    file: NamedFile
    features: tuple[str, ...]
    directions: tuple[int, ...]
    scale: Scale
    applies_when: tuple[Need, ...]
    role: str = "pd"
    kind: Kind = Kind.PROBABILITY
    subject: Subject = Subject.APPLICANT
    enabled: bool = True
    worse: int = 1
    naive: Naive | None = None
    widths: Widths | None = None
    reference: tuple[float | None, ...] = ()
    neighbours: NamedFile | None = None

    @property
    def read_features(self) -> tuple[str, ...]:
        """Every feature that the model reads or needs."""
        return (*self.features, *(n.feature for n in self.applies_when))


def read_entry(plain: Mapping[str, Any]) -> ModelEntry:
    """A row of a manifest of any format this program reads."""
    naive, widths = plain.get("naive"), plain.get("widths")
    entry = ModelEntry(
        id=plain_name(plain["id"]),
        version=str(plain["version"]),
        title=Bilingual(**plain["title"]),
        target=str(plain["target"]),
        horizon_days=int(plain["horizon_days"]),
        file=read_file(plain["file"]),
        features=tuple(str(f) for f in plain["features"]),
        directions=tuple(int(d) for d in plain["directions"]),
        scale=_scale(plain["scale"]),
        applies_when=tuple(Need(str(n["feature"]), float(n["at_least"])) for n in plain["applies_when"]),
        role=one_of(plain.get("role", "pd"), MODEL_ROLES),
        kind=Kind(plain.get("kind", Kind.PROBABILITY)),
        subject=Subject(plain.get("subject", Subject.APPLICANT)),
        enabled=plain.get("enabled", True) is True,
        worse=int(plain.get("worse", 1)),
        naive=None if naive is None else _naive(naive),
        widths=None if widths is None else read_widths(widths),
        reference=_reference(plain.get("reference", ())),
        neighbours=None if plain.get("neighbours") is None else read_file(plain["neighbours"]),
    )
    if not entry.features or len(set(entry.features)) != len(entry.features):
        raise ValueError("no feature, or one twice")
    if len(entry.directions) != len(entry.features) or entry.horizon_days < 1:
        raise ValueError("a direction for each feature and a horizon are needed")
    if not set(entry.directions) <= {-1, 0, 1} or entry.worse not in (-1, 1):
        raise ValueError("a direction is −1, 0 or 1, and worse is −1 or 1")
    if entry.role == "pd" and (entry.kind is not Kind.PROBABILITY or entry.worse != 1):
        raise ValueError("a model of default gives a probability")
    if entry.reference and (
        len(entry.reference) != len(entry.features) or entry.kind is not Kind.PROBABILITY
    ):
        raise ValueError("a reference gives a value for each feature of a probability")
    if entry.kind is Kind.QUANTILES and any(entry.directions):
        raise ValueError("quantiles cannot be held to a direction")
    return entry


def _reference(plain: Sequence[float | None]) -> tuple[float | None, ...]:
    values = tuple(None if value is None else float(value) for value in plain)
    if not all(value is None or math.isfinite(value) for value in values):
        raise ValueError("a reference is finite, or has no record")
    return values


def _naive(plain: Mapping[str, Any]) -> Naive:
    figures = float(plain["model"]), float(plain["naive"])
    if not all(map(math.isfinite, figures)):
        raise ValueError("a figure must be finite")
    return Naive(
        str(plain["baseline"]), str(plain["figure"]), plain["higher"] is True, *figures, int(plain["rows"])
    )


def _scale(plain: Mapping[str, Any]) -> Scale:
    numbers = [float(plain[key]) for key in ("a", "b", "offset", "factor")]
    grades = tuple(Grade(str(g["name"]), float(g["up_to"])) for g in plain["grades"])
    scale = Scale(numbers[0], numbers[1], numbers[2], numbers[3], grades)
    edges = [g.up_to for g in grades]
    if not all(map(math.isfinite, numbers)) or scale.b <= 0 or scale.factor <= 0:
        raise ValueError("a scale must be finite and rising")
    if not edges or edges[-1] != 1.0 or edges[0] <= 0 or sorted(set(edges)) != edges:
        raise ValueError("grades must rise to 1")
    return scale


def read_file(plain: Mapping[str, Any]) -> NamedFile:
    digest = str(plain["sha256"])
    if len(digest) != _SHA256_HEX:
        raise ValueError("not a sha256")
    return NamedFile(plain_name(plain["name"]), digest)


def plain_name(text: str) -> str:
    """A name that cannot leave its folder."""
    if not text or text.startswith(".") or not all(c.isalnum() or c in "._-" for c in text):
        raise ValueError("not a plain name")
    return text


def one_of(text: str, words: Sequence[str]) -> str:
    if text not in words:
        raise ValueError("unknown word")
    return text
