"""Shops of JD.com with totals and no single orders: sales of 90 days at month-ends, of some shops each day.

The layout is that of JD's open contest of 2017. `t_sales_sum` names a day and gives the sales of the 90 days
*after* it; `shop_90d_windows` adds orders, reviews, advertising and discounts for some of the same windows;
`shop*_order_history` has one line a product and day, added up here to one row a day. Everything is in memory
at once, about 1 kB a shop. What a shop's window is worth is known when the window is over: its row is dated
by its last day.

What was found in the real files, and what is done about it:
- 30 lines of `t_sales_sum` are exact copies of earlier ones and are refused;
- advertising is empty for half of the windows: it stays missing, it is not nought;
- `offer_amt` reaches hundreds of times the sales of its line, so it cannot be the discount given: not read;
- of the one shop that has both, a window's sales are up to 11 % below its daily lines, and once above them,
  before and after returns alike. Both are kept as they are and never mixed;
- `t_order_sample*` holds single lines drawn from many shops. No shop's day is whole in it, so every line is
  refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from workstation.domain.ledger import DAY, TAKINGS, day_of, end_of
from workstation.domain.records import Applicant, Shop, ShopKind
from workstation.sources import reasons
from workstation.sources.batch import SellerBatch
from workstation.sources.chunk import Chunk
from workstation.sources.parse import amount, count, key, moment, plain
from workstation.sources.reader import DataFile, check_through, locate, read, read_whole
from workstation.sources.reasons import reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table

SOURCE = "jdd"
WINDOW_DAYS = 90
_MOST = 10**9  # orders or reviews of a shop in a window

SALES = Table(
    "sales of the 90 days after a day",
    ("t_sales_sum",),
    (
        Field("day", ("dt",), moment("ymd"), required=True),
        Field("shop", ("shop_id",), key(), required=True),
        Field("sales_amount", ("sale_amt_3m",), amount(), required=True),
    ),
    key=("day", "shop"),
)
WINDOWS = Table(
    "windows with orders and reviews",
    ("shop_90d_windows",),
    (
        Field("shop", ("shop_id",), key(), required=True),
        Field("day", ("window_start",), moment("ymd"), required=True),
        Field("good_reviews", ("good_num",), count(0, _MOST)),
        Field("reviews", ("cmmt_num",), count(0, _MOST)),
        Field("advertising_amount", ("consume",), amount()),
        Field("discounts", ("offer_cnt",), count(0, _MOST)),
        Field("payments", ("ord_cnt",), count(0, _MOST)),
        Field("sales_amount", ("sale_amt_3m",), amount(), required=True),
    ),
    key=("day", "shop"),
    optional=True,
)
HISTORY = Table(
    "a shop's sales by day and product",
    ("shop*_order_history",),
    (
        Field("day", ("ord_dt",), moment("ymd"), required=True),
        Field("shop", ("shop_id_x", "shop_id"), key(), required=True),
        Field("product", ("pid",), key(), required=True),
        Field("sales_amount", ("sale_amt",), amount(), required=True),
        Field("refund_amount", ("rtn_amt",), amount(), required=True),
        Field("payments", ("ord_cnt",), count(0, _MOST), required=True),
        Field("discounts", ("offer_cnt",), count(0, _MOST), required=True),
    ),
    key=("day", "shop", "product"),
    optional=True,
    many=True,
)
EXTRACT = Table(
    "single lines of many shops",
    ("t_order_sample*",),
    (
        Field("day", ("ord_dt",), moment("ymd"), required=True),
        Field("shop", ("shop_id",), key(), required=True),
    ),
    optional=True,
    many=True,
)

DISAGREES = reason(
    "window.disagrees",
    "与同店同期另一张表的销售额不一致，保留前者",
    "other sales than the same shop's window has in the table of sales, which is kept",
)
NO_WHOLE_DAY = reason(
    "takings.extract",
    "抽样的单行，任何店铺的任何一天都不完整",
    "a line drawn from many shops: no shop's day is whole, so it adds up to no total",
)


@dataclass(frozen=True, slots=True)
class _Files:
    sales: list[DataFile]
    windows: list[DataFile]
    history: list[DataFile]
    extract: list[DataFile]


def read_export(folder: Path, report: ImportReport, as_of: date | None) -> Iterator[SellerBatch]:
    """Every shop of the export once, by its number; `observed_until` is the last day of any period."""
    files = _Files(*(locate(folder, table, report) for table in (SALES, WINDOWS, HISTORY, EXTRACT)))
    for found in (files.sales, files.windows, files.history, files.extract):
        check_through(found)
    windows = _windows(files, report, as_of)
    days = _days(files.history, report, as_of)
    for file in files.extract:
        for chunk in read(file, report):
            chunk.refuse(np.ones(len(chunk), dtype=np.bool_), NO_WHOLE_DAY, report)
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for periods, name in ((windows, "90d"), (days, "day")):
        for (shop, starts_at), figures in periods.items():
            rows[shop].append(_row(name, shop, starts_at, figures))
    ends = TAKINGS.column_names.index("ends_at")
    last = max((row[ends] for of_shop in rows.values() for row in of_shop), default=None)
    until = as_of or (None if last is None else day_of(last))
    for shop in sorted(rows, key=lambda name: (len(name), name)):
        applicant = _applicant(shop, until)
        shops = (Shop(shop_id(shop), applicant.id, applicant.name, SOURCE),)
        yield SellerBatch(applicant, shops, rows={TAKINGS.name: rows[shop]})


_Figures = dict[str, int | None]
_Periods = dict[tuple[str, int], _Figures]


def _windows(files: _Files, report: ImportReport, as_of: date | None) -> _Periods:
    """The windows by shop and first second, the two tables brought together."""
    periods: _Periods = {}
    for table in (files.sales, files.windows):
        whole = read_whole(table, report)
        if whole is None:
            continue
        chunk = _dated(whole, WINDOW_DAYS, report, as_of)
        at = list(zip(plain(chunk["shop"]), (chunk["day"] + DAY).tolist(), strict=True))
        sales = [periods[name]["sales_amount"] if name in periods else None for name in at]
        own = plain(chunk["sales_amount"])
        other = np.array([a is not None and a != b for a, b in zip(sales, own, strict=True)], dtype=np.bool_)
        kept = chunk.refuse(other, DISAGREES, report, _naming(chunk))
        report.keep(kept.file, len(kept))
        names = [name for name in kept.columns if name not in ("day", "shop")]
        columns = [plain(kept[name]) for name in names]
        stay = [name for name, bad in zip(at, other.tolist(), strict=True) if not bad]
        for name, *values in zip(stay, *columns, strict=True):
            periods.setdefault(name, {}).update(zip(names, values, strict=True))
    return periods


def _days(files: list[DataFile], report: ImportReport, as_of: date | None) -> _Periods:
    """Each shop's day as the sum of its products."""
    periods: _Periods = {}
    for file in files:
        whole = read_whole([file], report)
        if whole is None:
            continue
        chunk = _dated(whole, 1, report, as_of)
        report.keep(chunk.file, len(chunk))
        names = ("sales_amount", "refund_amount", "payments", "discounts")
        rows = zip(
            plain(chunk["shop"]), chunk["day"].tolist(), *(plain(chunk[n]) for n in names), strict=True
        )
        for shop, day, *values in rows:
            figures = periods.setdefault((shop, day), dict.fromkeys(names, 0))
            for name, value in zip(names, values, strict=True):
                figures[name] = (figures[name] or 0) + value
    return periods


def _dated(chunk: Chunk, days: int, report: ImportReport, as_of: date | None) -> Chunk:
    """Without periods that are not over at the end of `as_of`."""
    if as_of is None:
        return chunk
    shift = DAY if days == WINDOW_DAYS else 0
    over = chunk["day"] + shift + days * DAY <= end_of(as_of)
    return chunk.refuse(~over, reasons.AFTER_AS_OF, report, _naming(chunk))


def _naming(chunk: Chunk) -> Any:
    return lambda at: f"shop_id {chunk['shop'][at]}, {day_of(int(chunk['day'][at]))}"


def shop_id(shop: str) -> str:
    return f"{SOURCE}:{shop}"


def _row(name: str, shop: str, starts_at: int, figures: Mapping[str, int | None]) -> tuple[Any, ...]:
    days = WINDOW_DAYS if name == "90d" else 1
    row: dict[str, Any] = {
        **figures,
        "source_id": f"{name}:{day_of(starts_at):%Y%m%d}",
        "shop_id": shop_id(shop),
        "starts_at": starts_at,
        "ends_at": starts_at + days * DAY - 1,
    }
    return tuple(row.get(column) for column in TAKINGS.column_names)


def _applicant(shop: str, until: date | None) -> Applicant:
    """The set names no shop and no trade, so a shop is called by its number."""
    return Applicant(
        id=f"{SOURCE}:{shop}",
        source=SOURCE,
        source_id=shop,
        name=f"Shop {shop}",
        shop_kind=ShopKind.RESELLER,
        observed_until=until,
    )
