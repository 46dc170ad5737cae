"""The same measures of simulated sellers, taken from their ledgers as a lender would take them.

In: a world, a seed, a number of sellers. Out: arrays by measure. What a ledger does not show (a failed loan,
what was lost on it, the size of the loan) comes from the seller's outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from workstation.domain.ledger import DAY, MISSING_INTEGER, LedgerBlock
from workstation.training.likeness.real import book, loyalty, rhythm, star_figures, together
from workstation.training.simulator import SimulatedSeller, View, World, simulate
from workstation.training.simulator.causes import Floats
from workstation.training.table import Progress, quiet

_EPOCH = pd.Timestamp("1970-01-01").toordinal()
_FEN = 100
_QUARTER = 90
_FEW_ORDERS = 20
_COLLECTED_IN_FULL = 0.1  # below it a loan is not charged off, so the real set has none


def simulated_values(
    world: World, *, seed: int, sellers: int, progress: Progress = quiet
) -> dict[str, Floats]:
    """Every measure, from `sellers` of each view that is compared."""
    found: dict[str, Floats] = {}
    losses: list[float] = []

    def made(view: View) -> Iterator[SimulatedSeller]:
        progress(f"{view.value} view: {sellers} sellers")
        for seller in simulate(world, view, seed=seed, sellers=sellers):
            lost = seller.outcomes.loss_share
            if lost is not None and lost > _COLLECTED_IN_FULL:
                losses.append(lost)
            yield seller

    for view, measure in ((View.SHOP, _of_shops), (View.WHOLESALE, _of_members), (View.INVOICE, _of_firms)):
        found |= measure(made(view))
    found["loss_share"] = np.array(losses)
    return {name: values[np.isfinite(values)] for name, values in found.items()}


def _of_shops(sellers: Iterator[SimulatedSeller]) -> dict[str, Floats]:
    kept = list(map(_Shop, sellers))
    stars = np.concatenate([s.stars for s in kept])
    change = np.array([s.sales / s.sales_before for s in kept if s.sales_before > 0 and s.whole])
    delivered = np.concatenate([s.late for s in kept])
    daily = rhythm((s.daily, s.weekday) for s in kept if len(s.daily))
    return {
        **daily,
        "online_swing": np.array([np.median(daily["week_swing"])]),
        "sales_90d": np.array([s.sales for s in kept if s.sales > 0 and s.only_here]),
        "orders_90d": np.array([s.orders for s in kept if s.orders > 0 and s.only_here]),
        "order_value": np.array([s.sales / s.orders for s in kept if s.orders > 0]),
        "change_90d": change[change > 0],
        "halved": np.array([(change < 0.5).mean()]),
        "ship_hours": np.concatenate([s.hours for s in kept]),
        "transit_days": np.concatenate([s.way for s in kept]),
        "late_ship_share": np.array([s.late_share for s in kept]),
        "late_delivery": np.array([delivered.mean()]),
        **star_figures(stars),
        "mean_loan": np.array([np.mean([s.loan for s in kept])]),
        "not_repaid": np.array([np.mean([s.failed for s in kept])]),
    }


class _Shop:
    """What is kept of one shop's ledgers."""

    def __init__(self, seller: SimulatedSeller) -> None:
        held, end = seller.ledgers, seller.as_of.toordinal() - _EPOCH
        self.loan, self.failed = seller.principal, seller.defaulted
        self.only_here = seller.causes["seen_share"] == 1.0  # else the ledgers show a sideline
        self.whole = seller.causes["age"] >= 2 * _QUARTER
        self.daily = self.weekday = np.empty(0)
        self.sales = self.sales_before = self.orders = 0.0
        if (orders := held.get("orders")) is not None:
            day = orders.columns["ordered_at"] // DAY - end
            paid = orders.columns["status"] != "cancelled"
            yuan = orders.columns["goods_amount"] / _FEN
            last = paid & (day > -_QUARTER)
            self.sales, self.orders = float(yuan[last].sum()), float(last.sum())
            self.sales_before = float(yuan[paid & ~last & (day > -2 * _QUARTER)].sum())
            self.daily = np.bincount(day[paid] - day.min()).astype(float)
            self.weekday = (np.arange(len(self.daily)) + day.min() + end + _EPOCH - 1) % 7
        self._of_parcels(held.get("shipments"), _ordered_at(orders))
        reviews = held.get("reviews")
        self.stars = np.empty(0) if reviews is None else reviews.columns["stars"]

    def _of_parcels(self, block: LedgerBlock | None, ordered: dict[str, int]) -> None:
        self.hours = self.way = np.empty(0)
        self.late, self.late_share = np.empty(0, dtype=bool), float("nan")
        if block is None:
            return
        sent, came = block.columns["shipped_at"], block.columns["delivered_at"]
        known = came != MISSING_INTEGER
        start = np.array(
            [ordered.get(order, at) for order, at in zip(block.columns["order_id"], sent, strict=True)]
        )
        chosen = slice(None, None, 17)  # one in so many is enough of a shop
        self.hours = ((sent - start) / 3600.0)[sent > start][chosen]
        self.way = ((came - sent) / DAY)[known][chosen]
        self.late = (came > block.columns["promised_at"])[known]
        if len(sent) >= _FEW_ORDERS:
            self.late_share = float((sent > block.columns["due_at"]).mean())


def _ordered_at(orders: LedgerBlock | None) -> dict[str, int]:
    if orders is None:
        return {}
    return dict(zip(orders.columns["source_id"], orders.columns["ordered_at"].tolist(), strict=True))


def _of_members(sellers: Iterator[SimulatedSeller]) -> dict[str, Floats]:
    books: list[tuple[Any, Any]] = []
    sent_back: list[float] = []
    for seller in sellers:
        orders = seller.ledgers.get("orders")
        if orders is None or len(orders) < 200:
            continue
        day = orders.columns["ordered_at"] / DAY - (seller.as_of.toordinal() + 1 - _EPOCH - 365)
        year = (day >= 0) & (orders.columns["status"] != "cancelled")
        if day.min() > 0 or year.sum() < 100:
            continue
        books.append(
            (np.unique(orders.columns["buyer_id"][year].astype(str), return_inverse=True)[1], day[year])
        )
        sent_back.append(float(np.isin(orders.columns["status"][year], ("refunded", "disputed")).mean()))
    return {"refund_share": np.array([np.median(sent_back)]), **loyalty(books)}


def _of_firms(sellers: Iterator[SimulatedSeller]) -> dict[str, Floats]:
    held = (s.ledgers.get("invoices") for s in sellers)
    return together([book(*_both_sides(block)) for block in held if block is not None])


def _both_sides(block: LedgerBlock) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = pd.DataFrame(
        {
            "day": block.columns["issued_at"] // DAY,
            "party": block.columns["counterparty_id"],
            "net": block.columns["net_amount"] / _FEN,
            "void": block.columns["status"] == "void",
        }
    )
    sold = block.columns["direction"] == "sale"
    return rows[sold], rows[~sold]
