"""A product as data: who it is for, on what, how much, how long, at what price. Adding one needs no code.

Goes in: a TOML file. Comes out: a frozen `Product`. Listed prices are yearly decimals by grade and tenor; a
grade without a price at a tenor cannot be lent to on it. A price may instead be reckoned (`pricing.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import structs

from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.money import Fen
from workstation.errors import KnownError
from workstation.lending.businessdays import WorkCalendar
from workstation.lending.daycount import EVEN_YEARS
from workstation.lending.definitions import Part, read_definition
from workstation.lending.methods import DAILY, METHODS
from workstation.lending.positions import line_of
from workstation.lending.product_parts import GRADES as GRADES  # callers take it from here
from workstation.lending.product_parts import (
    Amounts,
    Basis,
    ComputedPrice,
    Condition,
    DueDays,
    Evidence,
    Fees,
    FullLoop,
    Late,
    PriceRow,
    ProductKind,
    SalesRule,
    Who,
)
from workstation.lending.wording import Words


class Product(Part, frozen=True, kw_only=True):
    """One product. `family` is what cap rows and admission rows name as their scope; `models` are the models
    whose word counts, any where empty. A product that is not `enabled` is kept for the loans made on it and
    is offered to nobody. In the first `grace_months` interest alone is paid, where there are instalments.
    `revolving`: what is repaid can be drawn again, so that its limit is reviewed, for `line_months` from the
    decision on; as long as the tenor where none are named. `sales`: what a share of sales is and costs; a
    product that has it is repaid in no other way.
    `calendar` is not written in the file: it is the one that `due_days` names."""

    code: str
    version: int
    kind: ProductKind
    enabled: bool
    family: str
    basis: Basis
    name: Words
    notes: Words
    who: Who
    amounts: Amounts
    tenors: tuple[int, ...]
    methods: tuple[RepaymentMethod, ...]
    day_count: DayCount
    due_days: DueDays = DueDays()
    grace_months: int = 0
    price: tuple[PriceRow, ...] = ()
    computed_price: ComputedPrice | None = None
    fees: Fees = Fees()
    sales: SalesRule | None = None
    late: Late = Late()
    revolving: bool = False
    line_months: int = 0
    evidence: Evidence
    models: tuple[str, ...] = ()
    full_loop: FullLoop | None = None
    conditions: tuple[Condition, ...] = ()
    papers: tuple[str, ...] = ()
    calendar: WorkCalendar | None = None
    version_hash: str

    def __post_init__(self) -> None:
        if self.kind is ProductKind.LOAN:
            self._check_loan()
        elif self.methods or self.price or self.computed_price is not None:
            raise ValueError(f"a product of the kind {self.kind.value} has neither methods nor a price")
        codes = [condition.code for condition in self.conditions]
        if twice := [code for code in codes if codes.count(code) > 1]:
            raise ValueError(f"the condition {twice[0]} stands twice")

    def _check_loan(self) -> None:
        if not self.tenors or not self.methods:
            raise ValueError("a product needs at least one tenor and one method")
        if (self.computed_price is None) == (not self.price):
            raise ValueError("a loan has either price rows or a computed price")
        if self.price and sorted(row.months for row in self.price) != sorted(self.tenors):
            raise ValueError("there must be one price row for each tenor")
        if self.sales is not None:
            self._check_sales(self.sales)
        elif unfit := [method for method in self.methods if method not in METHODS]:
            raise ValueError(f"the instalments of {unfit[0].value} do not follow from a product's terms")
        if self.revolving and not DAILY.issuperset(self.methods):
            raise ValueError("what can be drawn again is repaid on any day: on demand or by orders")
        if (RepaymentMethod.ORDER in self.methods) != (self.basis is Basis.ORDERS):
            raise ValueError("what is lent on orders is repaid by orders, and nothing else is")
        if self.revolving and self.basis in (Basis.GOODS_DOCUMENTS, Basis.SUPPLY_CHAIN):
            raise ValueError("what rests on documents is drawn once: nobody counts what rests on which")
        if self.revolving and any(fee.event == "prepayment" for fee in self.fees.events):
            raise ValueError("what can be drawn again has no fee for paying early")
        if self.line_months < 0 or (self.line_months and not self.revolving):
            raise ValueError("line_months are of a revolving product, and not below zero")
        if not 0 <= self.grace_months < min(self.tenors):
            raise ValueError("grace_months must be from 0 to below the shortest tenor")

    def _check_sales(self, sales: SalesRule) -> None:
        if self.methods != (RepaymentMethod.SHARE_OF_SALES,):
            raise ValueError(
                f"with a table of sales the only method is {RepaymentMethod.SHARE_OF_SALES.value}"
            )
        if sorted(row.months for row in sales.shares) != sorted(self.tenors):
            raise ValueError("there must be one share of sales for each tenor")
        if self.day_count not in EVEN_YEARS:
            raise ValueError("a share of sales is counted act/360 or act/365f")
        if self.fees.terms or self.grace_months or self.due_days.calendar:
            raise ValueError("a share of sales has one fixed fee, no months of grace and no due days to move")

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
        """Listed yearly rate for a grade and a tenor; None where the product is not lent there, or where its
        price is reckoned."""
        return next((row.rates.get(grade) for row in self.price if row.months == months), None)


def load_product(path: Path) -> Product:
    """Read one product file, without its calendar. Raises `KnownError` (`product.unreadable`,
    `product.damaged`)."""
    product = read_definition(path, Product, "product")
    if product.calendar is not None:
        raise _damaged("a calendar stands in a file of its own, and due_days names it", path, "calendar")
    return product


def load_products(
    folder: Path, calendars: Mapping[str, WorkCalendar] = MappingProxyType({})
) -> Mapping[str, Product]:
    """Every product in a folder by its code, with the calendar that it names. Raises as `load_product`, and
    `product.duplicate`."""
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
        if (wanted := product.due_days.calendar) and wanted not in calendars:
            raise _damaged(f"there is no calendar {wanted}", path, "due_days.calendar")
        products[product.code] = structs.replace(product, calendar=calendars.get(wanted))
    return MappingProxyType(products)


def _damaged(what: str, path: Path, field: str) -> KnownError:
    line = line_of(path.read_text(encoding="utf-8"), field)
    return KnownError(
        "product.damaged",
        what,
        where=f"{path.name}, line {line}, field {field}",
        remedy="Correct the file and start again.",
    )
