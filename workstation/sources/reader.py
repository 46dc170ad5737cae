"""The one engine that reads every declared table: finds its files, checks them through, hands out typed rows.

In goes a folder and a `Table`; out come chunks of canonical columns, with every row that a parser could not
read refused in the report. It knows no source: what the rows mean together is the source's own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from workstation.errors import KnownError
from workstation.sources import csv_file, parquet_file, reasons
from workstation.sources.chunk import Chunk
from workstation.sources.parse import Parsed, Raw
from workstation.sources.raw import RawChunk
from workstation.sources.reasons import Reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table


class Format(Protocol):
    """What a file format's module offers. `UNIT` says what its line numbers count."""

    UNIT: str

    def columns_of(self, path: Path) -> tuple[str, ...]: ...

    def chunks(self, path: Path, columns: Sequence[str]) -> Iterator[RawChunk]: ...


FORMATS: Mapping[str, Format] = {".parquet": parquet_file, ".csv": csv_file, ".csv.gz": csv_file}
"""Formats by the ending of the file name, the preferred first: of several files with one stem one is read."""

_SHOWN = 60  # characters of a refused value that the report shows


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of a table, found and its columns known. `columns`: field name → column name in the file."""

    table: Table
    path: Path
    format: Format
    columns: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.path.name


def locate(folder: Path, table: Table, report: ImportReport) -> list[DataFile]:
    """The files of `table` in `folder`, by name. Raises `source.file_missing` and `source.column_missing`."""
    by_stem: dict[str, list[tuple[Path, Format]]] = {}
    for ending, form in FORMATS.items():
        for stem in table.stems:
            for path in sorted(folder.glob(stem + ending)):
                if path.is_file():
                    by_stem.setdefault(path.name.removesuffix(ending), []).append((path, form))
    if not by_stem and not table.optional:
        wanted = " or ".join(stem + ending for stem in table.stems for ending in FORMATS)
        raise KnownError(
            "source.file_missing",
            f"there is no file with the {table.name}",
            where=str(folder),
            remedy=f"Put {wanted} into the folder.",
        )
    if len(by_stem) > 1 and not table.many:
        raise KnownError(
            "source.file_twice",
            f"there are several files with the {table.name}: {', '.join(sorted(by_stem))}",
            where=str(folder),
            remedy="Leave one of them in the folder.",
        )
    files = []
    for stem in sorted(by_stem):
        (path, form), *copies = by_stem[stem]
        _openable(path)
        for copy, _ in copies:
            report.pass_over(copy.name, path.name)
        files.append(DataFile(table, path, form, _match_columns(table, path, form.columns_of(path))))
    return files


def file_at(path: Path, table: Table) -> DataFile:
    """A file of `table` that was named by its path. Raises `source.unreadable`, `source.column_missing`."""
    _openable(path)
    form = next((form for ending, form in FORMATS.items() if path.name.endswith(ending)), csv_file)
    return DataFile(table, path, form, _match_columns(table, path, form.columns_of(path)))


def _openable(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError as trouble:
        raise KnownError(
            "source.unreadable",
            f"the file cannot be opened ({trouble.strerror})",
            where=path.name,
            remedy="Check that you may read it and that no other program holds it.",
        ) from trouble


def _match_columns(table: Table, path: Path, header: tuple[str, ...]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for field in table.fields:
        found = next((name for name in field.columns if name in header), None)
        if found is not None and header.count(found) > 1:
            raise KnownError(
                "source.column_twice",
                f"column {found!r} is there twice",
                where=path.name,
                remedy="Remove or rename one of the two and import again.",
            )
        if found is not None:
            columns[field.name] = found
        elif not field.optional:
            there = ", ".join(repr(name[:_SHOWN]) for name in header[:12])
            raise KnownError(
                "source.column_missing",
                f"column {' or '.join(map(repr, field.columns))} is missing",
                where=path.name,
                remedy=f"The file has {there}; export it with the missing column.",
            )
    return columns


def check(file: DataFile, names: Sequence[str] = ()) -> Iterator[Mapping[str, Parsed]]:
    """Read the file through once, so that whatever stops the import does so before anything is kept; gives
    the named fields, parsed, for what a source must know beforehand. Reports nothing."""
    for raw in file.format.chunks(file.path, tuple(file.columns.values())):
        yield {name: file.table.field(name).parse(raw.columns[file.columns[name]]) for name in names}


def check_through(files: Iterable[DataFile]) -> None:
    """`check` for files of which nothing needs to be known beforehand."""
    for file in files:
        for _ in check(file):
            continue


def read(file: DataFile, report: ImportReport) -> Iterator[Chunk]:
    """The rows of a file whose values can be read, chunk by chunk; the others are refused in the report."""
    report.open_file(file.name, file.format.UNIT)
    for raw in file.format.chunks(file.path, tuple(file.columns.values())):
        report.read(file.name, len(raw.lines) + len(raw.misfits))
        report.refuse(
            file.name,
            reasons.WRONG_FIELD_COUNT,
            [line for line, _ in raw.misfits],
            [what for _, what in raw.misfits].__getitem__,
        )
        yield _typed(file, raw, report)


def _typed(file: DataFile, raw: RawChunk, report: ImportReport) -> Chunk:
    """Parse every column; a row with several faults is refused once, for the first in the table's order."""
    good = np.ones(len(raw.lines), dtype=np.bool_)
    columns: dict[str, Raw] = {}
    for field in file.table.fields:
        values = raw.columns.get(file.columns.get(field.name, ""))
        if values is None:
            values = np.full(len(raw.lines), None, dtype=object)
        parsed = field.parse(values)
        columns[field.name] = parsed.values
        faults = [(fault.reason, fault.places) for fault in parsed.faults]
        faulty = np.zeros(len(good), dtype=np.bool_)
        for _, places in faults:
            faulty[places] = True
        if field.required:
            faults.append((reasons.VALUE_MISSING, np.flatnonzero(parsed.missing & ~faulty)))
        for reason, places in faults:
            places = places[good[places]]
            report.refuse(file.name, reason, raw.lines[places].tolist(), _shower(field, values, places))
            good[places] = False
    return Chunk(file.name, raw.lines, columns).where(good)


def _shower(field: Field, values: Raw, places: Any) -> Callable[[int], str]:
    """What stands in a refused place, quoted so that it stays on one line and can start no formula."""

    def show(at: int) -> str:
        shown = ascii(values[places[at]]) if not _printable(values[places[at]]) else repr(values[places[at]])
        return f"{field.columns[0]} = {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}"

    return show


def _printable(value: Any) -> bool:
    return not isinstance(value, str) or value.isprintable()


def read_whole(files: Sequence[DataFile], report: ImportReport) -> Chunk | None:
    """All rows of a table of one file that fits in memory, rows with a key that was there before refused;
    None where an optional table has no file."""
    chunks = [chunk for file in files for chunk in read(file, report)]
    if not chunks:
        return None
    return _unique(Chunk.join(chunks), files[0].table.key, report)


def _unique(chunk: Chunk, key: Sequence[str], report: ImportReport) -> Chunk:
    if not key:
        return chunk
    keys = list(zip(*(chunk.columns[name].tolist() for name in key), strict=True))
    rows = list(zip(*(column.tolist() for column in chunk.columns.values()), strict=True))
    first: dict[tuple[Any, ...], int] = {}
    places: dict[Reason, list[int]] = {reasons.DUPLICATE: [], reasons.SAME_KEY: []}
    for place, name in enumerate(keys):
        before = first.setdefault(name, place)
        if before != place:
            places[reasons.DUPLICATE if rows[before] == rows[place] else reasons.SAME_KEY].append(place)

    def shown(place: int) -> str:
        return f"{', '.join(key)} = {', '.join(map(str, keys[place]))}"

    good = np.ones(len(chunk), dtype=np.bool_)
    for reason, again in places.items():
        at = np.array(again, dtype=np.int64)
        chunk.name_refused(at, reason, report, shown)
        good[at] = False
    return chunk.where(good)
