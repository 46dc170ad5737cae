"""What may be lent against, as dated data: which rows are eligible, how much of them, how much of one name.

Goes in: `collateral.toml`. Comes out: a frozen `CollateralPolicy`, of which one row counts on a day. Shares
and rates are exact, 0–1.
"""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

from workstation.errors import KnownError
from workstation.lending.definitions import Part, read_definition
from workstation.lending.policy_limits import ANY


def _share(name: str, value: Fraction) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must be from 0 to 1")


class Haircut(Part, frozen=True, kw_only=True):
    """What is taken off an order whose probability of confirmation is at least so much."""

    at_least: Fraction
    haircut: Fraction

    def __post_init__(self) -> None:
        _share("at_least", self.at_least)
        _share("haircut", self.haircut)


class OrderRules(Part, frozen=True, kw_only=True):
    """`haircuts` say what the confirmation model's word takes off. That is never less than
    `unmodelled_haircut`, what an order counts less by without one, unless `model_may_lift`."""

    statuses: tuple[str, ...]
    oldest_days: int
    advance_rate: Fraction
    buyer_share: Fraction
    unmodelled_haircut: Fraction
    haircuts: tuple[Haircut, ...]
    model_may_lift: bool = False

    def __post_init__(self) -> None:
        for name in ("advance_rate", "buyer_share", "unmodelled_haircut"):
            _share(name, getattr(self, name))
        if not any(row.at_least == 0 for row in self.haircuts):
            raise ValueError('haircuts needs a row with at_least "0"')

    def haircut(self, probability: float | None) -> Fraction:
        """For a probability of confirmation, or for none."""
        if probability is None:
            return self.unmodelled_haircut
        exact = Fraction(repr(probability))
        reached = [row for row in self.haircuts if row.at_least <= exact]
        found = max(reached, key=lambda row: row.at_least).haircut
        return found if self.model_may_lift else max(found, self.unmodelled_haircut)

    def lent_on(self, probability: float | None) -> Fraction:
        """The share of its value that is lent on an order that will so probably be confirmed."""
        return self.advance_rate * (1 - self.haircut(probability))


class CategoryRate(Part, frozen=True, kw_only=True):
    category: str
    rate: Fraction

    def __post_init__(self) -> None:
        _share("rate", self.rate)


class GoodsRules(Part, frozen=True, kw_only=True):
    statuses: tuple[str, ...]
    oldest_days: int
    insured: bool
    issuer_share: Fraction
    category_share: Fraction
    advance_rates: tuple[CategoryRate, ...]

    def __post_init__(self) -> None:
        _share("issuer_share", self.issuer_share)
        _share("category_share", self.category_share)
        if not any(row.category == ANY for row in self.advance_rates):
            raise ValueError('advance_rates needs a row for category "*"')

    def advance_rate(self, category: str | None) -> Fraction:
        rates = {row.category: row.rate for row in self.advance_rates}
        return rates.get(category or ANY, rates[ANY])


class PurchaseRules(Part, frozen=True, kw_only=True):
    statuses: tuple[str, ...]
    oldest_days: int
    advance_rate: Fraction
    known_after: int
    supplier_share: Fraction

    def __post_init__(self) -> None:
        _share("advance_rate", self.advance_rate)
        _share("supplier_share", self.supplier_share)


class InvoiceRules(Part, frozen=True, kw_only=True):
    oldest_days: int
    advance_rate: Fraction
    buyer_share: Fraction

    def __post_init__(self) -> None:
        _share("advance_rate", self.advance_rate)
        _share("buyer_share", self.buyer_share)


class CollateralRow(Part, frozen=True, kw_only=True):
    """What counts from `since` on."""

    since: date
    orders: OrderRules
    goods_documents: GoodsRules
    purchase_orders: PurchaseRules
    invoices: InvoiceRules


class CollateralPolicy(Part, frozen=True, kw_only=True):
    version: int
    rows: tuple[CollateralRow, ...]
    version_hash: str

    def __post_init__(self) -> None:
        days = [row.since for row in self.rows]
        if not days or days != sorted(set(days)):
            raise ValueError("rows need rising days in `since`")

    def on(self, day: date) -> CollateralRow:
        """The row in force. Raises `KnownError` (`collateral.no_row`) before the first."""
        found = [row for row in self.rows if row.since <= day]
        if not found:
            raise KnownError(
                "collateral.no_row",
                f"no row of the collateral policy is in force on {day.isoformat()}",
                remedy="Add a row that begins earlier.",
            )
        return found[-1]


class _Undated(Part, frozen=True, kw_only=True):
    """The file as it was before its rows had days: decisions of that time carry it with them."""

    version: int
    orders: OrderRules
    goods_documents: GoodsRules
    purchase_orders: PurchaseRules
    invoices: InvoiceRules
    version_hash: str


def load_collateral_policy(path: Path) -> CollateralPolicy:
    """A file without days is read as one row that was always in force. Raises `KnownError`
    (`collateral.unreadable`, `collateral.damaged`)."""
    if not _is_undated(path):
        return read_definition(path, CollateralPolicy, "collateral")
    old = read_definition(path, _Undated, "collateral")
    row = CollateralRow(
        since=date.min,
        orders=old.orders,
        goods_documents=old.goods_documents,
        purchase_orders=old.purchase_orders,
        invoices=old.invoices,
    )
    return CollateralPolicy(version=old.version, rows=(row,), version_hash=old.version_hash)


def _is_undated(path: Path) -> bool:
    """What cannot be read at all is told of by the reader."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return "rows" not in written and "orders" in written
