"""The tables of a product file: whom it is for, bounds, prices, fees, what it asks for and on which terms.

Each is a frozen, checked value; `product.py` puts them together. Shares and rates are exact, amounts are
whole yuan in the file.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from workstation.domain.evidence import EvidenceDomain
from workstation.domain.records import ApplicantKind, ShopKind
from workstation.errors import KnownError
from workstation.lending.businessdays import BusinessDay
from workstation.lending.definitions import Part
from workstation.lending.fees import Fee, FeeBasis, FeeWhen
from workstation.lending.schedule import parse_rate
from workstation.lending.wording import Words

GRADES = ("A", "B", "C", "D", "E", "F", "G", "H")
"""Grades of probability of default, best first, as the model bundles give them."""


class ProductKind(StrEnum):
    """What a product puts out: money, a promise to pay for somebody (no schedule), or a file for a bank."""

    LOAN = "loan"
    COMMITMENT = "commitment"
    REFERRAL = "referral"


class Basis(StrEnum):
    """What the amount rests on. Which steps of the limit staircase apply to a basis, the policy says."""

    TRADING_RECORD = "trading-record"
    FIRM_RECORD = "firm-record"
    ORDERS = "orders"
    GOODS_DOCUMENTS = "goods-documents"
    SUPPLY_CHAIN = "supply-chain"
    PAYMENT_RECORD = "payment-record"
    COMMITMENT = "commitment"
    REFERRAL = "referral"


class Who(Part, frozen=True, kw_only=True):
    """Whom the product is for. `platforms`: the applicant has a shop on one of them; any where empty."""

    applicants: tuple[ApplicantKind, ...]
    shop_kinds: tuple[ShopKind, ...]
    platforms: tuple[str, ...] = ()


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


class ComputedPrice(Part, frozen=True, kw_only=True):
    """A price that is reckoned and not listed: the floor at the edge of the grade's band for a loan of
    `reference_yuan`, plus the grade's margin, rounded up to `grid_daily`, at most `maximum`. A grade without
    a margin has no price. Rates are yearly but for the grid, which is by the day of a 360-day year."""

    reference_yuan: int
    margins: dict[str, Fraction]
    grid_daily: Fraction
    maximum: Fraction

    def __post_init__(self) -> None:
        if self.reference_yuan <= 0:
            raise ValueError("reference_yuan must be above zero")
        if self.grid_daily <= 0:
            raise ValueError("grid_daily must be above zero")
        if not 0 < self.maximum < 1:
            raise ValueError("maximum must be above 0 and below 1")
        if unknown := [grade for grade in self.margins if grade not in GRADES]:
            raise ValueError(f"there is no grade {unknown[0]}")
        if any(margin < 0 for margin in self.margins.values()):
            raise ValueError("a margin cannot be below zero")


class EventFee(Part, frozen=True, kw_only=True):
    """A fee that only an event brings ("prepayment", "recovery"), as a share of what the event moves."""

    event: str
    share: Fraction

    def __post_init__(self) -> None:
        if not self.event:
            raise ValueError("the event has no name")
        if not 0 <= self.share < 1:
            raise ValueError("share must be from 0 to below 1")


class Fees(Part, frozen=True, kw_only=True):
    """What is charged beside interest; `upfront_share` is a share of the amount, paid at the draw;
    `period_share` of the amount with each instalment."""

    upfront_share: Fraction = Fraction(0)
    period_share: Fraction = Fraction(0)
    events: tuple[EventFee, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.upfront_share < 1:
            raise ValueError("upfront_share must be from 0 to below 1")
        if not 0 <= self.period_share < 1:
            raise ValueError("period_share must be from 0 to below 1")

    @property
    def terms(self) -> tuple[Fee, ...]:
        """The fees as schedules and events charge them; what is nothing is left out."""
        fees = [
            Fee(FeeWhen.UPFRONT, self.upfront_share),
            Fee(FeeWhen.PER_PERIOD, self.period_share),
            *(Fee(FeeWhen.ON_EVENT, e.share, basis=FeeBasis.AMOUNT, event=e.event) for e in self.events),
        ]
        return tuple(fee for fee in fees if fee.share)


class TenorShare(Part, frozen=True, kw_only=True):
    """The part of each day's sales that is remitted where the loan is expected to run at most so long."""

    months: int
    share: Fraction

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError("share must be above 0 and at most 1")


class SalesRule(Part, frozen=True, kw_only=True):
    """A loan repaid by a share of sales (按销售额). The price is a fixed fee: what the rates come to while
    the shop sells as expected. It may be settled early from the day `earliest_day` after the draw on; of the
    fee that is not earned by then `unearned_share` is still owed."""

    shares: tuple[TenorShare, ...]
    unearned_share: Fraction = Fraction(0)
    earliest_day: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.unearned_share <= 1:
            raise ValueError("unearned_share must be from 0 to 1")
        if self.earliest_day < 1:
            raise ValueError("earliest_day must be at least 1")

    def share_of(self, months: int) -> Fraction | None:
        """The share of a tenor; None for one that the product does not have."""
        return next((row.share for row in self.shares if row.months == months), None)


class Late(Part, frozen=True, kw_only=True):
    """What lateness costs: the contract's rate times `rate_factor` on what is late, after `grace_days` days
    that cost nothing more."""

    rate_factor: Fraction = Fraction(1)
    grace_days: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.rate_factor <= 2:
            raise ValueError("rate_factor must be from 1 to 2")
        if self.grace_days < 0:
            raise ValueError("grace_days cannot be below zero")


class DueDays(Part, frozen=True, kw_only=True):
    """What becomes of a due day that is no business day, by which calendar of holidays."""

    rule: BusinessDay = BusinessDay.NONE
    calendar: str = ""

    def __post_init__(self) -> None:
        if (self.rule is BusinessDay.NONE) != (self.calendar == ""):
            raise ValueError("a rule for business days needs a calendar, and a calendar a rule")


class Evidence(Part, frozen=True, kw_only=True):
    """What must be covered before the product can be decided: of each group at least one domain."""

    required: tuple[tuple[EvidenceDomain, ...], ...]


class FullLoop(Part, frozen=True, kw_only=True):
    """A stronger name that the product earns only where every group of these domains is evidenced (闭环)."""

    name: Words
    required: tuple[tuple[EvidenceDomain, ...], ...]


class Condition(Part, frozen=True, kw_only=True):
    """What must be met before money is paid out; checks name its `code`."""

    code: str
    name: Words
