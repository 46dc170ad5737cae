"""Capacity: the largest loan whose every payment the seller's weak months can bear, whatever its method.

Goes in: cash inputs, what others are owed each month, a product's terms. Comes out: fen per month that can
be paid, and the principal that goes with it. Grade and coverage come in only through the policy's factors;
without evidence of cash there is no figure, and never a zero in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from workstation.domain.money import Fen
from workstation.domain.records import ApplicantKind
from workstation.lending.case import LendingCase
from workstation.lending.policy import Policy
from workstation.lending.said import weak_month_said
from workstation.lending.share_terms import largest_by_sales
from workstation.lending.terms import Terms

_PROBE_FEN = 10**10
_YUAN = 100


@dataclass(frozen=True, slots=True)
class Affordable:
    """What can be paid in a month, in fen, and the shares it was reckoned with. `goods_measured` where the
    goods share is what the ledgers show and not the policy's table; `inflow_expected` where a model expects
    weaker months than were measured, and they count."""

    monthly: int
    inflow: int
    goods: Fraction
    goods_measured: bool
    operating: Fraction
    tax: Fraction
    household: int
    service: int
    inflow_expected: bool = False


def affordable(case: LendingCase, policy: Policy) -> Affordable | None:
    """(10 % quantile of monthly inflow − goods, operating cost, tax, household) ÷ cover − other service.
    A model's weak month to come counts where the policy hears it and it is below the one that was measured.

    None where there is no evidence of cash, or of too few months. A household counts with what a visit found
    it to spend, a person's with the policy's floor at least; of a firm that nobody visited none is known.
    """
    cash = case.cash
    if cash.monthly_inflow_q10 is None or cash.months_seen < policy.freshness.months_seen:
        return None
    shares = policy.capacity.shares_of(case.applicant.trade, cash.basis)
    measured = cash.goods_share is not None
    goods = shares.goods if cash.goods_share is None else Fraction(str(cash.goods_share))
    person = case.applicant.kind is ApplicantKind.PERSON
    least = policy.capacity.household_yuan * _YUAN if person else 0
    household = max(least, cash.household_month or 0)
    expected = weak_month_said(case, policy)
    weaker = expected is not None and expected < cash.monthly_inflow_q10
    inflow = expected if expected is not None and weaker else cash.monthly_inflow_q10
    left = inflow * (1 - goods - shares.operating - shares.tax) - household
    monthly = floor(left / policy.capacity.cover) - case.exposure.monthly_service
    return Affordable(
        max(monthly, 0),
        inflow,
        goods,
        measured,
        shares.operating,
        shares.tax,
        household,
        case.exposure.monthly_service,
        weaker,
    )


def capacity_factor(case: LendingCase, policy: Policy) -> Fraction:
    """What grade and coverage leave of capacity, 0–1."""
    graded = policy.capacity.grade_factors.get(case.assessment.grade, Fraction(0))
    return graded * coverage_factor(case, policy)


def coverage_factor(case: LendingCase, policy: Policy) -> Fraction:
    """What the number of covered evidence domains leaves, 0–1."""
    return policy.capacity.coverage_factor(len(case.assessment.coverage.covered))


def largest_principal(monthly: int, terms: Terms) -> Fen:
    """The largest principal in whole yuan of which no payment, interest and a bullet included, exceeds
    `monthly` fen for each month since the payment before it; 0 where none does.

    Payments grow with the principal but for rounding, so the estimate from one large loan is right to a
    yuan or two: the search begins just above it and comes down. A share of sales is remitted by the day, and
    the tenor is what bounds it.
    """
    if terms.share is not None:
        return largest_by_sales(monthly, terms.yearly_rate, terms.days, terms.day_count)
    heaviest = max(Fraction(payment, months) for payment, months in _payments(_PROBE_FEN, terms))
    principal = (floor(monthly * _PROBE_FEN / heaviest) // _YUAN + 2) * _YUAN
    while principal > 0 and any(paid > monthly * months for paid, months in _payments(principal, terms)):
        principal -= _YUAN
    return Fen(principal)


def _payments(principal: int, terms: Terms) -> list[tuple[int, int]]:
    """Each payment in fen, with the months of income that it has: those since the payment before it."""
    schedule = terms.schedule(principal)
    befores = (terms.start, *(row.due for row in schedule.rows))
    return [
        (row.payment, max(round((row.due - before).days * 12 / 365), 1))
        for row, before in zip(schedule.rows, befores, strict=False)
    ]
