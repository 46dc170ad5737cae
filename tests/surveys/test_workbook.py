"""A workbook is looked at before it is opened: what is no form, or more than a form may be, is refused."""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest

from tests.surveys.workbooks import form, old_workbook, part, record, repacked, workbook
from workstation.errors import KnownError
from workstation.surveys import archive
from workstation.surveys.old_workbook import extent_of
from workstation.surveys.workbook import read_workbook

PLAIN = form(["integer", "age", "How old?"])
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes, name: str = "form.xlsx") -> KnownError:
    with pytest.raises(KnownError) as caught:
        read_workbook(data, name)
    return caught.value


def test_cells_come_as_their_author_meant_them() -> None:
    data = workbook(
        {
            "Survey": [
                ["type", "name", "default"],
                ["integer", "n", 3.0],
                [None, None, None],
                ["decimal", "d", 2.5],
                ["date", "day", datetime(2026, 12, 1)],  # noqa: DTZ001 - a workbook's days have no zone
                ["date", "other", date(2026, 12, 2)],
                ["time", "t", time(9, 30)],
                ["text", "yes", True],
                ["text", "wide", "a\u00a0b  "],
            ],
            "notes": [["anything"]],
        }
    )
    book = read_workbook(data, "form.xlsx")
    assert [row.number for row in book.rows("survey")] == [2, 4, 5, 6, 7, 8, 9], "as the spreadsheet counts"
    assert [row.first("default") for row in book.rows("survey")] == [
        "3", "2.5", "2026-12-01", "2026-12-02", "09:30:00", "TRUE", "a b",
    ]  # fmt: skip
    assert book.sheet_names == ("Survey", "notes")
    assert list(book.sheets) == ["survey"], "sheets of other names are not read"
    assert book.where("survey", 4) == "form.xlsx, sheet survey, row 4, d"


def test_a_single_sheet_is_the_survey_whatever_it_is_called() -> None:
    book = read_workbook(workbook({"Sheet1": [["type", "name"], ["text", "a"]]}), "form.xlsx")
    assert book.rows("survey")[0].first("name") == "a"


@pytest.mark.parametrize(
    "data", [b"", b"type,name\ntext,a\n", b"%PDF-1.7", b"PK\x03\x04broken", archive.OLD + b"x" * 600]
)
def test_what_is_no_workbook_is_said_to_be_none(data: bytes) -> None:
    assert refusal(data).code == "form.unreadable"


def test_an_archive_without_a_workbook_in_it_is_none() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as empty:
        empty.writestr("hello.txt", "hello")
    assert refusal(out.getvalue()).code == "form.unreadable"


def test_two_columns_of_one_name_are_refused_by_name() -> None:
    error = refusal(workbook({"survey": [["type", "name", "name"], ["text", "a", "b"]]}))
    assert (error.code, error.where) == ("form.refused", "form.xlsx, sheet survey, row 1")
    assert "“name”" in error.message


def test_an_archive_that_unpacks_to_gigabytes_is_stopped_on_the_way() -> None:
    bomb = repacked(PLAIN, {"xl/media/image1.png": bytes(archive.LARGEST_UNPACKED + 1)})
    assert len(bomb) < 200_000
    assert refusal(bomb).code == "form.too_large"


def test_an_archive_of_very_many_parts_is_refused() -> None:
    many = repacked(PLAIN, {f"xl/part{number}.bin": b"" for number in range(archive.MOST_PARTS)})
    assert refusal(many).code == "form.too_large"


def test_entities_declared_in_a_part_are_refused() -> None:
    sheet = part(PLAIN, SHEET)
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    mark = sheet.index(b"<worksheet")
    assert refusal(repacked(PLAIN, {SHEET: sheet[:mark] + laughs + sheet[mark:]})).code == "form.unreadable"
    assert refusal(repacked(PLAIN, {SHEET: sheet.decode().encode("utf-16")})).code == "form.unreadable"


@pytest.mark.parametrize("far", [b'r="XFD1048576"', b"r='C1048576'", b'r="XFD2"'])
def test_cells_in_opposite_corners_are_found_before_a_table_is_laid_out(far: bytes) -> None:
    sheet = part(PLAIN, SHEET).replace(b'r="C2"', far)
    assert refusal(repacked(PLAIN, {SHEET: sheet})).code == "form.too_large"


@pytest.mark.parametrize(
    "tag", [b'<c a=">" r="XFD1048576">', b"<c a='>\"' r = 'XFD9'>", b'<x-y.z:c\n r="C1048576">']
)
def test_a_far_cell_cannot_hide_behind_what_xml_allows(tag: bytes) -> None:
    with pytest.raises(KnownError, match=r"form\.too_large"):
        archive.look_at(
            repacked(PLAIN, {SHEET: b"<worksheet><row>" + tag + b"</c></row></worksheet>"}), "form.xlsx"
        )


@pytest.mark.parametrize("piece", [b"<c ", b"<si>", b'<c a="', b"<row a='", b"<a:b:c ", b"<c r"])
def test_broken_xml_is_looked_through_once_only(piece: bytes) -> None:
    """A megabyte of tags that never end takes no longer than one of any other: it ends within the test."""
    parts = {
        SHEET: piece * (1_000_000 // len(piece)),
        "xl/sharedStrings.xml": piece * (1_000_000 // len(piece)),
    }
    assert refusal(repacked(PLAIN, parts)).code in ("form.unreadable", "form.too_large")


def test_a_row_far_below_without_cell_names_is_found_too() -> None:
    sheet = part(PLAIN, SHEET).replace(b'<row r="2"', b'<row r="1048576"').replace(b'r="A2" ', b"")
    assert refusal(repacked(PLAIN, {SHEET: sheet})).code == "form.too_large"


def test_one_long_text_in_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_LETTERS", 100_000)
    rows = [["text", f"q{number}", "x" * 300] for number in range(400)]
    shared = b"<sst>" + b"<si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    data = repacked(form(*rows), {"xl/sharedStrings.xml": shared})
    assert refusal(data).code == "form.too_large"


def test_a_cell_longer_than_a_spreadsheet_allows_is_refused() -> None:
    sheet = part(PLAIN, SHEET).replace(b"How old?", b"x" * 40_000)
    error = refusal(repacked(PLAIN, {SHEET: sheet}))
    assert (error.code, error.where) == ("form.too_large", "form.xlsx, sheet survey, row 2")


def test_more_questions_than_a_form_may_have_are_refused() -> None:
    data = workbook({"survey": [["type", "name"], *([["text", f"q{number}"] for number in range(5_001)])]})
    assert refusal(data).code == "form.too_large"


@pytest.mark.parametrize("small", [False, True])
def test_an_old_workbook_is_looked_at_record_by_record(small: bool) -> None:
    near = record(0x0203, struct.pack("<HHHd", 3, 4, 0, 1.0))
    far = record(0x0203, struct.pack("<HHHd", 65_535, 255, 0, 1.0))
    wide = record(0x00BE, struct.pack("<HH", 1, 0) + bytes(2 * 600) + struct.pack("<H", 599))
    archive.look_at(old_workbook(near, small=small), "form.xls")
    for cells in (far, wide) if not small else (far,):
        with pytest.raises(KnownError) as caught:
            archive.look_at(old_workbook(near + cells, small=small), "form.xls")
        assert caught.value.code == "form.too_large"


def texts_record(*pieces: bytes, count: int) -> bytes:
    first, *rest = pieces
    head = record(0x00FC, struct.pack("<II", count, count) + first)
    return head + b"".join(record(0x003C, piece) for piece in rest)


def test_the_longest_shared_text_of_an_old_workbook_is_found_across_its_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = struct.pack("<HB", 3, 0) + b"abc"
    rich = struct.pack("<HBH", 2, 8, 1) + b"ab" + bytes(4)
    spoken = struct.pack("<HBI", 2, 4, 6) + b"ab" + bytes(6)
    long = struct.pack("<HB", 9_000, 0) + b"x" * 8_000, b"\1" + "多".encode("utf-16-le") * 1_000
    cell = record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0))
    stream = texts_record(short + rich + spoken + long[0], long[1] + short, short, count=6)
    assert extent_of(old_workbook(stream + cell)).longest == 9_000
    monkeypatch.setattr(archive, "MOST_LETTERS", 100_000)
    many = old_workbook(stream + cell * 100)
    with pytest.raises(KnownError, match=r"form\.too_large"):
        archive.look_at(many, "form.xls")
    archive.look_at(old_workbook(texts_record(short, count=1) + cell * 100), "form.xls")


def test_an_old_workbook_is_bounded_too() -> None:
    with pytest.raises(KnownError) as caught:
        archive.look_at(archive.OLD + bytes(archive.LARGEST_OLD), "form.xls")
    assert caught.value.code == "form.too_large"


def test_a_locked_or_circular_old_workbook_is_unreadable() -> None:
    locked = old_workbook(record(0x002F, bytes(6)))
    circle = bytearray(old_workbook(record(0x0203, bytes(14))))
    struct.pack_into("<I", circle, 512 + 4 * 4, 3)
    for data in (locked, bytes(circle)):
        with pytest.raises(KnownError) as caught:
            archive.look_at(data, "form.xls")
        assert caught.value.code == "form.unreadable"


def test_real_forms_old_and_new_are_read(shared: Path) -> None:
    found = {
        path.name: read_workbook(path.read_bytes(), path.name)
        for path in (shared / "data/xlsforms").glob("*.xls*")
    }
    assert len(found) == 16
    assert all(book.rows("survey") for book in found.values())
    old = list((shared / "data/xlsforms").glob("*.xls"))
    longest = {path.name: extent_of(path.read_bytes()).longest for path in old}
    for name, length in longest.items():
        cells = [
            cell for sheet in found[name].sheets.values() for row in sheet.rows for cell in row.cells.values()
        ]
        assert max(map(len, cells)) <= length < 2_000, name
    assert [row.first("type") for row in found["tutorial.xls"].rows("survey")][:2] == ["begin repeat", "text"]


def test_no_hostile_archive_is_opened(shared: Path) -> None:
    for path in sorted((shared / "data/hostile").rglob("*")):
        if path.is_file():
            assert refusal(path.read_bytes(), path.name).code in ("form.unreadable", "form.too_large"), (
                path.name
            )
