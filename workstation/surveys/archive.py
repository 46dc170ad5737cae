"""A workbook looked at before it is opened: how much it holds, and how far apart its cells lie.

A reader lays a sheet out as a full table, so two cells in opposite corners would cost more memory than any
machine has; and an archive of a few kilobytes can unpack to gigabytes. Both are found here, by reading no
more than is allowed.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

from workstation.errors import KnownError

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_OLD = 6 * 1024 * 1024
"""Of an .xls: what the table of its sectors at the start of the file can speak of."""
LARGEST_UNPACKED = 96 * 1024 * 1024
MOST_PARTS = 1_000
MOST_ROWS = 60_000
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000
MOST_LETTERS = 512 * 1024 * 1024
"""Cells times the longest text that cells share: every cell gets a copy of its own."""

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NEW = b"PK\x03\x04"

_PIECE = 1 << 20
_PREFIX = rb"<(?:[^\s<>/:\"']+:)?"
_BEFORE = rb"""(?=\s)(?:[^<>"']|"[^"<]*"|'[^'<]*')*?\sr\s*=\s*["']\s*"""
"""The attributes before `r`. A value may hold “>”, none may hold “<”: so no search goes past the next tag."""
_CELL = re.compile(_PREFIX + rb"c" + _BEFORE + rb"([A-Za-z]{1,9})(\d{1,9})")
_ROW = re.compile(_PREFIX + rb"row" + _BEFORE + rb"(\d{1,9})")
_CELLS = re.compile(_PREFIX + rb"c[\s/>]")
_TEXTS = re.compile(_PREFIX + rb"si[\s/>]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def look_at(data: bytes, name: str) -> None:
    """KnownError form.unreadable for what is no workbook or is damaged, form.too_large for what holds more
    than a form may."""
    if len(data) > LARGEST_FILE:
        raise too_large(f"the file is larger than {LARGEST_FILE >> 20} MiB", name)
    if data.startswith(NEW):
        _look_at_new(data, name)
    elif data.startswith(OLD):
        _look_at_old(data, name)
    else:
        raise unreadable("this is no workbook of the kinds .xlsx or .xls", name)


def look_at_files(files: Mapping[str, bytes]) -> None:
    """The files beside a form. KnownError form.too_large."""
    if len(files) > MOST_PARTS:
        raise too_large(f"more than {MOST_PARTS} files lie beside the form", "")
    left = LARGEST_UNPACKED
    for name, data in files.items():
        left -= len(data)
        if len(data) > LARGEST_FILE or left < 0:
            raise too_large(
                f"a file beside the form is larger than {LARGEST_FILE >> 20} MiB, or all are too large", name
            )


def unreadable(what: str, name: str) -> KnownError:
    return KnownError(
        "form.unreadable", what, where=name, remedy="Save the form as .xlsx with a spreadsheet program."
    )


def too_large(what: str, name: str) -> KnownError:
    return KnownError(
        "form.too_large", what, where=name, remedy="Split the form, or put long lists in a file."
    )


# --- .xlsx: an archive of XML ------------------------------------------------------------------


def _look_at_new(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise too_large(f"the archive has more than {MOST_PARTS} parts", name)
            left, cells, longest = LARGEST_UNPACKED, 0, 0
            for part in parts:
                if part.flag_bits & 1:
                    raise unreadable("the workbook is locked with a password", name)
                content = _unpacked(archive, part, left, name)
                left -= len(content)
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _look_at_xml(content, name)
                if "worksheets/" in part.filename.lower():
                    cells += _spread(content, name)
                if part.filename.lower().endswith("sharedstrings.xml"):
                    starts = [one.start() for one in _TEXTS.finditer(content)] + [len(content)]
                    longest = max((end - start for start, end in pairwise(starts)), default=0)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise unreadable("the workbook is damaged", name) from None
    if cells > MOST_CELLS or cells * longest > MOST_LETTERS:
        raise too_large("the workbook holds more text than a form may", name)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, name: str) -> bytes:
    """A part, read only as far as is allowed: what its entry says of its size may be a lie."""
    pieces: list[bytes] = []
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise too_large(f"the workbook unpacks to more than {LARGEST_UNPACKED >> 20} MiB", name)
            pieces.append(piece)
    return b"".join(pieces)


def _look_at_xml(content: bytes, name: str) -> None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]:
        raise unreadable("a part of the workbook is not written in UTF-8", name)
    if _DECLARED.search(content):
        raise unreadable("a part of the workbook declares entities, which no workbook needs", name)


def _spread(content: bytes, name: str) -> int:
    """How many cells a sheet has. KnownError form.too_large if they lie too far apart."""
    rows = max((int(one.group(1)) for one in _ROW.finditer(content)), default=0)
    columns = 0
    for one in _CELL.finditer(content):
        rows = max(rows, int(one.group(2)))
        columns = max(columns, _column(one.group(1)))
    cells = sum(1 for _ in _CELLS.finditer(content))
    _hold(rows, columns, name)
    return cells


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _hold(rows: int, columns: int, name: str) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise too_large(f"a sheet has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns", name)


# --- .xls: a small file system, and in it one stream of records --------------------------------

_END_OF_CHAIN = 0xFFFFFFFA
_SMALL = 4_096
_ENTRY = 128
_CELL_RECORDS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})


def _look_at_old(data: bytes, name: str) -> None:
    if len(data) > LARGEST_OLD:
        raise too_large(f"a workbook of the old kind is larger than {LARGEST_OLD >> 20} MiB", name)
    try:
        stream = _workbook_stream(data)
    except (struct.error, IndexError, ValueError):
        raise unreadable("the workbook is damaged", name) from None
    cells = 0
    for kind, body in _records(stream):
        if kind == 0x002F:
            raise unreadable("the workbook is locked with a password", name)
        if kind in _CELL_RECORDS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            if kind in (0x00BD, 0x00BE):  # several cells beside each other: the last column ends the record
                column = struct.unpack_from("<H", body, len(body) - 2)[0]
            _hold(row + 1, column + 1, name)
            cells += 1
    if cells > MOST_CELLS:
        raise too_large("the workbook holds more cells than a form may", name)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


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
