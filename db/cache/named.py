"""Which files anything on this workstation still names: papers and surveys of the hub, acts, and drafts.

A file that nothing names any more loses its key, and with it its content.
"""

from __future__ import annotations

import json

import sqlalchemy as sa

from db.cache.tables import ACT, BLOB, SURVEY_STEP

_PAPERS = """
SELECT body ->> '$.file_sha256' FROM record_projected
WHERE kind IN ('letter', 'document') AND {condition}
UNION ALL
SELECT attachment.value ->> '$.sha256'
FROM record_projected JOIN json_each(record_projected.body, '$.attachments') AS attachment
WHERE record_projected.kind = 'survey' AND {condition}
"""


def files_of(connection: sa.Connection, applicant_id: str) -> set[str]:
    """What the papers, surveys and acts of one file name; drafts apart, which are unsent work."""
    papers = connection.exec_driver_sql(
        _PAPERS.format(condition="applicant_id = ?"), (applicant_id, applicant_id)
    ).scalars()
    acts = connection.execute(sa.select(ACT.c.blobs).where(ACT.c.applicant_id == applicant_id)).scalars()
    return {*papers, *(sha256 for blobs in acts for sha256 in json.loads(blobs))}


def drop_unnamed(connection: sa.Connection, names: set[str]) -> list[str]:
    """Destroy the keys of those files that nothing names any more; gives the names of the encrypted files
    that are worthless once this has committed."""
    doomed = BLOB.c.sha256.in_(names - _still_named(connection))
    worthless = list(connection.execute(sa.select(BLOB.c.file).where(doomed)).scalars())
    connection.execute(sa.delete(BLOB).where(doomed))
    return worthless


def _still_named(connection: sa.Connection) -> set[str]:
    papers = connection.exec_driver_sql(_PAPERS.format(condition="true")).scalars()
    acts = connection.execute(sa.select(ACT.c.blobs)).scalars()
    drafts = connection.execute(sa.select(SURVEY_STEP.c.blob).where(SURVEY_STEP.c.blob != "")).scalars()
    return {*papers, *(sha256 for blobs in acts for sha256 in json.loads(blobs)), *drafts}
