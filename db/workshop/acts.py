"""The permanent log of acts and the numbers of letters (`hub.ports.ActLog`, `hub.ports.NumberShelf`)."""

from __future__ import annotations

import sqlalchemy as sa

from db.workshop.sequence import Sequence
from db.workshop.tables import BLOB_REFERENCE, LETTER_NUMBER, NUMBER_BLOCK, OP_LOG
from workstation.domain.acts import Act
from workstation.domain.workshop import LoggedAct, NumberBlock


class OpLog:
    def __init__(self, connection: sa.Connection, sequence: Sequence) -> None:
        self._connection = connection
        self._sequence = sequence

    def find(self, act_id: str) -> LoggedAct | None:
        query = sa.select(OP_LOG.c.act_id, OP_LOG.c.sha256, OP_LOG.c.outcome).where(OP_LOG.c.act_id == act_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else LoggedAct(row.act_id, row.sha256, row.outcome)

    def add(self, act: Act, *, device_id: str, sha256: str, outcome: str, at: str) -> None:
        """Log an act that counted, under the number its record got, and what it refers to."""
        row = {
            "act_id": act.id,
            "device_id": device_id,
            "kind": act.kind.value,
            "applicant_id": act.applicant_id,
            "base_version": act.base_version,
            "body": act.body,
            "made_by": act.made_by,
            "made_at": act.made_at,
            "sha256": sha256,
            "outcome": outcome,
            "received_at": at,
            "seq": self._sequence.last,
        }
        self._connection.execute(sa.insert(OP_LOG).values(row))
        for name in act.blobs:
            self._refer(name, act.applicant_id)

    def _refer(self, sha256: str, applicant_id: str) -> None:
        there = sa.select(BLOB_REFERENCE.c.sha256).where(
            BLOB_REFERENCE.c.sha256 == sha256, BLOB_REFERENCE.c.applicant_id == applicant_id
        )
        if self._connection.execute(there).first() is None:
            row = {"sha256": sha256, "applicant_id": applicant_id}
            self._connection.execute(sa.insert(BLOB_REFERENCE).values(row))


class Numbers:
    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def blocks(self, device_id: str, prefix: str) -> tuple[NumberBlock, ...]:
        query = (
            sa.select(NUMBER_BLOCK)
            .where(NUMBER_BLOCK.c.device_id == device_id, NUMBER_BLOCK.c.prefix == prefix)
            .order_by(NUMBER_BLOCK.c.first)
        )
        return tuple(NumberBlock(**row._mapping) for row in self._connection.execute(query))

    def add(self, block: NumberBlock) -> None:
        row = {
            "device_id": block.device_id,
            "prefix": block.prefix,
            "first": block.first,
            "last": block.last,
        }
        self._connection.execute(sa.insert(NUMBER_BLOCK).values(row))

    def use(self, number: str, act_id: str) -> bool:
        """Take a number for good; False where a letter has it already."""
        query = sa.select(LETTER_NUMBER.c.number).where(LETTER_NUMBER.c.number == number)
        if self._connection.execute(query).first() is not None:
            return False
        self._connection.execute(sa.insert(LETTER_NUMBER).values(number=number, act_id=act_id))
        return True
