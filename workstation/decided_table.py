"""Decisions with their outcomes as a Parquet file: written by the hub, read by training and by the monitor.

One row a decision; figures of the frozen features stand in columns called `feature.NAME`. Reading refuses
what it does not understand by name. Amounts are fen, days are dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from workstation.domain.decided import Decided
from workstation.errors import KnownError

_FEATURE = "feature."
_AT_ONCE = 20_000
_PLAIN = tuple(f.name for f in fields(Decided) if f.name != "features")
_LATER = frozenset({"late_on", "complaints"})
"""Columns that older tables lack: what they would hold is unknown then."""


def write_decided(path: Path, rows: Iterable[Decided], features: Sequence[str]) -> int:
    """Write `path` in pieces of twenty thousand rows; it appears when it is whole. Returns how many rows."""
    import pyarrow.parquet as pq

    schema = _schema(features)
    path.parent.mkdir(parents=True, exist_ok=True)
    growing = path.with_name(f".{path.name}.part")
    count = 0
    try:
        with pq.ParquetWriter(growing, schema) as writer:
            for piece in _pieces(rows):
                writer.write_table(_table(piece, features, schema))
                count += len(piece)
        growing.replace(path)
    finally:
        growing.unlink(missing_ok=True)
    return count


def _pieces(rows: Iterable[Decided]) -> Iterable[list[Decided]]:
    piece: list[Decided] = []
    for row in rows:
        piece.append(row)
        if len(piece) == _AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


def _schema(features: Sequence[str]) -> Any:
    import pyarrow as pa

    words, day, whole = pa.string(), pa.date32(), pa.int64()
    types: Mapping[str, Any] = {
        "decided_on": day,
        "drawn_on": day,
        "bad_on": day,
        "late_on": day,
        "probability": pa.float64(),
        "score": pa.float64(),
        "asked": whole,
        "amount": whole,
        "months": whole,
        "lost": whole,
        "waiting_days": whole,
        "visits": whole,
        "documents": whole,
        "complaints": whole,
        "bad": pa.bool_(),
        "coverage": pa.list_(words),
        "reasons": pa.list_(words),
    }
    plain = [(name, types.get(name, words)) for name in _PLAIN]
    return pa.schema([*plain, *((_FEATURE + name, pa.float64()) for name in features)])


def _table(rows: Sequence[Decided], features: Sequence[str], schema: Any) -> Any:
    import pyarrow as pa

    columns: dict[str, list[Any]] = {
        name: [list(v) if isinstance(v := getattr(row, name), tuple) else v for row in rows]
        for name in _PLAIN
    }
    columns |= {_FEATURE + name: [row.features.get(name) for row in rows] for name in features}
    return pa.table(columns, schema=schema)


def _cell(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def read_decided(path: Path) -> list[Decided]:
    """Every row, in the file's order. Raises `KnownError` (`outcomes.unreadable`, `outcomes.column`)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as trouble:
        raise KnownError(
            "outcomes.unreadable",
            f"the file of decisions and outcomes cannot be read: {type(trouble).__name__}",
            where=str(path),
            remedy="Name a file that `workstation hub outcomes` wrote.",
        ) from None
    lacking = [name for name in _PLAIN if name not in table.column_names and name not in _LATER]
    if lacking:
        raise KnownError(
            "outcomes.column",
            f"column {lacking[0]} is missing",
            where=str(path),
            remedy="Write the file again with `workstation hub outcomes`.",
        )
    columns = {name: table[name].to_pylist() for name in table.column_names}
    features = [name for name in table.column_names if name.startswith(_FEATURE)]
    return [_row(columns, features, at) for at in range(table.num_rows)]


def _row(columns: Mapping[str, list[Any]], features: Sequence[str], at: int) -> Decided:
    plain = {name: columns[name][at] for name in _PLAIN if name in columns}
    for name in ("coverage", "reasons"):
        plain[name] = tuple(plain[name] or ())
    figures = {name.removeprefix(_FEATURE): columns[name][at] for name in features}
    return Decided(**plain, features=figures)
