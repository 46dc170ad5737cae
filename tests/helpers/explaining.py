"""The shipped trees in a bundle that carries references and comparable cases, signed with keys of the tests'.

The rows behind them are figures of the bundle's own reference results, shuffled column by column: nobody, and
good enough to be compared with.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import numpy as np

from workstation import crypto
from workstation.domain.assessment import FeatureVector
from workstation.paths import resources
from workstation.scoring import TrainedModel, TrustRoot, load_bundle, read_trust, sign_bundle, write_bundle
from workstation.scoring.golden import golden_cases
from workstation.services.models import Models
from workstation.training.references import neighbours_of, reference_of

_SHIPPED = resources() / "models"
_ROWS = 300


def explaining_models(folder: Path) -> Models:
    """Models whose one bundle, `explained-1`, explains itself."""
    suite = load_bundle(_SHIPPED / "sellers-1", read_trust(_SHIPPED / "trust.json"))
    cases = golden_cases((_SHIPPED / "sellers-1" / "golden.json").read_bytes())
    models = []
    for model in suite.trees:
        entry = model.entry
        text = (_SHIPPED / "sellers-1" / entry.file.name).read_text(encoding="utf-8")
        values = _shuffled([vector for vector, _ in cases if not model.unmet(vector)], entry.features)
        margins = np.array(model.margins(values))
        bad = np.random.default_rng(2).random(len(values)) < 1 / (1 + np.exp(-margins))
        models.append(
            TrainedModel(
                entry.id, entry.version, entry.title, entry.target, entry.horizon_days, text, entry.features,
                entry.scale, entry.applies_when,
                reference=reference_of(text, entry.scale, values),
                neighbours=neighbours_of(text, values, bad, seed=1, simulated=True),
            )
        )  # fmt: skip
    keys = [crypto.new_keypair() for _ in range(2)]
    made = write_bundle(
        folder,
        name="explained",
        version=1,
        created=date(2026, 7, 1),
        trained_on=suite.manifest.trained_on,
        models=models,
        golden=[vector for vector, _ in cases[:3]],
        card="Simulated.\n",
    )
    sign_bundle(made, [private for private, _ in keys])
    (folder / "trust.json").write_bytes(TrustRoot.of(public for _, public in keys).to_bytes())
    return Models(folder)


def silent_models(folder: Path) -> Models:
    """Models whose one bundle, `sellers-1`, carries neither references nor comparable cases."""
    shutil.copytree(_SHIPPED / "sellers-1", folder / "sellers-1")
    shutil.copy(_SHIPPED / "trust.json", folder)
    return Models(folder)


def _shuffled(vectors: list[FeatureVector], names: tuple[str, ...]) -> np.ndarray:
    random = np.random.default_rng(3)
    table = np.array([[np.nan if (v := one.get(name)) is None else v for name in names] for one in vectors])
    return np.column_stack([random.choice(column, _ROWS) for column in table.T])
