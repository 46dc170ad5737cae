"""VAT invoices of Chinese firms: a register of firms, what they bought (进项), what they sold (销项).

The layout is that of problem C of the China undergraduate modelling contest of 2020: `firms`,
`invoices_in_*`, `invoices_out_*`. One firm's invoices are in memory at a time, so a book of millions needs no
more than a book of thousands. A column that says whether the firm later defaulted is not declared here and so
never read.

What was found in the real files, and what is done about it:
- void invoices (作废, also with a leading blank) are kept as void, red-letter ones with negative amounts;
- an invoice is one number, day and total; the same invoice listed again is refused: as an exact copy, listed
  valid and void (the void one counts), or listed under a second counterparty (two firms' sales would double);
- an invoice number alone comes back under another invoice code, so it names nothing by itself;
- net and tax that miss the gross by more than one fen (a slipped sign) are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from workstation.domain.ledger import INVOICES, MISSING_INTEGER, day_of, end_of
from workstation.domain.records import Applicant, ApplicantKind
from workstation.errors import KnownError
from workstation.sources import reasons
from workstation.sources.batch import SellerBatch
from workstation.sources.chunk import Chunk, brought_together, grouped
from workstation.sources.cumcm_trades import trade_of
from workstation.sources.invoice_rules import ledger_rows, listed_once, sums_agree
from workstation.sources.parse import amount, key, moment, plain, text, words
from workstation.sources.reader import DataFile, check, check_through, locate, read, read_whole
from workstation.sources.reasons import reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table

SOURCE = "cumcm"
MOST_UNSORTED_ROWS = 5_000_000  # about 1 GB in memory

FIRMS = Table(
    "register of firms",
    ("firms",),
    (
        Field("firm", ("企业代号",), key(), required=True),
        Field("name", ("企业名称",), text()),
        Field("rating", ("信誉评级",), text(20), optional=True),
    ),
    key=("firm",),
)


def _invoices(name: str, stem: str, counterparty: str) -> Table:
    return Table(
        name,
        (stem,),
        (
            Field("firm", ("企业代号",), key(), required=True),
            Field("number", ("发票号码",), key(), required=True),
            Field("issued_at", ("开票日期",), moment("ymd"), required=True),
            Field("counterparty_id", (counterparty,), key()),
            Field("net_amount", ("金额",), amount(), required=True),
            Field("tax_amount", ("税额",), amount()),
            Field("gross_amount", ("价税合计",), amount(), required=True),
            Field("status", ("发票状态",), words({"有效发票": "valid", "作废发票": "void"}), required=True),
        ),
        many=True,
    )


INVOICE_TABLES: Mapping[str, Table] = {
    "purchase": _invoices("purchase invoices", "invoices_in_*", "销方单位代号"),
    "sale": _invoices("sales invoices", "invoices_out_*", "购方单位代号"),
}


NO_FIRM = reason("invoice.no_firm", "企业名录中没有该企业", "the firm is not in the register of firms")


@dataclass(frozen=True, slots=True)
class _InvoiceFile:
    """A file after its check: which way its invoices go, its last day, whether firms stand together."""

    file: DataFile
    direction: str
    last_day: date | None
    together: bool


def read_export(folder: Path, report: ImportReport, as_of: date | None) -> Iterator[SellerBatch]:
    """The firms of the export, each once per file that names it, those without invoices at the end.

    An invoice that stands in two files has one id in both: whoever keeps rows by id keeps it once.
    `observed_until` is the last day on which any invoice of the export was issued, or `as_of`.
    """
    registers = locate(folder, FIRMS, report)
    files = [
        (direction, file)
        for direction, table in INVOICE_TABLES.items()
        for file in locate(folder, table, report)
    ]
    check_through(registers)
    checked = [_check(direction, file) for direction, file in files]
    last_days = [file.last_day for file in checked if file.last_day is not None]
    firms = _firms(registers, report, as_of or max(last_days, default=None))
    silent = dict(firms)
    for file in checked:
        for run in _runs(file, report):
            firm = firms.get(run["firm"][0])
            invoices = _kept(run, firm is not None, as_of, report)
            if firm is None or not len(invoices):
                continue
            silent.pop(firm.source_id, None)
            report.keep(invoices.file, len(invoices))
            yield SellerBatch(firm, rows={INVOICES.name: ledger_rows(invoices, file.direction)})
    for firm in silent.values():
        yield SellerBatch(firm)


def _check(direction: str, file: DataFile) -> _InvoiceFile:
    last, rows, before = MISSING_INTEGER, 0, None
    seen: set[str | None] = set()
    together = True
    for columns in check(file, ("firm", "issued_at")):
        firms = columns["firm"].values
        rows += len(firms)
        last = max(last, int(columns["issued_at"].values.max(initial=MISSING_INTEGER)))
        for firm in firms[np.append(True, firms[1:] != firms[:-1])] if len(firms) else ():
            together = together and (firm == before or firm not in seen)
            seen.add(firm)
            before = firm
    if rows > MOST_UNSORTED_ROWS and not together:
        raise KnownError(
            "source.unsorted",
            f"the invoices of one firm do not stand together, and there are more than {MOST_UNSORTED_ROWS}",
            where=file.name,
            remedy="Sort the file by firm and import again.",
        )
    return _InvoiceFile(file, direction, None if last == MISSING_INTEGER else day_of(last), together)


def _firms(registers: list[DataFile], report: ImportReport, until: date | None) -> dict[str, Applicant]:
    register = read_whole(registers, report)
    if register is None:
        return {}
    report.keep(register.file, len(register))
    columns = (plain(register[name]) for name in ("firm", "name", "rating"))
    return {
        firm: Applicant(
            id=f"{SOURCE}:{firm}",
            source=SOURCE,
            source_id=firm,
            name=name or firm,
            kind=ApplicantKind.PERSON if (name or "").startswith("个体经营") else ApplicantKind.FIRM,
            trade=trade_of(name or ""),
            observed_until=until,
            external_rating=rating or "",
        )
        for firm, name, rating in zip(*columns, strict=True)
    }


def _runs(checked: _InvoiceFile, report: ImportReport) -> Iterator[Chunk]:
    """One firm's invoices at a time, also from a file that does not keep them together."""
    chunks = read(checked.file, report)
    if checked.together:
        yield from grouped(chunks, "firm")
        return
    whole = brought_together(chunks, "firm")
    if whole is not None:
        yield from grouped(iter([whole]), "firm")


def _kept(run: Chunk, firm_known: bool, as_of: date | None, report: ImportReport) -> Chunk:
    """One firm's invoices in one file, without those that a rule refuses."""
    if not firm_known:
        return run.refuse(
            np.ones(len(run), dtype=np.bool_), NO_FIRM, report, lambda at: f"firm {run['firm'][at]}"
        )
    run = sums_agree(run, report)
    if as_of is not None:
        run = run.refuse(run["issued_at"] >= end_of(as_of), reasons.AFTER_AS_OF, report)
    return listed_once(run, report)
