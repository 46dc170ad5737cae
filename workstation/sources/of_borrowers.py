"""Tables that name sellers who have a file already, each row with its `applicant` (`source:id`).

Such a table says nothing else of them: its batches bring rows alone. Goes in: a file, what its columns are
called, the ledger that they fill. Comes out: each seller once, with all its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from workstation.domain.ledger import LedgerKind, end_of
from workstation.domain.records import Applicant
from workstation.sources import reasons
from workstation.sources.batch import SellerBatch
from workstation.sources.chunk import Chunk, brought_together, grouped
from workstation.sources.parse import Flags, key, plain
from workstation.sources.reader import check_through, file_at, read_whole
from workstation.sources.reasons import Reason, reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table

APPLICANT = Field("applicant", ("applicant",), key(), required=True)

NO_SOURCE = reason(
    "row.applicant",
    "申请人编号不是“来源:编号”的形式",
    "the applicant is not named as source:id",
)


def read_rows(
    path: Path,
    table: Table,
    ledger: LedgerKind,
    not_positive: Reason,
    report: ImportReport,
    as_of: date | None,
) -> Iterator[SellerBatch]:
    """The sellers of the file. A row listed again is refused, as is an `amount` that is not above zero, for
    `not_positive`, and what lies after `as_of`."""
    file = file_at(path, table)
    check_through([file])
    whole = read_whole([file], report)
    if whole is None:
        return
    kept = _kept(whole, ledger, not_positive, report, as_of)
    rows = brought_together(iter([kept]), "applicant")
    if rows is None:
        return
    for run in grouped(iter([rows]), "applicant"):
        report.keep(run.file, len(run))
        columns = (plain(run[name]) for name in ledger.column_names)
        seller = _named(run["applicant"][0])
        yield SellerBatch(seller, rows={ledger.name: list(zip(*columns, strict=True))}, rows_only=True)


def _kept(
    rows: Chunk, ledger: LedgerKind, not_positive: Reason, report: ImportReport, as_of: date | None
) -> Chunk:
    nameless = [not all(applicant.partition(":")) for applicant in rows["applicant"]]
    kept = rows.refuse(
        _flags(nameless), NO_SOURCE, report, lambda at: f"applicant = {rows['applicant'][at]!r}"
    )
    amounts = kept["amount"]
    kept = kept.refuse(_flags(amounts <= 0), not_positive, report, lambda at: f"{amounts[at]} fen")
    if as_of is not None:
        kept = kept.refuse(_flags(kept[ledger.when] >= end_of(as_of)), reasons.AFTER_AS_OF, report)
    return kept


def _flags(bad: object) -> Flags:
    return np.asarray(bad, dtype=np.bool_)


def _named(applicant_id: str) -> Applicant:
    """The seller by name alone: nothing of this record is ever kept."""
    source, _, source_id = applicant_id.partition(":")
    return Applicant(applicant_id, source, source_id, applicant_id)
