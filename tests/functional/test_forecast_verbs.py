"""`forecast show` and `forecast publish` say the same of a file that puts nothing right any more."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.functional.command import warm
from tests.helpers.adjusting import Shelf, lifting, shelf
from workstation.app import open_admin
from workstation.clock import SystemClock
from workstation.hub.place import HubPlace
from workstation.scoring.adjustment import Adjustment, write_adjustment


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("shelf") / "models")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub")
    with open_admin(HubPlace(folder), create=True):
        return folder


def told(own: Shelf, found: Adjustment, hub: Path) -> list[str]:
    """What both say besides the file itself; publishing says that it did."""
    write_adjustment(own.folder, found, own.keys, own.trust)
    shown = warm("forecast", "show", "--models", own.folder).out.splitlines()
    published = warm("forecast", "publish", "--data", hub, "--models", own.folder).out.splitlines()
    assert published[:-1] == shown and published[-1].endswith(
        "workstations receive it when they synchronise."
    )
    return shown[1 + len(found.parts) :]


def test_what_ended_or_is_of_another_bundle_is_said_where_it_is_published(own: Shelf, hub: Path) -> None:
    today = SystemClock().today()
    good = lifting(own, today)
    assert told(own, good, hub) == []
    month_ago = today - timedelta(days=31)
    (ended,) = told(own, replace(good, day=month_ago), hub)
    assert ended == f"The part of 30 days ended on {month_ago + timedelta(days=30)}."
    strange = replace(good, bundle=replace(good.bundle, sha256="0" * 64))
    assert "another bundle" in "".join(told(own, strange, hub))


def test_an_adjustment_without_any_bundle_beside_it_is_published_with_a_warning(
    own: Shelf, hub: Path, tmp_path: Path
) -> None:
    alone = replace(own, folder=tmp_path / "models")
    alone.folder.mkdir()
    shutil.copy(own.folder / "trust.json", alone.folder)
    (warned,) = told(alone, lifting(own, SystemClock().today()), hub)
    assert warned.startswith("No bundle beside it is in force")
