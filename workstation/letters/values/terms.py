"""Papers that bind: contract, loan note, repayment schedule, and the sheet of what the credit costs.

In: an offer or a schedule with its cost, and the lender's clauses, filled in. Out: frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from workstation.domain.lending import Cost, Offer, RepaymentMethod, Schedule
from workstation.domain.text import Bilingual
from workstation.lending.cost import all_in_cost
from workstation.letters.model import check_offer
from workstation.letters.values.head import (
    Article,
    PaperHead,
    wanted,
)
from workstation.letters.wording import WORDS


@dataclass(frozen=True, slots=True)
class Contract:
    """The loan contract (借款合同): the terms, then the lender's clauses. `identity` is the borrower's
    identity or registration number. Raises `KnownError` `letter.offer`, `letter.empty`."""

    head: PaperHead
    product: Bilingual
    purpose: str
    offer: Offer
    identity: str
    account: str
    articles: tuple[Article, ...]
    cosigners: tuple[Bilingual, ...] = ()
    place: Bilingual | None = None

    def __post_init__(self) -> None:
        check_offer(self.head.number, self.offer)
        wanted(self.head.number, articles=self.articles, purpose=self.purpose, account=self.account)


@dataclass(frozen=True, slots=True)
class LoanNote:
    """The loan note (借据): what was really drawn, and the schedule that now holds. Raises `KnownError`
    `letter.offer`, `letter.number` (of the contract), `letter.empty`."""

    head: PaperHead
    contract_number: str
    product: Bilingual
    purpose: str
    offer: Offer
    identity: str
    account: str
    clauses: tuple[Bilingual, ...]
    cosigners: tuple[Bilingual, ...] = ()

    def __post_init__(self) -> None:
        check_offer(self.head.number, self.offer)
        wanted(self.head.number, contract_number=self.contract_number, account=self.account)


@dataclass(frozen=True, slots=True)
class SchedulePaper:
    """A repayment schedule (还款计划表) on its own. `definitive` is False while it assumes a draw date.
    `about` is the loan's number where it is definitive, else the contract's, empty before there is one."""

    head: PaperHead
    product: Bilingual
    schedule: Schedule
    cost: Cost
    definitive: bool
    about: str = ""

    def __post_init__(self) -> None:
        wanted(self.head.number, schedule=self.schedule.rows)


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge, which the lender collects: how and when, its sum over the credit's life (fen), and what it
    adds to the nominal annual cost (per cent with four decimals)."""

    name: Bilingual
    how: Bilingual
    amount: int
    yearly: str


@dataclass(frozen=True, slots=True)
class DefaultCost:
    """What default would cost: the occasion, how it is reckoned, and its annual level in per cent ("" where
    it has none)."""

    name: Bilingual
    how: Bilingual
    yearly: str = ""


@dataclass(frozen=True, slots=True)
class CostSheet:
    """The all-in cost sheet (综合融资成本明示表), to be signed before a contract is. What is charged is the
    offer's, and the lender collects it; `early` says what paying early costs, None where it costs nothing.

    Raises `KnownError` `letter.offer`.
    """

    head: PaperHead
    product: Bilingual
    offer: Offer
    defaults: tuple[DefaultCost, ...]
    cosigners: tuple[Bilingual, ...] = ()
    early: Bilingual | None = None

    def __post_init__(self) -> None:
        check_offer(self.head.number, self.offer)
        wanted(self.head.number, cost_of_default=self.defaults)

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Raises as `all_in_cost`."""
        return charges_of(self.offer)


_CHARGES = (
    ("interest_row", "with_instalments"),
    ("upfront_row", "at_draw"),
    ("period_row", "with_instalments"),
)
_FIXED_FEE = ("fixed_fee_row", "with_sales")
"""In the place of interest, where a share of sales repays the loan."""


def charge_rows(schedule: Schedule) -> list[tuple[Bilingual, Bilingual, int]]:
    """What a schedule charges: each charge's name, how it is collected, and its sum in fen."""
    sums = (schedule.total_interest, schedule.upfront_fee, schedule.total_fees - schedule.upfront_fee)
    by_sales = schedule.method is RepaymentMethod.SHARE_OF_SALES
    charges = (_FIXED_FEE, *_CHARGES[1:]) if by_sales else _CHARGES
    return [
        (WORDS[name], WORDS[how if amount else "not_charged"], amount)
        for (name, how), amount in zip(charges, sums, strict=True)
    ]


def charges_of(offer: Offer) -> tuple[Charge, ...]:
    """The three charges of an offer with their sums and annual levels.

    Levels are taken one after the other: the nominal cost of interest alone, what the up-front fee adds to
    it, what the fee per instalment adds to both; so they give the nominal cost exactly. Raises as
    `all_in_cost`.
    """
    schedule = offer.schedule
    bare = replace(schedule, rows=tuple(replace(row, fee=0) for row in schedule.rows))
    alone = Decimal(all_in_cost(replace(bare, upfront_fee=0)).nominal)
    with_upfront = Decimal(all_in_cost(bare).nominal)
    levels = (alone, with_upfront - alone, Decimal(offer.cost.nominal) - with_upfront)
    return tuple(
        Charge(name, how, amount, f"{level:.4f}")
        for (name, how, amount), level in zip(charge_rows(schedule), levels, strict=True)
    )
