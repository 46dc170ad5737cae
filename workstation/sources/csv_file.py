"""Comma-separated text, plain or gzipped, read line by line in bounded memory.

Only UTF-8 is read, with or without a byte order mark: any other encoding would turn names into mojibake.
What cannot be a table at all (encoding, NUL bytes, a broken quotation mark, half a file, lines or headers
beyond the limits) raises `KnownError` with file and line; a row of the wrong width is handed on as a misfit.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

import numpy as np

from workstation.errors import KnownError
from workstation.sources.parse import Raw, clean_text
from workstation.sources.raw import CHUNK_ROWS, RawChunk

MOST_COLUMNS = 1_000
LONGEST_LINE = 4 * 2**20  # bytes
MOST_BYTES = 16 * 2**30  # unpacked; a gzip of zeros unpacks a thousandfold
UNIT = "line"

_SAVE_AS_UTF8 = "Save it as UTF-8 (in a spreadsheet: Save as, CSV UTF-8) and import again."
_EXPORT_AGAIN = "Export the file again and import that."


class _Lines:
    """The file as lines of text, each decoded by itself so that a wrong byte is found on its own line."""

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        self._path, self._stream = path, stream
        self._bytes = 0
        self.number = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._next_bytes()
        if not raw:
            raise StopIteration
        self.number += 1
        self._bytes += len(raw)
        if len(raw) > LONGEST_LINE or self._bytes > MOST_BYTES:
            raise self.fault(
                "source.too_large", "a line or the file is longer than any real export", _EXPORT_AGAIN
            )
        if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self.fault("source.nul", "there is a NUL byte, so it is not a text file", _EXPORT_AGAIN)
        try:
            self.last = raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError as wrong:
            guess = _likely_encoding(raw)
            raise self.fault(
                "source.encoding", f"the file is not UTF-8 text{guess}", _SAVE_AS_UTF8
            ) from wrong
        return self.last

    def _next_bytes(self) -> bytes:
        try:
            return self._stream.readline(LONGEST_LINE + 1)
        except EOFError as short:
            self.number += 1
            raise self.fault(
                "source.truncated", "the compressed file ends in the middle", _EXPORT_AGAIN
            ) from short
        except (gzip.BadGzipFile, zlib.error) as damaged:
            self.number += 1
            raise self.fault("source.damaged", "the compressed file is damaged", _EXPORT_AGAIN) from damaged

    def fault(self, code: str, message: str, remedy: str, line: int | None = None) -> KnownError:
        return KnownError(code, message, where=f"{self._path.name}:{line or self.number}", remedy=remedy)


def _likely_encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return " (it is UTF-16)"
    try:
        chinese = any("\u4e00" <= c <= "\u9fff" for c in raw.decode("gb18030"))
    except UnicodeDecodeError:
        return ""
    return " (it looks like GBK)" if chinese else ""


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def columns_of(path: Path) -> tuple[str, ...]:
    """The cleaned names in the header."""
    with _open(path) as stream:
        header, _ = _start(_Lines(path, stream))
    return header


def _start(lines: _Lines) -> tuple[tuple[str, ...], Iterator[tuple[int, list[str]]]]:
    rows = _rows(lines)
    first = next(rows, None)
    if first is None:
        lines.number = 1
        raise lines.fault("source.empty", "the file has no header", _EXPORT_AGAIN)
    number, cells = first
    if len(cells) > MOST_COLUMNS:
        raise lines.fault("source.too_wide", f"the header has {len(cells)} columns", _EXPORT_AGAIN, number)
    return tuple(clean_text(cell) for cell in cells), rows


def _rows(lines: _Lines) -> Iterator[tuple[int, list[str]]]:
    """(line on which the row starts, its cells); blank lines are no rows."""
    reader = csv.reader(lines, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            if "field limit" in str(broken) and reader.line_num == start:
                raise lines.fault(
                    "source.field_too_long", "a value is longer than 131,072 characters", _EXPORT_AGAIN, start
                ) from broken
            raise lines.fault(
                "source.quote",
                "a quotation mark in the row that starts here is not closed or not doubled",
                "Correct that row, or export the file again in case it was cut short.",
                start,
            ) from broken
        if cells:
            yield start, cells


def chunks(path: Path, columns: Sequence[str]) -> Iterator[RawChunk]:
    """The named columns, some ten thousand rows at a time."""
    with _open(path) as stream:
        lines = _Lines(path, stream)
        header, rows = _start(lines)
        places = [header.index(name) for name in columns]
        numbers: list[int] = []
        kept: list[list[str]] = []
        misfits: list[tuple[int, str]] = []
        for number, cells in rows:
            if len(cells) != len(header):
                misfits.append((number, f"{len(cells)} fields instead of {len(header)}"))
                continue
            numbers.append(number)
            kept.append(cells)
            if len(kept) == CHUNK_ROWS:
                yield _chunk(columns, places, numbers, kept, misfits)
                numbers, kept, misfits = [], [], []
        if misfits and misfits[-1][0] == lines.number and not lines.last.endswith(("\n", "\r")):
            raise lines.fault("source.truncated", "the file ends in the middle of this row", _EXPORT_AGAIN)
        yield _chunk(columns, places, numbers, kept, misfits)


def _chunk(
    names: Sequence[str],
    places: Sequence[int],
    numbers: list[int],
    rows: list[list[str]],
    misfits: list[tuple[int, str]],
) -> RawChunk:
    columns: dict[str, Raw] = {}
    for name, place in zip(names, places, strict=True):
        columns[name] = np.array([row[place] for row in rows], dtype=object)
    return RawChunk(np.array(numbers, dtype=np.int64), columns, misfits)
