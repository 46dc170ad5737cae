"""Money that came in on our own loans: a table of transfers, as a bank or a platform exports it.

One file with the columns `applicant`, `reference`, `date`, `amount`, `channel`, `payer`, `transfer_id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from workstation.domain.ledger import REPAYMENTS
from workstation.sources.batch import SellerBatch
from workstation.sources.of_borrowers import APPLICANT, read_rows
from workstation.sources.parse import amount, key, moment, text, words
from workstation.sources.reasons import reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table

CHANNELS = {"bank": "bank", "platform": "platform", "settlement": "settlement"}

TRANSFERS = Table(
    "repayments",
    ("repayments",),
    (
        APPLICANT,
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


def read_file(path: Path, report: ImportReport, as_of: date | None) -> Iterator[SellerBatch]:
    """The borrowers of the file, each once with all its transfers; a transfer listed again is refused."""
    return read_rows(path, TRANSFERS, REPAYMENTS, NOT_POSITIVE, report, as_of)
