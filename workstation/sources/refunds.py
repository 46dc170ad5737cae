"""What buyers got back, refund by refund: the list of refunds (退款单) that a platform exports beside orders.

One file with the columns `applicant`, `order_id`, `date`, `amount`, `refund_id`. An order says how much of it
was refunded, and only this list says when: an order loan falls due by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from workstation.domain.ledger import REFUNDS
from workstation.sources.batch import SellerBatch
from workstation.sources.of_borrowers import APPLICANT, read_rows
from workstation.sources.parse import amount, key, moment
from workstation.sources.reasons import reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table

LIST = Table(
    "refunds",
    ("refunds",),
    (
        APPLICANT,
        Field("order_id", ("order_id",), key(), required=True),
        Field("refunded_at", ("date",), moment("ymd"), required=True),
        Field("amount", ("amount",), amount(), required=True),
        Field("source_id", ("refund_id",), key(), required=True),
    ),
    key=("source_id",),
)

NOT_POSITIVE = reason("refund.not_positive", "退款金额不大于零", "the amount is not above zero")


def read_file(path: Path, report: ImportReport, as_of: date | None) -> Iterator[SellerBatch]:
    """The sellers of the file, each once with all its refunds; a refund listed again is refused."""
    return read_rows(path, LIST, REFUNDS, NOT_POSITIVE, report, as_of)
