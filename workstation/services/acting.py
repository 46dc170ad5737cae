"""How a person's act is made: one place that stamps id, officer and time, keeps it and rings the bell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workstation.clock import Clock, iso
from workstation.domain.acts import Act, ActKind
from workstation.events import Bell, Changes
from workstation.ids import IdMaker
from workstation.ports import ActStore
from workstation.services.values import Officer


@dataclass(frozen=True, slots=True)
class Hand:
    """The officer's hand: what it does is saved in the outbox, and only there."""

    officer: Officer
    clock: Clock
    ids: IdMaker
    acts: ActStore
    bell: Bell

    def new_id(self) -> str:
        return self.ids()

    def moment(self) -> str:
        return iso(self.clock.now())

    def act(
        self,
        kind: ActKind,
        applicant_id: str,
        body: bytes,
        *,
        base_version: int = 0,
        files: Mapping[str, bytes] | None = None,
        blobs: Iterable[str] = (),
        closes: str = "",
    ) -> Changes:
        """Keep one act; returns once it is committed. `files` come with it; `blobs` name files that are on
        this workstation already, `closes` the draft that it finishes."""
        act = Act(
            id=self.new_id(),
            kind=kind,
            applicant_id=applicant_id,
            base_version=base_version,
            body=body,
            made_by=self.officer.id,
            made_at=self.moment(),
            blobs=tuple(sorted({*(files or {}), *blobs})),
        )
        changes = self.acts.keep_act(act, files, closes=closes)
        self.bell.ring(changes, kind.value)
        return changes
