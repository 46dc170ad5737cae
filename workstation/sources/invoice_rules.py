"""Rules of VAT invoices, whatever their source: do the sums agree, is it the same invoice, what is its id.

A chunk holds one firm's invoices of one direction, in the columns number, issued_at, counterparty_id,
net_amount, tax_amount, gross_amount and status. Amounts are hundredths; nothing is mended, only refused.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from workstation.domain.ledger import DAY, INVOICES, MISSING_INTEGER, day_of
from workstation.domain.money import yuan
from workstation.sources import reasons
from workstation.sources.chunk import Chunk
from workstation.sources.parse import Flags, Ints, plain
from workstation.sources.reasons import reason
from workstation.sources.report import ImportReport

WRONG_SUM = reason("invoice.sum", "金额与税额之和不等于价税合计", "net and tax do not add up to gross")
CONFLICT = reason(
    "invoice.conflict",
    "号码、日期、价税合计相同而金额或税额不同，保留前一张",
    "number, day and gross of an earlier invoice with other net or tax; the earlier one is kept",
)
SUPERSEDED = reason(
    "invoice.superseded",
    "同一发票既列为有效又列为作废，以作废为准",
    "the same invoice is listed valid and void; the void one counts",
)
TWO_COUNTERPARTIES = reason(
    "invoice.two_counterparties",
    "同一发票列于两个往来单位名下，保留前一张",
    "the same invoice is listed under two counterparties; the first one counts",
)


def sums_agree(run: Chunk, report: ImportReport) -> Chunk:
    """The invoices whose net and tax make the gross, but for one fen: two roundings can differ by that.
    Where no tax is given there is no sum."""
    net, tax, gross = run["net_amount"], run["tax_amount"], run["gross_amount"]
    given = tax != MISSING_INTEGER
    off = given & (np.abs(net + np.where(given, tax, 0) - gross) > 1)

    def shown(at: int) -> str:
        parts = (yuan(int(amounts[at]), grouped=False) for amounts in (net, tax, gross))
        return "number {}: {} + {} ≠ {}".format(run["number"][at], *parts)

    return run.refuse(off, WRONG_SUM, report, shown)


def listed_once(run: Chunk, report: ImportReport) -> Chunk:
    """Each invoice once. First exact copies go; then of the rows with one number, day and gross one counts:
    a void one where there is any, else the first; each other row is refused with its reason and the row
    that counts."""
    frame = pd.DataFrame({name: column for name, column in run.columns.items() if name != "firm"})
    copies = frame.duplicated().to_numpy()
    listed = run["number"].tolist()
    run = run.refuse(copies, reasons.DUPLICATE, report, lambda at: f"number {listed[at]}")
    identity = frame[~copies].assign(issued_at=lambda rows: rows["issued_at"] // DAY)
    names = ["number", "issued_at", "gross_amount"]
    if not identity.duplicated(names).any():
        return run
    groups = identity.groupby(names, sort=False).ngroup().to_numpy().astype(np.int64)
    counts = _counting(groups, run["status"] == "void")
    merged = counts != np.arange(len(run))

    def differs(name: str) -> Flags:
        return np.asarray(merged & (run[name] != run[name][counts]), dtype=np.bool_)

    def counted_instead(at: int) -> str:
        return f"number {run['number'][at]}, see {report.files[run.file].unit} {run.lines[counts[at]]}"

    conflict = differs("net_amount") | differs("tax_amount")
    superseded = differs("status") & ~conflict
    elsewhere = differs("counterparty_id") & ~conflict & ~superseded
    for why, bad in (
        (CONFLICT, conflict),
        (SUPERSEDED, superseded),
        (TWO_COUNTERPARTIES, elsewhere),
        (reasons.DUPLICATE, merged & ~conflict & ~superseded & ~elsewhere),  # but for the time of day
    ):
        run.name_refused(np.flatnonzero(bad), why, report, counted_instead)
    return run.where(~merged)


def _counting(groups: Ints, void: Flags) -> Ints:
    """For each row the place of the row of its group that counts: the first void one, else the first."""
    order = np.argsort(~void, kind="stable")[::-1]
    counting = np.zeros(len(groups), dtype=np.int64)
    counting[groups[order]] = order  # of several rows of a group the last written stays
    return counting[groups]


def ledger_rows(invoices: Chunk, direction: str) -> list[tuple[Any, ...]]:
    """Ledger rows. The id holds what makes an invoice that invoice, so it is the same in every export."""
    days = (invoices["issued_at"] // DAY).tolist()
    spelled = {day: f"{day_of(day * DAY):%Y%m%d}" for day in set(days)}
    numbers, gross = invoices["number"].tolist(), invoices["gross_amount"].tolist()
    columns = {
        "source_id": [
            f"{direction}:{number}:{spelled[day]}:{total}"
            for number, day, total in zip(numbers, days, gross, strict=True)
        ],
        "direction": [direction] * len(invoices),
        **{name: plain(column) for name, column in invoices.columns.items()},
    }
    return list(zip(*(columns[name] for name in INVOICES.column_names), strict=True))
