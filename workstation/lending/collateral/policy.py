"""What may be lent against, as data: which rows are eligible, how much of them, how much of one name.

Goes in: `collateral.toml`. Comes out: a frozen `CollateralPolicy`. Shares and rates are exact, 0–1.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

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
    statuses: tuple[str, ...]
    oldest_days: int
    advance_rate: Fraction
    buyer_share: Fraction
    unmodelled_haircut: Fraction
    haircuts: tuple[Haircut, ...]

    def __post_init__(self) -> None:
        for name in ("advance_rate", "buyer_share", "unmodelled_haircut"):
            _share(name, getattr(self, name))
        if not any(row.at_least == 0 for row in self.haircuts):
            raise ValueError('haircuts needs a row with at_least "0"')

    def haircut(self, probability: float | None) -> Fraction:
        """For a probability of confirmation, or for none."""
        if probability is None:
            return self.unmodelled_haircut
        reached = [row for row in self.haircuts if row.at_least <= Fraction(repr(probability))]
        return max(reached, key=lambda row: row.at_least).haircut


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


class CollateralPolicy(Part, frozen=True, kw_only=True):
    version: int
    orders: OrderRules
    goods_documents: GoodsRules
    purchase_orders: PurchaseRules
    invoices: InvoiceRules
    version_hash: str


def load_collateral_policy(path: Path) -> CollateralPolicy:
    """Raises `KnownError` (`collateral.unreadable`, `collateral.damaged`)."""
    return read_definition(path, CollateralPolicy, "collateral")
