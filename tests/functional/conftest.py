"""Hubs and officers for the stories of this folder; founding, filling and the first syncs are done once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.house import TAKEN_ALONG, Hub, Officer, enrolled, settled_from
from workstation.app import demo_means
from workstation.commands.demo_day import fill_with_sample
from workstation.hub.place import HubPlace


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house to be copied: in `hub` a hub with the sample sellers, beside it the desks of an officer who has
    them all and of a traveller who took a few along; both have enrolled and synced."""
    folder = tmp_path_factory.mktemp("founded")
    fill_with_sample(demo_means(), HubPlace(folder / "hub"))
    hub = Hub(folder / "hub")
    hub.run("enrol", "traveller", "--name", "外勤信贷员")
    assert hub.run("assign", "traveller", *TAKEN_ALONG).json["changed"] == len(TAKEN_ALONG)
    hub.start()
    for who, files in (("officer", 31), ("traveller", len(TAKEN_ALONG))):
        assert enrolled(hub, folder / who, who).json("sync")["files"] == files
    hub.stop()
    return folder


@pytest.fixture(scope="module")
def hub(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub of this module's own, serving."""
    folder = tmp_path_factory.mktemp("house") / "hub"
    shutil.copytree(founded / "hub", folder)
    living = Hub(folder)
    living.start()
    yield living
    living.stop()


@pytest.fixture(scope="module")
def officer(founded: Path, hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Officer:
    """An officer of this module's own: every sample seller is on the workstation."""
    return settled_from(founded / "officer", tmp_path_factory.mktemp("officer") / "desk", hub)


@pytest.fixture(scope="module")
def traveller(founded: Path, hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Officer:
    """An officer of this module's own who took a few files along: enough where a story needs no more."""
    return settled_from(founded / "traveller", tmp_path_factory.mktemp("traveller") / "desk", hub)
