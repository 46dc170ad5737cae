"""A lender's policy as data: hard rules, freshness, admission, capacity, loss budgets, caps, authority.

Goes in: one TOML file. Comes out: a frozen `Policy`. Figures that rules reckon with are exact fractions;
amounts are whole yuan in the file and fen in the properties. Nothing here decides.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from workstation.domain.lending import Outcome
from workstation.domain.money import Fen, Rounding
from workstation.domain.records import ConsentScope
from workstation.lending.definitions import Part, read_definition
from workstation.lending.duedates import MonthEnd
from workstation.lending.product import GRADES
from workstation.lending.wording import Words

ROLES = ("officer", "supervisor", "committee")
"""Roles that decide, the lowest first. Analysts, auditors and administrators take no decisions."""

ANY = "*"


class HardRules(Part, frozen=True, kw_only=True):
    """What declines whatever a model says. `listings` turns an applicant's listing into a finding's code."""

    consent_scope: ConsentScope
    past_due_days: int
    shop_months: int
    listings: dict[str, str]


class Freshness(Part, frozen=True, kw_only=True):
    """`stale_days`: age of the newest evidence from which a case is referred. `months_seen`: months of cash
    evidence below which capacity is not reckoned."""

    stale_days: int
    months_seen: int


class Admission(Part, frozen=True, kw_only=True):
    """What admission to one product rests on, per yuan lent over the model's horizon: the margin earned,
    the cost of lending, the share lost at default."""

    margin: Fraction
    cost: Fraction
    loss_given_default: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.cost < self.margin:
            raise ValueError("0 <= cost < margin does not hold")
        if not 0 < self.loss_given_default <= 1:
            raise ValueError("loss_given_default must be above 0 and at most 1")

    @property
    def cutoff(self) -> Fraction:
        """PD* = (m − c)/(m + LGD): above it a loan loses money, as (1−PD)·m − PD·LGD − c < 0."""
        return (self.margin - self.cost) / (self.margin + self.loss_given_default)


class CostShares(Part, frozen=True, kw_only=True):
    """Goods, operating cost and tax as shares of sales for one trade and kind of evidence."""

    trade: str
    basis: str
    goods: Fraction
    operating: Fraction
    tax: Fraction


class CoverageFactor(Part, frozen=True, kw_only=True):
    """What at least so many covered evidence domains are worth."""

    domains: int
    factor: Fraction


class Capacity(Part, frozen=True, kw_only=True):
    """How cash becomes ability to repay. `cover`: net cash over debt service that must be left;
    `household_yuan`: the least a person's household spends in a month."""

    cover: Fraction
    household_yuan: int
    grade_factors: dict[str, Fraction]
    coverage_factors: tuple[CoverageFactor, ...]
    cost_shares: tuple[CostShares, ...]

    def __post_init__(self) -> None:
        if self.cover < 1:
            raise ValueError("cover must be at least 1")
        if missing := [grade for grade in GRADES if grade not in self.grade_factors]:
            raise ValueError(f"grade_factors lacks {', '.join(missing)}")
        if any(not 0 <= factor <= 1 for factor in self.grade_factors.values()):
            raise ValueError("a grade factor must be from 0 to 1")
        if any(not 0 <= row.factor <= 1 for row in self.coverage_factors):
            raise ValueError("a coverage factor must be from 0 to 1")
        if not any(row.trade == ANY and row.basis == ANY for row in self.cost_shares):
            raise ValueError('cost_shares needs a row for trade "*" and basis "*"')

    def coverage_factor(self, domains: int) -> Fraction:
        """Factor for a number of covered domains; zero where the table has no row so low."""
        earned = [row for row in self.coverage_factors if row.domains <= domains]
        return max(earned, key=lambda row: row.domains).factor if earned else Fraction(0)

    def shares_of(self, trade: str, basis: str) -> CostShares:
        """The most special row: trade and kind of evidence, kind of evidence alone, anything."""
        rows = {(row.trade, row.basis): row for row in self.cost_shares}
        wanted = ((trade, basis), (ANY, basis), (ANY, ANY))
        return next(rows[key] for key in wanted if key in rows)


class LossBudget(Part, frozen=True, kw_only=True):
    """How much one loan may be expected to lose, by grade, in whole yuan."""

    yuan: dict[str, int]

    def of(self, grade: str) -> Fen:
        return Fen(self.yuan.get(grade, 0) * 100)


class Measure(StrEnum):
    """Which figure of the all-in cost a cap speaks of."""

    NOMINAL = "nominal"
    EFFECTIVE = "effective"


class CapRow(Part, frozen=True, kw_only=True):
    """A cap on the all-in annual cost: for whom, for which product families, from when to when, by whom.

    `second_hand` where the source itself was not read."""

    measure: Measure
    rate: Fraction
    lender_type: str
    scope: tuple[str, ...]
    starts: date | None = None
    ends: date | None = None
    source: Words
    second_hand: bool

    def in_force(self, lender_type: str, family: str, on: date) -> bool:
        """True for this lender and family of products on this day, first and last day included."""
        begun = self.starts is None or self.starts <= on
        over = self.ends is not None and self.ends < on
        return begun and not over and self.lender_type == lender_type and bool({ANY, family} & {*self.scope})


class Role(Part, frozen=True, kw_only=True):
    """How far one role may go: with one loan, and with everything owed or promised including it."""

    role: str
    name: Words
    amount_yuan: int
    total_yuan: int

    @property
    def amount(self) -> Fen:
        return Fen(self.amount_yuan * 100)

    @property
    def total(self) -> Fen:
        return Fen(self.total_yuan * 100)


class Authority(Part, frozen=True, kw_only=True):
    """Who may approve what. `despite` names the lowest role that may approve in spite of a finding or of a
    proposed outcome; a finding that is not in it nobody may approve against."""

    roles: tuple[Role, ...]
    despite: dict[str, str]
    despite_outcome: dict[Outcome, str]

    def __post_init__(self) -> None:
        if tuple(row.role for row in self.roles) != ROLES:
            raise ValueError(f"roles must be {', '.join(ROLES)}, in this order")
        unknown = {*self.despite.values(), *self.despite_outcome.values()} - {*ROLES}
        if unknown:
            raise ValueError(f"there is no role {min(unknown)}")


class Policy(Part, frozen=True, kw_only=True):
    """One lender's policy. `ceiling_yuan` holds for everything owed or promised by one applicant and those
    related, undrawn included; `turnover_share` is the part of a year's sales that may be lent."""

    name: str
    version: int
    lender_type: str
    rounding: Rounding
    month_end: MonthEnd
    ceiling_yuan: int
    turnover_share: Fraction
    hard: HardRules
    freshness: Freshness
    admission: dict[str, Admission]
    capacity: Capacity
    loss_budget: LossBudget
    caps: tuple[CapRow, ...]
    authority: Authority
    version_hash: str

    @property
    def ceiling(self) -> Fen:
        return Fen(self.ceiling_yuan * 100)


def load_policy(path: Path) -> Policy:
    """Read a policy file. Raises `KnownError` (`policy.unreadable`, `policy.damaged`)."""
    return read_definition(path, Policy, "policy")
