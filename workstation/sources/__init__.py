"""Sources: a real export goes in, canonical ledgers come out, with a report of every row refused and why.

A source is a table of columns and a few rules, one file each; one engine reads them all. `read_source` first
reads every file through once and raises whatever would stop the import (a missing column, a wrong encoding,
a broken quotation mark, half a file) before it hands out the first batch. Nothing here writes, and nothing
here knows whether the applicant has agreed to be read: that is recorded where the import is ordered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from workstation.domain.text import Bilingual
from workstation.errors import KnownError
from workstation.sources.batch import SellerBatch
from workstation.sources.report import ImportReport
from workstation.sources.source import Reading, Source

__all__ = ["SOURCES", "ImportReport", "SellerBatch", "Source", "read_source"]


def _olist() -> Reading:
    from workstation.sources import olist

    return olist.read_export


def _cumcm() -> Reading:
    from workstation.sources import cumcm

    return cumcm.read_export


def _jdd() -> Reading:
    from workstation.sources import jdd

    return jdd.read_export


def _koubei() -> Reading:
    from workstation.sources import koubei

    return koubei.read_export


def _repayments() -> Reading:
    from workstation.sources import repayments

    return repayments.read_file


def _refunds() -> Reading:
    from workstation.sources import refunds

    return refunds.read_file


SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "olist": Source(
            "olist",
            Bilingual("Olist 电商平台导出（订单、明细、支付、评价）", "Olist marketplace export"),
            Bilingual(
                "一个文件夹，内有 orders、order_items、order_payments、order_reviews、"
                "customers、products、sellers 各表",
                "a folder with orders, order_items, order_payments, order_reviews, "
                "customers, products and sellers",
            ),
            _olist,
        ),
        "cumcm": Source(
            "cumcm",
            Bilingual("企业增值税进项与销项发票", "VAT invoices of firms, bought and sold"),
            Bilingual(
                "一个文件夹，内有 firms、invoices_in_*、invoices_out_* 各表",
                "a folder with firms, invoices_in_* and invoices_out_*",
            ),
            _cumcm,
        ),
        "jdd": Source(
            "jdd",
            Bilingual("京东店铺的期间营收", "Takings of JD.com shops"),
            Bilingual(
                "一个文件夹，内有 t_sales_sum 表，另可有 shop_90d_windows、shop*_order_history 各表",
                "a folder with t_sales_sum, and where there are any shop_90d_windows and shop*_order_history",
            ),
            _jdd,
        ),
        "koubei": Source(
            "koubei",
            Bilingual("口碑商户的每日收款笔数", "Daily payments of Koubei merchants"),
            Bilingual(
                "一个文件夹，内有 shop_info、shop_day_pay 各表",
                "a folder with shop_info and shop_day_pay",
            ),
            _koubei,
        ),
        "repayments": Source(
            "repayments",
            Bilingual("本机构贷款的还款流水", "Repayments of our own loans"),
            Bilingual(
                "一个 CSV 文件，列为 applicant、reference、date、amount、channel、payer、transfer_id",
                "a CSV file with applicant, reference, date, amount, channel, payer and transfer_id",
            ),
            _repayments,
            one_file=True,
        ),
        "refunds": Source(
            "refunds",
            Bilingual("平台退款单", "Refunds of a platform's orders"),
            Bilingual(
                "一个 CSV 文件，列为 applicant、order_id、date、amount、refund_id",
                "a CSV file with applicant, order_id, date, amount and refund_id",
            ),
            _refunds,
            one_file=True,
        ),
    }
)
"""Every source that can be read, by the word it is called by."""


def read_source(
    name: str, path: Path, report: ImportReport, *, as_of: date | None = None
) -> Iterator[SellerBatch]:
    """Read the export of source `name` in the folder (or file) `path`, seller by seller, and fill `report`.

    A seller may come in several batches; every seller the export names comes at least once, also one without
    any trade. With `as_of` the export is read as it stood at the end of that day: later rows are refused,
    later facts left out. `report` is whole once the iterator is exhausted, and serves one import only.

    Raises `KnownError` for an unknown name, a path of the wrong kind, and, before the first batch,
    for anything that stops a file from being read (`source.*`).
    """
    source = SOURCES.get(name)
    if source is None:
        known = ", ".join(sorted(SOURCES))
        raise KnownError(
            "source.unknown", f"there is no source called {name!r}", remedy=f"Known are: {known}."
        )
    if source.one_file and not path.is_file():
        raise KnownError(
            "source.not_a_file",
            "the export is not a file" if path.exists() else "there is nothing under this path",
            where=str(path),
            remedy=f"Name {source.holds.en}.",
        )
    if not source.one_file and not path.is_dir():
        raise KnownError(
            "source.not_a_folder",
            "the export is not a folder" if path.exists() else "there is nothing under this path",
            where=str(path),
            remedy=f"Name {source.holds.en}.",
        )
    report.begin(name)
    return _counted(source.load()(path, report, as_of), report)


def _counted(batches: Iterator[SellerBatch], report: ImportReport) -> Iterator[SellerBatch]:
    for batch in batches:
        report.hand_out(batch.applicant.id, {kind: len(rows) for kind, rows in batch.rows.items()})
        yield batch
    report.finish()
