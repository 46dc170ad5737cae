"""The audit chain: written in the transaction of the change it tells of (`hub.ports.AuditTrail`)."""

from __future__ import annotations

from dataclasses import asdict, replace

import sqlalchemy as sa

from db.workshop.tables import AUDIT
from workstation.domain.audit import FIRST_PREVIOUS, AuditEntry, link_hash


class AuditChain:
    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._number, self._hash = _newest(connection)

    def append(self, *, at: str, who: str, what: str, applicant_id: str, subject: str, detail: str) -> None:
        entry = AuditEntry(
            self._number + 1, at, who, str(what), applicant_id, subject, detail, self._hash, hash=""
        )
        entry = replace(entry, hash=link_hash(entry))
        self._connection.execute(sa.insert(AUDIT).values(asdict(entry)))
        self._number, self._hash = entry.number, entry.hash


def entries(connection: sa.Connection, after: int, limit: int) -> tuple[AuditEntry, ...]:
    query = sa.select(AUDIT).where(AUDIT.c.number > after).order_by(AUDIT.c.number).limit(limit)
    return tuple(AuditEntry(**row._mapping) for row in connection.execute(query))


def _newest(connection: sa.Connection) -> tuple[int, str]:
    query = sa.select(AUDIT.c.number, AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return (0, FIRST_PREVIOUS) if row is None else (row.number, row.hash)
