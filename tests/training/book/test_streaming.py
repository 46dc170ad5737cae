"""A table read in parts is the table read whole, whatever its lines end with and wherever it is blank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from workstation.errors import KnownError
from workstation.training.book.reading import read_columns
from workstation.training.book.streaming import open_table

ROWS = {"sum": ["1", "3"], "town": ["2", "4"]}


def whole(path: Path, names: tuple[str, ...] = ()) -> dict[str, list[str]]:
    return {c.name: [c.levels[code] for code in c.codes] for c in read_columns(path, names)}


def in_parts(path: Path, names: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in open_table(path, names, rows=1).parts():
        for column in part:
            found.setdefault(column.name, []).extend(column.levels[code] for code in column.codes)
    return found


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sum,town\r1,2\r3,4\r", ROWS),
        ("sum town\r1 2\r3 4\r", ROWS),
        ("sum,town\r\n1,2\n3,4\r", ROWS),
        ("\nsum,town\n1,2\n3,4\n", ROWS),
        ("\r\n \r\nsum,town\r\n1,2\r\n3,4\r\n", ROWS),
        ("\n\n sum  town\n 1  2\n 3  4\n", ROWS),
        ("\t\t\n\tsum\n1\t2\n3\t4\n", {"column 1": ["1", "3"], "sum": ["2", "4"]}),
        ("sum,town\n1,2\n  \n\n3,4\n \n", ROWS),
        ('"a\nsum",town\n1,2\n3,4\n', {"a\nsum": ["1", "3"], "town": ["2", "4"]}),
        ('"a\r\nsum",town\r\n1,2\r\n3,4\r\n', {"a\r\nsum": ["1", "3"], "town": ["2", "4"]}),
        ('sum,"the ""town"""\r1,2\r3,4', {"sum": ["1", "3"], 'the "town"': ["2", "4"]}),
        ("a\u2028sum,town\n1,2\n3,4\n", {"a\u2028sum": ["1", "3"], "town": ["2", "4"]}),
        ("sum,town\n1\x85z,2\n3,4\x0b5\n", {"sum": ["1\x85z", "3"], "town": ["2", "4\x0b5"]}),
        ("\n" * 250 + "sum,town\n1,2\n3,4\n", ROWS),
        ("\n" * 250 + "sum town\n1 2\n3 4\n", ROWS),
    ],
)
def test_lines_are_the_same_in_parts_and_whole(text: str, rows: dict[str, list[str]], tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(text.encode())
    assert whole(path) == rows
    assert in_parts(path) == rows


def test_blank_lines_before_a_table_without_header_are_none_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"\n" * 250 + b" \n1,2\n3,4\n")
    assert whole(path, tuple(ROWS)) == in_parts(path, tuple(ROWS)) == ROWS


def test_a_long_table_of_carriage_returns_is_read_to_its_end(tmp_path: Path) -> None:
    """The head by which the separator is told ends in the middle of it."""
    path = tmp_path / "rows.csv"
    path.write_bytes(b"sum;town\r" + b"12345;a town far away\r" * 50_000)
    table = open_table(path)
    assert sum(len(part[0]) for part in table.parts()) == len(read_columns(path)[0]) == 50_000
    assert table.names == ("sum", "town")


@pytest.mark.parametrize(
    ("table", "left_after"), [({"a": [1, 2, 3]}, 9), ({"a": [1, 2, 3]}, 1), ({"a": [[1], [2], [3]]}, 0)]
)
def test_a_parquet_file_is_closed_read_left_half_way_or_refused(
    table: dict[str, Any], left_after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows an open file can be neither moved nor replaced."""
    opened: list[Any] = []

    class Remembered(parquet.ParquetFile):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            opened.append(self)

    monkeypatch.setattr(parquet, "ParquetFile", Remembered)
    path = tmp_path / "rows.parquet"
    parquet.write_table(pa.table(table), path)
    if left_after == 0:
        with pytest.raises(KnownError, match=r"book\.column"):
            open_table(path)
    else:
        parts = open_table(path, rows=1).parts()
        for _ in zip(range(left_after), parts, strict=False):
            pass
        parts.close()
    assert opened and all(file.closed for file in opened)
