"""What a bundle says of itself: which models, on what they were trained, how their output is read.

Goes in and comes out: canonical JSON bytes, the ones that are signed. Reading refuses what this program does
not know (`bundle.version`) and what it cannot keep its promises about (`bundle.schema`, `bundle.damaged`).
No model file is opened here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import workstation.scoring.refusals as refuse
from workstation.domain.text import Bilingual
from workstation.features import DICTIONARY, schema_sha256
from workstation.scoring.entry import (
    ModelEntry,
    NamedFile,
    one_of,
    plain_name,
    read_entry,
    read_file,
)

FORMAT = 2
READ_FORMATS = (1, FORMAT)  # format 1: models of default only, without baselines and intervals
LEADING_RULES = ("most_prudent",)  # the highest probability among the models of default that apply


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """`kind` is "simulated" or "real"; `statement` is the card's first line."""

    kind: str
    statement: Bilingual


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
    evaluation: NamedFile | None = None
    expires: str | None = None
    """The last day on which the bundle may be used, where it has one; decisions under it replay later."""
    drift: NamedFile | None = None
    """How applicants lay in the time it was trained for, where it says so (`drift_reference`)."""

    @property
    def files(self) -> tuple[NamedFile, ...]:
        beside = (m.neighbours for m in self.models)
        extra = (file for file in (*beside, self.evaluation, self.drift) if file is not None)
        return (*(m.file for m in self.models), self.golden, self.card, *extra)

    def expired_on(self, day: date) -> bool:
        return self.expires is not None and day.isoformat() > self.expires

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
        if plain["format"] not in READ_FORMATS:
            raise refuse.newer(where, plain["format"])
        manifest = _manifest(plain)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refuse.damaged(f"{where}/manifest.json", f"is malformed ({type(error).__name__})") from None
    _check_schema(manifest, where)
    return manifest


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    manifest = Manifest(
        name=plain_name(plain["name"]),
        version=int(plain["version"]),
        created=str(plain["created"]),
        trained_on=TrainedOn(
            one_of(plain["trained_on"]["kind"], ("simulated", "real")),
            Bilingual(**plain["trained_on"]["statement"]),
        ),
        models=tuple(read_entry(m) for m in plain["models"]),
        schema_sha256=str(plain["schema_sha256"]),
        golden=read_file(plain["golden"]),
        card=read_file(plain["card"]),
        leading=one_of(plain["leading"], LEADING_RULES),
        evaluation=_optional(plain.get("evaluation")),
        expires=plain.get("expires"),
        drift=_optional(plain.get("drift")),
    )
    if manifest.expires is not None:
        date.fromisoformat(manifest.expires)
    ids = [m.id for m in manifest.models]
    if not ids or len(set(ids)) != len(ids) or manifest.version < 1:
        raise ValueError("no model, two of one id, or no version")
    return manifest


def _optional(plain: Mapping[str, Any] | None) -> NamedFile | None:
    return None if plain is None else read_file(plain)


def _check_schema(manifest: Manifest, where: str) -> None:
    for model in manifest.models:
        for name in model.read_features:
            if name not in DICTIONARY:
                raise refuse.schema(where, f"model {model.id} needs the unknown feature {name}")
        if model.role != "pd":
            continue  # the dictionary's signs are about default
        for name, direction in zip(model.features, model.directions, strict=True):
            if direction != DICTIONARY[name].direction:
                raise refuse.schema(where, f"model {model.id} holds {name} to another direction")
    if manifest.schema_sha256 != fingerprint(manifest.models):
        raise refuse.schema(where, "its features were computed by other rules than this program's")


def fingerprint(models: tuple[ModelEntry, ...]) -> str:
    """sha256 of the dictionary's rows behind every feature that any of `models` reads."""
    return schema_sha256(name for model in models for name in model.read_features)
