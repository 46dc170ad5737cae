"""One seller's ledgers out of the cache as read-only columns, one query a kind.

SQLite hands each column over as one JSON array: 60,000 rows in 55 ms, against 140 ms for fetching them as
rows and turning those into columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, Column, LedgerBlock, LedgerKind, Ledgers


def _array(column: Column) -> str:
    if column.is_integer and not column.required:
        return f"json_group_array(coalesce({column.name}, {MISSING_INTEGER}))"
    return f"json_group_array({column.name})"


_QUERIES = {
    # In the order of the primary key, so that nothing is sorted here: see `_block`.
    name: f"SELECT {', '.join(map(_array, kind.columns))} "
    f"FROM (SELECT * FROM {name} WHERE applicant_id = ? ORDER BY source_id)"
    for name, kind in LEDGERS.items()
}

_read_array = msgspec.json.Decoder(list[Any]).decode


def read_ledgers(
    connection: sa.Connection, applicant_id: str, names: Iterable[str] = tuple(LEDGERS)
) -> Ledgers:
    """The ledgers of one applicant, all or those named; kinds without rows are absent."""
    blocks = {}
    for name in names:
        kind = LEDGERS[name]
        arrays = connection.exec_driver_sql(_QUERIES[name], (applicant_id,)).one()
        columns = [_read_array(array) for array in arrays]
        if columns[0]:
            blocks[name] = _block(kind, columns)
    return Ledgers(blocks)


def _block(kind: LedgerKind, lists: Sequence[list[Any]]) -> LedgerBlock:
    """Columns sorted by time, then source id: rows come by source id, and the sort by time is stable."""
    import numpy as np

    columns = {
        column.name: np.array(values, dtype=np.int64 if column.is_integer else object)
        for column, values in zip(kind.columns, lists, strict=True)
    }
    order = np.argsort(columns[kind.when], kind="stable")
    for name, values in columns.items():
        columns[name] = values[order]
        columns[name].flags.writeable = False
    return LedgerBlock(kind.name, columns)
