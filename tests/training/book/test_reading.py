"""A lender's table in the shapes that lenders send, and those that are no table."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.training.book.tables import as_text
from workstation.errors import KnownError
from workstation.training.book.reading import TextColumn, read_columns

TABLE = {"income": ["100", " 200 ", ""], "town": ["Köln", "杭州", "杭州"]}
CHINESE = {"收入": ["100", "200", ""], "城市": ["宁波", "杭州", "杭州"]}


def cells(columns: tuple[TextColumn, ...]) -> dict[str, list[str]]:
    return {c.name: [c.levels[code] for code in c.codes] for c in columns}


SAID = {"income": ["100", "200", ""], "town": ["Köln", "杭州", "杭州"]}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_usual_separators_and_encodings(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "loans.csv"
    path.write_bytes(as_text(TABLE, separator).encode(encoding))
    assert cells(read_columns(path)) == SAID


def test_a_chinese_spreadsheet_and_a_western_one(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_bytes(as_text(CHINESE).encode("gb18030"))
    assert cells(read_columns(path))["城市"] == ["宁波", "杭州", "杭州"]
    path.write_bytes("name,town\r\nA,Köln\r\nB,Orléans\r\n".encode("cp1252"))
    assert cells(read_columns(path))["town"] == ["Köln", "Orléans"]


def test_gzip_zip_and_parquet(tmp_path: Path) -> None:
    packed, archive, columnar = tmp_path / "a.csv.gz", tmp_path / "a.zip", tmp_path / "a.parquet"
    packed.write_bytes(gzip.compress(as_text(TABLE).encode()))
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("__MACOSX/._a.csv", "litter")
        made.writestr("a.csv", as_text(TABLE))
    parquet.write_table(pa.table({"income": [100, 200, None], "town": ["Köln", "杭州", "杭州"]}), columnar)
    assert (
        cells(read_columns(packed)) == cells(read_columns(archive)) == cells(read_columns(columnar)) == SAID
    )


def test_a_quoted_cell_may_hold_separators_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text('purpose,bad\n"stock, then\nmore ""stock""",1\nrent,0\n', encoding="utf-8")
    assert cells(read_columns(path))["purpose"] == ['stock, then\nmore "stock"', "rent"]


def test_a_file_without_header_is_read_with_names(tmp_path: Path) -> None:
    path = tmp_path / "loans.txt"
    path.write_text("1 55 -7\n0 61  8\n", encoding="utf-8")
    assert cells(read_columns(path, ["bad", "score", "months"]))["months"] == ["-7", "8"]


def test_a_column_without_a_name_is_called_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text(",bad\n1,0\n2,1\n", encoding="utf-8")
    assert [c.name for c in read_columns(path)] == ["column 1", "bad"]


def zip_of(*names: str) -> bytes:
    import io

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "a,b\n1,2\n")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (b"", "book.empty", "loans.csv"),
        (b"\n \n", "book.empty", "loans.csv"),
        (b"a,b\n", "book.empty", "loans.csv"),
        (b"a,b", "book.empty", "loans.csv"),
        (b"a,b\n1,2\n3\n", "book.width", "row 3 has 1 columns, not 2"),
        (b"a,b\n1,2\n3,4,5\n", "book.width", "row 3 has 3 columns, not 2"),
        (b"a,b,a\n1,2,3\n", "book.twice", "'a'"),
        (b"1,2\n3,4\n", "book.header", "1,2"),
        (b"just words\nand more of them\n", "book.separator", "loans.csv"),
        (b"a,b\n\x00\x01,2\n", "book.kind", "loans.csv"),
        (b"PK\x03\x04 broken", "book.unreadable", "loans.csv"),
        (b"\x1f\x8b broken", "book.unreadable", "loans.csv"),
        (b"PAR1 broken", "book.kind", "loans.csv"),
        (zip_of("one.csv", "two.csv"), "book.zip", "one.csv, two.csv"),
        (zip_of(), "book.zip", "nothing"),
        (zip_of("[Content_Types].xml", "xl/workbook.xml"), "book.kind", "a workbook"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, code: str, where: str) -> None:
    path = tmp_path / "loans.csv"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        read_columns(path)
    assert refused.value.code == code and where in refused.value.where


def test_names_must_be_as_many_as_columns(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_text("1,2\n3,4\n", encoding="utf-8")
    with pytest.raises(KnownError, match=r"book\.names"):
        read_columns(path, ["a"])


def test_a_list_in_a_parquet_cell_is_refused_with_its_column(tmp_path: Path) -> None:
    path = tmp_path / "loans.parquet"
    parquet.write_table(pa.table({"bad": [0, 1], "orders": [[1], [2]]}), path)
    with pytest.raises(KnownError, match=r"book\.column.*orders"):
        read_columns(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"book\.unreadable"):
        read_columns(tmp_path / "nothing.csv")
