"""What models foresaw of the files that are here: kept beside them, and gone with them.

An outlook knows the cursor of the file that it was drawn from. A file that is stored up to another one, or an
outlook by other models, is stale: whoever draws outlooks asks for those and hands them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
import sqlalchemy as sa

from db.cache.matters import read_outlooks
from db.cache.tables import OUTLOOK
from db.cache.worklist import Refresh
from db.engine import Database
from workstation.domain.outlook import Outlook
from workstation.ports import Changes

_STALE = """
SELECT file.applicant_id, file.cursor FROM file
JOIN worklist USING (applicant_id) LEFT JOIN outlook USING (applicant_id)
WHERE outlook.cursor IS NOT file.cursor OR outlook.drawn_by IS NOT ?
ORDER BY file.applicant_id LIMIT ?
"""
_KEEP = (
    "INSERT OR REPLACE INTO outlook (applicant_id, cursor, drawn_by, body) "
    "SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM file WHERE applicant_id = ?)"
)


class Outlooks:
    def __init__(self, database: Database, refresh: Refresh) -> None:
        self._database = database
        self._refresh = refresh

    def stale(self, drawn_by: str, limit: int) -> Mapping[str, int]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_STALE, (drawn_by, limit))
            return {str(row[0]): int(row[1]) for row in rows}

    def keep(self, outlooks: Iterable[tuple[Outlook, int]]) -> Changes:
        rows = [
            (one.applicant_id, cursor, one.drawn_by, msgspec.json.encode(one).decode(), one.applicant_id)
            for one, cursor in outlooks
        ]
        touched = frozenset(row[0] for row in rows)
        with self._database.write() as connection:
            if rows:
                connection.exec_driver_sql(_KEEP, rows)
            self._refresh(connection, touched)
        return Changes(touched, frozenset({"outlook"}))

    def forget_all(self) -> Changes:
        with self._database.read() as connection:
            held = frozenset(connection.execute(sa.select(OUTLOOK.c.applicant_id)).scalars())
        if not held:
            return Changes()
        with self._database.write() as connection:
            connection.execute(sa.delete(OUTLOOK))
            self._refresh(connection, held)
        return Changes(held, frozenset({"outlook"}))

    def of(self, applicant_id: str) -> Outlook | None:
        with self._database.read() as connection:
            return read_outlooks(connection, [applicant_id]).get(applicant_id)
