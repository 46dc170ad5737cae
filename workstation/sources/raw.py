"""Rows as they stand in a file, some ten thousand at a time: what every file format is read into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workstation.sources.parse import Ints, Raw

CHUNK_ROWS = 32_768
"""Rows held at a time: a few MB, and the cost of starting a chunk does not show."""


@dataclass(frozen=True, slots=True)
class RawChunk:
    """Columns of equal length by their name in the file, the line of each row, and rows that are not rows:
    `misfits` holds (line, what is wrong) of those whose number of fields is not the header's."""

    lines: Ints
    columns: Mapping[str, Raw]
    misfits: Sequence[tuple[int, str]] = ()
