"""Fixtures of the stories with a hub; `conftest.py` of each folder that tells such stories takes them in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina

from tests.hub.living import LivingHub, found
from tests.sync.field import Field


@pytest.fixture(scope="session", autouse=True)
def retries_do_not_pause() -> Iterator[None]:
    """A story about a network that fails need not wait for it."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture(scope="session")
def common_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHub]:
    """One serving hub for all stories that do not stop, break or restore it."""
    with found(tmp_path_factory.mktemp("hub")) as hub:
        hub.start()
        yield hub


@pytest.fixture
def field(common_hub: LivingHub, tmp_path: Path) -> Iterator[Field]:
    """The common hub, with sellers and officers of the story's own."""
    field = Field(common_hub, tmp_path)
    yield field
    field.close()


@pytest.fixture
def own_field(tmp_path: Path) -> Iterator[Field]:
    """A hub of the story's own, serving, which it may stop, kill and restore."""
    with found(tmp_path / "hub") as hub:
        hub.start()
        field = Field(hub, tmp_path)
        yield field
        field.close()
