"""Whichever side dies, and wherever: after the next sync nothing is lost or twice, and both are equal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hub.living import LivingHub, found, opened
from tests.hub.sellers import seller
from tests.sync.crashes import STRIDE, Point, points, remember, station_at
from tests.sync.field import assert_agree
from tests.sync.station import Station, enrolled
from workstation.clock import SystemClock
from workstation.hub.admin import HubAdmin
from workstation.hub.place import HubPlace, open_hub
from workstation.hub.ports import Workshop
from workstation.sync import HubAddress

ONE, OTHER, GONE = "test:S1", "test:S2", "test:S3"
ACTS = 5


def first_sync(station: Station, hub: LivingHub) -> None:
    """Everything is still at the hub."""


def day_in_the_field(station: Station, hub: LivingHub) -> None:
    """A day's work of every kind is unsent; meanwhile the hub's files have grown, and one was taken away."""
    station.sync()
    station.note(OTHER, "老板很诚信")
    station.edit(OTHER, phone="13900139000")
    station.letter(station.decide(station.application(ONE)))
    hub.deliver([seller(1, orders=5), seller(2, address="新地址")])
    hub.admin.unassign("officer", [GONE])


STORIES: dict[str, Callable[[Station, LivingHub], None]] = {
    "first sync": first_sync,
    "day in the field": day_in_the_field,
}


def prepare(folder: Path, story: Callable[[Station, LivingHub], None]) -> Path:
    folder.mkdir()
    with found(folder / "hub") as hub:
        hub.deliver([seller(1), seller(2), seller(3)])
        hub.start()
        station = enrolled(HubAddress(hub.url), folder / "station", hub.officer("officer"))
        story(station, hub)
        remember(station, folder)
        station.close()
    return folder


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both sides as they lie at the beginning of each story."""
    folder = tmp_path_factory.mktemp("prepared")
    return {name: prepare(folder / name.replace(" ", "-"), story) for name, story in STORIES.items()}


@pytest.mark.parametrize(
    ("story", "victim"),
    [("first sync", "station"), ("day in the field", "station"), ("day in the field", "hub")],
)
def test_after_a_crash_anywhere_the_next_sync_puts_everything_right(
    story: str, victim: str, prepared: dict[str, Path], tmp_path: Path
) -> None:
    crashed = list(points(prepared[story], tmp_path / "points", victim))
    assert [point.finished for point in crashed] == [False] * (len(crashed) - 1) + [True]
    assert len(crashed) > 9 // STRIDE
    for point in crashed:
        assert_nothing_lost_nothing_twice(point, ACTS if story == "day in the field" else 0)


def assert_nothing_lost_nothing_twice(point: Point, acts: int) -> None:
    place = HubPlace(point.folder / "hub")
    workshop = open_hub(place, opened)
    station = station_at(point.folder, "http://127.0.0.1:9")
    hub = LivingHub(place, workshop, HubAdmin(workshop, SystemClock()))
    try:
        assert station.cache.acts.outbox() == ()
        assert_agree(station, hub)
        assert workshop.counts()["acts"] == acts
        assert hub.admin.verify_audit().broken is None
        if acts:
            assert_the_day_is_there_once(workshop, place)
    finally:
        station.close()
        workshop.close()


def assert_the_day_is_there_once(workshop: Workshop, place: HubPlace) -> None:
    one, other = (workshop.applicant_file(applicant_id) for applicant_id in (ONE, OTHER))
    [letter] = one.letters
    assert place.blobs().get(letter.file_sha256) == b"%PDF-1.7 letter"
    assert len(one.applications) == 1
    assert [note.text for note in other.notes] == ["老板很诚信"]
    assert (other.applicant.phone, other.applicant.address) == ("13900139000", "新地址")
    assert other.version == 3  # delivered, delivered again, edited: each once
