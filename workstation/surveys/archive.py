"""A workbook looked at before it is opened: how much it holds, and how far apart its cells lie.

A reader lays a sheet out as a full table, so two cells in opposite corners would cost more memory than any
machine has; and an archive of a few kilobytes can unpack to gigabytes. Both are found here, by reading no
more than is allowed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise

from workstation.errors import KnownError
from workstation.surveys.old_workbook import LARGEST as LARGEST_OLD
from workstation.surveys.old_workbook import extent_of

LARGEST_FILE = 20 * 1024 * 1024
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


def _look_at_old(data: bytes, name: str) -> None:
    if len(data) > LARGEST_OLD:
        raise too_large(f"a workbook of the old kind is larger than {LARGEST_OLD >> 20} MiB", name)
    try:
        extent = extent_of(data)
    except ValueError:
        raise unreadable("the workbook is damaged", name) from None
    if extent.locked:
        raise unreadable("the workbook is locked with a password", name)
    _hold(extent.rows, extent.columns, name)
    if extent.cells > MOST_CELLS or extent.cells * extent.longest > MOST_LETTERS:
        raise too_large("the workbook holds more text than a form may", name)
