"""A model bundle on disk: written by training, signed by two people, verified before anything is loaded.

The order of reading is the point: signatures over the manifest's bytes, then its format, then each file's
hash, then the feature schema, then the promises in the model's text, and only then LightGBM, with the very
bytes that were hashed. What fails is a `KnownError` whose code begins with `bundle.`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import workstation.scoring.refusals as refuse
from workstation.crypto import sha256
from workstation.domain.assessment import BundleRef, FeatureVector
from workstation.domain.text import Bilingual
from workstation.features import DICTIONARY
from workstation.files import write_whole
from workstation.scoring.drift_reference import DriftReference, read_drift
from workstation.scoring.entry import Kind, ModelEntry, Naive, NamedFile, Need, Subject
from workstation.scoring.golden import golden_bytes
from workstation.scoring.manifest import Manifest, TrainedOn, fingerprint, read_manifest
from workstation.scoring.model import AnyModel
from workstation.scoring.model_files import SUFFIXES, BrokenPromise, ready
from workstation.scoring.scale import Scale
from workstation.scoring.suite import ModelSuite
from workstation.scoring.trust import SIGNATURES, TrustRoot, check_signatures, sign_manifest
from workstation.scoring.widths import Widths

MANIFEST, GOLDEN, CARD = "manifest.json", "golden.json", "card.md"
EVALUATION, DRIFT = "evaluation.json", "drift.json"


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """What training hands over for one model: `text` is its file (LightGBM's own for a probability or share),
    `features` its columns in order, `directions` its signs (None: those of the dictionary),
    `neighbours` the file of comparable cases, empty where there is none."""

    id: str
    version: str
    title: Bilingual
    target: str
    horizon_days: int
    text: str
    features: tuple[str, ...]
    scale: Scale
    applies_when: tuple[Need, ...]
    directions: tuple[int, ...] | None = None
    role: str = "pd"
    kind: Kind = Kind.PROBABILITY
    subject: Subject = Subject.APPLICANT
    enabled: bool = True
    worse: int = 1
    naive: Naive | None = None
    widths: Widths | None = None
    reference: tuple[float | None, ...] = ()
    neighbours: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.id}.{SUFFIXES[self.kind]}"

    @property
    def neighbours_file(self) -> NamedFile | None:
        name = f"{self.id}-neighbours.json"
        return NamedFile(name, sha256(self.neighbours.encode())) if self.neighbours else None


def write_bundle(
    models_folder: Path,
    *,
    name: str,
    version: int,
    created: date,
    trained_on: TrainedOn,
    models: Sequence[TrainedModel],
    golden: Sequence[FeatureVector],
    card: str,
    evaluation: str = "",
    drift: str = "",
    expires: date | None = None,
) -> Path:
    """Write `models_folder/<name>-<version>/` without signatures and return it. `evaluation` is the JSON of
    the figures behind the card and `drift` the reference that drift is told against, where there is one;
    `expires` is its last day in use.

    The golden results are computed here from `golden` by the same code that scores. Raises `KnownError`
    `bundle.model` for a model that breaks a promise, `bundle.schema` for an unknown feature,
    `bundle.damaged` for a reference of drift that does not fit the models.
    """
    folder = models_folder / f"{name}-{version}"
    texts = {m.file_name: m.text.encode() for m in models}
    entries = tuple(_entry(m, NamedFile(m.file_name, sha256(m.text.encode()))) for m in models)
    beside = {m.neighbours_file.name: m.neighbours.encode() for m in models if m.neighbours_file is not None}
    able = tuple(_ready(entry, {**texts, **beside}, folder) for entry in entries)
    asked = [m for m in able if m.entry.subject is not Subject.ORDER]
    results = golden_bytes([(v, tuple(m.output(v) for m in asked)) for v in golden])
    extra = {name: text.encode() for name, text in ((EVALUATION, evaluation), (DRIFT, drift)) if text}
    named = {name: NamedFile(name, sha256(content)) for name, content in extra.items()}
    manifest = Manifest(
        name,
        version,
        created.isoformat(),
        trained_on,
        entries,
        fingerprint(entries),
        NamedFile(GOLDEN, sha256(results)),
        NamedFile(CARD, sha256(card.encode())),
        evaluation=named.get(EVALUATION),
        expires=None if expires is None else expires.isoformat(),
        drift=named.get(DRIFT),
    )
    data = manifest.to_bytes()
    _drift(read_manifest(data, str(folder)), extra, folder)
    others = {GOLDEN: results, CARD: card.encode(), **extra, MANIFEST: data}
    for file_name, content in {**texts, **beside, **others}.items():
        write_whole(folder / file_name, content, private=False)
    (folder / SIGNATURES).unlink(missing_ok=True)
    return folder


def _entry(model: TrainedModel, file: NamedFile) -> ModelEntry:
    unknown = next((f for f in model.features if f not in DICTIONARY), None)
    if unknown is not None:
        raise refuse.schema(model.id, f"the feature {unknown} is not in the dictionary")
    return ModelEntry(
        model.id,
        model.version,
        model.title,
        model.target,
        model.horizon_days,
        file,
        model.features,
        tuple(int(DICTIONARY[f].direction) for f in model.features)
        if model.directions is None
        else model.directions,
        model.scale,
        model.applies_when,
        model.role,
        model.kind,
        model.subject,
        model.enabled,
        model.worse,
        model.naive,
        model.widths,
        model.reference,
        model.neighbours_file,
    )


def sign_bundle(folder: Path, private_keys: Iterable[bytes]) -> None:
    """Sign the manifest with each Ed25519 private key, in place of the signatures that were there."""
    sign_manifest(folder, private_keys)


def load_bundle(folder: Path, trust: TrustRoot, *, today: date | None = None) -> ModelSuite:
    """Verify the bundle in `folder` from the outside in, then load its models. `today` is the day on which it
    is put to use; without one its last day is not asked, as for a decision that was made under it.

    Raises `KnownError`: `bundle.signature`, `bundle.version`, `bundle.damaged` (names the file),
    `bundle.schema`, `bundle.expired` or `bundle.model`. LightGBM sees nothing until every check has passed.
    """
    data = _read(folder, MANIFEST)
    try:
        signatures = (folder / SIGNATURES).read_bytes()
    except OSError:
        raise refuse.signature(folder.name, "is not signed") from None
    check_signatures(data, signatures, trust, folder.name)
    manifest = read_manifest(data, folder.name)
    own_name = f"{manifest.name}-{manifest.version}"
    if folder.name != own_name:
        raise refuse.damaged(folder.name, f"lies in the wrong folder: it is {own_name}")
    if today is not None and manifest.expires is not None and manifest.expired_on(today):
        raise refuse.expired(folder.name, manifest.expires)
    contents = {file.name: _verified(folder, file) for file in manifest.files}
    models = tuple(_ready(entry, contents, folder) for entry in manifest.models)
    ref = BundleRef(manifest.name, manifest.version, sha256(data))
    return ModelSuite(
        manifest,
        ref,
        models,
        contents[manifest.golden.name],
        demo=trust.demo,
        drift=_drift(manifest, contents, folder),
    )


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError:
        raise refuse.damaged(f"{folder.name}/{name}", "is missing or cannot be read") from None


def _verified(folder: Path, file: NamedFile) -> bytes:
    """The file's bytes, whose hash is the manifest's."""
    content = _read(folder, file.name)
    if sha256(content) != file.sha256:
        raise refuse.damaged(f"{folder.name}/{file.name}", "is not the one that was signed")
    return content


def _drift(manifest: Manifest, contents: Mapping[str, bytes], folder: Path) -> DriftReference | None:
    if manifest.drift is None:
        return None
    try:
        return read_drift(contents[manifest.drift.name], manifest.models)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse.damaged(f"{folder.name}/{manifest.drift.name}", "is malformed") from None


def _ready(entry: ModelEntry, contents: Mapping[str, bytes], folder: Path) -> AnyModel:
    """The model of `entry` out of the verified files by name."""
    beside = None if entry.neighbours is None else contents[entry.neighbours.name]
    try:
        return ready(entry, contents[entry.file.name], beside)
    except BrokenPromise as broken:
        raise refuse.model_text(f"{folder.name}/{entry.file.name}", str(broken)) from None
