"""Reading a table a part at a time: whatever its length, only one part is held.

In: a file as `reading` takes it. Out: the names of its columns first, then parts of so many rows as columns
of text. The same kinds of file are read, and the same faults refused with the line; only what must be
seen whole (two columns of one name, a header that is none) is looked for in the head.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np

from workstation.training.book.reading import (
    BLANKS,
    BOMS,
    TextColumn,
    column_of,
    fault,
    from_first_row,
    is_figure,
    lines_of,
    only_member,
    reads_as_chinese,
    separator_of,
)

PART = 20_000
"""Rows held at once."""
_HEAD = 2**20  # characters by which the separator is told
_LONGEST = 2**22  # characters of a line; a packed line of zeros would fill the memory
_SCANNED = 2**20  # bytes decoded at a time to find the encoding


class Table:
    """A table being read. `names` are known before any row; `parts` may be asked for once."""

    def __init__(self, path: Path, names: tuple[str, ...], parts: Iterator[tuple[TextColumn, ...]]) -> None:
        self.path, self.names, self._parts = path, names, parts

    def parts(self) -> Iterator[tuple[TextColumn, ...]]:
        """Every column of each part. Raises `KnownError` `book.*` where a later row cannot be read."""
        with _faults(self.path):
            yield from self._parts


def open_table(path: Path, names: Sequence[str] = (), rows: int = PART) -> Table:
    """Raises `KnownError` `book.*` as `read_columns` does for what shows in the head."""
    with _faults(path):
        with path.open("rb") as stream:
            head = stream.read(4)
        if not head:
            raise fault("empty", path)
        called, parts = _parquet(path, rows) if head == b"PAR1" else _csv(path, head, tuple(names), rows)
        twice = [name for name, count in Counter(called).items() if count > 1]
        if twice:
            raise fault("twice", f"{path.name}: {', '.join(map(repr, twice))}")
        return Table(path, called, parts)


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """What libraries say of a broken file, in the words of the house."""
    try:
        yield
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError):
        raise fault("unreadable", path) from None
    except RuntimeError as error:
        if "password" not in str(error) and "encrypted" not in str(error):
            raise
        raise fault("unreadable", path) from None
    except (csv.Error, UnicodeError) as error:
        raise fault("kind", f"{path.name}: {error}") from None


@contextmanager
def _bytes(path: Path, head: bytes) -> Iterator[IO[bytes]]:
    if head[:2] == b"\x1f\x8b":
        with gzip.open(path) as stream:
            yield io.BufferedReader(stream)
    elif head in (b"PK\x03\x04", b"PK\x05\x06"):
        with zipfile.ZipFile(path) as archive, archive.open(only_member(archive, path)) as member:
            yield member
    else:
        with path.open("rb") as stream:
            yield stream


def _encoding(path: Path, head: bytes) -> str:
    """As `reading` decides it, but without holding the text: each candidate decodes as far as it can."""
    with _bytes(path, head) as stream:
        first = stream.read(_SCANNED)
        for mark, encoding in BOMS:
            if first.startswith(mark):
                return encoding
        if b"\0" in first[:65536]:
            raise fault("kind", path)
        candidates = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "gb18030")}
        odd: list[str] = []
        block = first
        while True:
            for name, decoder in list(candidates.items()):
                try:
                    text = decoder.decode(block, final=not block)
                except UnicodeDecodeError:
                    del candidates[name]
                    continue
                if name == "gb18030" and len(odd) < _SCANNED:
                    odd += re.findall(r"[^\x00-\x7f]", text)
            if not block or not candidates:
                break
            block = stream.read(_SCANNED)
    if "utf-8" in candidates:
        return "utf-8"
    if "gb18030" in candidates and reads_as_chinese("".join(odd)):
        return "gb18030"
    return "cp1252"


def _csv(
    path: Path, head: bytes, names: tuple[str, ...], rows: int
) -> tuple[tuple[str, ...], Iterator[tuple[TextColumn, ...]]]:
    encoding = _encoding(path, head)
    with _text(path, head, encoding) as stream:
        start = stream.read(_HEAD)
    if len(start) == _HEAD:
        start = start[: max(start.rfind("\n"), start.rfind("\r")) + 1] or start
    start = from_first_row(start)
    if not start:
        raise fault("empty", path)
    separator = separator_of(start, path)
    first = next(_cells(lines_of(start), separator, path))[1]
    if not names and all(map(is_figure, first)):
        raise fault("header", f"{path.name}: {separator.join(first[:6])}")
    called = names or tuple(name.strip(BLANKS) or f"column {n + 1}" for n, name in enumerate(first))
    if len(called) != len(first):
        raise fault("names", f"{path.name}: {len(first)} columns, {len(called)} names")

    def parts() -> Iterator[tuple[TextColumn, ...]]:
        with _text(path, head, encoding) as stream:
            lines = _cells(stream, separator, path)
            if not names:
                next(lines)
            held: list[list[str]] = []
            for line, cells in lines:
                if len(cells) != len(called):
                    where = f"{path.name}: line {line} has {len(cells)} columns, not {len(called)}"
                    raise fault("width", where)
                held.append(cells)
                if len(held) == rows:
                    yield _columns(called, held)
                    held = []
            if held:
                yield _columns(called, held)

    return called, parts()


@contextmanager
def _text(path: Path, head: bytes, encoding: str) -> Iterator[IO[str]]:
    errors = "replace" if encoding == "cp1252" else "strict"
    with _bytes(path, head) as stream:
        yield io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def _cells(stream: IO[str], separator: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line by line what stands between the separators; lines without anything are passed over."""
    passed = 0

    def lines() -> Iterator[str]:
        nonlocal passed
        begun = False
        while line := stream.readline(_LONGEST):
            if len(line) == _LONGEST:
                raise fault("kind", f"{path.name}: a line of more than {_LONGEST:,} characters")
            begun = begun or bool(line.strip(BLANKS))
            if begun:
                yield " ".join(line.split()) if separator == " " else line
            else:
                passed += 1

    reader = csv.reader(lines(), delimiter=separator)
    for cells in reader:
        if cells and (len(cells) > 1 or cells[0].strip(BLANKS)):
            yield passed + reader.line_num, cells


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[TextColumn, ...]:
    return tuple(
        _column(name, [cell.strip(BLANKS) for cell in cells])
        for name, cells in zip(names, zip(*rows, strict=True), strict=True)
    )


def _column(name: str, cells: Sequence[str]) -> TextColumn:
    levels = sorted(set(cells))
    place = {level: number for number, level in enumerate(levels)}
    return TextColumn(name, tuple(levels), np.array([place[cell] for cell in cells], dtype=np.int64))


def _parquet(path: Path, rows: int) -> tuple[tuple[str, ...], Iterator[tuple[TextColumn, ...]]]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            schema = file.schema_arrow
    except pa.ArrowInvalid:
        raise fault("kind", path) from None
    for field in schema:
        if pa.types.is_nested(field.type):
            raise fault("column", f"{path.name}: {field.name}")
    called = tuple(name.strip(BLANKS) for name in schema.names)

    def parts() -> Iterator[tuple[TextColumn, ...]]:
        try:
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=rows):
                    columns = [pa.chunked_array([column]) for column in batch.columns]
                    yield tuple(column_of(name, cells) for name, cells in zip(called, columns, strict=True))
        except pa.ArrowInvalid:
            raise fault("unreadable", path) from None

    return called, parts()
