"""What the tables of cache and workshop have in common: names, types, ledgers, and how two sides compare.

Both sides make their ledger tables from the same descriptions (`workstation.domain.ledger`) and compute
the digests of what they hold from the same expression, so that they can neither drift apart in their
columns nor call different contents equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from workstation.domain.ledger import LEDGERS, Column, ColumnType, LedgerKind

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

FenType = sa.BigInteger
"""An amount: whole fen, never a fraction."""

SecondsType = sa.BigInteger
"""A moment of a source: whole seconds since 1970-01-01 in the source's own local time."""

SequenceType = sa.BigInteger
"""The hub's counter: which change, in the hub's order, last touched a row."""

_TYPES: dict[ColumnType, type[sa.types.TypeEngine[Any]]] = {
    ColumnType.KEY: sa.Text,
    ColumnType.TEXT: sa.Text,
    ColumnType.AMOUNT: FenType,
    ColumnType.TIME: SecondsType,
    ColumnType.COUNT: sa.BigInteger,
}

_DIGEST_PRIME = 2**31 - 1


def new_metadata() -> sa.MetaData:
    return sa.MetaData(naming_convention=NAMING)


def _column(column: Column) -> sa.Column[object]:
    return sa.Column(column.name, _TYPES[column.type](), nullable=not column.required)


def ledger_table(kind: LedgerKind, metadata: sa.MetaData) -> sa.Table:
    """The table of one ledger: applicant, the ledger's own columns, the hub's sequence number.

    Keyed by applicant and the source's own id, and stored in that order on SQLite, so that one seller's
    ledger is one stretch of the file and a row delivered twice is one row.
    """
    return sa.Table(
        kind.name,
        metadata,
        sa.Column("applicant_id", sa.Text(), nullable=False),
        *(_column(column) for column in kind.columns),
        sa.Column("seq", SequenceType(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id"),
        sqlite_with_rowid=False,
    )


def ledger_tables(metadata: sa.MetaData) -> dict[str, sa.Table]:
    """All ledgers by kind."""
    return {name: ledger_table(kind, metadata) for name, kind in LEDGERS.items()}


def ledger_columns(kind: LedgerKind) -> tuple[str, ...]:
    """The order in which a ledger row travels: the ledger's columns, then the sequence number."""
    return (*kind.column_names, "seq")


def digest_of(seq: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """The digest of a set of rows as an aggregate in SQL: the sum of the squared sequence numbers, each
    modulo a prime of 31 bits, so that neither a missing row nor a swapped pair cancels out.

    A sequence number names one version of one row, so equal sets of numbers are equal contents. Nothing
    here exceeds 63 bits below four thousand million rows.
    """
    rest = seq % _DIGEST_PRIME
    return sa.cast(sa.func.coalesce(sa.func.sum((rest * rest) % _DIGEST_PRIME), 0), sa.BigInteger)


def digest(seqs: Iterable[int]) -> int:
    """The same digest of sequence numbers in memory."""
    return sum(seq % _DIGEST_PRIME * (seq % _DIGEST_PRIME) % _DIGEST_PRIME for seq in seqs)


def count_and_digest(
    table: sa.Table, applicant_ids: Sequence[str], *only: sa.ColumnElement[bool]
) -> sa.Select[str, int, int]:
    """Per applicant the number of rows and their digest; applicants without rows are absent.

    The hub passes `body IS NOT NULL` for its records: a withdrawn record is a row there and none here.
    """
    return (
        sa.select(table.c.applicant_id, sa.func.count(), digest_of(table.c.seq))
        .where(table.c.applicant_id.in_(applicant_ids), *only)
        .group_by(table.c.applicant_id)
    )


def driver_rows(result: sa.CursorResult[Any]) -> list[tuple[Any, ...]]:
    """The driver's own tuples: thousands of rows that need no wrapping."""
    cursor: Any = result.cursor
    found: list[tuple[Any, ...]] = cursor.fetchall()
    result.close()
    return found
