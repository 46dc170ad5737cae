"""The network fails at every place where it can, and each time the next sync puts everything right.

The line between the workstation and a real hub breaks at the n-th request, for every n: before the hub has
it, or after the hub has done it and the answer is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from tests.sync.field import Field, assert_agree
from tests.sync.station import Station
from workstation.errors import KnownError


class BreakingLine(httpx.BaseTransport):
    """Fails once, at request `at`: with the answer lost if `late`, else before anything was sent."""

    def __init__(self, at: int, late: bool) -> None:
        self._line = httpx.HTTPTransport()
        self._left = at
        self._late = late
        self.asked: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._left -= 1
        self.asked.append(f"{request.method} {request.url.path}")
        if self._left:
            return self._line.handle_request(request)
        if self._late:
            answer = self._line.handle_request(request)
            answer.read()
        raise httpx.ReadError("the line broke", request=request)

    def close(self) -> None:
        self._line.close()

    @property
    def broke(self) -> bool:
        return self._left <= 0


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
