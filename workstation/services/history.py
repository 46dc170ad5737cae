"""The seller's history: what the shop has really done, as linked series on one time axis.

Goes in: an applicant file with its ledgers. Comes out: a `History` of weekly or monthly buckets, the loop
from purchase to cash with its missing links, and the ledgers for the table. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from workstation.domain.ledger import DAY, LEDGERS, MISSING_INTEGER, LedgerBlock, Ledgers, start_of
from workstation.domain.records import ApplicantFile
from workstation.domain.text import Bilingual
from workstation.services.values import ChainLink, History, LedgerTable, PlatformEvent, Series

_WEEKLY_UP_TO_DAYS = 400
_SHORT_PERIOD = 7 * DAY  # totals of such periods are added up; those of longer ones overlap a bucket's edges

LEDGER_NAMES = {
    "orders": Bilingual("订单", "Orders"),
    "items": Bilingual("商品行", "Items"),
    "payments": Bilingual("收款", "Payments"),
    "shipments": Bilingual("发货", "Shipments"),
    "reviews": Bilingual("评价", "Reviews"),
    "invoices": Bilingual("发票", "Invoices"),
    "purchase_orders": Bilingual("采购单", "Purchase orders"),
    "goods_documents": Bilingual("物流单据", "Goods documents"),
    "repayments": Bilingual("还款流水", "Repayments"),
    "refunds": Bilingual("退款", "Refunds"),
    "survey_figures": Bilingual("调研数据", "Survey figures"),
    "takings": Bilingual("期间营收", "Takings"),
}

# Fixed days of the promotions that mark a platform's year, by the currency of its home market.
_PROMOTIONS: dict[str, tuple[tuple[int, int, Bilingual], ...]] = {
    "CNY": (
        (6, 18, Bilingual("618 大促", "6.18 promotion")),
        (11, 11, Bilingual("双十一", "Double Eleven")),
        (12, 12, Bilingual("双十二", "Double Twelve")),
    ),
    "BRL": ((6, 12, Bilingual("情人节（巴西）", "Dia dos Namorados")),),
}

# The links of the loop in order, each with what would evidence it.
_LOOP = (
    ("purchase", Bilingual("采购", "Purchase"), Bilingual("进项发票", "purchase invoices")),
    ("stock", Bilingual("库存/生产", "Stock or production"), Bilingual("实地盘点", "a count at a visit")),
    (
        "sale",
        Bilingual("销售", "Sale"),
        Bilingual("订单、营收或销项发票", "orders, takings or sale invoices"),
    ),
    ("shipment", Bilingual("发货", "Shipment"), Bilingual("物流单据", "waybills")),
    ("cash", Bilingual("回款", "Cash"), Bilingual("支付流水", "payment records")),
)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Buckets on the time axis: edges in seconds, one more than there are buckets."""

    unit: str
    edges: Any

    @property
    def count(self) -> int:
        return len(self.edges) - 1

    def place(self, seconds: Any) -> Any:
        """The bucket of each moment; moments before the first edge are not expected."""
        return np.searchsorted(self.edges, seconds, side="right") - 1

    def total(self, seconds: Any, weights: Any | None = None) -> Any:
        return np.bincount(self.place(seconds), weights, minlength=self.count)[: self.count].astype(float)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _axis(first: int, last: int) -> _Axis:
    start = datetime.fromtimestamp(first, UTC).date()
    end = datetime.fromtimestamp(last, UTC).date()
    weekly = (end - start).days <= _WEEKLY_UP_TO_DAYS
    day = start - timedelta(days=start.weekday()) if weekly else start.replace(day=1)
    edges = [day]
    while edges[-1] <= end:
        edges.append(edges[-1] + timedelta(days=7) if weekly else _next_month(edges[-1]))
    return _Axis("week" if weekly else "month", np.array([start_of(d) for d in edges], dtype=np.int64))


def _ratio(top: Any, bottom: Any) -> Any:
    """top / bottom, NaN where there is nothing below."""
    return np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)


def _medians(axis: _Axis, seconds: Any, values: Any) -> Any:
    """The median of `values` in each bucket, NaN where a bucket is empty."""
    bucket = axis.place(seconds)
    order = np.lexsort((values, bucket))
    bucket, values = bucket[order], values[order]
    result = np.full(axis.count, np.nan)
    present, first, count = np.unique(bucket, return_index=True, return_counts=True)
    low, high = first + (count - 1) // 2, first + count // 2
    result[present] = (values[low] + values[high]) / 2
    return result


def _new_and_returning(buyers: Any) -> tuple[Any, Any]:
    """Masks of each known buyer's first order and of their later ones (rows come in order of time)."""
    import pandas as pd

    codes = pd.factorize(buyers)[0]  # numbered in order of first appearance, −1 where missing
    known = codes >= 0
    highest_before = np.maximum.accumulate(np.concatenate(([-1], codes[:-1])))
    new = codes > highest_before
    return new, known & ~new


def _order_series(axis: _Axis, block: LedgerBlock) -> Iterator[Series]:
    c = block.columns
    sold = c["status"] != "cancelled"
    when = c["ordered_at"]
    goods = np.where(sold, c["goods_amount"], 0).astype(float)
    refunded = sold & (c["refund_amount"] != MISSING_INTEGER)
    refunds = np.where(refunded, c["refund_amount"], 0).astype(float)
    sales, orders = axis.total(when, goods), axis.total(when, sold)
    yield Series("sales", Bilingual("销售额", "Sales"), "money", "bar", sales)
    yield Series("orders", Bilingual("订单数", "Orders"), "count", "bar", orders)
    yield Series("order_value", Bilingual("客单价", "Order value"), "money", "line", _ratio(sales, orders))
    if (c["refund_amount"] != MISSING_INTEGER).any():  # a source that never tells of refunds has no share
        share = _ratio(axis.total(when, refunds), sales)
        yield Series("refunds", Bilingual("退款占比", "Refund share"), "share", "line", share)
    new, returning = (mask & sold for mask in _new_and_returning(c["buyer_id"]))
    if new.any() or returning.any():
        yield Series("new_buyers", Bilingual("新客", "New customers"), "count", "bar", axis.total(when, new))
        old = axis.total(when, returning)
        yield Series("returning_buyers", Bilingual("老客", "Returning customers"), "count", "bar", old)


def _order_times(orders: LedgerBlock | None) -> dict[str, int]:
    if orders is None:
        return {}
    return dict(zip(orders.columns["source_id"], orders.columns["ordered_at"].tolist(), strict=True))


def _shipment_series(axis: _Axis, block: LedgerBlock, ordered_at: dict[str, int]) -> Iterator[Series]:
    c = block.columns
    placed = np.array([ordered_at.get(o, MISSING_INTEGER) for o in c["order_id"]], dtype=np.int64)
    seen = (placed != MISSING_INTEGER) & (c["shipped_at"] >= placed)
    if seen.any():
        hours = (c["shipped_at"][seen] - placed[seen]) / 3600
        medians = _medians(axis, c["shipped_at"][seen], hours)
        yield Series("ship_hours", Bilingual("发货时长", "Hours to ship"), "hours", "line", medians)
    due = c["due_at"] != MISSING_INTEGER
    if due.any():
        when = c["shipped_at"][due]
        late = axis.total(when, c["shipped_at"][due] > c["due_at"][due])
        share = _ratio(late, axis.total(when))
        yield Series("late_share", Bilingual("延迟发货占比", "Late shipments"), "share", "line", share)


def _review_series(axis: _Axis, block: LedgerBlock) -> Iterator[Series]:
    when, stars = block.columns["reviewed_at"], block.columns["stars"].astype(float)
    mean = _ratio(axis.total(when, stars), axis.total(when))
    yield Series("stars", Bilingual("平均评分", "Mean rating"), "stars", "line", mean)


def _invoice_series(axis: _Axis, block: LedgerBlock) -> Iterator[Series]:
    c = block.columns
    valid = c["status"] == "valid"
    sale, purchase = valid & (c["direction"] == "sale"), valid & (c["direction"] == "purchase")
    when, net = c["issued_at"], c["net_amount"].astype(float)
    for code, name, mask in (
        ("invoiced_sales", Bilingual("销项金额", "Invoiced sales"), sale),
        ("invoiced_purchases", Bilingual("进项金额", "Invoiced purchases"), purchase),
    ):
        if mask.any():
            yield Series(code, name, "money", "bar", axis.total(when[mask], net[mask]))
    yield Series("invoices", Bilingual("发票张数", "Invoices"), "count", "bar", axis.total(when, valid))
    void = _ratio(axis.total(when, ~valid), axis.total(when))
    yield Series("void_share", Bilingual("作废占比", "Void share"), "share", "line", void)


def _takings_series(axis: _Axis, block: LedgerBlock) -> Iterator[Series]:
    """Totals of days and weeks are added up; of longer periods, which may overlap, each bucket shows the
    median of those that ended in it."""
    c, when = block.columns, block.columns["ends_at"]
    short = when - c["starts_at"] < _SHORT_PERIOD
    for column, code, unit, name, long_name in (
        ("sales_amount", "taken_sales", "money", Bilingual("营收", "Takings"),
         Bilingual("长期间营收", "Takings of long periods")),
        ("payments", "taken_payments", "count", Bilingual("收款笔数", "Payments taken"),
         Bilingual("长期间收款笔数", "Payments of long periods")),
    ):  # fmt: skip
        told = c[column] != MISSING_INTEGER
        if (told & short).any():
            values = axis.total(when[told & short], c[column][told & short])
            yield Series(code, name, unit, "bar", values)
        if (told & ~short).any():
            medians = _medians(axis, when[told & ~short], c[column][told & ~short].astype(float))
            yield Series(f"{code}_long", long_name, unit, "line", medians)


def _series(axis: _Axis, ledgers: Ledgers) -> Iterator[Series]:
    orders = ledgers.get("orders")
    if orders:
        yield from _order_series(axis, orders)
    shipments = ledgers.get("shipments")
    if shipments:
        yield from _shipment_series(axis, shipments, _order_times(orders))
    reviews = ledgers.get("reviews")
    if reviews:
        yield from _review_series(axis, reviews)
    invoices = ledgers.get("invoices")
    if invoices:
        yield from _invoice_series(axis, invoices)
    takings = ledgers.get("takings")
    if takings:
        yield from _takings_series(axis, takings)


def _events(currency: str, first: int, last: int) -> Iterator[PlatformEvent]:
    start, end = datetime.fromtimestamp(first, UTC).date(), datetime.fromtimestamp(last, UTC).date()
    for year in range(start.year, end.year + 1):
        for month, day, name in _PROMOTIONS.get(currency, ()):
            if start <= date(year, month, day) <= end:
                yield PlatformEvent(date(year, month, day), name)


def _rows(ledgers: Ledgers, kind: str, keep: Callable[[LedgerBlock], Any] | None = None) -> int:
    block = ledgers.get(kind)
    if block is None:
        return 0
    return len(block) if keep is None else int(np.count_nonzero(keep(block)))


def supply_loop(ledgers: Ledgers) -> tuple[ChainLink, ...]:
    """The loop from purchase to cash (闭环), link by link: what evidences it, or what is missing.

    A loan is full-loop supply-chain finance only where the backward links are evidenced.
    """

    def invoices(direction: str) -> int:
        """Valid ones: a void invoice is evidence of nothing."""

        def keep(block: LedgerBlock) -> Any:
            return (block.columns["direction"] == direction) & (block.columns["status"] == "valid")

        return _rows(ledgers, "invoices", keep)

    orders, shipped, paid = (_rows(ledgers, kind) for kind in ("orders", "shipments", "payments"))
    counts = {
        "purchase": invoices("purchase"),
        "stock": _rows(ledgers, "survey_figures", lambda block: block.columns["figure"] == "stock"),
        "sale": orders or _rows(ledgers, "takings") or invoices("sale"),
        "shipment": shipped,
        "cash": paid,
    }

    def detail(count: int, wanted: Bilingual) -> Bilingual:
        if count:
            return Bilingual(f"{count:,} 条", f"{count:,} records")
        return Bilingual(f"缺：{wanted.zh}", f"missing: {wanted.en}")

    return tuple(
        ChainLink(code, name, counts[code] > 0, counts[code], detail(counts[code], wanted))
        for code, name, wanted in _LOOP
    )


def history_of(file: ApplicantFile) -> History:
    """The whole history of one file; an applicant without ledgers gets an empty one with the loop's gaps."""
    applicant, ledgers = file.applicant, file.ledgers
    tables = tuple(
        LedgerTable(kind, LEDGER_NAMES[kind], block.columns, block.columns[LEDGERS[kind].when])
        for kind, block in ledgers.blocks.items()
        if len(block)
    )
    if not tables:
        empty = np.array([], dtype=np.int64)
        return History(applicant.id, applicant.currency, "month", empty, (), (), supply_loop(ledgers), ())
    first = min(int(t.times[0]) for t in tables)
    last = max(int(t.times[-1]) for t in tables)
    axis = _axis(first, last)
    return History(
        applicant.id,
        applicant.currency,
        axis.unit,
        axis.edges,
        tuple(_series(axis, ledgers)),
        tuple(_events(applicant.currency, first, last)),
        supply_loop(ledgers),
        tables,
    )
