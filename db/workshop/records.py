"""Records of applicant files with every version they ever had (`hub.ports.RecordShelf`)."""

from __future__ import annotations

from collections.abc import Sequence as Several
from typing import Any, Protocol

import sqlalchemy as sa

from db.workshop.sequence import Sequence
from db.workshop.tables import APPLICANT, RECORD, RECORD_HISTORY, RECORD_SOURCE
from workstation.domain.workshop import RecordVersion

IN_AT_ONCE = 500
"""How many ids go into one IN list."""


class Made(Protocol):
    """Who made a version, and by which act."""

    @property
    def act_id(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def device_id(self) -> str: ...
    @property
    def at(self) -> str: ...


def version_of(row: sa.Row[Any]) -> RecordVersion:
    return RecordVersion(**row._mapping)


class Records:
    def __init__(self, connection: sa.Connection, sequence: Sequence) -> None:
        self._connection = connection
        self._sequence = sequence

    def known(self, applicant_id: str) -> bool:
        return self._exists(sa.select(APPLICANT.c.id).where(APPLICANT.c.id == applicant_id))

    def get(self, applicant_id: str, kind: str, record_id: str) -> RecordVersion | None:
        query = sa.select(RECORD).where(_is(RECORD, applicant_id, kind, record_id))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else version_of(row)

    def of_kind(self, applicant_ids: Several[str], kind: str) -> tuple[RecordVersion, ...]:
        """Present versions in the order in which the hub took them."""
        found: list[RecordVersion] = []
        for start in range(0, len(applicant_ids), IN_AT_ONCE):
            some = applicant_ids[start : start + IN_AT_ONCE]
            query = sa.select(RECORD).where(
                RECORD.c.applicant_id.in_(some), RECORD.c.kind == kind, RECORD.c.body.is_not(None)
            )
            found.extend(version_of(row) for row in self._connection.execute(query))
        return tuple(sorted(found, key=lambda version: version.seq))

    def history(self, applicant_id: str, kind: str, record_id: str) -> tuple[RecordVersion, ...]:
        query = (
            sa.select(RECORD_HISTORY)
            .where(_is(RECORD_HISTORY, applicant_id, kind, record_id))
            .order_by(RECORD_HISTORY.c.version)
        )
        return tuple(version_of(row) for row in self._connection.execute(query))

    def taken(self, kind: str, record_id: str) -> bool:
        return self._exists(sa.select(RECORD.c.id).where(RECORD.c.kind == kind, RECORD.c.id == record_id))

    def put(self, applicant_id: str, kind: str, record_id: str, body: bytes | None, made: Made) -> int:
        before = self.get(applicant_id, kind, record_id)
        seq = self._sequence.take()
        present = {
            "applicant_id": applicant_id,
            "kind": kind,
            "id": record_id,
            "version": 1 if before is None else before.version + 1,
            "seq": seq,
            "body": body,
        }
        if before is None:
            self._connection.execute(sa.insert(RECORD).values(present))
        else:
            change = sa.update(RECORD).where(_is(RECORD, applicant_id, kind, record_id))
            self._connection.execute(change.values(present))
        maker = {"act_id": made.act_id, "made_by": made.by, "device_id": made.device_id, "made_at": made.at}
        self._connection.execute(sa.insert(RECORD_HISTORY).values(present | maker))
        self._sequence.moved(applicant_id, seq)
        return int(present["version"])  # type: ignore[call-overload,no-any-return]

    def source_body(self, applicant_id: str, kind: str, record_id: str) -> bytes | None:
        query = sa.select(RECORD_SOURCE.c.body).where(_is(RECORD_SOURCE, applicant_id, kind, record_id))
        return self._connection.execute(query).scalar_one_or_none()

    def keep_source_body(self, applicant_id: str, kind: str, record_id: str, body: bytes) -> None:
        change = sa.update(RECORD_SOURCE).where(_is(RECORD_SOURCE, applicant_id, kind, record_id))
        if self._connection.execute(change.values(body=body)).rowcount == 0:
            row = {"applicant_id": applicant_id, "kind": kind, "id": record_id, "body": body}
            self._connection.execute(sa.insert(RECORD_SOURCE).values(row))

    def register(self, applicant_id: str, controller_id: str) -> None:
        change = sa.update(APPLICANT).where(APPLICANT.c.id == applicant_id)
        if self._connection.execute(change.values(controller_id=controller_id)).rowcount == 0:
            row = {"id": applicant_id, "controller_id": controller_id, "head": 0}
            self._connection.execute(sa.insert(APPLICANT).values(row))

    def related(self, applicant_id: str) -> tuple[str, ...]:
        return related_to(self._connection, applicant_id)

    def _exists(self, query: sa.Select[tuple[str]]) -> bool:
        return self._connection.execute(query.limit(1)).first() is not None


def related_to(connection: sa.Connection, applicant_id: str) -> tuple[str, ...]:
    """The applicant itself, then the others under the same controller in order of their ids."""
    controller = sa.select(APPLICANT.c.controller_id).where(APPLICANT.c.id == applicant_id)
    query = (
        sa.select(APPLICANT.c.id)
        .where(
            APPLICANT.c.controller_id == controller.scalar_subquery(),
            APPLICANT.c.controller_id != "",
            APPLICANT.c.id != applicant_id,
        )
        .order_by(APPLICANT.c.id)
    )
    return (applicant_id, *connection.execute(query).scalars())


def _is(table: sa.Table, applicant_id: str, kind: str, record_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.applicant_id == applicant_id, table.c.kind == kind, table.c.id == record_id)
