"""The table of the orders that a loan rests on: which, and how much is lent on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.widgets.format import money
from ui.widgets.rows import Column
from ui.widgets.table import FittedTable

_CONTEXT = "OrderRows"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order by its number, and the principal in fen that rests on it."""

    order: str
    lent: int


def order_rows(resting: Mapping[str, int]) -> tuple[OrderRow, ...]:
    """`resting` is fen by asset, as the account has it."""
    return tuple(OrderRow(asset.partition(":")[2], lent) for asset, lent in resting.items())


_COLUMNS: tuple[Column[OrderRow], ...] = (
    Column(QT_TRANSLATE_NOOP("OrderRows", "Order"), lambda r: r.order, width=220),
    Column(QT_TRANSLATE_NOOP("OrderRows", "Lent on it"), lambda r: money(r.lent), 120, True, strong=True),
)


def order_table() -> FittedTable[OrderRow]:
    return FittedTable(_COLUMNS, _CONTEXT)
