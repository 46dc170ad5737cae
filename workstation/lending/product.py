"""A product as data: who it is for, on what, how much, how long, at what price. Adding one needs no code.

Goes in: a TOML file. Comes out: a frozen `Product`. Prices are yearly decimals by grade and tenor; a grade
without a price at a tenor cannot be lent to on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from workstation.domain.evidence import EvidenceDomain
from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.money import Fen
from workstation.domain.records import ApplicantKind, ShopKind
from workstation.errors import KnownError
from workstation.lending.definitions import Part, read_definition
from workstation.lending.schedule import parse_rate
from workstation.lending.wording import Words

GRADES = ("A", "B", "C", "D", "E", "F", "G", "H")
"""Grades of probability of default, best first, as the model bundles give them."""


class Who(Part, frozen=True, kw_only=True):
    """Whom the product is for."""

    applicants: tuple[ApplicantKind, ...]
    shop_kinds: tuple[ShopKind, ...]


class Amounts(Part, frozen=True, kw_only=True):
    """Bounds in whole yuan. Limits that the rules set are rounded down to `step_yuan`; a request below them
    is met as it was asked."""

    minimum_yuan: int
    maximum_yuan: int
    step_yuan: int

    def __post_init__(self) -> None:
        if not 0 < self.minimum_yuan <= self.maximum_yuan:
            raise ValueError("0 < minimum_yuan <= maximum_yuan does not hold")
        if self.step_yuan <= 0:
            raise ValueError("step_yuan must be above zero")


class PriceRow(Part, frozen=True, kw_only=True):
    """Yearly rates by grade for one tenor, as texts ("0.1800")."""

    months: int
    rates: dict[str, str]

    def __post_init__(self) -> None:
        for grade, rate in self.rates.items():
            if grade not in GRADES:
                raise ValueError(f"there is no grade {grade}")
            try:
                parse_rate(rate)
            except KnownError as error:
                raise ValueError(f"grade {grade}: {error.message}") from None


class Fees(Part, frozen=True, kw_only=True):
    """What is charged beside interest; `upfront_share` is a share of the amount, paid at the draw."""

    upfront_share: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if not 0 <= self.upfront_share < 1:
            raise ValueError("upfront_share must be from 0 to below 1")


class Evidence(Part, frozen=True, kw_only=True):
    """What must be covered before the product can be decided: of each group at least one domain."""

    required: tuple[tuple[EvidenceDomain, ...], ...]


class Product(Part, frozen=True, kw_only=True):
    """One product. `family` is what cap rows name as their scope; `models` are the models whose word counts,
    any where empty."""

    code: str
    version: int
    family: str
    basis: str
    name: Words
    notes: Words
    who: Who
    amounts: Amounts
    tenors: tuple[int, ...]
    methods: tuple[RepaymentMethod, ...]
    day_count: DayCount
    price: tuple[PriceRow, ...]
    fees: Fees = Fees()
    evidence: Evidence
    models: tuple[str, ...] = ()
    version_hash: str

    def __post_init__(self) -> None:
        if not self.tenors or not self.methods:
            raise ValueError("a product needs at least one tenor and one method")
        if sorted(row.months for row in self.price) != sorted(self.tenors):
            raise ValueError("there must be one price row for each tenor")

    @property
    def minimum(self) -> Fen:
        return Fen(self.amounts.minimum_yuan * 100)

    @property
    def maximum(self) -> Fen:
        return Fen(self.amounts.maximum_yuan * 100)

    @property
    def step(self) -> Fen:
        return Fen(self.amounts.step_yuan * 100)

    def rate(self, grade: str, months: int) -> str | None:
        """Yearly rate for a grade and a tenor; None where the product is not lent there."""
        return next((row.rates.get(grade) for row in self.price if row.months == months), None)


def load_product(path: Path) -> Product:
    """Read one product file. Raises `KnownError` (`product.unreadable`, `product.damaged`)."""
    return read_definition(path, Product, "product")


def load_products(folder: Path) -> Mapping[str, Product]:
    """Every product in a folder by its code. Raises as `load_product`, and `product.duplicate`."""
    products: dict[str, Product] = {}
    for path in sorted(folder.glob("*.toml")):
        product = load_product(path)
        if product.code in products:
            raise KnownError(
                "product.duplicate",
                f"another file defines the product {product.code} already",
                where=path.name,
                remedy="Give it another code or remove one of the files.",
            )
        products[product.code] = product
    return MappingProxyType(products)
