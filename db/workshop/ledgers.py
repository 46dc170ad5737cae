"""Ledger rows on their way into the workshop (`hub.ports.LedgerShelf`).

A delivery may hold what was delivered before; only rows that are new or differ in a column get a new
sequence number, so a source read twice moves nothing and no workstation fetches anything again. What is
replaced is kept (`db.workshop.before`).
"""

from __future__ import annotations

from collections.abc import Sequence as Several
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from db.workshop.before import keep_replaced
from db.workshop.sequence import Sequence
from db.workshop.tables import LEDGER_TABLES
from workstation.domain.ledger import LEDGERS, LedgerKind
from workstation.errors import KnownError


class LedgerWriter:
    def __init__(self, connection: sa.Connection, sequence: Sequence) -> None:
        self._connection = connection
        self._sequence = sequence

    def put(self, applicant_id: str, kind: str, rows: Several[Several[Any]]) -> int:
        """Insert or replace; a row that is there already with the same columns keeps its number."""
        if kind not in LEDGERS:
            raise KnownError("ledger.unknown", f"there is no ledger of {kind!r}", where=applicant_id)
        if not rows:
            return 0
        before = self._sequence.last
        first = self._sequence.take(len(rows))
        numbered = [(applicant_id, *row, seq) for seq, row in enumerate(rows, first)]
        if self._head(applicant_id, kind):
            keep_replaced(self._connection, applicant_id, kind, [row[1:] for row in numbered])
        statement = _UPSERTS[self._connection.dialect.name][kind]
        changed = self._connection.exec_driver_sql(statement, numbered).rowcount
        if changed == 0:
            self._sequence.give_back(before)
        else:
            self._sequence.moved(applicant_id, self._head(applicant_id, kind))
        return changed

    def _head(self, applicant_id: str, kind: str) -> int:
        """The newest number of a ledger, 0 where it has no row."""
        return int(self._connection.execute(_HEADS[kind], {"applicant": applicant_id}).scalar_one() or 0)


_HEADS = {
    kind: sa.select(sa.func.max(table.c.seq)).where(table.c.applicant_id == sa.bindparam("applicant"))
    for kind, table in LEDGER_TABLES.items()
}


def _upsert(kind: LedgerKind, dialect: str) -> str:
    """One prepared statement with positional parameters in the order of the table's columns."""
    table = LEDGER_TABLES[kind.name]
    module: Any = sqlite if dialect == "sqlite" else postgresql
    insert = module.insert(table).values({c.name: sa.bindparam(c.name) for c in table.c})
    data = [name for name in kind.column_names if name != "source_id"]
    differs = sa.or_(*(table.c[name].is_distinct_from(insert.excluded[name]) for name in data))
    upsert = insert.on_conflict_do_update(
        index_elements=["applicant_id", "source_id"],
        set_={name: insert.excluded[name] for name in (*data, "seq")},
        where=differs,
    )
    paramstyle = "qmark" if dialect == "sqlite" else "format"
    return str(upsert.compile(dialect=module.dialect(paramstyle=paramstyle)))


_UPSERTS = {
    dialect: {name: _upsert(kind, dialect) for name, kind in LEDGERS.items()}
    for dialect in ("sqlite", "postgresql")
}
