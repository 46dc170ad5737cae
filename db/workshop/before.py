"""What stood in a ledger before a later delivery replaced it, so that a file can be looked at as it was.

A ledger keeps the newest version of each row. The versions that it had are kept here, each with the numbers
between which it stood; only what was corrected by its source is, which is little.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Several
from typing import Any

import msgspec
import sqlalchemy as sa

from db.workshop.records import IN_AT_ONCE
from db.workshop.tables import LEDGER_BEFORE, LEDGER_TABLES, META
from workstation.domain.ledger import LEDGERS

KEPT_FROM = "ledger_before_from"
"""The fact of a hub older than this table: up to which number nothing was kept of what was replaced."""

_KEEP = sa.insert(LEDGER_BEFORE)


def keep_replaced(
    connection: sa.Connection, applicant_id: str, kind: str, numbered: Several[Several[Any]]
) -> None:
    """Keep what these rows are about to replace. Each has its source's id first and its new number last."""
    names = LEDGERS[kind].column_names
    coming = {row[0]: (tuple(row[:-1]), row[-1]) for row in numbered}
    kept = []
    for old in _standing(connection, applicant_id, kind, list(coming)):
        values, seq = tuple(old[:-1]), old[-1]
        new, until = coming[values[0]]
        if values != new:
            body = msgspec.json.encode(dict(zip(names, values, strict=True)))
            kept.append(
                {
                    "applicant_id": applicant_id,
                    "kind": kind,
                    "source_id": values[0],
                    "seq": seq,
                    "until": until,
                    "body": body,
                }
            )
    if kept:
        connection.execute(_KEEP, kept)


def _standing(
    connection: sa.Connection, applicant_id: str, kind: str, source_ids: Several[str]
) -> Iterator[Several[Any]]:
    table = LEDGER_TABLES[kind]
    columns = (*(table.c[name] for name in LEDGERS[kind].column_names), table.c.seq)
    for start in range(0, len(source_ids), IN_AT_ONCE):
        some = source_ids[start : start + IN_AT_ONCE]
        query = sa.select(*columns).where(table.c.applicant_id == applicant_id, table.c.source_id.in_(some))
        yield from connection.execute(query)


def rows_replaced_since(connection: sa.Connection, applicant_id: str, cursor: int) -> dict[str, list[Any]]:
    """By ledger the rows that stood at number `cursor` and do so no more, in the ledger's columns."""
    query = sa.select(LEDGER_BEFORE.c.kind, LEDGER_BEFORE.c.body).where(
        LEDGER_BEFORE.c.applicant_id == applicant_id,
        LEDGER_BEFORE.c.seq <= cursor,
        LEDGER_BEFORE.c.until > cursor,
    )
    found: dict[str, list[Any]] = {}
    for kind, body in connection.execute(query):
        values = msgspec.json.decode(body)
        found.setdefault(kind, []).append(tuple(values.get(name) for name in LEDGERS[kind].column_names))
    return found


def is_known_whole(connection: sa.Connection, applicant_id: str, cursor: int) -> bool:
    """Whether everything that stood in the file's ledgers at `cursor` is known: not where a row that came
    later may have replaced one before such rows were kept."""
    query = sa.select(META.c.value).where(META.c.name == KEPT_FROM)
    kept_from = int(connection.execute(query).scalar_one_or_none() or 0)
    if cursor >= kept_from:
        return True
    in_doubt = (
        sa.exists().where(
            table.c.applicant_id == applicant_id, table.c.seq > cursor, table.c.seq <= kept_from
        )
        for table in (*LEDGER_TABLES.values(), LEDGER_BEFORE)
    )
    return not connection.execute(sa.select(sa.or_(*in_doubt))).scalar_one()
