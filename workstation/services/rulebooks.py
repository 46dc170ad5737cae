"""Rulebooks as files of a decision: packed beside it, unpacked when it is computed again years later.

A pack is canonical JSON of the definition files' texts by path, so that the same rules are the same bytes
and are kept once, however many decisions were made under them.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workstation.errors import KnownError

if TYPE_CHECKING:
    from workstation.lending import Rulebook

_FILES = (
    "products/*.toml",
    "calendars/*.toml",
    "policies/lending.toml",
    "policies/collateral.toml",
    "reasons/reasons.toml",
)
_NAME = re.compile(
    r"((products|calendars|scenarios)/[\w-]+|policies/(lending|collateral)|reasons/reasons)\.toml"
)


def pack(resources: Path, scenarios: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The definition files under `resources` as one blob, with the files of these scenarios by id."""
    texts = {
        path.relative_to(resources).as_posix(): path.read_bytes().decode("utf-8")
        for pattern in _FILES
        for path in sorted(resources.glob(pattern))
    }
    texts |= {f"scenarios/{name}.toml": body.decode("utf-8") for name, body in scenarios.items()}
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unpack(packed: bytes) -> Rulebook:
    """The rulebook that was packed, with its scenarios; a pack from before there were any has none. Raises
    `KnownError` (`rules.damaged`, `policy.damaged`, …)."""
    from workstation.lending import load_rulebook
    from workstation.lending.scenarios.loading import FOLDER, read_scenarios

    with tempfile.TemporaryDirectory(prefix="rules") as folder:
        root = Path(folder)
        for name, text in _read(packed).items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8"))
        return load_rulebook(root).with_scenarios(read_scenarios(root / FOLDER))


def _read(packed: bytes) -> dict[str, str]:
    """The texts by path. A pack came from another computer: a path that leads elsewhere is refused."""
    try:
        texts = json.loads(packed)
        if not all(_NAME.fullmatch(name) and isinstance(text, str) for name, text in texts.items()):
            raise ValueError("it holds something other than definition files")
    except (ValueError, AttributeError) as error:
        raise KnownError(
            "rules.damaged",
            f"the rules kept with a decision cannot be read: {error}",
            remedy="Fetch the file again from the hub.",
        ) from None
    return dict(texts)
