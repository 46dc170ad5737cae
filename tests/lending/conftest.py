from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workstation.lending import Rulebook, load_rulebook


@pytest.fixture(scope="session")
def rules(root: Path) -> Rulebook:
    """The rulebook that is shipped."""
    return load_rulebook(root / "resources")


@pytest.fixture(scope="session")
def vectors(shared: Path) -> dict[str, Any]:
    """Reference numbers with their sources."""
    text = (shared / "vectors" / "loan_vectors.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
