"""A file that cannot be read is refused before anything is kept: which file, which line, what to do."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.exports import INVOICE, Imported, at, cumcm, olist
from workstation.errors import KnownError
from workstation.sources import ImportReport, csv_file, read_source
from workstation.sources.parse import amount, text
from workstation.sources.reader import check_through, locate, read_whole
from workstation.sources.table import Field, Table

SALES = "invoices_out_1.csv"
HEADER = ",".join(INVOICE)
GOOD = ",".join(INVOICE.values())


def refused(folder: Path) -> KnownError:
    """The error of an import that must hand out nothing."""
    batches = read_source("cumcm", folder, ImportReport())
    with pytest.raises(KnownError) as trouble:
        next(batches)
    assert "\n" not in trouble.value.one_line()
    assert trouble.value.remedy
    return trouble.value


def sales(folder: Path, content: str | bytes) -> Path:
    cumcm(folder)
    data = content.encode() if isinstance(content, str) else content
    (folder / SALES).write_bytes(data)
    return folder


BAD_SALES: dict[str, tuple[str | bytes, str, str]] = {
    "GBK": (f"{HEADER}\n{GOOD}\n".encode("gbk"), "source.encoding", f"{SALES}:1"),
    "GBK from the third line on": (
        f"{HEADER}\n{GOOD}\n".encode() + GOOD.encode("gbk") + b"\n", "source.encoding", f"{SALES}:3",
    ),
    "UTF-16": (f"{HEADER}\n{GOOD}\n".encode("utf-16"), "source.encoding", f"{SALES}:1"),
    "a quote never closed": (f'{HEADER}\n{GOOD}\nE1,"1002,{"x" * 9}\n{GOOD}\n', "source.quote", f"{SALES}:3"),
    "a quote never closed in a long file": (
        f'{HEADER}\n{GOOD}\nE1,"1002\n' + f"{GOOD}\n" * 4_000, "source.quote", f"{SALES}:3",
    ),
    "a quote within a quote": (f'{HEADER}\nE1,"10"02",2019/5/6,B1,1,0,1,\n', "source.quote", f"{SALES}:2"),
    "a NUL byte": (f"{HEADER}\n{GOOD}\nE1,10\0 02\n", "source.nul", f"{SALES}:3"),
    "nothing": ("", "source.empty", f"{SALES}:1"),
    "no header but a list": (f"{GOOD}\n", "source.column_missing", SALES),
    "semicolons": (HEADER.replace(",", ";") + "\n", "source.column_missing", SALES),
    "a column twice": (f"{HEADER},金额\n{GOOD},1\n", "source.column_twice", SALES),
    "a hundred thousand columns": (f"{HEADER}{',x' * 100_000}\n", "source.too_wide", f"{SALES}:1"),
    "an endless value": (f"{HEADER}\n{GOOD}\n{'x' * 200_000}{GOOD}\n", "source.field_too_long", f"{SALES}:3"),
    "an endless line": (f"{HEADER}\n" + "x," * 2_200_000, "source.too_large", f"{SALES}:2"),
    "cut in the middle of a row": (f"{HEADER}\n{GOOD}\nE1,1002,2019/5", "source.truncated", f"{SALES}:3"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code", "where"), BAD_SALES.values(), ids=BAD_SALES)
def test_a_text_file_that_is_no_table(tmp_path: Path, content: str | bytes, code: str, where: str) -> None:
    trouble = refused(sales(tmp_path, content))
    assert (trouble.code, trouble.where) == (code, where)


def test_gbk_is_called_by_its_name_and_the_cure_is_said(tmp_path: Path) -> None:
    trouble = refused(sales(tmp_path, f"{HEADER}\n{GOOD}\n".encode("gbk")))
    assert "GBK" in trouble.message
    assert "UTF-8" in trouble.remedy


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    trouble = refused(sales(tmp_path, HEADER.replace("税额", "税") + "\n"))
    assert "'税额'" in trouble.message
    assert "'税'" in trouble.remedy


def test_a_byte_order_mark_windows_line_ends_and_a_missing_last_line_end_are_fine(tmp_path: Path) -> None:
    folder = sales(tmp_path, f"\ufeff{HEADER}\r\n{GOOD}\r\n\r\n{GOOD.replace('1001', '1002')}")
    assert len(Imported("cumcm", folder).rows("invoices")) == 3  # one purchase beside the two


def test_half_a_gzip_and_a_damaged_one(tmp_path: Path) -> None:
    cumcm(tmp_path)
    (tmp_path / SALES).unlink()
    whole = gzip.compress(f"{HEADER}\n{GOOD}\n".encode())
    target = tmp_path / f"{SALES}.gz"

    target.write_bytes(whole[:-12])
    assert refused(tmp_path).code == "source.truncated"
    target.write_bytes(whole[:-6] + b"\x00" * 6)
    assert refused(tmp_path).code == "source.damaged"
    target.write_bytes(b"not compressed at all")
    assert refused(tmp_path).code == "source.damaged"


def test_a_gzip_that_unpacks_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "MOST_BYTES", 10_000)
    cumcm(tmp_path)
    (tmp_path / SALES).unlink()
    with gzip.open(tmp_path / f"{SALES}.gz", "wt", encoding="utf-8") as stream:
        stream.write(f"{HEADER}\n" + f"{GOOD}\n" * 1_000)
    assert refused(tmp_path).code == "source.too_large"


def sales_table(folder: Path, change: Callable[[pa.Table], pa.Table] = lambda table: table) -> Path:
    """The usual sale as Parquet; its place is taken by what `change` makes of it."""
    cumcm(folder)
    (folder / SALES).unlink()
    target = folder / "invoices_out_1.parquet"
    pq.write_table(change(pa.table({name: [value] for name, value in INVOICE.items()})), target)
    return target


def test_half_a_parquet_file(tmp_path: Path) -> None:
    target = sales_table(tmp_path)
    whole = target.read_bytes()
    for half in (whole[: len(whole) // 2], whole[20:], b"", b"PAR1"):
        target.write_bytes(half)
        assert refused(tmp_path).code == "source.truncated"


def test_a_parquet_file_damaged_inside(tmp_path: Path) -> None:
    target = sales_table(tmp_path)
    whole = bytearray(target.read_bytes())
    whole[4:60] = b"\xff" * 56
    target.write_bytes(whole)
    assert refused(tmp_path).code == "source.damaged"


def test_a_parquet_column_of_lists_is_no_column_of_an_export(tmp_path: Path) -> None:
    sales_table(tmp_path, lambda table: table.set_column(4, "金额", [[[1, 2]]]))
    trouble = refused(tmp_path)
    assert (trouble.code, trouble.where) == ("source.column_type", "invoices_out_1.parquet")


def test_parquet_kinds_of_numbers_and_times_all_mean_the_same(tmp_path: Path) -> None:
    """Whole numbers, decimals, short floats, stamps with a zone: the same invoice as in text."""
    midnight = at("2019-05-06")

    def typed(table: pa.Table) -> pa.Table:
        for name, column in {
            "发票号码": pa.array([1001], pa.int32()),
            "开票日期": pa.array([midnight - 8 * 3600], pa.timestamp("s", "+08:00")),
            "购方单位代号": pa.array(["B1"]).dictionary_encode(),
            "金额": table["金额"].cast(pa.float64()).cast(pa.decimal128(12, 2)),
            "税额": pa.array([13.0], pa.float32()),
            "价税合计": pa.array([113], pa.int64()),
        }.items():
            table = table.set_column(table.column_names.index(name), name, column)
        return table

    sales_table(tmp_path / "typed", typed)
    cumcm(tmp_path / "text")
    from_types, from_text = (
        Imported("cumcm", tmp_path / name).rows("invoices") for name in ("typed", "text")
    )
    assert from_types == from_text


def test_an_export_without_a_file_it_needs(tmp_path: Path) -> None:
    cumcm(tmp_path)
    (tmp_path / SALES).unlink()
    trouble = refused(tmp_path)
    assert trouble.code == "source.file_missing"
    assert "invoices_out_*" in trouble.remedy


def test_two_files_for_one_table(tmp_path: Path) -> None:
    olist(tmp_path)
    shutil.copy(tmp_path / "orders.csv", tmp_path / "olist_orders_dataset.csv")
    with pytest.raises(KnownError) as trouble:
        Imported("olist", tmp_path)
    assert trouble.value.code == "source.file_twice"


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("taobao", ".", "source.unknown"),
        ("cumcm", "nowhere", "source.not_a_folder"),
        ("cumcm", "firms.csv", "source.not_a_folder"),
    ],
)
def test_a_wrong_name_or_path_is_refused_at_once(tmp_path: Path, name: str, path: str, code: str) -> None:
    cumcm(tmp_path)
    with pytest.raises(KnownError) as trouble:
        read_source(name, tmp_path / path, ImportReport())
    assert trouble.value.code == code


NOTES = Table(
    "notes", ("*",), (Field("name", ("name", "a"), text()), Field("note", ("note", "b"), text())), many=True
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nul_and_mixed_encoding.csv", "source.encoding"),
        ("unterminated_quote.csv", "source.quote"),
        ("huge_field.csv", "source.field_too_long"),
        ("wide_100k_cols.csv", "source.too_wide"),
    ],
)
def test_files_made_to_break_importers(shared: Path, tmp_path: Path, name: str, code: str) -> None:
    shutil.copy(shared / "data" / "hostile" / "csv_injection" / name, tmp_path / name)
    with pytest.raises(KnownError) as trouble:
        check_through(locate(tmp_path, NOTES, ImportReport()))
    assert trouble.value.code == code


def test_cells_that_look_like_formulas_are_text_and_nothing_else(shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / "data" / "hostile" / "csv_injection" / "prefixes.csv", tmp_path / "prefixes.csv")
    report = ImportReport()
    notes = read_whole(locate(tmp_path, NOTES, report), report)
    assert notes is not None
    names = notes["name"].tolist()
    assert names[:4] == ["=1+1", "+1+1", "-1+1", "@SUM(1)"]
    assert all(name == " ".join(name.split()) for name in names)

    sums = Table("sums", ("prefixes",), (Field("name", ("name",), amount()),))
    report = ImportReport()
    read = read_whole(locate(tmp_path, sums, report), report)
    assert read is not None
    assert set(read["name"].tolist()) == {100, -100, -1250, 861380000000000}
    assert report.totals.refused == report.totals.read - len(read)
    for tally in report.refused:
        assert not any(mention.detail.startswith(("=", "+", "-", "@")) for mention in tally.listed)
        assert all(mention.detail.isprintable() for mention in tally.listed)
