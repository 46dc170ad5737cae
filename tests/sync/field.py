"""The field: a hub, new sellers in it, and officers with workstations, each story with its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from tests.hub.living import LivingHub
from tests.hub.sellers import seller
from tests.sync.station import Station, enrolled
from workstation.domain.records import ApplicantFile
from workstation.sync import HubAddress

_numbers = count(1)


class Field:
    """Makes sellers and workstations for one story; closes the workstations when the story ends."""

    def __init__(self, hub: LivingHub, folder: Path) -> None:
        self.hub = hub
        self.folder = folder
        self._stations: list[Station] = []

    def sellers(self, how_many: int = 1, **values: Any) -> list[str]:
        """New sellers, known to the hub; returns their ids."""
        deliveries = [seller(next(_numbers), **values) for _ in range(how_many)]
        self.hub.deliver(deliveries)
        return [delivery.applicant.id for delivery in deliveries]

    def officer(self, files: Sequence[str], role: str = "officer") -> Station:
        """A new officer with these files and an enrolled workstation."""
        return self.station(self.hub.officer(f"officer{next(_numbers)}", files, role))

    def second_device(self, of: Station) -> Station:
        return self.station(self.hub.admin.enrolment_code(of.officer_id))

    def station(self, code: str) -> Station:
        place = self.folder / f"station{next(_numbers)}"
        self._stations.append(enrolled(HubAddress(self.hub.url), place, code))
        return self._stations[-1]

    def close(self) -> None:
        for station in self._stations:
            station.close()


def assert_agree(station: Station, hub: LivingHub) -> None:
    """The workstation's view equals the hub's for its scope, and both sides' digests prove it. Where acts
    still wait in the outbox the view rightly shows them too."""
    scope = dict(hub.workshop.index(station.officer_id))
    assert dict(station.cache.sync.cursors()) == scope
    theirs = hub.workshop.checks(station.officer_id, list(scope))
    ours = station.cache.sync.checks(list(scope))
    assert {a: dict(kinds) for a, kinds in ours.items()} == {a: dict(k) for a, (_, k) in theirs.items()}
    waiting = {entry.act.applicant_id for entry in station.cache.acts.outbox()}
    for applicant_id in scope.keys() - waiting:
        here = station.cache.cases.applicant_file(applicant_id)
        there = hub.workshop.applicant_file(applicant_id)
        assert in_comparable_form(here) == in_comparable_form(there)


def in_comparable_form(file: ApplicantFile) -> dict[str, Any]:
    """A file as plain values, the ledgers as lists. What is seen of related files depends on who looks."""
    depends = ("ledgers", "related_loans", "related_decisions", "related_elsewhere", "seen")
    plain = {name: getattr(file, name) for name in file.__slots__ if name not in depends}
    return plain | {
        kind: {name: list(values) for name, values in block.columns.items()}
        for kind, block in file.ledgers.blocks.items()
    }
