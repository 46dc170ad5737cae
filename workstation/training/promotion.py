"""Promotion: a challenger that passed the gate becomes a new bundle, with every other model left as it was.

In: the champion's bundle, the challengers that passed and two private keys. Out: the next version, signed,
with a card that says what it was made from and how each condition was met. What did not pass is never
written; the champion's bundle stays for its decisions and for rolling back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.scoring import (
    Manifest,
    ModelEntry,
    ModelSuite,
    TrainedModel,
    TrainedOn,
    load_bundle,
    read_trust,
    sign_bundle,
    write_bundle,
)
from workstation.scoring.bundle import MANIFEST
from workstation.scoring.drift_reference import drift_text, read_drift
from workstation.scoring.golden import golden_cases
from workstation.scoring.in_force import read_order
from workstation.scoring.installed import TRUST, put_in_force
from workstation.scoring.manifest import read_manifest
from workstation.training.challenger import Contender
from workstation.training.gate import Verdict


@dataclass(frozen=True, slots=True)
class Passed:
    """A challenger with the verdict that lets it pass, and on which decisions it learned and was tried."""

    contender: Contender
    verdict: Verdict
    learned: str
    tried: str


def champion_of(folder: Path, suite: ModelSuite, model_id: str) -> Contender:
    """A model of an open bundle with the text it was made from. Raises `KnownError` (`train.model`) for one
    that the bundle does not hold as a probability."""
    found = next((m for m in suite.trees if m.entry.id == model_id), None)
    if found is None:
        raise KnownError(
            "train.model",
            f"the bundle has no model {model_id} that gives a probability",
            where=folder.name,
            remedy=f"It has: {', '.join(m.entry.id for m in suite.trees)}.",
        )
    text = (folder / found.entry.file.name).read_text("utf-8")
    return Contender("champion", found, text, 0, 0, _beside(found.entry, folder))


def promote(
    models_folder: Path,
    champion_folder: Path,
    passed: Sequence[Passed],
    private_keys: Sequence[bytes],
    *,
    created: date,
    trained_on: TrainedOn,
) -> Path:
    """Write and sign the next version into `models_folder` and verify it as any desk would, by the trust root
    beside the champion.

    Raises `KnownError`: `gate.not_met` for a verdict that does not pass, `bundle.signature` where the keys do
    not suffice: the folder is then unsigned, and no program loads it.
    """
    for one in passed:
        if not one.verdict.passes:
            raise KnownError(
                "gate.not_met",
                f"the challenger does not pass: {', '.join(one.verdict.unmet)}",
                where=one.contender.entry.id,
                remedy="Look at the table of conditions; only what passes every one is promoted.",
            )
    manifest = read_manifest((champion_folder / MANIFEST).read_bytes(), champion_folder.name)
    beside = champion_folder.parent
    version = max(next_version(models_folder), next_version(beside))
    instead = {one.contender.entry.id: one.contender for one in passed}
    golden = golden_cases((champion_folder / manifest.golden.name).read_bytes())
    folder = write_bundle(
        models_folder,
        name=manifest.name,
        version=version,
        created=created,
        trained_on=trained_on,
        models=[_model(entry, champion_folder, instead, version) for entry in manifest.models],
        golden=[vector for vector, _ in golden],
        card=card(manifest, passed, version, created, trained_on, champion_folder),
        drift=_drift(champion_folder, manifest, instead),
        expires=_last_day(manifest, created),
    )
    sign_bundle(folder, private_keys)
    trust = read_trust(beside / TRUST)
    load_bundle(folder, trust).golden_check()
    if read_order(models_folder, trust) is not None:
        # An older order would pass the new bundle over.
        put_in_force(
            models_folder,
            version,
            private_keys,
            since=created,
            reason="promoted through the gate",
            trust=trust,
        )
    return folder


def next_version(models_folder: Path) -> int:
    """One above every version that lies in the folder, in force or not."""
    versions = [
        int(tail)
        for manifest in models_folder.glob(f"*/{MANIFEST}")
        if (tail := manifest.parent.name.rpartition("-")[2]).isdecimal()
    ]
    return max(versions, default=0) + 1


_OF_THE_ENTRY = frozenset(f.name for f in fields(TrainedModel)) - {"text", "version", "neighbours"}


def _beside(entry: ModelEntry, folder: Path) -> str:
    """The file of comparable cases of a model in a bundle that was verified."""
    return "" if entry.neighbours is None else (folder / entry.neighbours.name).read_text("utf-8")


def _model(entry: ModelEntry, folder: Path, instead: Mapping[str, Contender], version: int) -> TrainedModel:
    """What the bundle is written from: the challenger in its champion's place, any other model as it was."""
    challenger = instead.get(entry.id)
    if challenger is None:
        text, number, beside = (
            (folder / entry.file.name).read_text("utf-8"),
            entry.version,
            _beside(entry, folder),
        )
    else:
        text, number, beside = challenger.text, str(version), challenger.neighbours
        entry = challenger.entry
    kept = {name: getattr(entry, name) for name in _OF_THE_ENTRY}
    return TrainedModel(**kept, text=text, version=number, neighbours=beside)


def _drift(folder: Path, champion: Manifest, instead: Collection[str]) -> str:
    """The champion's reference of drift for the models that stay."""
    if champion.drift is None:
        return ""
    found = read_drift((folder / champion.drift.name).read_bytes(), champion.models)
    return drift_text(found.without(instead))


def _last_day(champion: Manifest, created: date) -> date | None:
    """A promoted bundle is good for as long as its champion was."""
    if champion.expires is None:
        return None
    return created + (date.fromisoformat(champion.expires) - date.fromisoformat(champion.created))


REAL = TrainedOn(
    "real",
    Bilingual(
        "以本机构自己的已到期贷款训练；验证仅限于所述时段与客群。",
        "Trained on the lender's own matured loans; validated only on the period and sellers named below.",
    ),
)


def card(
    champion: Manifest,
    passed: Sequence[Passed],
    version: int,
    created: date,
    trained_on: TrainedOn,
    folder: Path,
) -> str:
    """The new bundle's card: where the loans came from first, then each condition with its figure."""
    lines = [
        trained_on.statement.en,
        "",
        trained_on.statement.zh,
        "",
        f"# {champion.name} {version}",
        "",
        (
            f"Made on {created.isoformat()} from {champion.name} {champion.version}. "
            "Features, signs and grades are those of that bundle."
        ),
    ]
    for one in passed:
        lines += _of_one(one)
    changed = {one.contender.entry.id for one in passed}
    same = ", ".join(f"`{m.id}`" for m in champion.models if m.id not in changed)
    lines += [
        "",
        "## What was not changed",
        "",
        (f"{same}: as in {folder.name}, byte for byte." if same else "Every model was changed."),
        "",
        "## Limits of use",
        "",
        "- It knows the outcome of loans only. Who was declined has none, and none was guessed for them: of",
        "  sellers unlike those that were lent to it knows no more than the bundle before.",
        "- No personal attribute is read.",
        "- Roll back with `workstation bundle rollback`; decisions of either bundle replay by their own.",
        "",
    ]
    return "\n".join(lines)


def _of_one(one: Passed) -> list[str]:
    entry = one.contender.entry
    rows = [
        f"| {c.code} | {c.aim} | {c.asked} | {c.found} | {'yes' if c.met else 'no'} |"
        for c in one.verdict.conditions
    ]
    return [
        "",
        f"## `{entry.id}`, {one.contender.way}",
        "",
        (
            f"Target: {entry.target} ({entry.horizon_days} days). Learned from {one.contender.rows:,} loans, "
            f"{one.contender.bads:,} of them bad: {one.learned}. Tried on {one.tried}."
        ),
        "",
        "| condition | aim | asked | found | met |",
        "|---|---|---|---|---|",
        *rows,
    ]
