"""Which bundle this program scores with: the one an order names, else the highest version that passes.

An order (`in_force`) rolls back: what is newer than the bundle it names is passed over and left where it is.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import workstation.scoring.refusals as refuse
from workstation.errors import KnownError
from workstation.scoring.bundle import MANIFEST, load_bundle
from workstation.scoring.in_force import Order, no_such_version, read_order, write_order
from workstation.scoring.suite import ModelSuite
from workstation.scoring.trust import TrustRoot, read_trust

TRUST = "trust.json"

_log = logging.getLogger(__name__)


def open_suite(
    models_folder: Path, trust: TrustRoot | None = None, *, today: date | None = None
) -> ModelSuite:
    """The suite in force: the bundle that a good order names, else the highest version in `models_folder`
    that passes every check.

    A bundle that fails is passed over, logged, and kept in `ModelSuite.refused` for the desk to show, and so
    is an order that cannot be trusted. Where the bundle that an order names fails, the next older one is
    taken: what is newer was put out of force by two signatures, and stays so. A bundle whose last day in use
    is before `today` fails.
    Raises `KnownError`: that of the newest bundle where none passes, `bundle.none` where there is none.
    """
    root = trust or read_trust(models_folder / TRUST)
    refused: list[KnownError] = []
    order = _order(models_folder, root, refused)
    for version, folder in _newest_first(models_folder):
        if order is not None and version > order.bundle.version:
            continue
        try:
            suite = load_bundle(folder, root, today=today)
            if order is not None and version == order.bundle.version and suite.ref != order.bundle:
                raise refuse.damaged(folder.name, "is not the bundle that the order names")
        except KnownError as error:
            _log.warning("bundle %s passed over: %s", folder.name, error.code)
            refused.append(error)
            continue
        suite.refused, suite.order = tuple(refused), order
        return suite
    raise refused[0] if refused else refuse.none_found(str(models_folder))


def put_in_force(
    models_folder: Path,
    version: int | None,
    private_keys: Sequence[bytes],
    *,
    since: date,
    reason: str,
    trust: TrustRoot | None = None,
) -> Order:
    """Put the bundle of `version` in force, or the one before the bundle in force where none is named. It is
    verified first; no bundle is moved or deleted.

    Raises `KnownError`: `bundle.none` without such a bundle, `bundle.*` for one that fails a check or whose
    last day is before `since`,
    `bundle.signature` where the keys do not suffice.
    """
    root = trust or read_trust(models_folder / TRUST)
    there = _newest_first(models_folder)
    if version is None:
        current = open_suite(models_folder, root, today=since).ref.version
        version = next((v for v, _ in there if v < current), 0)
    folder = next((folder for v, folder in there if v == version), None)
    if folder is None:
        raise no_such_version(version, [v for v, _ in there])
    order = Order(load_bundle(folder, root, today=since).ref, since, reason)
    write_order(models_folder, order, private_keys, root)
    return order


def _order(models_folder: Path, trust: TrustRoot, refused: list[KnownError]) -> Order | None:
    try:
        return read_order(models_folder, trust)
    except KnownError as error:
        _log.warning("order of what is in force passed over: %s", error.code)
        refused.append(error)
        return None


def _newest_first(models_folder: Path) -> list[tuple[int, Path]]:
    """Versions with their folders `<name>-<version>`, highest first, names in order within one version."""
    found = []
    for manifest in models_folder.glob(f"*/{MANIFEST}"):
        name, _, version = manifest.parent.name.rpartition("-")
        if name and version.isdecimal():
            found.append((-int(version), name, manifest.parent))
    return [(-version, folder) for version, _, folder in sorted(found)]
