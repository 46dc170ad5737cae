"""Published survey forms over a hub: fetched when they changed, healed and kept."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.helpers.logfail import ExpectLog
from tests.hub.living import LivingHub, found
from tests.surveys.workbooks import form
from tests.sync.field import Field
from tests.sync.lines import BreakingLine
from tests.sync.station import Station
from workstation.crypto import sha256
from workstation.domain.forms import KeptForm
from workstation.errors import KnownError
from workstation.form_package import pack_form, unpack_form
from workstation.services.hub_forms import form_to_publish
from workstation.wire import CHUNK_BYTES

LISTS = {"towns.csv": b"name,label\na,A\n"}


@cache
def visit(version: str) -> KeptForm:
    settings = [["form_title", "form_id", "version"], ["Own visit", "own_visit", version]]
    data = form(["select_one_from_file towns.csv", "town", "Town"], settings=settings)
    return form_to_publish(data, "own.xlsx", LISTS, "own")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[LivingHub]:
    with found(tmp_path / "hub") as hub:
        hub.start()
        yield hub


@pytest.fixture
def station(serving: LivingHub, tmp_path: Path) -> Iterator[Station]:
    story = Field(serving, tmp_path)
    yield story.officer(story.sellers())
    story.close()


def asked_for(station: Station) -> list[str]:
    line = BreakingLine(1_000_000, late=False)  # it only remembers what was asked
    loop = station.synchroniser(line)
    try:
        loop.run()
    finally:
        loop.close()
    return [path for path in line.asked if "/v1/blobs/" in path]


def test_a_form_travels_once_with_its_lists(serving: LivingHub, station: Station) -> None:
    kept = visit("1")
    assert asked_for(station) == []
    published = serving.admin.publish_form(kept)
    assert asked_for(station) == [f"GET /v1/blobs/{published.package}"]
    assert asked_for(station) == []
    assert station.cache.sync.forms() == (published,)
    package = unpack_form(station.cache.blobs.get(published.package), "own")
    assert (package.file, package.lists) == ("own.xlsx", LISTS)


def test_a_form_with_long_lists_travels_in_pieces(serving: LivingHub, station: Station) -> None:
    kept = visit("1")
    body = pack_form("own.xlsx", b"", {"long.csv": random.Random(1).randbytes(5 * CHUNK_BYTES // 2)})
    serving.admin.publish_form(KeptForm(replace(kept.form, package=sha256(body)), body))
    assert asked_for(station) == [f"GET /v1/blobs/{sha256(body)}"] * 3
    assert station.cache.blobs.get(sha256(body)) == body


def test_a_newer_version_takes_its_place_and_the_older_one_stays(
    serving: LivingHub, station: Station
) -> None:
    first = serving.admin.publish_form(visit("1"))
    station.sync()
    second = serving.admin.publish_form(visit("2"))
    assert "form" in station.sync().changes.kinds
    known = {one.sha256: one for one in station.cache.sync.forms()}
    assert known[second.sha256].offered and not known[first.sha256].offered
    assert station.cache.blobs.has(first.package)
    serving.admin.withdraw_form("own")
    again = serving.admin.publish_form(visit("2"))
    assert again.offered and again.sha256 == second.sha256, "what was withdrawn is offered anew"
    assert serving.admin.verify_audit().broken is None


def test_what_was_damaged_on_the_disk_is_fetched_again(
    serving: LivingHub, station: Station, tmp_path: Path
) -> None:
    published = serving.admin.publish_form(visit("1"))
    station.sync()
    for file in (station.folder / "blobs").iterdir():
        file.write_bytes(b"torn")
    with pytest.raises(KnownError, match=r"blob\.damaged"):
        station.cache.blobs.get(published.package)
    assert len(asked_for(station)) == 1
    assert station.cache.blobs.get(published.package)


def test_one_that_comes_damaged_holds_up_neither_files_nor_other_forms(
    serving: LivingHub, station: Station, expect_log: ExpectLog
) -> None:
    bad = visit("1")
    with serving.workshop.writing() as writing:
        torn = replace(bad, form=replace(bad.form, id="torn", published_at="now"), body=bad.body[:-1])
        writing.forms.put(torn)
    good = serving.admin.publish_form(visit("2"))
    with expect_log("WARNING", "the form torn did not come: blob.damaged"):
        report = station.sync()
    assert report.files == 1 and {one.id for one in station.cache.sync.forms()} == {"own", "torn"}
    assert station.cache.blobs.has(good.package) and not station.cache.blobs.has(torn.form.package)
    with serving.workshop.writing() as writing:
        writing.forms.put(replace(torn, body=bad.body))
    assert asked_for(station) == [f"GET /v1/blobs/{torn.form.package}"], (
        "it is asked for at each synchronisation"
    )
    assert station.cache.blobs.has(torn.form.package)


def test_a_hub_that_was_put_back_takes_no_form_away(serving: LivingHub, station: Station) -> None:
    published = serving.admin.publish_form(visit("1"))
    station.sync()
    station.cache.sync.keep_forms(())
    (kept,) = station.cache.sync.forms()
    assert kept.sha256 == published.sha256 and not kept.offered
    station.cache.sync.keep_forms((published,))
    assert station.cache.sync.forms() == (published,)
