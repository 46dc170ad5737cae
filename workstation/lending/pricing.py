"""The price of a loan: what it must earn at least, the listed or reckoned rate, and what a rate is made of.

Floor by the year = (funding·T + cost/EAD + PD·LGD + hurdle·capital·T)/(1 − PD) ÷ T, with PD over the tenor
and T in years. A reckoned price is the floor at the upper edge of the grade's band plus the grade's margin,
on the product's grid, below the product's maximum and the caps in force on the day of the draw. Everything
is exact; nothing here looks anything up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from workstation.domain.lending import DayCount, Offer, PriceBreakdown, PricePart, RepaymentMethod
from workstation.lending.case import LendingCase
from workstation.lending.default_risk import probability_over
from workstation.lending.duedates import months_after
from workstation.lending.policy import CapRow, Measure, Policy
from workstation.lending.policy_limits import ANY, Pricing
from workstation.lending.product import Product
from workstation.lending.product_parts import ComputedPrice
from workstation.lending.returns import root_of
from workstation.lending.said import use_said

_MONTHS = 12
_GRID_DAYS = 360
_LONGEST_YEAR = 366
_PLACES = Decimal("0.000001")
_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Floor:
    """What a loan must earn, as yearly shares of what is lent. `survivors` is what those who repay must pay
    on top for those who do not: the division by 1 − PD."""

    funding: Fraction
    expected_loss: Fraction
    cost: Fraction
    capital: Fraction
    survivors: Fraction

    @property
    def total(self) -> Fraction:
        return self.funding + self.expected_loss + self.cost + self.capital + self.survivors


def floor_rate(
    probability: Fraction,
    loss_given_default: Fraction,
    amount: int,
    months: int | Fraction,
    pricing: Pricing,
    family: str = ANY,
    use: Fraction = Fraction(1),
) -> Floor:
    """The floor for `amount` fen over `months`, or a part of them, where default is as probable as
    `probability` over that time, and the loan is expected to be out for the part `use` of it, over which its
    making is paid for. Raises `ValueError` for a default that is certain, which no price covers."""
    if not 0 <= probability < 1:
        raise ValueError(f"no price covers a probability of default of {probability}")
    years = Fraction(months, _MONTHS)
    loss = Fraction(0) if pricing.loss_borne else probability * loss_given_default / years
    cost = pricing.cost_of(family) / amount / (years * use)
    capital = pricing.hurdle * pricing.capital
    bare = pricing.funding + loss + cost + capital
    return Floor(pricing.funding, loss, cost, capital, bare / (1 - probability) - bare)


def floor_of_case(
    case: LendingCase, product: Product, policy: Policy, amount: int, months: int
) -> Floor | None:
    """The floor of an offer by the applicant's own probability; None where no model gives one below 1."""
    days = (months_after(case.draw_on, months, policy.month_end) - case.draw_on).days
    return _floor(case, product, policy, amount, months, days)


def floor_of_offer(case: LendingCase, product: Product, policy: Policy, offer: Offer) -> Floor | None:
    """The floor of an offer over its tenor; over the days that it is expected to run where sales repay it,
    since what it costs to make is then borne for less time. None as `floor_of_case`."""
    if offer.method is not RepaymentMethod.SHARE_OF_SALES:
        return floor_of_case(case, product, policy, offer.amount, offer.months)
    days = (offer.schedule.rows[-1].due - offer.schedule.start).days
    return _floor(case, product, policy, offer.amount, Fraction(days * _MONTHS, _YEAR_DAYS), days)


def _floor(
    case: LendingCase, product: Product, policy: Policy, amount: int, months: int | Fraction, days: int
) -> Floor | None:
    output = case.assessment.output
    if output is None or output.probability is None or output.probability >= 1:
        return None
    probability = Fraction(probability_over(output.probability, output.horizon_days, days))
    loss = policy.admission_of(product).loss_given_default
    use = use_said(case, policy)
    return floor_rate(probability, loss, amount, months, policy.pricing, product.family, use)


def rate_of(case: LendingCase, product: Product, policy: Policy, months: int) -> str | None:
    """The yearly rate at the case's grade: listed, or reckoned; None where the product has no price there."""
    grade = case.assessment.grade
    if product.computed_price is None:
        return product.rate(grade, months)
    if months not in product.tenors:
        return None
    return _computed(product.computed_price, case, product, policy, months)


def _computed(
    price: ComputedPrice, case: LendingCase, product: Product, policy: Policy, months: int
) -> str | None:
    grade = case.assessment.grade
    band, margin = policy.pricing.bands.get(grade), price.margins.get(grade)
    if band is None or margin is None:
        return None
    probability = Fraction(probability_over(float(band), _YEAR_DAYS, months * _YEAR_DAYS // _MONTHS))
    loss = policy.admission_of(product).loss_given_default
    reference = price.reference_yuan * 100
    use = use_said(case, policy)
    least = floor_rate(probability, loss, reference, months, policy.pricing, product.family, use)
    grid = price.grid_daily * _GRID_DAYS
    wanted = ceil((least.total + margin) / grid) * grid
    bounds = [price.maximum, *capped_rates(product, policy, case.draw_on)]
    return _as_text(min(wanted, floor(min(bounds) / grid) * grid))


def capped_rates(product: Product, policy: Policy, start: date) -> list[Fraction]:
    """The yearly rate that each cap in force on the day of the draw cannot find too high, fees apart. Under
    act/360 a year of 366 days bears more interest than the rate says; the cap test itself comes later."""
    days = Fraction(_GRID_DAYS, _LONGEST_YEAR) if product.day_count is DayCount.ACT_360 else Fraction(1)
    return [
        _nominal(row) * days for row in policy.caps if row.in_force(policy.lender_type, product.family, start)
    ]


def _nominal(row: CapRow) -> Fraction:
    """The nominal rate by the month that a cap amounts to."""
    if row.measure is Measure.NOMINAL:
        return row.rate
    monthly = root_of(1 + Decimal(row.rate.numerator) / row.rate.denominator, _MONTHS)
    return Fraction((monthly * _MONTHS).quantize(_PLACES))


def _as_text(rate: Fraction) -> str:
    return f"{(Decimal(rate.numerator) / rate.denominator).quantize(_PLACES):f}"


def price_breakdown(
    case: LendingCase, product: Product, policy: Policy, offer: Offer
) -> PriceBreakdown | None:
    """What the offer's rate is made of, and its interest in fen in the same proportions: funding, expected
    loss (with what survivors pay for defaulters), cost, the return on own capital, and the margin, which is
    what is left and below zero where the price is below the floor. None where there is no probability."""
    least = floor_of_offer(case, product, policy, offer)
    if least is None:
        return None
    rate = Fraction(offer.yearly_rate)
    shares = {
        "funding": least.funding,
        "expected_loss": least.expected_loss + least.survivors,
        "cost": least.cost,
        "capital": least.capital,
    }
    interest = offer.schedule.total_interest
    parts = [
        PricePart(code, _as_text(share), round(interest * share / rate) if rate else 0)
        for code, share in shares.items()
    ]
    rest = interest - sum(part.amount for part in parts)
    parts.append(PricePart("margin", _as_text(rate - least.total), rest))
    return PriceBreakdown(tuple(parts), offer.yearly_rate, _as_text(least.total))
