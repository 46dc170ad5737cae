"""One applicant file as a workstation had it when something was done: to prove what a case claims.

Of records every version is kept, of ledger rows what was replaced; so the file of any number can be put
together again. Over it lies what the workstation had done itself and not fetched yet, as it does there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from db.base import driver_rows
from db.workshop.before import is_known_whole, rows_replaced_since
from db.workshop.files import Decode, file_of, sorted_block
from db.workshop.tables import LEDGER_TABLES, OP_LOG, RECORD_HISTORY
from workstation.domain.ledger import LEDGERS, Ledgers
from workstation.domain.records import ApplicantFile

_APPLICANT = "applicant"


def read_as_seen(
    connection: sa.Connection, applicant_id: str, decode: Decode, *, cursor: int, device_id: str, own: str
) -> tuple[ApplicantFile, bool]:
    """The file as it was at number `cursor`, with the acts of this device up to its act `own`; and whether
    all of it could be put together. What related files owe is left out. Raises `KnownError` (`file.unknown`).
    """
    records = _records(connection, applicant_id, decode, cursor, device_id, own)
    file = file_of(applicant_id, records, 0, {}, _ledgers(connection, applicant_id, cursor))
    return file, is_known_whole(connection, applicant_id, cursor)


def _records(
    connection: sa.Connection, applicant_id: str, decode: Decode, cursor: int, device_id: str, own: str
) -> defaultdict[str, list[Any]]:
    its_own = sa.and_(
        RECORD_HISTORY.c.device_id == device_id,
        RECORD_HISTORY.c.act_id != "",
        RECORD_HISTORY.c.act_id <= own,
        RECORD_HISTORY.c.kind != _APPLICANT,
    )
    query = (
        sa.select(RECORD_HISTORY.c.kind, RECORD_HISTORY.c.id, RECORD_HISTORY.c.body)
        .where(RECORD_HISTORY.c.applicant_id == applicant_id, sa.or_(RECORD_HISTORY.c.seq <= cursor, its_own))
        .order_by(RECORD_HISTORY.c.version)
    )
    newest = {(kind, record_id): body for kind, record_id, body in connection.execute(query)}
    edited = newest.get((_APPLICANT, applicant_id))
    if edited is not None:
        newest[_APPLICANT, applicant_id] = _edited(connection, applicant_id, edited, cursor, device_id, own)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for (kind, _), body in sorted(newest.items()):
        if body is not None:
            found[kind].append(decode(kind, body))
    return found


def _edited(
    connection: sa.Connection, applicant_id: str, body: bytes, cursor: int, device_id: str, own: str
) -> bytes:
    """The applicant's record under this device's own edits, which it lays over what it has fetched."""
    query = (
        sa.select(OP_LOG.c.body)
        .join(RECORD_HISTORY, RECORD_HISTORY.c.act_id == OP_LOG.c.act_id)
        .where(
            RECORD_HISTORY.c.applicant_id == applicant_id,
            RECORD_HISTORY.c.kind == _APPLICANT,
            RECORD_HISTORY.c.seq > cursor,
            OP_LOG.c.device_id == device_id,
            OP_LOG.c.act_id <= own,
        )
        .order_by(OP_LOG.c.act_id)
    )
    for edit in connection.execute(query).scalars():
        body = json.dumps({**json.loads(body), **json.loads(edit)}).encode()
    return body


def _ledgers(connection: sa.Connection, applicant_id: str, cursor: int) -> Ledgers:
    replaced = rows_replaced_since(connection, applicant_id, cursor)
    blocks = {}
    for name, kind in LEDGERS.items():
        table = LEDGER_TABLES[name]
        query = sa.select(*(table.c[column] for column in kind.column_names)).where(
            table.c.applicant_id == applicant_id, table.c.seq <= cursor
        )
        if rows := [*driver_rows(connection.execute(query)), *replaced.get(name, ())]:
            blocks[name] = sorted_block(kind, rows)
    return Ledgers(blocks)
