"""Parquet, read batch by batch in bounded memory; a line number here is the row's place in the file, from 1.

A file that is cut, damaged or holds a column of a kind no table export has raises `KnownError`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from workstation.errors import KnownError
from workstation.sources.parse import Raw
from workstation.sources.raw import CHUNK_ROWS, RawChunk

UNIT = "row"
_MAGIC = b"PAR1"
_EXPORT_AGAIN = "Export the file again and import that."


def _fault(path: Path, trouble: Exception) -> KnownError:
    """A Parquet file ends with its magic word: without it the end is missing, with it the inside is wrong."""
    with path.open("rb") as stream:
        whole = stream.read(4) == _MAGIC and stream.seek(-4, 2) and stream.read(4) == _MAGIC
    if whole:
        code, message = "source.damaged", "the file is damaged inside"
    else:
        code, message = "source.truncated", "this is no whole Parquet file: its beginning or end is missing"
    reason = str(trouble).splitlines()[0][:120] if str(trouble) else type(trouble).__name__
    return KnownError(code, f"{message} ({reason})", where=path.name, remedy=_EXPORT_AGAIN)


def columns_of(path: Path) -> tuple[str, ...]:
    """The names of the top-level columns."""
    try:
        with pq.ParquetFile(path) as file:
            return tuple(file.schema_arrow.names)
    except (pa.ArrowException, OSError) as trouble:
        raise _fault(path, trouble) from trouble


def chunks(path: Path, columns: Sequence[str]) -> Iterator[RawChunk]:
    """The named columns, some ten thousand rows at a time."""
    row = 1
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=CHUNK_ROWS, columns=list(columns), use_threads=False):
                lines = np.arange(row, row + len(batch), dtype=np.int64)
                row += len(batch)
                yield RawChunk(lines, {name: _column(path, name, batch.column(name)) for name in columns})
    except (pa.ArrowException, OSError) as trouble:
        raise _fault(path, trouble) from trouble


def _column(path: Path, name: str, array: Any) -> Raw:
    """float64 and datetime64[s] as they are, int64 where nothing is missing, everything else as objects."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _column(path, name, array.dictionary_decode())
    if pa.types.is_floating(kind):
        return np.asarray(array.cast(pa.float64()).to_numpy(zero_copy_only=False))
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        local = pc.local_timestamp(array) if pa.types.is_timestamp(kind) and kind.tz else array
        return np.asarray(local.cast(pa.timestamp("s"), safe=False).to_numpy(zero_copy_only=False))
    if pa.types.is_integer(kind) and not array.null_count and not pa.types.is_uint64(kind):
        return np.asarray(array.cast(pa.int64()).to_numpy(zero_copy_only=False))
    if (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_null(kind)
    ):
        out = np.empty(len(array), dtype=object)
        out[:] = array.to_pylist()
        return out
    raise KnownError(
        "source.column_type",
        f"column {name!r} holds {kind}, not text, numbers or dates",
        where=path.name,
        remedy=_EXPORT_AGAIN,
    )
