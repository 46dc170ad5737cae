"""The values of a lending decision: schedule, cost, offer, the staircase of limits, proposal, decision.

All amounts are fen. Rates are yearly decimals held as texts ("0.1825") so that they stay exact through
JSON; the lending room reads them as fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from workstation.domain.assessment import Rationale
from workstation.domain.text import Bilingual


class RepaymentMethod(StrEnum):
    EQUAL_INSTALMENT = "equal-instalment"  # 等额本息
    EQUAL_PRINCIPAL = "equal-principal"  # 等额本金
    BULLET = "bullet"  # 先息后本
    SINGLE_PAYMENT = "single-payment"  # 一次还本付息
    ON_DEMAND = "on-demand"  # 随借随还
    SHARE_OF_SALES = "share-of-sales"  # 按销售额
    ORDER = "order"  # 订单贷款: each confirmed order repays its part


class DayCount(StrEnum):
    ACT_360 = "act/360"
    ACT_365F = "act/365f"
    ACT_ACT = "act/act"
    THIRTY_360 = "30/360"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One row of a schedule; `balance` is the principal still owed after it."""

    number: int
    due: date
    principal: int
    interest: int
    fee: int
    balance: int

    @property
    def payment(self) -> int:
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is drawn on `start` and what is due when. Principal repaid equals principal drawn, to the fen."""

    principal: int
    yearly_rate: str
    method: RepaymentMethod
    day_count: DayCount
    start: date
    upfront_fee: int
    rows: tuple[Instalment, ...]

    @property
    def total_interest(self) -> int:
        return sum(r.interest for r in self.rows)

    @property
    def total_fees(self) -> int:
        return self.upfront_fee + sum(r.fee for r in self.rows)

    @property
    def total_payment(self) -> int:
        return sum(r.payment for r in self.rows)


@dataclass(frozen=True, slots=True)
class Cost:
    """All-in annual cost as IRR of what the borrower receives and pays, in per cent with four decimals:
    `nominal` is the monthly rate × 12, `effective` is compounded."""

    nominal: str
    effective: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What is put to the applicant: amount, price, tenor, method, with its schedule and cost."""

    product: str
    amount: int
    months: int
    method: RepaymentMethod
    yearly_rate: str
    schedule: Schedule
    cost: Cost


@dataclass(frozen=True, slots=True)
class SalesAgreed:
    """What is agreed beside the offer where a share of sales repays a loan: the share of each day's sales, a
    year's sales that are expected (fen), what of the fee that is not earned stays owed where it is settled
    early, and from which day after the draw on it may be. A decision freezes it in its inputs."""

    share: str
    yearly_sales: int
    unearned_share: str
    earliest_day: int


@dataclass(frozen=True, slots=True)
class PricePart:
    """One part of a price: the yearly rate it takes, and its part of the interest in fen."""

    code: str
    rate: str
    amount: int


@dataclass(frozen=True, slots=True)
class PriceBreakdown:
    """What a yearly rate is made of: funding, expected loss, cost, capital, and the margin, which is below
    zero where the rate is below `floor`. Amounts add up to the interest of the offer."""

    parts: tuple[PricePart, ...]
    yearly_rate: str
    floor: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the limit staircase: a constraint, the amount it allows (None: does not constrain), and
    where the number comes from in words, with the figures filled in."""

    code: str
    name: Bilingual
    amount: int | None
    basis: Bilingual


@dataclass(frozen=True, slots=True)
class Staircase:
    """All constraints. The limit is the smallest; `binding` names it and `next_amount` is what the next
    would allow if the binding one were lifted."""

    steps: tuple[Step, ...]
    limit: int
    binding: str
    next_amount: int | None

    @property
    def complete(self) -> bool:
        """Whether every constraint could be reckoned; where one could not, `limit` is no promise."""
        return all(step.amount is not None for step in self.steps)

    def step(self, code: str) -> Step:
        return next(s for s in self.steps if s.code == code)


@dataclass(frozen=True, slots=True)
class CashInputs:
    """What the ledgers say about cash, in fen of the lending currency; None where there is no evidence.

    `monthly_inflow_q10`: 10 % quantile of net settled sales per 30-day month over the last twelve;
    `turnover_12m`: net settled sales of the last 365 days; `months_seen`: months with evidence;
    `goods_share`: purchases over sales (0–1) where both sides are seen; `basis`: "orders" or "invoices";
    `household_month`: what a month of the owner's household costs, as the newest visit of the last year
    found.
    """

    basis: str = ""
    monthly_inflow_q10: int | None = None
    turnover_12m: int | None = None
    months_seen: int = 0
    goods_share: float | None = None
    household_month: int | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """What is owed or promised already, undrawn included, in fen: by the applicant and by related ones.

    `monthly_service` is the debt service per month of loans known; `worst_days_past_due` is the worst of
    the applicant's own and related loans.
    """

    own: int = 0
    related: int = 0
    related_names: tuple[str, ...] = ()
    monthly_service: int = 0
    worst_days_past_due: int = 0

    @property
    def total(self) -> int:
        return self.own + self.related


@dataclass(frozen=True, slots=True)
class CollateralBase:
    """What a loan may be drawn against, in fen. `kind` is the product's basis ("orders", "goods-documents",
    "supply-chain"); `gross` is what is eligible, `haircut` and `concentration_cut` are taken from it, and
    `base` is what is left to lend against. `explanation` says how, and what was left out."""

    kind: str
    gross: int
    haircut: int
    concentration_cut: int
    base: int
    explanation: Bilingual


class Outcome(StrEnum):
    APPROVE = "approve"
    COUNTER = "counter"
    REFER = "refer"
    DECLINE = "decline"

    @property
    def lends(self) -> bool:
        """Whether an offer is made."""
        return self in (Outcome.APPROVE, Outcome.COUNTER)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that decided something: a hard rule, a cap, a referral; `code` is stable (`cap.over`)."""

    code: str
    text: Bilingual
    applicant_text: Bilingual
    remedy: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class AuthorityNeed:
    """Who may approve this: the lowest role whose authority suffices, and why."""

    role: str
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules propose for one request. `findings` holds what decided against, referred or capped;
    `offer` is absent for declines and for referrals that cannot be priced."""

    outcome: Outcome
    requested: int
    staircase: Staircase | None
    offer: Offer | None
    findings: tuple[Finding, ...]
    rationale: Rationale
    authority: AuthorityNeed
    product: str
    product_version: str
    policy_version: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, frozen with everything it rested on. It never changes.

    A correction is a new decision that `supersedes` this one.

    `inputs` is plain JSON data from which `replay` recomputes assessment and proposal bit for bit:
    features, coverage, exposure, request, versions and hashes. `provisional` until the hub confirms it.
    """

    id: str
    applicant_id: str
    application_id: str
    outcome: Outcome
    offer: Offer | None
    findings: tuple[Finding, ...]
    rationale: Rationale
    decided_by: str
    role: str
    decided_at: str
    authority: AuthorityNeed
    override_reason: str
    inputs: Mapping[str, Any]
    proposal_sha256: str
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A second person's word on a decision that rests on one person's own work, or a committee member's
    vote. `approves` False is a dissent, and `note` says why."""

    id: str
    applicant_id: str
    decision_id: str
    endorsed_by: str
    role: str
    approves: bool
    endorsed_at: str
    note: str = ""
    resolves: str = ""  # the contest that this word of a supervisor settles, if any


@dataclass(frozen=True, slots=True)
class Contest:
    """A standing approval that, with another that reached the hub later, exceeds a limit; or one that the hub
    could not prove, which names no other. The hub makes it; while no supervisor has settled it, a letter on
    the approval does not hold."""

    id: str
    applicant_id: str
    decision_id: str
    other_decision_id: str
    other_applicant_id: str
    reason: str
    found_at: str
