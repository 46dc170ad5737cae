"""Workbooks for tests: written from rows, and the hostile kinds written by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx with these sheets, each a list of rows, the header first."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def form(*survey: Sequence[Any], choices: Rows = (), settings: Rows = (), head: Sequence[str] = ()) -> bytes:
    """A form with the columns type, name, label and what `head` adds."""
    sheets: dict[str, Rows] = {"survey": [["type", "name", "label", *head], *survey]}
    if choices:
        sheets["choices"] = choices
    if settings:
        sheets["settings"] = settings
    return workbook(sheets)


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The same archive with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changed:
                new.writestr(part.filename, old.read(part))
        for name, content in changed.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def old_workbook(records: bytes, *, small: bool = False) -> bytes:
    """A compound file whose stream “Workbook” holds these records, in ordinary sectors or in small ones."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    stream = records + record(0x0A, b"")
    if not small:
        stream = stream.ljust(4_096, b"\0")
    sectors = -(-len(stream) // 512)

    def entry(title: str, kind: int, start: int, size: int) -> bytes:
        name = title.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(name), kind, 1, free, free, free)
        return name.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    root_start = 3 if small else end
    directory = entry("Root Entry", 5, root_start, len(stream) if small else 0)
    directory += entry("Workbook", 2, 0 if small else 3, len(stream))
    table = [0xFFFFFFFD, end, end, *range(4, 3 + sectors), end]
    smalls = [*range(1, -(-len(stream) // 64)), end] if small else [free]
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 48, 1)  # the directory
    struct.pack_into("<II", header, 56, 4_096, 2)  # what counts as small, and where small chains are noted
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    noted = [struct.pack(f"<{len(one)}I", *one).ljust(512, b"\xff") for one in (table, smalls)]
    return (
        bytes(header) + noted[0] + directory.ljust(512, b"\0") + noted[1] + stream.ljust(sectors * 512, b"\0")
    )
