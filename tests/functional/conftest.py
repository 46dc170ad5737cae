"""Hubs and officers for the stories of this folder; founding and filling a hub is done once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.house import TAKEN_ALONG, Hub, Officer, enrolled
from workstation.app import demo_means
from workstation.commands.demo_day import fill_with_sample
from workstation.hub.place import HubPlace


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's folder with the sample sellers in it, to be copied: one officer has them all, another a few."""
    folder = tmp_path_factory.mktemp("founded") / "hub"
    fill_with_sample(demo_means(), HubPlace(folder))
    hub = Hub(folder)
    hub.run("enrol", "traveller", "--name", "外勤信贷员")
    assert hub.run("assign", "traveller", *TAKEN_ALONG).json["changed"] == len(TAKEN_ALONG)
    return folder


@pytest.fixture(scope="module")
def hub(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub of this module's own, serving."""
    folder = tmp_path_factory.mktemp("house") / "hub"
    shutil.copytree(founded, folder)
    living = Hub(folder)
    living.start()
    yield living
    living.stop()


@pytest.fixture(scope="module")
def officer(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Officer:
    """An officer of this module's own, enrolled and synced: every sample seller is on the workstation."""
    enrolled_officer = enrolled(hub, tmp_path_factory.mktemp("officer"))
    assert enrolled_officer.json("sync")["files"] == 26
    return enrolled_officer


@pytest.fixture(scope="module")
def traveller(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Officer:
    """An officer of this module's own who took a few files along: enough where a story needs no more."""
    enrolled_officer = enrolled(hub, tmp_path_factory.mktemp("traveller"), "traveller")
    assert enrolled_officer.json("sync")["files"] == len(TAKEN_ALONG)
    return enrolled_officer
