"""Records never change: a correction is a later record that names the one it takes the place of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Correctable(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def supersedes(self) -> str: ...


R = TypeVar("R", bound=Correctable)


def newest(records: Iterable[R]) -> list[R]:
    """The records that no later one corrects, in the order in which they came."""
    every = tuple(records)
    corrected = {record.supersedes for record in every}
    return [record for record in every if record.id not in corrected]
