"""Each test here has a cache of its own, empty and encrypted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.cache import Cache
from tests.helpers.caches import cache_at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def cache(folder: Path) -> Iterator[Cache]:
    with cache_at(folder) as opened:
        yield opened
