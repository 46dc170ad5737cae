"""What the core asks of whoever keeps the officer's own additions to the list of visits; part of
`workstation.ports`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from workstation.events import Changes


class PickStore(Protocol):
    """Keeps whom the officer put on the list of visits. It is a note of this workstation, and no act: the hub
    never hears of it, and it goes with the file."""

    def all(self) -> Mapping[str, str]:
        """Applicant ids, each with the id under which it was put there: a survey of a greater one answers
        it."""
        ...

    def add(self, applicant_id: str, since: str) -> Changes: ...

    def take_off(self, applicant_id: str) -> Changes: ...
