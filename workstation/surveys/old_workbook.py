"""An .xls looked at before it is opened: a small file system, and in it one stream of records.

Only what tells the size is read: how far the cells reach, how many there are, and how long the longest of the
texts is that they share. A reader gives every cell a copy of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 6 * 1024 * 1024
"""What the table of its sectors at the start of the file can speak of."""

_END_OF_CHAIN = 0xFFFFFFFA
_SMALL = 4_096
_ENTRY = 128
_CELL_RECORDS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_SEVERAL = frozenset({0x00BD, 0x00BE})  # cells beside each other: the last column ends the record
_LOCKED, _TEXTS, _GOES_ON = 0x002F, 0x00FC, 0x003C


@dataclass(frozen=True, slots=True)
class Extent:
    """`longest` in characters, of the texts that cells share."""

    rows: int
    columns: int
    cells: int
    longest: int
    locked: bool


def extent_of(data: bytes) -> Extent:
    """Raises ValueError if the file is damaged."""
    try:
        return _extent(_workbook_stream(data))
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from None


def _extent(stream: bytes) -> Extent:
    rows = columns = cells = 0
    locked = False
    texts: list[bytes] = []
    before = 0
    for kind, body in _records(stream):
        if kind in _CELL_RECORDS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            if kind in _SEVERAL:
                column = struct.unpack_from("<H", body, len(body) - 2)[0]
            rows, columns, cells = max(rows, row + 1), max(columns, column + 1), cells + 1
        elif kind == _TEXTS or (kind == _GOES_ON and before == _TEXTS):
            texts.append(body)
            kind = _TEXTS
        locked = locked or kind == _LOCKED
        before = kind
    return Extent(rows, columns, cells, 0 if locked else _longest(texts), locked)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _longest(pieces: list[bytes]) -> int:
    """Of the shared texts. Letters may go on in the next piece, which then says anew how wide they are."""
    if not pieces:
        return 0
    count = struct.unpack_from("<I", pieces[0], 4)[0]
    piece, at, longest = 0, 8, 0
    for _ in range(count):
        if at >= len(pieces[piece]):
            piece, at = piece + 1, 0
        letters, flags = struct.unpack_from("<HB", pieces[piece], at)
        at += 3
        behind = 0
        if flags & 8:
            behind += 4 * struct.unpack_from("<H", pieces[piece], at)[0]
            at += 2
        if flags & 4:
            behind += struct.unpack_from("<I", pieces[piece], at)[0]
            at += 4
        longest = max(longest, letters)
        width = 1 + (flags & 1)
        while letters:
            taken = min(letters, (len(pieces[piece]) - at) // width)
            letters, at = letters - taken, at + taken * width
            if letters:
                piece, at = piece + 1, 1
                width = 1 + (pieces[piece][0] & 1)
        while behind:
            taken = min(behind, len(pieces[piece]) - at)
            behind, at = behind - taken, at + taken
            if behind:
                piece, at = piece + 1, 0
    return longest


def _workbook_stream(data: bytes) -> bytes:
    """The stream that holds the sheets. Raises ValueError, IndexError or struct.error if it is damaged."""
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    if sector not in (512, 4_096):
        raise ValueError(sector)
    heads = [one for one in struct.unpack_from("<109I", data, 76) if one < _END_OF_CHAIN]
    table = [
        entry for head in heads for entry in struct.unpack_from(f"<{sector // 4}I", data, (head + 1) * sector)
    ]
    first_directory, small_table = (
        struct.unpack_from("<I", data, 48)[0],
        struct.unpack_from("<I", data, 60)[0],
    )
    directory = _chain(data, first_directory, table, sector, sector)
    root: bytes | None = None
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[at : at + _ENTRY]
        title = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5 and root is None:
            root = _chain(data, start, table, sector, sector)
        elif title.lower() in ("workbook", "book"):
            if size >= _SMALL:
                return _chain(data, start, table, sector, sector)[:size]
            smalls = _chain(data, small_table, table, sector, sector)
            small_chain = list(struct.unpack(f"<{len(smalls) // 4}I", smalls))
            return _chain(root or b"", start, small_chain, 64, 0)[:size]
    raise ValueError("no workbook in it")


def _chain(data: bytes, start: int, table: list[int], size: int, before: int) -> bytes:
    """The sectors of one chain; one that runs in a circle is damaged."""
    pieces: list[bytes] = []
    while start < _END_OF_CHAIN:
        if len(pieces) > len(table):
            raise ValueError("a chain without an end")
        pieces.append(data[start * size + before : start * size + before + size])
        start = table[start]
    return b"".join(pieces)
