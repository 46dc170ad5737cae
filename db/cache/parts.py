"""Stores what a page from the hub brings for one applicant after another, within one transaction.

Rows go straight to the driver as tuples: for the first sync of a million ledger rows the way through
statement objects is four times slower. Whatever arrives again with the same sequence number changes nothing.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from db.base import ledger_columns
from db.cache.acts import ACKNOWLEDGED
from db.cache.drafts import remove_drafts
from db.cache.tables import ACT, FILE, LEDGER, OUTBOX, RECORD
from workstation.domain.acts import ActKind
from workstation.domain.ledger import LEDGERS
from workstation.domain.servicing import LOAN_LEDGERS
from workstation.errors import KnownError
from workstation.ports import Changes, FilePart, RecordPut


def _upsert(table: str, keys: tuple[str, ...], others: tuple[str, ...]) -> str:
    names = (*keys, *others)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET "
        f"{', '.join(f'{name} = excluded.{name}' for name in others)} WHERE excluded.seq > {table}.seq"
    )


_PUT_ROW = {
    name: _upsert(name, ("applicant_id", "source_id"), ledger_columns(kind)[1:])
    for name, kind in LEDGERS.items()
}
_ROW_LENGTH = {name: len(ledger_columns(kind)) for name, kind in LEDGERS.items()}
_PUT_RECORD = _upsert("record", ("applicant_id", "kind", "id"), ("version", "seq", "body"))
_WITHDRAW = "DELETE FROM record WHERE applicant_id = ? AND kind = ? AND id = ?"
_MOVE_CURSOR = """
INSERT INTO file (applicant_id, cursor, starts_over) VALUES (?, ?, 0)
ON CONFLICT (applicant_id) DO UPDATE SET cursor = max(cursor, excluded.cursor)
"""
# An act whose record the hub now shows itself: gone where it was answered, else marked until it is.
_TAKE_OVER = f"""
DELETE FROM outbox WHERE state = '{ACKNOWLEDGED}' AND act_id IN (
    SELECT id FROM act WHERE applicant_id = ? AND record_kind = ? AND record_id = ?
)
"""
_MARK_PULLED = """
UPDATE outbox SET pulled = 1 WHERE act_id IN (
    SELECT id FROM act WHERE applicant_id = ? AND record_kind = ? AND record_id = ?
)
"""
_TAKE_OVER_EDITS = f"""
DELETE FROM outbox WHERE state = '{ACKNOWLEDGED}' AND act_id IN (
    SELECT id FROM act WHERE applicant_id = ? AND kind = '{ActKind.EDIT_APPLICANT}'
)
"""
# The record-making acts of a file that starts over: laid over it again until they come again.
_TAKE_BACK = f"""
INSERT INTO outbox (act_id, state, attempts, in_doubt, pulled, code, reason, title)
SELECT id, '{ACKNOWLEDGED}', 0, 0, 0, '', '', applicant_id FROM act
WHERE applicant_id = ? AND record_kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox WHERE act_id = act.id)
"""
_NOT_PULLED = "UPDATE outbox SET pulled = 0 WHERE act_id IN (SELECT id FROM act WHERE applicant_id = ?)"


class PartWriter:
    """Stores parts on one connection and remembers whose worklist rows that touched."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._applicants: set[str] = set()
        self._kinds: set[str] = set()
        self.touched: set[str] = set()

    def store(self, part: FilePart) -> None:
        """Raises `KnownError` (`sync.malformed`)."""
        connection, applicant_id = self._connection, part.applicant_id
        state = connection.execute(sa.select(FILE).where(FILE.c.applicant_id == applicant_id)).one_or_none()
        if state is None:
            self._kinds.add("scope")
        elif state.starts_over:
            clear_file(connection, applicant_id)
            connection.exec_driver_sql(_NOT_PULLED, (applicant_id,))
            connection.exec_driver_sql(_TAKE_BACK, (applicant_id,))
            connection.execute(
                sa.update(FILE).where(FILE.c.applicant_id == applicant_id).values(starts_over=False)
            )
            self.touched.add(applicant_id)
        if part.records:
            self._store_records(part)
        self._store_rows(part)
        connection.exec_driver_sql(_MOVE_CURSOR, (applicant_id, part.cursor))

    def changes(self) -> Changes:
        return Changes(frozenset(self._applicants), frozenset(self._kinds))

    def _store_records(self, part: FilePart) -> None:
        puts = [
            (part.applicant_id, put.kind, put.id, put.version, put.seq, _text(put, put.body))
            for put in part.records
            if put.body is not None
        ]
        withdrawn = [(part.applicant_id, put.kind, put.id) for put in part.records if put.body is None]
        try:
            if puts:
                self._connection.exec_driver_sql(_PUT_RECORD, puts)
        except sa.exc.IntegrityError as trouble:
            raise _malformed(part.applicant_id, "a record is not JSON") from trouble
        if withdrawn:
            self._connection.exec_driver_sql(_WITHDRAW, withdrawn)
        self._take_over(part)
        self.touched.add(part.applicant_id)
        self._applicants.add(part.applicant_id)
        self._kinds |= {"record"} | ({"letter"} & {put.kind for put in part.records})

    def _take_over(self, part: FilePart) -> None:
        has_acts = (
            sa.select(ACT.c.id)
            .join(OUTBOX, OUTBOX.c.act_id == ACT.c.id)
            .where(ACT.c.applicant_id == part.applicant_id)
            .limit(1)
        )
        if self._connection.execute(has_acts).first() is None:
            return
        # What a survey did not take along goes with its draft; the next opening sweeps the files away.
        remove_drafts(self._connection, [put.id for put in part.records if put.kind == "survey"])
        named = [(part.applicant_id, put.kind, put.id) for put in part.records]
        self._connection.exec_driver_sql(_TAKE_OVER, named)
        self._connection.exec_driver_sql(_MARK_PULLED, named)
        if any(put.kind == "applicant" for put in part.records):
            self._connection.exec_driver_sql(_TAKE_OVER_EDITS, (part.applicant_id,))
        self._kinds.add("act")

    def _store_rows(self, part: FilePart) -> None:
        for kind, rows in part.rows.items():
            if not rows:
                continue
            if kind not in LEDGERS:
                raise _malformed(part.applicant_id, f"there is no ledger {kind!r}")
            values: list[tuple[Any, ...]] = [(part.applicant_id, *row) for row in rows]
            if set(map(len, rows)) != {_ROW_LENGTH[kind]}:
                raise _malformed(part.applicant_id, f"a row of {kind} has too many or too few columns")
            try:
                self._connection.exec_driver_sql(_PUT_ROW[kind], values)
            except sa.exc.IntegrityError as trouble:
                raise _malformed(part.applicant_id, f"a row of {kind} lacks a required value") from trouble
            if kind in LOAN_LEDGERS:  # what is due, and whether a promise was kept
                self.touched.add(part.applicant_id)
            self._applicants.add(part.applicant_id)
            self._kinds.add("ledger")


def clear_file(connection: sa.Connection, applicant_id: str) -> None:
    """Take away everything the hub ever sent of one file; what the officer did stays."""
    for table in (RECORD, *LEDGER.values()):
        connection.execute(sa.delete(table).where(table.c.applicant_id == applicant_id))


def _text(put: RecordPut, body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise _malformed(put.id, "a record is not UTF-8") from None


def _malformed(where: str, what: str) -> KnownError:
    return KnownError(
        "sync.malformed",
        f"the hub sent something this version cannot store: {what}",
        where=where,
        remedy="Update the program, then synchronise again; nothing of it was stored.",
    )
