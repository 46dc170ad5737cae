"""What a bundle says of itself: which models, on what they were trained, how their output is read.

Goes in and comes out: canonical JSON bytes, the ones that are signed. Reading refuses what this program does
not know (`bundle.version`) and what it cannot keep its promises about (`bundle.schema`, `bundle.damaged`).
No model file is opened here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import workstation.scoring.refusals as refuse
from workstation.domain.text import Bilingual
from workstation.features import FEATURES, schema_sha256
from workstation.scoring.scale import Grade, Scale

FORMAT = 1
LEADING_RULES = ("most_prudent",)  # the highest probability among the models that apply
_SHA256_HEX = 64


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """`kind` is "simulated" or "real"; `statement` is the card's first line."""

    kind: str
    statement: Bilingual


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
class ModelEntry:
    """One model. `features` are in the order of the model's columns; `directions` are the signs that its
    training was held to, one for each."""

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


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    version: int
    created: str
    trained_on: TrainedOn
    models: tuple[ModelEntry, ...]
    schema_sha256: str
    golden: NamedFile
    card: NamedFile
    leading: str = "most_prudent"

    @property
    def files(self) -> tuple[NamedFile, ...]:
        return (*(m.file for m in self.models), self.golden, self.card)

    def to_bytes(self) -> bytes:
        """Canonical JSON: sorted keys, UTF-8, one indentation, a final line end."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True, ensure_ascii=False, indent=1)
        return (text + "\n").encode()


def read_manifest(data: bytes, where: str) -> Manifest:
    """The manifest in `data`, whose signature is already known to be good.

    Raises `KnownError`: `bundle.version` for a newer format, `bundle.damaged` for a malformed one,
    `bundle.schema` for features that this program does not have or defines otherwise.
    """
    try:
        plain = json.loads(data)
        if plain["format"] != FORMAT:
            raise refuse.newer(where, plain["format"])
        manifest = _manifest(plain)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refuse.damaged(f"{where}/manifest.json", f"is malformed ({type(error).__name__})") from None
    _check_schema(manifest, where)
    return manifest


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    manifest = Manifest(
        name=_plain_name(plain["name"]),
        version=int(plain["version"]),
        created=str(plain["created"]),
        trained_on=TrainedOn(
            _one_of(plain["trained_on"]["kind"], ("simulated", "real")),
            Bilingual(**plain["trained_on"]["statement"]),
        ),
        models=tuple(_model(m) for m in plain["models"]),
        schema_sha256=str(plain["schema_sha256"]),
        golden=_file(plain["golden"]),
        card=_file(plain["card"]),
        leading=_one_of(plain["leading"], LEADING_RULES),
    )
    ids = [m.id for m in manifest.models]
    if not ids or len(set(ids)) != len(ids) or manifest.version < 1:
        raise ValueError("no model, two of one id, or no version")
    return manifest


def _model(plain: Mapping[str, Any]) -> ModelEntry:
    entry = ModelEntry(
        id=_plain_name(plain["id"]),
        version=str(plain["version"]),
        title=Bilingual(**plain["title"]),
        target=str(plain["target"]),
        horizon_days=int(plain["horizon_days"]),
        file=_file(plain["file"]),
        features=tuple(str(f) for f in plain["features"]),
        directions=tuple(int(d) for d in plain["directions"]),
        scale=_scale(plain["scale"]),
        applies_when=tuple(Need(str(n["feature"]), float(n["at_least"])) for n in plain["applies_when"]),
    )
    if not entry.features or len(set(entry.features)) != len(entry.features):
        raise ValueError("no feature, or one twice")
    if len(entry.directions) != len(entry.features) or entry.horizon_days < 1:
        raise ValueError("a direction for each feature and a horizon are needed")
    return entry


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


def _file(plain: Mapping[str, Any]) -> NamedFile:
    digest = str(plain["sha256"])
    if len(digest) != _SHA256_HEX:
        raise ValueError("not a sha256")
    return NamedFile(_plain_name(plain["name"]), digest)


def _plain_name(text: str) -> str:
    """A name that cannot leave its folder."""
    if not text or text.startswith(".") or not all(c.isalnum() or c in "._-" for c in text):
        raise ValueError("not a plain name")
    return text


def _one_of(text: str, words: tuple[str, ...]) -> str:
    if text not in words:
        raise ValueError("unknown word")
    return text


def _check_schema(manifest: Manifest, where: str) -> None:
    for model in manifest.models:
        for name in (*model.features, *(n.feature for n in model.applies_when)):
            if name not in FEATURES:
                raise refuse.schema(where, f"model {model.id} needs the unknown feature {name}")
        for name, direction in zip(model.features, model.directions, strict=True):
            if direction != FEATURES[name].direction:
                raise refuse.schema(where, f"model {model.id} holds {name} to another direction")
    if manifest.schema_sha256 != fingerprint(manifest.models):
        raise refuse.schema(where, "its features were computed by other rules than this program's")


def fingerprint(models: tuple[ModelEntry, ...]) -> str:
    """sha256 of the dictionary's rows behind every feature that any of `models` reads."""
    return schema_sha256(
        name for model in models for name in (*model.features, *(n.feature for n in model.applies_when))
    )
