"""What workstations fetch: the index of a scope, what is new in a file, and the sums to compare by.

Within one file all kinds of rows share one order, the hub's sequence numbers, so that one cursor a file is
enough: whatever is cut off comes with the next page. Reads only; each function sees one moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Several
from typing import Any

import sqlalchemy as sa

from db.base import count_and_digest, driver_rows
from db.workshop.records import IN_AT_ONCE
from db.workshop.tables import APPLICANT, ASSIGNMENT, LEDGER_TABLES, RECORD
from workstation.domain.ledger import LEDGERS
from workstation.ports import FilePart, KindCheck, RecordPut

RECORDS = "record"
"""The name under which all records of a file are counted together."""

_EVERY_TABLE = (RECORD, *LEDGER_TABLES.values())

_ID = sa.bindparam("applicant", type_=sa.Text())
_AFTER = sa.bindparam("after", type_=sa.BigInteger())
_LAST = sa.bindparam("last", type_=sa.BigInteger())


def _behind(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.applicant_id == _ID, table.c.seq > _AFTER)


_CUT = (
    sa.union_all(*(sa.select(table.c.seq).where(_behind(table)) for table in _EVERY_TABLE))
    .order_by("seq")
    .limit(1)
    .offset(sa.bindparam("fitting", type_=sa.BigInteger()))
)
"""The number of the last row that fits: the merged order of seven indexes, read no further than that."""


def _rows_of(kind: str) -> sa.Select[Any]:
    table = LEDGER_TABLES[kind]
    return sa.select(*(table.c[name] for name in LEDGERS[kind].column_names), table.c.seq)


_WHOLE = {kind: _rows_of(kind).where(LEDGER_TABLES[kind].c.applicant_id == _ID) for kind in LEDGERS}
_SPAN = {
    kind: _rows_of(kind).where(_behind(LEDGER_TABLES[kind]), LEDGER_TABLES[kind].c.seq <= _LAST)
    for kind in LEDGERS
}
_RECORDS = (
    sa.select(RECORD.c.kind, RECORD.c.id, RECORD.c.version, RECORD.c.seq, RECORD.c.body)
    .where(_behind(RECORD), RECORD.c.seq <= _LAST)
    .order_by(RECORD.c.seq)
)


def index(connection: sa.Connection, officer_id: str) -> tuple[tuple[str, int], ...]:
    query = _scope(officer_id).order_by(APPLICANT.c.id)
    return tuple((row.id, row.head) for row in connection.execute(query))


def parts(
    connection: sa.Connection, officer_id: str, wanted: Several[tuple[str, int]], rows: int
) -> Iterator[FilePart]:
    """Parts in the order of `wanted` until `rows` rows are together; see `hub.ports.Workshop.parts`."""
    heads = _heads(connection, officer_id, [applicant_id for applicant_id, _ in wanted])
    for applicant_id, after in wanted:
        if applicant_id not in heads:
            continue
        if rows <= 0:
            return
        part = _part(connection, applicant_id, after, heads[applicant_id], rows)
        rows -= len(part.records) + sum(len(some) for some in part.rows.values())
        yield part


def checks(
    connection: sa.Connection, officer_id: str, applicant_ids: Several[str]
) -> dict[str, tuple[int, Mapping[str, KindCheck]]]:
    heads = _heads(connection, officer_id, applicant_ids)
    found: dict[str, dict[str, KindCheck]] = {applicant_id: {} for applicant_id in heads}
    ids = list(heads)
    for start in range(0, len(ids), IN_AT_ONCE):
        some = ids[start : start + IN_AT_ONCE]
        counted = {RECORDS: count_and_digest(RECORD, some, RECORD.c.body.is_not(None))}
        counted |= {kind: count_and_digest(table, some) for kind, table in LEDGER_TABLES.items()}
        for kind, query in counted.items():
            counts: Any = connection.execute(query)
            for applicant_id, count, digest in counts:
                found[applicant_id][kind] = KindCheck(count, int(digest))
    return {applicant_id: (heads[applicant_id], kinds) for applicant_id, kinds in found.items()}


def _part(connection: sa.Connection, applicant_id: str, after: int, head: int, rows: int) -> FilePart:
    asked: dict[str, Any] = {"applicant": applicant_id, "after": after}
    cut = connection.execute(_CUT, asked | {"fitting": rows - 1}).scalar_one_or_none()
    last = head if cut is None else cut
    asked["last"] = last
    records = tuple(RecordPut(*row) for row in connection.execute(_RECORDS, asked))
    # A whole file is read straight through; by number each row is one more step in the index.
    is_whole = after == 0 and last == head
    ledgers = {}
    for kind in LEDGERS:
        query, values = (_WHOLE[kind], {"applicant": applicant_id}) if is_whole else (_SPAN[kind], asked)
        if found := driver_rows(connection.execute(query, values)):
            ledgers[kind] = found
    return FilePart(applicant_id, records, ledgers, last)


def _scope(officer_id: str) -> sa.Select[Any]:
    return (
        sa.select(APPLICANT.c.id, APPLICANT.c.head)
        .join(ASSIGNMENT, ASSIGNMENT.c.applicant_id == APPLICANT.c.id)
        .where(ASSIGNMENT.c.officer_id == officer_id)
    )


def _heads(connection: sa.Connection, officer_id: str, applicant_ids: Several[str]) -> dict[str, int]:
    """Heads of those of the files that are in the officer's scope."""
    heads: dict[str, int] = {}
    for start in range(0, len(applicant_ids), IN_AT_ONCE):
        some = applicant_ids[start : start + IN_AT_ONCE]
        query = _scope(officer_id).where(APPLICANT.c.id.in_(some))
        heads |= {row.id: row.head for row in connection.execute(query)}
    return heads
