"""One applicant file as the hub holds it, for assessments at the hub: the same values the desktop reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from collections.abc import Sequence as Several
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from db.base import driver_rows
from db.workshop.records import related_to
from db.workshop.tables import LEDGER_TABLES, RECORD
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock, LedgerKind, Ledgers
from workstation.domain.records import FILE_FIELDS, ApplicantFile
from workstation.errors import KnownError

Decode = Callable[[str, bytes], Any]


def read_file(
    connection: sa.Connection, applicant_id: str, decode: Decode, *, ledgers: bool = True
) -> ApplicantFile:
    """Everything known of one applicant at one moment, the rows of its ledgers where they are asked for;
    raises `KnownError` (`file.unknown`)."""
    records = _records(connection, [applicant_id], decode)
    version = sa.select(RECORD.c.version).where(
        RECORD.c.applicant_id == applicant_id, RECORD.c.kind == "applicant"
    )
    return file_of(
        applicant_id,
        records,
        connection.execute(version).scalar_one_or_none() or 0,
        related_files_of(connection, related_to(connection, applicant_id)[1:], decode),
        read_ledgers(connection, applicant_id) if ledgers else Ledgers(),
    )


def file_of(
    applicant_id: str,
    records: Mapping[str, Several[Any]],
    version: int,
    related: Mapping[str, Any],
    ledgers: Ledgers,
) -> ApplicantFile:
    """A file of its parts: records by kind, and what `related_files_of` gives. Raises `KnownError`
    (`file.unknown`) where nobody is among the records."""
    if not records.get("applicant"):
        raise KnownError("file.unknown", "the hub has no file of this applicant", where=applicant_id)
    held: dict[str, Any] = {field: tuple(records.get(kind, ())) for kind, field in FILE_FIELDS.items()}
    return ApplicantFile(
        applicant=records["applicant"][0],
        version=version,
        **held,
        **related,
        ledgers=ledgers,
    )


def related_files_of(connection: sa.Connection, related: Several[str], decode: Decode) -> Mapping[str, Any]:
    """What related files owe and were promised, by the fields of a file."""
    return {
        "related_loans": tuple(_records(connection, related, decode, "loan")["loan"]),
        "related_decisions": tuple(reversed(_decisions(connection, related, decode))),
    }


def _decisions(connection: sa.Connection, applicant_ids: Several[str], decode: Decode) -> list[Any]:
    """In the order in which the hub took them."""
    query = (
        sa.select(RECORD.c.body)
        .where(
            RECORD.c.applicant_id.in_(applicant_ids), RECORD.c.kind == "decision", RECORD.c.body.is_not(None)
        )
        .order_by(RECORD.c.seq)
    )
    return [decode("decision", body) for body in connection.execute(query).scalars()]


def read_ledgers(connection: sa.Connection, applicant_id: str) -> Ledgers:
    blocks = {}
    for name, kind in LEDGERS.items():
        table = LEDGER_TABLES[name]
        query = sa.select(*(table.c[column] for column in kind.column_names)).where(
            table.c.applicant_id == applicant_id
        )
        if rows := driver_rows(connection.execute(query)):
            blocks[name] = sorted_block(kind, rows)
    return Ledgers(blocks)


def sorted_block(kind: LedgerKind, rows: Several[Any]) -> LedgerBlock:
    """Rows by time, then source id; sorted here, because databases differ in how they order texts."""
    when = kind.column_names.index(kind.when)
    return _block(kind, sorted(rows, key=itemgetter(when, 0)))


def _block(kind: LedgerKind, rows: Several[Any]) -> LedgerBlock:
    import numpy

    columns = {}
    for column, values in zip(kind.columns, zip(*rows, strict=True), strict=True):
        if column.is_integer:
            known = [MISSING_INTEGER if v is None else v for v in values] if None in values else values
            array = numpy.array(known, dtype=numpy.int64)
        else:
            array = numpy.array(values, dtype=object)
        array.flags.writeable = False
        columns[column.name] = array
    return LedgerBlock(kind.name, columns)


def _records(
    connection: sa.Connection, applicant_ids: Several[str], decode: Decode, kind: str | None = None
) -> defaultdict[str, list[Any]]:
    """Records by kind, each in order of applicant and id."""
    query = (
        sa.select(RECORD.c.kind, RECORD.c.body)
        .where(RECORD.c.applicant_id.in_(applicant_ids), RECORD.c.body.is_not(None))
        .order_by(RECORD.c.applicant_id, RECORD.c.kind, RECORD.c.id)
    )
    if kind is not None:
        query = query.where(RECORD.c.kind == kind)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for name, body in connection.execute(query):
        found[name].append(decode(name, body))
    return found
