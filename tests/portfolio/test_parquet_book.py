"""A book of ledgers in Parquet: read in pieces, the same lines as from the export it came from."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.factories import ledgers
from tests.features.test_point_in_time import PAST
from tests.functional.command import warm
from tests.portfolio.exports import rows_of, two_firms
from workstation.domain.ledger import LEDGERS
from workstation.errors import KnownError
from workstation.portfolio import Gathered, parquet_book, read_parquet_book
from workstation.sources import ImportReport, read_source


def write(folder: Path, kind: str, rows: Sequence[tuple[Any, ...]]) -> Path:
    """Rows that begin with the applicant's id."""
    folder.mkdir(exist_ok=True)
    names = ("applicant_id", *LEDGERS[kind].column_names)
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    path = folder / f"{kind}.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def of_export(export: Path, folder: Path) -> Path:
    """The same book as the export, as ledgers."""
    rows, sellers = [], {}
    for batch in read_source("cumcm", export, ImportReport()):
        sellers[batch.applicant.id] = batch.applicant
        rows += [(batch.applicant.id, *row) for row in batch.rows.get("invoices", ())]
    write(folder, "invoices", rows)
    known = [name for name in parquet_book._KNOWN if name not in ("kind", "shop_kind")]
    table = {"applicant_id": list(sellers)}
    table |= {name: [getattr(one, name) for one in sellers.values()] for name in known}
    table |= {name: [getattr(one, name).value for one in sellers.values()] for name in ("kind", "shop_kind")}
    pq.write_table(pa.table(table), folder / "applicants.parquet")
    return folder


def lines(*words: str | Path) -> list[dict[str, str]]:
    out = Path(words[-1])
    warm("portfolio", "assess", *words)
    with out.open(encoding="utf-8", newline="") as stream:
        return sorted(csv.DictReader(stream), key=lambda line: line["applicant"])


def test_the_lines_are_those_of_the_export(tmp_path: Path) -> None:
    export = two_firms(tmp_path / "export")
    book = of_export(export, tmp_path / "book")
    told = lines("--source", "cumcm", export, "--out", tmp_path / "export.csv")
    assert told and lines("--parquet", book, "--out", tmp_path / "book.csv") == told


def test_a_seller_cut_in_two_by_the_pieces_stands_together_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = ledgers(**PAST)
    for kind, block in held.blocks.items():
        own = [[("one", *row), ("other", *row)] for row in rows_of(block)]
        write(tmp_path / "book", kind, [row for pair in own for row in pair])
    monkeypatch.setattr(parquet_book, "_ROWS_AT_ONCE", 7)
    with Gathered.of(read_parquet_book(tmp_path / "book")) as gathered:
        files = list(gathered.files())
    assert [file.applicant.source_id for file in files] == ["one", "other"]
    assert all(file.ledgers.rows == held.rows for file in files)


def refused(folder: Path) -> str:
    with pytest.raises(KnownError) as error:
        list(read_parquet_book(folder))
    assert error.value.code == "portfolio.parquet"
    return error.value.message


def test_what_is_no_such_book_is_named(tmp_path: Path) -> None:
    assert "no ledger" in refused(tmp_path)
    (tmp_path / "orders.parquet").write_bytes(b"PAR1")
    assert "cannot be read" in refused(tmp_path)
    pq.write_table(pa.table({"applicant_id": ["one"]}), tmp_path / "orders.parquet")
    assert "lacks the column source_id" in refused(tmp_path)


def test_a_word_that_no_applicant_can_be_is_refused_with_its_owner(tmp_path: Path) -> None:
    write(tmp_path, "invoices", [("one", *rows_of(ledgers(**PAST).blocks["invoices"])[0])])
    plain = {name: [None] for name in parquet_book._KNOWN} | {
        "applicant_id": ["one"],
        "shop_kind": ["castle"],
    }
    pq.write_table(pa.table(plain), tmp_path / "applicants.parquet")
    assert "one" in refused(tmp_path) and "castle" in refused(tmp_path)


def takings(folder: Path, **instead: list[Any]) -> Path:
    """Two days of takings of one seller, with some columns written otherwise."""
    folder.mkdir()
    columns: dict[str, list[Any]] = {name: [None, None] for name in LEDGERS["takings"].column_names}
    columns |= {"applicant_id": ["one", "one"], "source_id": ["a", "b"], "shop_id": ["s", "s"]}
    columns |= {"starts_at": [0, 86_400], "ends_at": [86_399, 172_799], "sales_amount": [5_000, 7_000]}
    pq.write_table(pa.table(columns | instead), folder / "takings.parquet")
    return folder


@pytest.mark.parametrize(
    ("instead", "why"),
    [
        ({"sales_amount": ["fifty", "seventy"]}, "whole numbers in sales_amount"),
        ({"sales_amount": [50.25, 70.0]}, "whole numbers in sales_amount"),
        ({"ends_at": [86_399, None]}, "without ends_at"),
        ({"ends_at": [1_600_000_000_000, 1_600_086_400_000]}, "time in ends_at"),
        ({"applicant_id": [None, "one"]}, "without applicant_id"),
        ({"source_id": [["a"], ["b"]]}, "words in source_id"),
    ],
)
def test_a_value_that_its_column_cannot_hold_is_refused_and_not_bent(
    tmp_path: Path, instead: dict[str, list[Any]], why: str
) -> None:
    assert why in refused(takings(tmp_path / "book", **instead))


def test_whole_numbers_that_were_written_with_a_point_count_as_they_are(tmp_path: Path) -> None:
    book = takings(tmp_path / "book", sales_amount=[5_000.0, None], applicant_id=[7, 7])
    with Gathered.of(read_parquet_book(book)) as gathered:
        (file,) = gathered.files()
    amounts = file.ledgers.blocks["takings"].columns["sales_amount"].tolist()
    assert (file.applicant.id, amounts[0]) == ("7", 5_000) and amounts[1] < 0


def test_a_day_that_is_not_in_the_calendar_is_refused_with_its_owner(tmp_path: Path) -> None:
    book = takings(tmp_path / "book")
    plain = {name: [None] for name in parquet_book._KNOWN} | {
        "applicant_id": ["one"],
        "observed_until": ["2020-13-45"],
    }
    pq.write_table(pa.table(plain), book / "applicants.parquet")
    assert "one" in refused(book) and "2020-13-45" in refused(book)
