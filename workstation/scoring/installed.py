"""Which bundle this program scores with: the highest version that passes every check."""

from __future__ import annotations

import logging
from pathlib import Path

import workstation.scoring.refusals as refuse
from workstation.errors import KnownError
from workstation.scoring.bundle import MANIFEST, load_bundle
from workstation.scoring.suite import ModelSuite
from workstation.scoring.trust import TrustRoot, read_trust

TRUST = "trust.json"

_log = logging.getLogger(__name__)


def open_suite(models_folder: Path, trust: TrustRoot | None = None) -> ModelSuite:
    """The suite of the highest version in `models_folder` that passes every check.

    A newer bundle that fails is passed over, logged, and kept in `ModelSuite.refused` for the desk to show.
    Raises `KnownError`: that of the newest bundle where none passes, `bundle.none` where there is none.
    """
    root = trust or read_trust(models_folder / TRUST)
    refused: list[KnownError] = []
    for folder in _newest_first(models_folder):
        try:
            suite = load_bundle(folder, root)
        except KnownError as error:
            _log.warning("bundle %s passed over: %s", folder.name, error.code)
            refused.append(error)
            continue
        suite.refused = tuple(refused)
        return suite
    raise refused[0] if refused else refuse.none_found(str(models_folder))


def _newest_first(models_folder: Path) -> list[Path]:
    """Bundle folders `<name>-<version>`, highest version first, names in order within one version."""
    found = []
    for manifest in models_folder.glob(f"*/{MANIFEST}"):
        name, _, version = manifest.parent.name.rpartition("-")
        if name and version.isdecimal():
            found.append((-int(version), name, manifest.parent))
    return [folder for _, _, folder in sorted(found)]
