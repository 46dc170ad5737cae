from __future__ import annotations

from pathlib import Path

import pytest

from workstation.lending.servicing import ServicingPolicy, load_servicing


@pytest.fixture(scope="session")
def policy(root: Path) -> ServicingPolicy:
    """The servicing policy that is shipped."""
    return load_servicing(root / "resources/policies/servicing.toml")
