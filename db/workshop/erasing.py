"""Takes everything of one applicant out of the workshop, so that what is left names nobody.

The permanent log keeps that an act came, under its id and hash, and no longer what it said: a second delivery
still finds itself. Numbers of letters stay used. The links of the audit chain stay as they are.
"""

from __future__ import annotations

import sqlalchemy as sa

from db.workshop.tables import (
    APPLICANT,
    ASSIGNMENT,
    BLOB_REFERENCE,
    LEDGER_BEFORE,
    LEDGER_TABLES,
    OP_LOG,
    PARTY_LINK,
    PLEDGED_ASSET,
    RECORD,
    RECORD_HISTORY,
    RECORD_SOURCE,
    SCENARIO_USE,
)

_HOLD_ITS_ROWS = (
    *LEDGER_TABLES.values(), LEDGER_BEFORE, RECORD, RECORD_HISTORY, RECORD_SOURCE, PLEDGED_ASSET,
    BLOB_REFERENCE, ASSIGNMENT, SCENARIO_USE,
)  # fmt: skip


def erase(connection: sa.Connection, applicant_id: str) -> tuple[str, ...]:
    """Delete the file; returns the names of blobs that no other file refers to, in their order."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")  # overwrites what is freed
    only_its_own = _only_its_own(connection, applicant_id)
    for table in _HOLD_ITS_ROWS:
        connection.execute(sa.delete(table).where(table.c.applicant_id == applicant_id))
    tied = sa.or_(PARTY_LINK.c.applicant_id == applicant_id, PARTY_LINK.c.other_id == applicant_id)
    connection.execute(sa.delete(PARTY_LINK).where(tied))
    said = sa.update(OP_LOG).where(OP_LOG.c.applicant_id == applicant_id)
    connection.execute(said.values(applicant_id="", body=b""))
    connection.execute(sa.delete(APPLICANT).where(APPLICANT.c.id == applicant_id))
    return only_its_own


def _only_its_own(connection: sa.Connection, applicant_id: str) -> tuple[str, ...]:
    elsewhere = BLOB_REFERENCE.alias("elsewhere")
    shared = sa.exists().where(
        elsewhere.c.sha256 == BLOB_REFERENCE.c.sha256, elsewhere.c.applicant_id != applicant_id
    )
    query = (
        sa.select(BLOB_REFERENCE.c.sha256)
        .where(BLOB_REFERENCE.c.applicant_id == applicant_id, ~shared)
        .order_by(BLOB_REFERENCE.c.sha256)
    )
    return tuple(connection.execute(query).scalars())
