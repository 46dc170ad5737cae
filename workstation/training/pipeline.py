"""`workstation train --simulate`: from a seed to a signed bundle with its evaluation.

In: a seed, a number of sellers, an output folder and private keys. Out: a bundle folder and a
`TrainingReport`. The models are judged before they are written; nothing is signed that breaks a promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from workstation.errors import BugError, KnownError
from workstation.scoring import TrainedModel, TrainedOn, sign_bundle, write_bundle
from workstation.training.boosting import Grown, grow
from workstation.training.card import STATEMENT, card
from workstation.training.evaluation import Evaluation, evaluate
from workstation.training.golden_rows import golden_rows
from workstation.training.plans import HORIZON_DAYS, PLANS, TARGET, ModelPlan, scale
from workstation.training.references import neighbours_of, reference_of
from workstation.training.simulator import SHIFTED_WORLD, TRAINING_WORLD
from workstation.training.table import Progress, Table, quiet, simulated_table

LEAST_SELLERS = 200
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What came of a run: where the bundle lies, how large it is, each model's evaluation."""

    folder: Path
    seed: int
    sellers: int
    size_bytes: int
    signatures: int
    evaluations: tuple[Evaluation, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return {**asdict(self), "folder": str(self.folder)}


def train_bundle(
    out: Path,
    *,
    seed: int,
    sellers: int,
    keys: Sequence[bytes] = (),
    created: date,
    name: str = "sellers",
    version: int = 1,
    threads: int = 1,
    progress: Progress = quiet,
) -> TrainingReport:
    """Simulate `sellers` of each view, train both models, evaluate them on a shifted world half as large,
    write `out/<name>-<version>/` and sign it with every private key (32 raw bytes each).

    The same arguments give the same bytes, at any number of threads. Raises `KnownError` `train.sellers`
    for too few sellers to train on.
    """
    if sellers < LEAST_SELLERS:
        raise KnownError(
            "train.sellers",
            f"{sellers} sellers are too few to train on",
            remedy=f"Give {LEAST_SELLERS} or more.",
        )
    trained: list[TrainedModel] = []
    evaluations: list[Evaluation] = []
    for plan in PLANS:
        training = simulated_table(TRAINING_WORLD, plan.view, seed=seed, sellers=sellers, progress=progress)
        shifted = simulated_table(
            SHIFTED_WORLD, plan.view, seed=seed + 1, sellers=sellers // 2, progress=progress
        )
        progress(
            f"{plan.id}: growing trees on {len(training)} sellers, {int(training.bad.sum())} of them bad"
        )
        model = grow(plan, training, seed=seed, threads=threads)
        evaluation = evaluate(model, training, shifted)
        _hold_to_promises(evaluation)
        trained.append(_trained(model, version, training, seed=seed))
        evaluations.append(evaluation)
    folder = write_bundle(
        out,
        name=name,
        version=version,
        created=created,
        trained_on=TrainedOn("simulated", STATEMENT),
        models=trained,
        golden=golden_rows(seed),
        card=card(
            evaluations,
            name=name,
            version=version,
            created=created,
            seed=seed,
            training=TRAINING_WORLD,
            shifted=SHIFTED_WORLD,
        ),
    )
    if keys:
        sign_bundle(folder, keys)
    size = sum(file.stat().st_size for file in folder.iterdir())
    return TrainingReport(folder, seed, sellers, size, len(keys), tuple(evaluations))


def _hold_to_promises(evaluation: Evaluation) -> None:
    promises = evaluation.promises
    if promises.monotone_violations or promises.blank_violations:
        raise BugError(f"{evaluation.model} moves against a sign or gains by a missing field")


def _trained(model: Grown[ModelPlan], version: int, table: Table, *, seed: int) -> TrainedModel:
    """The model as the bundle takes it, with whom its reasons are given against and whom it compares with."""
    plan, found = model.plan, scale(model.a, model.b)
    values = table.columns(plan.features)
    return TrainedModel(
        id=plan.id,
        version=str(version),
        title=plan.title,
        target=TARGET,
        horizon_days=HORIZON_DAYS,
        text=model.text,
        features=plan.features,
        scale=found,
        applies_when=plan.applies_when,
        reference=reference_of(model.text, found, values),
        neighbours=neighbours_of(model.text, values, table.bad, seed=seed, simulated=True),
    )


def read_key(path: Path) -> bytes:
    """A private Ed25519 key from a file: 32 raw bytes or 64 hex digits. Raises `KnownError` `train.key`."""
    try:
        data = path.read_bytes()
    except OSError:
        raise KnownError("train.key", "the key file cannot be read", where=str(path)) from None
    if len(data) == _KEY_BYTES:
        return data
    try:
        key = bytes.fromhex(data.decode("ascii").strip())
    except (UnicodeDecodeError, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise KnownError(
            "train.key",
            "this is not a private key",
            where=str(path),
            remedy="Give 32 bytes, or 64 hex digits.",
        )
    return key


def run(
    *,
    out: Path,
    seed: int,
    sellers: int,
    key_files: Sequence[Path],
    created: date,
    threads: int = 1,
    progress: Progress = quiet,
) -> TrainingReport:
    """The word `workstation train --simulate` of the command line. Keys are read before any work is done."""
    keys = [read_key(path) for path in key_files]
    return train_bundle(
        out, seed=seed, sellers=sellers, keys=keys, created=created, threads=threads, progress=progress
    )
