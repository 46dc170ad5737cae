"""The ledgers beneath the charts: one table a kind, newest first, filtered by the chosen range.

The model reads single cells out of column arrays, so that a hundred thousand rows cost nothing until they
are looked at. A missing value is a dash, never a nought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.screens.applicant.history.panels import currency_sign
from ui.translation import said
from ui.widgets.format import DASH
from ui.widgets.rows import Column, RowsModel
from ui.widgets.words import STATUSES, named
from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, ColumnType
from workstation.domain.ledger import Column as LedgerColumn
from workstation.domain.text import Bilingual
from workstation.domain.words import TRADES

if TYPE_CHECKING:
    from workstation.services.values import LedgerTable

_TITLES: dict[str, Bilingual] = {
    "source_id": Bilingual("编号", "Number"),
    "shop_id": Bilingual("店铺", "Shop"),
    "buyer_id": Bilingual("买家", "Buyer"),
    "status": Bilingual("状态", "Status"),
    "ordered_at": Bilingual("下单时间", "Ordered"),
    "confirmed_at": Bilingual("确认时间", "Confirmed"),
    "goods_amount": Bilingual("货款", "Goods"),
    "freight_amount": Bilingual("运费", "Freight"),
    "refund_amount": Bilingual("退款", "Refund"),
    "order_id": Bilingual("订单", "Order"),
    "item_id": Bilingual("商品", "Item"),
    "category": Bilingual("类目", "Category"),
    "quantity": Bilingual("数量", "Quantity"),
    "amount": Bilingual("金额", "Amount"),
    "paid_at": Bilingual("收款时间", "Paid"),
    "method": Bilingual("方式", "Method"),
    "instalments": Bilingual("期数", "Instalments"),
    "carrier": Bilingual("承运人", "Carrier"),
    "due_at": Bilingual("发货期限", "Due"),
    "shipped_at": Bilingual("发货时间", "Shipped"),
    "promised_at": Bilingual("承诺送达", "Promised"),
    "delivered_at": Bilingual("送达时间", "Delivered"),
    "reviewed_at": Bilingual("评价时间", "Reviewed"),
    "stars": Bilingual("星级", "Stars"),
    "answered_at": Bilingual("回复时间", "Answered"),
    "direction": Bilingual("方向", "Direction"),
    "counterparty_id": Bilingual("对方", "Counterparty"),
    "issued_at": Bilingual("开票时间", "Issued"),
    "net_amount": Bilingual("不含税金额", "Net"),
    "tax_amount": Bilingual("税额", "Tax"),
    "gross_amount": Bilingual("价税合计", "Gross"),
    "supplier_id": Bilingual("供应商", "Supplier"),
    "placed_at": Bilingual("下单时间", "Placed"),
    "paid_amount": Bilingual("已付金额", "Paid"),
    "document": Bilingual("单据", "Document"),
    "issuer_id": Bilingual("出单方", "Issuer"),
    "value_amount": Bilingual("货值", "Value"),
    "insured_until_at": Bilingual("保险至", "Insured until"),
    "reference": Bilingual("附言", "Reference"),
    "channel": Bilingual("渠道", "Channel"),
    "payer": Bilingual("付款人", "Payer"),
    "refunded_at": Bilingual("退款时间", "Refunded"),
    "survey_id": Bilingual("调研", "Survey"),
    "measured_at": Bilingual("核实时间", "Measured"),
    "figure": Bilingual("指标", "Figure"),
    "value": Bilingual("数值", "Value"),
    "basis": Bilingual("依据", "Basis"),
    "starts_at": Bilingual("期间起", "From"),
    "ends_at": Bilingual("期间止", "To"),
    "payments": Bilingual("收款笔数", "Payments"),
    "sales_amount": Bilingual("销售额", "Sales"),
    "advertising_amount": Bilingual("广告费", "Advertising"),
    "discounts": Bilingual("折扣单数", "Discounts"),
    "reviews": Bilingual("评价数", "Reviews"),
    "good_reviews": Bilingual("好评数", "Good ones"),
}
_WIDTHS = {
    ColumnType.KEY: 120,
    ColumnType.TEXT: 96,
    ColumnType.AMOUNT: 112,
    ColumnType.TIME: 142,
    ColumnType.COUNT: 92,
}
_RIGHT = (ColumnType.AMOUNT, ColumnType.COUNT)


@dataclass(frozen=True, slots=True)
class Span:
    """Rows `first` (included) to `last` (excluded) of a ledger, in order of time."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


def span_of(table: LedgerTable, bounds: tuple[int, int] | None) -> Span:
    """The rows of a range of seconds, both ends included; all rows for None."""
    import numpy as np

    if bounds is None:
        return Span(0, len(table))
    first, last = np.searchsorted(table.times, [bounds[0], bounds[1] + 1], side="left")
    return Span(int(first), int(last))


def cell(table: LedgerTable, column: LedgerColumn, place: int) -> str:
    """One value as a person reads it."""
    value = table.columns[column.name][place]
    if value is None or value == MISSING_INTEGER:
        return DASH
    if column.type is ColumnType.AMOUNT:
        return f"{value / 100:,.2f}"
    if column.type is ColumnType.TIME:
        return datetime.fromtimestamp(int(value), UTC).strftime("%Y-%m-%d %H:%M")
    if column.type is ColumnType.COUNT:
        return f"{value:,}"
    if column.values:
        return named(STATUSES, str(value))
    return named(TRADES, str(value)) if column.name == "category" else str(value)


class LedgerModel(RowsModel[int]):
    """One ledger. A row's value is its place in the column arrays; the newest comes first."""

    def __init__(self, table: LedgerTable, currency: str, parent: QObject | None = None) -> None:
        self.table, self.currency = table, currency
        kind = LEDGERS[table.kind]
        whens = [c for c in kind.columns if c.name == kind.when]
        self.ledger_columns = [*whens, *(c for c in kind.columns if c.name != kind.when)]
        columns = [self._column(c) for c in self.ledger_columns]
        super().__init__(columns, "LedgerModel", parent)
        self.filter(None)

    def _column(self, column: LedgerColumn) -> Column[int]:
        return Column(
            column.name,
            partial(cell, self.table, column),
            width=0 if column.name == "source_id" else _WIDTHS[column.type],
            right=column.type in _RIGHT,
        )

    def filter(self, bounds: tuple[int, int] | None) -> Span:
        span = span_of(self.table, bounds)
        self.beginResetModel()
        self._rows: Sequence[int] = range(span.last - 1, span.first - 1, -1)
        self.endResetModel()
        return span

    def title_of(self, column: LedgerColumn) -> str:
        title = said(_TITLES[column.name])
        money = column.type is ColumnType.AMOUNT
        return f"{title} ({currency_sign(self.currency).strip()})" if money else title

    def _title(self, column: Column[int]) -> str:
        return self.title_of(next(c for c in self.ledger_columns if c.name == column.title))

    def as_lines(self, places: Sequence[int]) -> list[list[str]]:
        """Heads and cells as texts, for copying and for CSV."""
        lines: list[list[Any]] = [[self.title_of(c) for c in self.ledger_columns]]
        for place in places:
            lines.append([cell(self.table, c, place) for c in self.ledger_columns])
        return lines
