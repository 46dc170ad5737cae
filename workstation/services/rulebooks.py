"""Rulebooks as files of a decision: packed beside it, unpacked when it is computed again years later.

A pack is canonical JSON of the definition files' texts by path, so that the same rules are the same bytes
and are kept once, however many decisions were made under them.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.lending import Rulebook

_FILES = ("products/*.toml", "policies/lending.toml", "reasons/reasons.toml")


def pack(resources: Path) -> bytes:
    """The definition files under `resources` as one blob."""
    texts = {
        path.relative_to(resources).as_posix(): path.read_bytes().decode("utf-8")
        for pattern in _FILES
        for path in sorted(resources.glob(pattern))
    }
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unpack(packed: bytes) -> Rulebook:
    """The rulebook that was packed. Raises `KnownError` (`policy.damaged`, `product.damaged`, …)."""
    from workstation.lending import load_rulebook

    with tempfile.TemporaryDirectory(prefix="rules") as folder:
        root = Path(folder)
        for name, text in json.loads(packed).items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8"))
        return load_rulebook(root)
