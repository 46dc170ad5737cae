"""Letter numbers in blocks, so that a workstation can number its letters for days without a network.

A number is `TAG-EPOCH-000123`: the device's tag, four digits of the hub's epoch, a count. Two devices never
share a tag and two epochs hardly ever four digits, so a hub put back to an older state cannot give out a
number that is on paper already.
"""

from __future__ import annotations

import re

from workstation.clock import Clock, iso
from workstation.domain.workshop import Device, NumberBlock
from workstation.errors import KnownError
from workstation.hub.ports import NumberShelf, Workshop

MOST_AT_ONCE = 500
_NUMBER = re.compile(r"(?P<prefix>(?P<tag>[0-9A-Z]+)-(?P<epoch>[0-9A-F]+)-)(?P<count>\d+)", re.ASCII)


def prefix_of(device: Device, epoch: str) -> str:
    return f"{device.tag}-{epoch[:4].upper()}-"


def grant(workshop: Workshop, clock: Clock, device: Device, count: int) -> NumberBlock:
    """Give a device its next numbers; raises `KnownError` (`numbers.count`)."""
    if not 0 < count <= MOST_AT_ONCE:
        raise KnownError("numbers.count", f"between 1 and {MOST_AT_ONCE} numbers are given at a time")
    prefix = prefix_of(device, workshop.identity().epoch)
    with workshop.writing() as writing:
        first = 1 + max((block.last for block in writing.numbers.blocks(device.id, prefix)), default=0)
        block = NumberBlock(device.id, prefix, first, first + count - 1)
        writing.numbers.add(block)
        writing.audit.append(
            at=iso(clock.now()),
            who=device.officer.id,
            what="numbers.grant",
            applicant_id="",
            subject=device.id,
            detail=f"{prefix}{first}-{block.last}",
        )
    return block


def was_granted(shelf: NumberShelf, device: Device, epoch: str, number: str) -> bool:
    """Whether the device may have this number. One of another epoch than the present was granted by a
    state of the hub that is lost; the device's own tag is then all there is to go by."""
    match = _NUMBER.fullmatch(number)
    if match is None or match["tag"] != device.tag:
        return False
    if match["prefix"] != prefix_of(device, epoch):
        return True
    count = int(match["count"])
    return any(block.first <= count <= block.last for block in shelf.blocks(device.id, match["prefix"]))
