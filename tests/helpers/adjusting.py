"""The shipped bundle under keys of a test's own, and adjustments of its forecasts."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workstation import crypto
from workstation.paths import resources
from workstation.scoring import QuantileModel, TrustRoot, open_suite, sign_bundle
from workstation.scoring.adjustment import Adjustment
from workstation.scoring.putting_right import PutRight


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of bundles and the private keys of its trust root, each in a file too."""

    folder: Path
    keys: tuple[bytes, bytes]

    @property
    def trust(self) -> TrustRoot:
        return TrustRoot.of(map(crypto.public_key, self.keys))

    @property
    def key_files(self) -> list[Path]:
        return [self.folder.parent / f"key-{number}" for number in range(2)]


def shelf(folder: Path) -> Shelf:
    """The bundle in force, signed again."""
    ref = open_suite(resources() / "models").ref
    name = f"{ref.name}-{ref.version}"
    shutil.copytree(resources() / "models" / name, folder / name)
    made = Shelf(folder, (crypto.new_keypair()[0], crypto.new_keypair()[0]))
    (folder / "trust.json").write_bytes(made.trust.to_bytes())
    sign_bundle(folder / name, made.keys)
    for path, key in zip(made.key_files, made.keys, strict=True):
        path.write_text(f"{key.hex()}\n", encoding="ascii")
    return made


def places_of(shelf_: Shelf) -> dict[int, tuple[float, ...]]:
    """The quantiles of each forecast by its horizon."""
    models = open_suite(shelf_.folder, shelf_.trust).models
    found = [m for m in models if isinstance(m, QuantileModel) and m.entry.role == "forecast"]
    return {m.entry.horizon_days: m.places for m in found}


def lifting(shelf_: Shelf, day: date, shift: float = 0.7) -> Adjustment:
    """One that moves every forecast up: by 0.7 to twice as much."""
    parts = tuple(
        PutRight(horizon, places, 0.0, 0.0, shift, 0.0, (0.0,) * len(places), 3, 400)
        for horizon, places in sorted(places_of(shelf_).items())
    )
    return Adjustment(open_suite(shelf_.folder, shelf_.trust).ref, day, 130, parts)
