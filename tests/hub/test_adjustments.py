"""What puts forecasts right, over a hub: published, fetched by every workstation, replaced by a newer one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.adjusting import Shelf, lifting, shelf
from tests.hub.living import LivingHub, found
from tests.sync.field import Field
from tests.sync.station import Station
from tests.ui.desks import desk_at, sample
from workstation.scoring.adjustment import ADJUSTMENT, write_adjustment
from workstation.services.models import Models
from workstation.services.values import AsMade
from workstation.training.sample import BUSINESS_DAY


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHub]:
    with found(tmp_path_factory.mktemp("hub")) as hub:
        hub.start()
        yield hub


@pytest.fixture
def station(serving: LivingHub, tmp_path: Path) -> Iterator[Station]:
    story = Field(serving, tmp_path)
    yield story.officer(story.sellers())
    story.close()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("shelf") / "models")


def signed(own: Shelf, shift: float) -> str:
    path = write_adjustment(own.folder, lifting(own, BUSINESS_DAY, shift), own.keys, own.trust)
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


def test_workstations_fetch_the_newest_one_that_was_published(
    serving: LivingHub, station: Station, own: Shelf
) -> None:
    assert "forecast" not in station.sync().changes.kinds
    assert station.cache.sync.adjustment() == ""
    for shift in (0.7, 0.2):
        text = signed(own, shift)
        serving.admin.publish_adjustment(text, BUSINESS_DAY.isoformat())
        assert "forecast" in station.sync().changes.kinds
        assert station.cache.sync.adjustment() == text
        assert "forecast" not in station.sync().changes.kinds, "nothing new the second time"


def test_a_desk_shows_what_the_hub_published_and_checks_it_itself(own: Shelf, tmp_path: Path) -> None:
    received = [signed(own, 0.7)]
    models = Models(own.folder, adjusting=lambda: received[-1])
    with desk_at(tmp_path, [sample()["S001"]], own_models=models) as desk:

        def lifted() -> float:
            quarter = desk.appraisals.appraise("sample:S001").ahead[-1]
            return quarter.right[1][1] / quarter.made[1][1]

        assert lifted() == pytest.approx(2.0, rel=0.1)
        received.append(received[0].replace("0.7", "0.9"))
        assert desk.appraisals.appraise("sample:S001").ahead[-1].as_made is AsMade.REFUSED
        received.append("")
        write_adjustment(own.folder, lifting(own, BUSINESS_DAY, 0.2), own.keys, own.trust)
        assert lifted() == pytest.approx(1.22, rel=0.1), "without the hub's, the one beside the bundles"
    (own.folder / ADJUSTMENT).unlink()
