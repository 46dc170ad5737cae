"""The one counter behind everything that changes at the hub.

It is read and locked as the first thing of a write transaction and written back as the last, in the same
transaction: whoever comes next waits, so numbers are given out in the order of commits.
"""

from __future__ import annotations

import sqlalchemy as sa

from db.workshop.tables import APPLICANT, COUNTER

_ONLY_ROW = 1


class Sequence:
    """Numbers for one write transaction, and the heads of the files that they were given to."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        locked = sa.select(COUNTER.c.value).where(COUNTER.c.id == _ONLY_ROW).with_for_update()
        self._start = int(connection.execute(locked).scalar_one())
        self._last: int = self._start
        self._heads: dict[str, int] = {}

    @property
    def last(self) -> int:
        """The newest number that was given out."""
        return self._last

    def take(self, count: int = 1) -> int:
        """The first of `count` consecutive numbers."""
        first = self._last + 1
        self._last += count
        return first

    def give_back(self, last: int) -> None:
        """Take back every number above `last`: nothing was written under them."""
        self._last = last

    def moved(self, applicant_id: str, head: int) -> None:
        """Something in this applicant's file now has number `head`."""
        self._heads[applicant_id] = max(head, self._heads.get(applicant_id, 0))

    def close(self) -> None:
        """Write counter and heads back; the last act of the transaction."""
        if self._last != self._start:
            update = sa.update(COUNTER).where(COUNTER.c.id == _ONLY_ROW).values(value=self._last)
            self._connection.execute(update)
        if self._heads:
            moved = sa.update(APPLICANT).where(APPLICANT.c.id == sa.bindparam("applicant"))
            self._connection.execute(
                moved.values(head=sa.bindparam("to")),
                [{"applicant": applicant, "to": head} for applicant, head in self._heads.items()],
            )


def start(connection: sa.Connection) -> None:
    connection.execute(sa.insert(COUNTER).values(id=_ONLY_ROW, value=0))
