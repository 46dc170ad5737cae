"""A book of canonical ledgers in Parquet, read in pieces: what one machine scores, and one partition of many.

Goes in: a folder with one `<ledger>.parquet` for each kind of ledger, its columns those of `domain.ledger`
behind `applicant_id`, and `applicants.parquet` where more is known of the sellers than their ids. Comes out:
deliveries, a piece of a file at a time. A cluster hands each of its workers such a folder with whole sellers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from workstation.domain.ledger import (
    LEDGERS,
    MISSING_INTEGER,
    Column,
    ColumnType,
    LedgerKind,
    end_of,
    start_of,
)
from workstation.domain.records import Applicant, ApplicantKind, Shop, ShopKind
from workstation.errors import KnownError

APPLICANTS = "applicants.parquet"
_SOURCE = "parquet"
_UNITS = "Write amounts in whole hundredths, and times in whole seconds since 1970-01-01."
_ROWS_AT_ONCE = 50_000
_OWNER = Column("applicant_id", ColumnType.KEY, required=True)
_EARLIEST, _LATEST = start_of(date(1900, 1, 1)), end_of(date(2199, 12, 31)) - 1
_KNOWN = ("source_id", "name", "kind", "shop_kind", "trade", "currency", "opened_on", "observed_until")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of one seller (`gathering.Delivery`)."""

    applicant: Applicant
    shops: tuple[Shop, ...] = ()
    rows: Mapping[str, Sequence[tuple[Any, ...]]] = field(default_factory=dict)


def read_parquet_book(folder: Path) -> Iterator[Piece]:
    """Every row of every ledger in the folder, and every seller of `applicants.parquet`. Raises `KnownError`
    (`portfolio.parquet`) for a folder without a ledger, an unreadable file, a missing column, and a value
    that its column cannot hold: a fraction of a hundredth, a time in other units than seconds, no id."""
    ledgers = {name: folder / f"{name}.parquet" for name in LEDGERS if (folder / f"{name}.parquet").is_file()}
    if not ledgers:
        raise _refused(folder, "holds no ledger", f"Name files such as {folder / 'invoices.parquet'}.")
    sellers = {applicant.id: applicant for applicant in _sellers(folder / APPLICANTS)}
    yield from (Piece(applicant) for applicant in sellers.values())
    for name, path in ledgers.items():
        for applicant_id, rows in _runs(path, LEDGERS[name]):
            applicant = sellers.setdefault(applicant_id, _unknown(applicant_id))
            yield Piece(applicant, rows={name: rows})


def _runs(path: Path, kind: LedgerKind) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Runs of rows of one seller; one that goes on in the next piece of the file comes again."""
    for columns in _pieces(path, ("applicant_id", *kind.column_names), (_OWNER, *kind.columns)):
        owners = columns.pop("applicant_id")
        rows = list(zip(*(columns[name] for name in kind.column_names), strict=True))
        start = 0
        for at in range(1, len(owners) + 1):
            if at == len(owners) or owners[at] != owners[start]:
                yield owners[start], rows[start:at]
                start = at


def _pieces(path: Path, names: Sequence[str], held: Sequence[Column]) -> Iterator[dict[str, list[Any]]]:
    """The columns of these names; those of `held` as its types say."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            lacking = [name for name in names if name not in file.schema_arrow.names]
            if lacking:
                raise _refused(
                    path, f"lacks the column {lacking[0]}", "Write it with every column of the ledger."
                )
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=list(names)):
                typed = {column.name: _typed(batch.column(column.name), column, path) for column in held}
                yield {name: typed.get(name, batch.column(name)).to_pylist() for name in names}
    except (OSError, pa.ArrowException) as trouble:
        raise _refused(path, f"cannot be read ({type(trouble).__name__})", "Write the file again.") from None


def _typed(cells: Any, column: Column, path: Path) -> Any:
    """Arrow's cells as the ledger holds them, none of them changed on the way."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        cells = cells.cast(pa.int64() if column.is_integer else pa.string())
    except pa.ArrowException:
        wanted = "whole numbers" if column.is_integer else "words"
        raise _refused(path, f"has something else than {wanted} in {column.name}", _UNITS) from None
    if column.is_integer:  # a book may be written from blocks, with their mark for a missing value
        mark: Any = pa.scalar(MISSING_INTEGER, pa.int64())
        cells = pc.if_else(pc.equal(cells, mark), None, cells)
    if column.required and cells.null_count:
        raise _refused(path, f"has a row without {column.name}", "Fill it in, or leave the row out.")
    if column.type is ColumnType.TIME and len(cells) > cells.null_count:
        span: Any = pc.min_max(cells).as_py()
        if span["min"] < _EARLIEST or span["max"] > _LATEST:
            raise _refused(path, f"has a time in {column.name} that is not of 1900 to 2199", _UNITS)
    return cells


def _sellers(path: Path) -> Iterator[Applicant]:
    if not path.is_file():
        return
    for columns in _pieces(path, ("applicant_id", *_KNOWN), (_OWNER,)):
        for at, applicant_id in enumerate(columns["applicant_id"]):
            said: dict[str, Any] = {n: columns[n][at] for n in _KNOWN if columns[n][at] is not None}
            try:
                said["kind"] = ApplicantKind(said.get("kind", ApplicantKind.FIRM))
                said["shop_kind"] = ShopKind(said.get("shop_kind", ShopKind.UNKNOWN))
                for day in ("opened_on", "observed_until"):
                    if isinstance(told := said.get(day), str):
                        said[day] = _day(told)
            except ValueError as error:
                raise _refused(path, f"says of {applicant_id} that {error}", "Correct the word.") from None
            plain = {"source_id": applicant_id, "name": applicant_id, **said}
            yield Applicant(id=applicant_id, source=_SOURCE, **plain)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day like 2026-11-23") from None


def _unknown(applicant_id: str) -> Applicant:
    return Applicant(id=applicant_id, source=_SOURCE, source_id=applicant_id, name=applicant_id)


def _refused(where: Path, what: str, remedy: str) -> KnownError:
    return KnownError("portfolio.parquet", f"this book {what}", where=str(where), remedy=remedy)
