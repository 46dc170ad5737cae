"""The network fails at every place where it can, and each time the next sync puts everything right.

The line between the workstation and a real hub breaks at the n-th request, for every n: before the hub has
it, or after the hub has done it and the answer is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.sync.field import Field, assert_agree
from tests.sync.lines import BreakingLine
from tests.sync.station import Station
from workstation.errors import KnownError


def days_in_the_field(field: Field) -> Iterator[tuple[Station, int]]:
    """One officer's workstation with fresh unsent work each time, and a counter of requests to break."""
    [one, other] = field.sellers(2)
    officer = field.officer([one, other])
    officer.sync()
    at = 1
    while True:
        officer.note(other, f"note {at}")
        officer.edit(other, base=at, phone=f"1390000{at:04}")
        officer.letter(
            officer.decide(officer.application(one, amount=1_000_00)), pdf=f"%PDF {one} {at}".encode()
        )
        yield officer, at
        at += 1


@pytest.mark.parametrize("late", [False, True], ids=["request lost", "answer lost"])
def test_the_line_breaks_at_every_request(field: Field, late: bool) -> None:
    for officer, at in days_in_the_field(field):
        line = BreakingLine(at, late)
        loop = officer.synchroniser(line)
        with suppress(KnownError):
            loop.run()
        loop.close()
        assert officer.sync().refused == ()
        assert officer.cache.acts.outbox() == ()
        assert_agree(officer, field.hub)
        if not line.broke:
            assert at > 7, line.asked  # nonce, blob, chunk, acts, index, pull, checks
            break
    [_, other] = dict(field.hub.workshop.index(officer.officer_id))
    notes = [note.text for note in field.hub.workshop.applicant_file(other).notes]
    assert sorted(notes) == sorted(f"note {n}" for n in range(1, at + 1))
