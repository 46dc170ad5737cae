"""Money that came in on our own loans: a table of transfers, as a bank or a platform exports it.

One file with the columns `applicant`, `reference`, `date`, `amount`, `channel`, `payer`, `transfer_id`. It
names borrowers who have a file already, and says nothing else of them: its batches bring rows alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from workstation.domain.ledger import REPAYMENTS, end_of
from workstation.domain.records import Applicant
from workstation.sources import reasons
from workstation.sources.batch import SellerBatch
from workstation.sources.chunk import Chunk, brought_together, grouped
from workstation.sources.parse import Flags, amount, key, moment, plain, text, words
from workstation.sources.reader import check_through, file_at, read_whole
from workstation.sources.reasons import reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table

CHANNELS = {"bank": "bank", "platform": "platform", "settlement": "settlement"}

TRANSFERS = Table(
    "repayments",
    ("repayments",),
    (
        Field("applicant", ("applicant",), key(), required=True),
        Field("reference", ("reference",), key()),
        Field("paid_at", ("date",), moment("ymd"), required=True),
        Field("amount", ("amount",), amount(), required=True),
        Field("channel", ("channel",), words(CHANNELS), required=True),
        Field("payer", ("payer",), text()),
        Field("source_id", ("transfer_id",), key(), required=True),
    ),
    key=("source_id",),
)

NOT_POSITIVE = reason("repayment.not_positive", "还款金额不大于零", "the amount is not above zero")
NO_SOURCE = reason(
    "repayment.applicant",
    "借款人编号不是“来源:编号”的形式",
    "the applicant is not named as source:id",
)


def read_file(path: Path, report: ImportReport, as_of: date | None) -> Iterator[SellerBatch]:
    """The borrowers of the file, each once with all its transfers; a transfer listed again is refused."""
    file = file_at(path, TRANSFERS)
    check_through([file])
    whole = read_whole([file], report)
    rows = None if whole is None else brought_together(iter([_kept(whole, as_of, report)]), "applicant")
    if rows is None:
        return
    for run in grouped(iter([rows]), "applicant"):
        report.keep(run.file, len(run))
        yield SellerBatch(_named(run["applicant"][0]), rows={REPAYMENTS.name: _rows(run)}, rows_only=True)


def _kept(transfers: Chunk, as_of: date | None, report: ImportReport) -> Chunk:
    nameless = [not all(applicant.partition(":")) for applicant in transfers["applicant"]]
    kept = transfers.refuse(
        _flags(nameless), NO_SOURCE, report, lambda at: f"applicant = {transfers['applicant'][at]!r}"
    )
    amounts = kept["amount"]
    kept = kept.refuse(_flags(amounts <= 0), NOT_POSITIVE, report, lambda at: f"{amounts[at]} fen")
    if as_of is not None:
        kept = kept.refuse(_flags(kept["paid_at"] >= end_of(as_of)), reasons.AFTER_AS_OF, report)
    return kept


def _flags(bad: object) -> Flags:
    return np.asarray(bad, dtype=np.bool_)


def _named(applicant_id: str) -> Applicant:
    """The borrower by name alone: nothing of this record is ever kept."""
    source, _, source_id = applicant_id.partition(":")
    return Applicant(applicant_id, source, source_id, applicant_id)


def _rows(run: Chunk) -> list[tuple[object, ...]]:
    return list(zip(*(plain(run[name]) for name in REPAYMENTS.column_names), strict=True))
