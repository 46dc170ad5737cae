"""Definition files of models: what each answers, for whom, from which features, under which signs and why.

In: `resources/models/definitions/<id>.toml`. Out: a checked `Definition`. Training reads it and the card
prints it; a slip is a `KnownError` (`models.definition`) that names file and field. A model of default
keeps the feature dictionary's signs; for another target the sign is the definition's own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from workstation.domain.assessment import MODEL_ROLES
from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.features import DICTIONARY, Family
from workstation.scoring import Kind, Need, Subject
from workstation.training.simulator import View

FOLDER = "definitions"
_SIGNS = {"+": 1, "-": -1, "free": 0}


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file: no field may be missing, and none may be unknown."""


class Words(_Part, frozen=True, kw_only=True):
    zh: str
    en: str

    @property
    def both(self) -> Bilingual:
        return Bilingual(self.zh, self.en)


class FeatureRow(_Part, frozen=True, kw_only=True):
    """`sign`: what a higher value may do to the answer; `why` the trade's reason for it."""

    sign: Literal["+", "-", "free"]
    why: str


class NeedRow(_Part, frozen=True, kw_only=True):
    feature: str
    at_least: float


class Baseline(_Part, frozen=True, kw_only=True):
    """The naive model to beat, and by which figure. `by`: a logistic line through one feature (`line`), the
    mean of the training rows (`mean`), the base carried on as it is or by its season (`persistence`), the
    seller's own weak month (`weak_month`), or nothing added (`none`)."""

    name: str
    by: Literal["line", "mean", "persistence", "weak_month", "none"]
    figure: Literal["auc", "log_loss", "recall_at_1pct", "rmse", "wmape"]
    feature: str = ""
    season: str = ""


class QuantileRow(_Part, frozen=True, kw_only=True):
    """The amount is told relative to `base` × `per`, with `floor` yuan added on both sides."""

    base: str
    per: float
    floor: float
    places: tuple[float, ...]


class Definition(_Part, frozen=True, kw_only=True):
    """One model. `views` are the simulated sellers it learns from, `outcome` what it learns of them;
    `evidence` the features that go missing together. `learns_on` is "loan" for files as they stand on the
    day of the loan, "days" for the pace of sales on any three days of a life: a model that reads nothing else
    learns from more than three times as many rows, none of which stands on a day of its own kind."""

    id: str
    role: str
    kind: Kind
    subject: Subject
    title: Words
    purpose: Words
    target: str
    horizon_days: int
    outcome: str
    views: tuple[View, ...]
    naive: Baseline
    applies_when: tuple[NeedRow, ...]
    features_by_name: dict[str, FeatureRow] = msgspec.field(name="features")
    evidence: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    quantiles: QuantileRow | None = None
    learns_on: Literal["loan", "days"] = "loan"

    @property
    def features(self) -> tuple[str, ...]:
        """The columns of the model, in their order."""
        return tuple(self.features_by_name)

    @property
    def directions(self) -> tuple[int, ...]:
        return tuple(_SIGNS[row.sign] for row in self.features_by_name.values())

    @property
    def ledgers(self) -> Mapping[str, tuple[str, ...]]:
        """Features that go missing together, for blanking all of them at once."""
        return self.evidence

    @property
    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(n.feature, n.at_least) for n in self.applies_when)


def load_definitions(folder: Path) -> tuple[Definition, ...]:
    """Every definition in `folder`, in the order of the models' roles and then of their ids. Raises
    `KnownError` `models.definition`."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise _refused("there is no definition of a model", folder.name)
    found = [read_definition(path) for path in paths]
    return tuple(sorted(found, key=lambda d: (MODEL_ROLES.index(d.role), d.id)))


def read_definition(path: Path) -> Definition:
    """The definition in `path`. Raises `KnownError` `models.definition`."""
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        definition = msgspec.convert(plain, Definition)
    except (OSError, ValueError) as error:  # msgspec's and tomllib's errors are of these
        raise _refused(str(error), path.name) from None
    slip = _slip(definition, path.stem)
    if slip:
        raise _refused(slip, path.name)
    return definition


def _slip(d: Definition, stem: str) -> str:
    """The first thing that makes no sense, in words."""
    unknown = sorted(n for n in _named(d) if n not in DICTIONARY)
    signed = {n for n, s in zip(d.features, d.directions, strict=True) if s}
    turned = [n for n in signed if d.role == "pd" and _SIGNS[d.features_by_name[n].sign] != _of_dictionary(n)]
    freed = [n for n in d.features if d.role == "pd" and n not in signed and _of_dictionary(n)]
    checks = {
        f"its id is {d.id}, its file {stem}": d.id != stem,
        f"there is no role {d.role}": d.role not in MODEL_ROLES,
        f"not in the dictionary: {', '.join(unknown)}": bool(unknown),
        f"against the dictionary's sign: {', '.join(sorted(turned + freed))}": bool(turned or freed),
        "evidence names a feature that the model does not read": any(
            name not in d.features for group in d.evidence.values() for name in group
        ),
        "a horizon is at least a day": d.horizon_days < 1,
        "a sign needs a reason": any(not row.why.strip() for row in d.features_by_name.values()),
        "quantiles have a base, and no signs": d.kind is Kind.QUANTILES and (not d.quantiles or bool(signed)),
        "any day tells the pace of sales alone": d.learns_on == "days"
        and any(n in DICTIONARY and DICTIONARY[n].family is not Family.PACE for n in d.features),
        "only quantiles have a base": d.kind is not Kind.QUANTILES and d.quantiles is not None,
    }
    return next((words for words, wrong in checks.items() if wrong), "")


def _of_dictionary(name: str) -> int:
    return int(DICTIONARY[name].direction) if name in DICTIONARY else 0


def _named(d: Definition) -> set[str]:
    base = {d.quantiles.base} if d.quantiles is not None else set()
    naive = {name for name in (d.naive.feature, d.naive.season) if name}
    return {*d.features, *(n.feature for n in d.applies_when), *base, *naive}


def _refused(what: str, where: str) -> KnownError:
    return KnownError("models.definition", what, where=where, remedy="Correct the file and start again.")
