"""`workstation train --simulate` as the command line calls it: keys from files, then the suite.

In: key files and the circumstances of a run. Out: a `SuiteReport`. Keys are read before any work is done, so
that a slip in a path costs no hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workstation.errors import KnownError
from workstation.training.suite.pipeline import SuiteReport, train_suite
from workstation.training.table import Progress, quiet

_KEY_BYTES = 32


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
) -> SuiteReport:
    """Train the suite on simulated sellers. Raises `KnownError` as `read_key` and `train_suite` do."""
    keys = [read_key(path) for path in key_files]
    return train_suite(
        out, seed=seed, sellers=sellers, keys=keys, created=created, threads=threads, progress=progress
    )
