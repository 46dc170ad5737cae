"""A lender's policy as data: hard rules, freshness, which steps set a limit, caps, authority.

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
from workstation.lending.figures import STEP_FIGURES
from workstation.lending.policy_limits import (
    ANY,
    Admission,
    Capacity,
    ConcentrationRow,
    LossBudget,
    ModelRules,
    Pricing,
    Review,
    ScenarioRules,
)
from workstation.lending.product import Product
from workstation.lending.product_parts import Basis
from workstation.lending.wording import Words

ROLES = ("officer", "supervisor", "committee")
"""Roles that decide, the lowest first. Analysts, auditors and administrators take no decisions."""

_ALWAYS = ("request", "product", "ceiling")
"""Steps of the limit staircase that no basis may leave out."""


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


class SpecialRow(Part, frozen=True, kw_only=True):
    """A narrower authority than the general one: how far a role may go with these products or families
    (`*`: any), and, where `exceptions` names findings, only where one of them is approved against. Where any
    row speaks of a case, the lowest role whose row suffices is needed, and nobody where none does."""

    role: str
    scope: tuple[str, ...]
    amount_yuan: int
    total_yuan: int
    exceptions: tuple[str, ...] = ()

    def covers(self, amount: int, total: int) -> bool:
        return amount <= self.amount_yuan * 100 and total <= self.total_yuan * 100

    def speaks_of(self, names: frozenset[str], exceptions: frozenset[str]) -> bool:
        excepted = not self.exceptions or bool(exceptions & {*self.exceptions})
        return excepted and bool((names | {ANY}) & {*self.scope})


class Committee(Part, frozen=True, kw_only=True):
    """How a committee decides: who sits in it, and how many of them must give their word. More than half of
    the words given carry; a dissent is kept with its reason."""

    members: str = "supervisor"
    quorum: int = 3


class Authority(Part, frozen=True, kw_only=True):
    """Who may approve what. `despite` names the lowest role that may approve in spite of a finding or of a
    proposed outcome; a finding that is not in it nobody may approve against. `second` is the lowest role of
    the second person where a decision rests on the decider's own work."""

    roles: tuple[Role, ...]
    despite: dict[str, str]
    despite_outcome: dict[Outcome, str]
    special: tuple[SpecialRow, ...] = ()
    committee: Committee = Committee()
    second: str = "supervisor"

    def __post_init__(self) -> None:
        if tuple(row.role for row in self.roles) != ROLES:
            raise ValueError(f"roles must be {', '.join(ROLES)}, in this order")
        named = {*self.despite.values(), *self.despite_outcome.values(), self.second, self.committee.members}
        unknown = (named | {row.role for row in self.special}) - {*ROLES}
        if unknown:
            raise ValueError(f"there is no role {min(unknown)}")
        if self.committee.quorum < 1:
            raise ValueError("the quorum of a committee must be at least 1")


class Policy(Part, frozen=True, kw_only=True):
    """One lender's policy. `ceiling_yuan` holds for everything owed or promised by one applicant and those
    related, undrawn included; `turnover_share` is the part of a year's sales that may be lent; `capital_yuan`
    the lender's net capital, of which concentration limits are shares; `steps` the steps of the limit
    staircase that apply to a basis, in the order in which they are shown."""

    name: str
    version: int
    lender_type: str
    rounding: Rounding
    month_end: MonthEnd
    ceiling_yuan: int
    turnover_share: Fraction
    capital_yuan: int
    steps: dict[Basis, tuple[str, ...]]
    concentration: tuple[ConcentrationRow, ...]
    review: Review
    pricing: Pricing
    hard: HardRules
    freshness: Freshness
    admission: dict[str, Admission]
    capacity: Capacity
    loss_budget: LossBudget
    caps: tuple[CapRow, ...]
    authority: Authority
    scenarios: ScenarioRules = ScenarioRules()
    models: ModelRules = ModelRules()
    version_hash: str

    def __post_init__(self) -> None:
        for basis, steps in self.steps.items():
            if unknown := [step for step in (*steps, *self.review.eased) if step not in STEP_FIGURES]:
                raise ValueError(f"steps: there is no step {unknown[0]}")
            if lacking := [step for step in _ALWAYS if step not in steps]:
                raise ValueError(f"steps: {basis.value} lacks {lacking[0]}")

    def admission_of(self, product: Product) -> Admission:
        """The admission row of a product, or of its family where it has none of its own."""
        return self.admission.get(product.code) or self.admission[product.family]

    def concentration_on(self, day: date) -> ConcentrationRow | None:
        """The concentration row in force on a day, the first of the table where several are."""
        return next((row for row in self.concentration if row.in_force(day)), None)

    @property
    def capital(self) -> Fen:
        return Fen(self.capital_yuan * 100)

    @property
    def ceiling(self) -> Fen:
        return Fen(self.ceiling_yuan * 100)


def load_policy(path: Path) -> Policy:
    """Read a policy file. Raises `KnownError` (`policy.unreadable`, `policy.damaged`)."""
    return read_definition(path, Policy, "policy")
