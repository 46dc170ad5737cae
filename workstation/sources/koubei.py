"""Payments of shops in the street by Alipay: how many a day at each merchant, with what each merchant is.

The layout is a table of merchants (`shop_info`) and a wide table of days (`shop_day_pay`), a line a merchant
and a column a day, made from the payment records of the IJCAI-17 contest. Counts only: what was paid is not
in it, and the usual price of a person (`per_pay`) is not sales. All is in memory at once, 4 kB a merchant.

What was found in the real files, and what is done about it:
- an empty cell is a day without a payment: it makes no row. Before a merchant's first payment it says
  nothing;
- 2015-12-12 has no column: nobody's payments of that day are known;
- every merchant still took payments in the last month, so the set holds nobody who closed: what is measured
  on it is measured on survivors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from workstation.domain.ledger import DAY, TAKINGS, start_of
from workstation.domain.records import Applicant, Shop, ShopKind
from workstation.sources.batch import SellerBatch
from workstation.sources.chunk import Chunk
from workstation.sources.parse import count, key, plain, text
from workstation.sources.reader import DataFile, check_through, locate, read_whole
from workstation.sources.reasons import reason
from workstation.sources.report import ImportReport
from workstation.sources.table import Field, Table

SOURCE = "koubei"
_MOST_A_DAY = 10**7
_DAY_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

MERCHANTS = Table(
    "merchants",
    ("shop_info",),
    (
        Field("merchant", ("id", "shop_id"), key(), required=True),
        Field("city", ("city", "city_name"), text()),
        Field("group", ("cate_1", "cate_1_name"), text()),
        Field("category", ("cate_2", "cate_2_name"), text()),
    ),
    key=("merchant",),
)
DAYS = Table(
    "payments by day",
    ("shop_day_pay",),
    (Field("merchant", ("shop_id",), key(), required=True),),
    key=("merchant",),
)

NO_MERCHANT = reason(
    "payments.no_merchant", "商户名录中没有该商户", "the merchant is not in the table of merchants"
)

_TRADES: dict[str, str] = {
    "超市": "supermarket",
    "便利店": "convenience_store",
    "休闲茶饮": "tea_coffee",
    "休闲食品": "snacks",
    "烘焙糕点": "bakery",
    "药店": "pharmacy_medical",
}
_TRADES_OF_GROUPS: dict[str, str] = {"美食": "restaurant"}


def read_export(folder: Path, report: ImportReport, as_of: date | None) -> Iterator[SellerBatch]:
    """Every merchant of the export once, in the order of the table of merchants, also one that took nothing.

    `observed_until` is the last day that has a column, or `as_of`.
    """
    merchants = locate(folder, MERCHANTS, report)
    named = [_with_days(file, as_of) for file in locate(folder, DAYS, report)]
    files = [file for file, _ in named]
    check_through([*merchants, *files])
    register = read_whole(merchants, report)
    payments = read_whole(files, report)
    if register is None or payments is None:
        return
    days = named[0][1]
    report.keep(register.file, len(register))
    known = set(register["merchant"])
    strange = np.array([merchant not in known for merchant in payments["merchant"]], dtype=np.bool_)
    kept = payments.refuse(strange, NO_MERCHANT, report, lambda at: f"shop_id {payments['merchant'][at]}")
    report.keep(kept.file, len(kept))
    place = {merchant: at for at, merchant in enumerate(kept["merchant"])}
    until = as_of or max(days, default=None)
    for merchant, city, group, category in zip(*map(plain, register.columns.values()), strict=True):
        applicant = Applicant(
            id=f"{SOURCE}:{merchant}",
            source=SOURCE,
            source_id=merchant,
            name=f"Merchant {merchant}",
            shop_kind=ShopKind.RESELLER,
            trade=_TRADES.get(category or "", _TRADES_OF_GROUPS.get(group or "", "")),
            region=city or "",
            observed_until=until,
        )
        shops = (Shop(applicant.id, applicant.id, applicant.name, SOURCE),)
        rows = _rows(kept, place[merchant], days, applicant.id) if merchant in place else []
        yield SellerBatch(applicant, shops, rows={TAKINGS.name: rows} if rows else {})


def _with_days(file: DataFile, as_of: date | None) -> tuple[DataFile, tuple[date, ...]]:
    """The file with a field for each of its columns that is a day, up to `as_of`, and those days."""
    names = [name for name in file.format.columns_of(file.path) if _DAY_NAME.fullmatch(name)]
    days = {
        name: day for name in names if (day := _day(name)) is not None and (as_of is None or day <= as_of)
    }
    fields = tuple(Field(name, (name,), count(0, _MOST_A_DAY)) for name in days)
    table = replace(file.table, fields=(*file.table.fields, *fields))
    columns = {**file.columns, **{name: name for name in days}}
    return replace(file, table=table, columns=columns), tuple(days.values())


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _rows(payments: Chunk, at: int, days: tuple[date, ...], shop_id: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for day in days:
        taken = plain(payments[day.isoformat()][at : at + 1])[0]
        if taken is None:
            continue
        row = {
            "source_id": f"day:{day:%Y%m%d}",
            "shop_id": shop_id,
            "starts_at": start_of(day),
            "ends_at": start_of(day) + DAY - 1,
            "payments": taken,
        }
        rows.append(tuple(row.get(column) for column in TAKINGS.column_names))
    return rows
