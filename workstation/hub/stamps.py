"""Who made a version of a record, and by which act."""

from __future__ import annotations

from dataclasses import dataclass

HUB = "hub"
"""Who made what nobody did: records that the hub itself adds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """`hub.ports.Made` as a value; `at` is an ISO moment."""

    act_id: str
    by: str
    device_id: str
    at: str


def by_hub(at: str) -> Stamp:
    return Stamp("", HUB, "", at)
