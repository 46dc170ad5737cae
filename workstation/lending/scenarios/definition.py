"""A scenario as data: from when to when, for whom, and what it changes of the rules.

Shares and rates are exact and written as texts; amounts are whole yuan. A scenario has no field by which it
could change what a model said or let a hard rule pass: such a field is refused as unknown.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

import msgspec

from workstation.domain.evidence import EvidenceDomain
from workstation.domain.records import ShopKind
from workstation.errors import KnownError
from workstation.lending.definitions import Part
from workstation.lending.policy_limits import ANY
from workstation.lending.product_parts import GRADES
from workstation.lending.schedule import parse_rate
from workstation.lending.wording import Words

_MOST_CHANGE_OF_PRICE = Fraction(1, 20)
_SHA256_DIGITS = 64


def _only_grades(named: set[str]) -> None:
    if unknown := sorted(named - {*GRADES}):
        raise ValueError(f"there is no grade {unknown[0]}")


class ScenarioKind(StrEnum):
    """The cases of the business side."""

    PROMOTION = "promotion"  # a whole platform's: Double Eleven
    CATEGORY_PROMOTION = "category-promotion"
    PLATFORM_RULE = "platform-rule"
    GROWTH_STAGE = "growth-stage"
    SEASON = "season"


class GrowthStage(StrEnum):
    NEW = "new"
    GROWING = "growing"
    MATURE = "mature"
    DECLINING = "declining"


class Scope(Part, frozen=True, kw_only=True):
    """Whom a scenario speaks of; an empty list asks nothing. `products` names codes or families, `platforms`
    those of which the applicant has a shop on one."""

    trades: tuple[str, ...] = ()
    shop_kinds: tuple[ShopKind, ...] = ()
    products: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    stages: tuple[GrowthStage, ...] = ()

    @property
    def named(self) -> int:
        """How many things it asks: the more, the more special."""
        return sum(
            bool(asked)
            for asked in (self.trades, self.shop_kinds, self.products, self.platforms, self.stages)
        )


class AdmissionChange(Part, frozen=True, kw_only=True):
    """`cutoff`: the probability of default above which is declined, in place of the policy's. `points` are
    added to the score by which the rules admit and grade; the model's own score stays as it is."""

    cutoff: Fraction | None = None
    points: int = 0

    def __post_init__(self) -> None:
        if self.cutoff is not None and not 0 < self.cutoff < 1:
            raise ValueError("cutoff must be above 0 and below 1")


class LimitChange(Part, frozen=True, kw_only=True):
    """By grade: the most that is lent in whole yuan ("*": any grade), the factor of capacity, what one loan
    may be expected to lose in whole yuan; and the share of a year's sales that may be lent."""

    most_yuan: dict[str, int] = {}
    grade_factors: dict[str, Fraction] = {}
    loss_budget_yuan: dict[str, int] = {}
    turnover_share: Fraction | None = None

    def __post_init__(self) -> None:
        _only_grades({*self.grade_factors, *self.loss_budget_yuan})
        _only_grades({*self.most_yuan} - {ANY})
        if any(not 0 <= factor <= 1 for factor in self.grade_factors.values()):
            raise ValueError("a grade factor must be from 0 to 1")
        if any(amount < 0 for amount in (*self.most_yuan.values(), *self.loss_budget_yuan.values())):
            raise ValueError("no amount may be below zero")
        if self.turnover_share is not None and not 0 <= self.turnover_share <= 1:
            raise ValueError("turnover_share must be from 0 to 1")


class PriceChange(Part, frozen=True, kw_only=True):
    """`rates`: the yearly rate of a grade at every tenor, in place of a listed price or where there is none;
    `add` is added to the yearly rate of every other grade. Caps and the floor hold as ever."""

    rates: dict[str, str] = {}
    add: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        _only_grades({*self.rates})
        for grade, rate in self.rates.items():
            try:
                parse_rate(rate)
            except KnownError as error:
                raise ValueError(f"grade {grade}: {error.message}") from None
        if abs(self.add) > _MOST_CHANGE_OF_PRICE:
            raise ValueError("add must be from -0.05 to 0.05 a year")


class EvidenceChange(Part, frozen=True, kw_only=True):
    """Groups of evidence domains, of each of which one must be covered: asked for beside the product's own,
    or not asked for although the product does."""

    require: tuple[tuple[EvidenceDomain, ...], ...] = ()
    waive: tuple[tuple[EvidenceDomain, ...], ...] = ()

    def __post_init__(self) -> None:
        if not all((*self.require, *self.waive)):
            raise ValueError("a group of evidence domains cannot be empty")


class WeightSet(Part, frozen=True, kw_only=True):
    """Another approved bundle of models, by the sha256 of the manifest that its makers signed."""

    bundle: str
    version: int
    sha256: str

    def __post_init__(self) -> None:
        if len(self.sha256) != _SHA256_DIGITS or any(c not in "0123456789abcdef" for c in self.sha256):
            raise ValueError("sha256 must be 64 hexadecimal digits")


class RiskBudget(Part, frozen=True, kw_only=True):
    """What all approvals under the scenario together may be expected to lose, and the most of it that the hub
    reserves for one person who may go offline with it. `bears_loss`: whom the scenario lets in need not pay
    the expected loss in the price, since the budget is there for it; the rest of the floor holds."""

    expected_loss_yuan: int
    officer_share: Fraction
    bears_loss: bool = False

    def __post_init__(self) -> None:
        if self.expected_loss_yuan <= 0:
            raise ValueError("expected_loss_yuan must be above zero")
        if not 0 < self.officer_share <= 1:
            raise ValueError("officer_share must be above 0 and at most 1")

    @property
    def amount(self) -> int:
        """In fen."""
        return self.expected_loss_yuan * 100

    @property
    def most_each(self) -> int:
        """The most that is reserved for one person, in fen."""
        return int(self.amount * self.officer_share)


class Scenario(Part, frozen=True, kw_only=True):
    """One scenario, in force from `starts` (`from` in the file) to `until`, both days included. A later
    `version` takes the place of an earlier one of the same id."""

    id: str
    version: int
    kind: ScenarioKind
    starts: date = msgspec.field(name="from")
    until: date
    name: Words
    purpose: Words
    scope: Scope = Scope()
    admission: AdmissionChange = AdmissionChange()
    limits: LimitChange = LimitChange()
    price: PriceChange = PriceChange()
    evidence: EvidenceChange = EvidenceChange()
    weights: WeightSet | None = None
    budget: RiskBudget | None = None
    version_hash: str

    def __post_init__(self) -> None:
        if not self.id or not all(c.isascii() and (c.isalnum() or c == "-") for c in self.id):
            raise ValueError("id must be letters, digits and hyphens")
        if self.version < 1:
            raise ValueError("version must be at least 1")
        if self.until < self.starts:
            raise ValueError("from must not be after until")
        if self.changes_nothing:
            raise ValueError("it changes nothing: no admission, limits, price, evidence or weights")
        if self.admission.points > 0 and self.budget is None:
            raise ValueError("points that let more in need a [budget] of expected loss")
        if self.budget is not None and self.budget.bears_loss and self.admission.cutoff is None:
            raise ValueError("bears_loss is for those whom a cutoff lets in, and there is none")

    @property
    def changes_nothing(self) -> bool:
        changes = (self.admission, self.limits, self.price, self.evidence)
        return self.weights is None and all(change == type(change)() for change in changes)

    @property
    def ref(self) -> tuple[str, int, str]:
        return self.id, self.version, self.version_hash

    def in_force(self, day: date) -> bool:
        return self.starts <= day <= self.until
