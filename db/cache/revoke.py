"""What left an officer's scope leaves the laptop: rows, archived acts and blob keys, in one transaction.

Unsent work stays: its act, the files the act names, and the name to show it under.
"""

from __future__ import annotations

import json

import sqlalchemy as sa

from db.cache.acts import ACKNOWLEDGED
from db.cache.parts import clear_file
from db.cache.tables import ACT, BLOB, FILE, OUTBOX, OUTLOOK

_PAPERS = """
SELECT body ->> '$.file_sha256' FROM record_projected
WHERE kind IN ('letter', 'document') AND {condition}
"""


def forget_file(connection: sa.Connection, applicant_id: str) -> list[str]:
    """Take one file away; returns the names of encrypted files that are worthless once this has committed."""
    its_files = _files_of(connection, applicant_id)
    clear_file(connection, applicant_id)
    connection.execute(sa.delete(FILE).where(FILE.c.applicant_id == applicant_id))
    connection.execute(sa.delete(OUTLOOK).where(OUTLOOK.c.applicant_id == applicant_id))
    _drop_settled_acts(connection, applicant_id)
    doomed = BLOB.c.sha256.in_(its_files - _files_still_named(connection))
    worthless = list(connection.execute(sa.select(BLOB.c.file).where(doomed)).scalars())
    connection.execute(sa.delete(BLOB).where(doomed))
    return worthless


def _drop_settled_acts(connection: sa.Connection, applicant_id: str) -> None:
    """Acts the hub has go; the others stay, and none of them is in the hub's rows here any more."""
    its_acts = sa.select(ACT.c.id).where(ACT.c.applicant_id == applicant_id)
    connection.execute(sa.delete(OUTBOX).where(OUTBOX.c.act_id.in_(its_acts), OUTBOX.c.state == ACKNOWLEDGED))
    connection.execute(sa.update(OUTBOX).where(OUTBOX.c.act_id.in_(its_acts)).values(pulled=False))
    connection.execute(
        sa.delete(ACT).where(
            ACT.c.applicant_id == applicant_id, ~sa.exists().where(OUTBOX.c.act_id == ACT.c.id)
        )
    )


def _files_of(connection: sa.Connection, applicant_id: str) -> set[str]:
    papers = connection.exec_driver_sql(
        _PAPERS.format(condition="applicant_id = ?"), (applicant_id,)
    ).scalars()
    acts = connection.execute(sa.select(ACT.c.blobs).where(ACT.c.applicant_id == applicant_id)).scalars()
    return {*papers, *(sha256 for blobs in acts for sha256 in json.loads(blobs))}


def _files_still_named(connection: sa.Connection) -> set[str]:
    papers = connection.exec_driver_sql(_PAPERS.format(condition="true")).scalars()
    acts = connection.execute(sa.select(ACT.c.blobs)).scalars()
    return {*papers, *(sha256 for blobs in acts for sha256 in json.loads(blobs))}
