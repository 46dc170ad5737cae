"""What a product's price and share of sales come to for an amount: the fixed fee, the dates, paying early.

Goes in: an amount, a yearly rate, a share, a year's expected sales. Comes out: a `SalesShare`, the largest
amount that weak months repay within the tenor, and what settles the loan early. The fee is what the amount
bears at the rate while the shop sells as expected; once agreed upon it stays, however the shop sells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import floor

from workstation.domain.lending import CashInputs, Cost, DayCount, SalesAgreed, Schedule
from workstation.domain.money import Fen, Rounding, round_fen
from workstation.errors import KnownError
from workstation.lending.cost import DAYS, cost_of_flows, dated_flows
from workstation.lending.daycount import EVEN_YEARS
from workstation.lending.policy import Measure
from workstation.lending.prepayment import Payoff, balance_on
from workstation.lending.product_parts import SalesRule
from workstation.lending.schedule import parse_rate
from workstation.lending.share_of_sales import MOST_PAYMENTS, SalesShare, no_terms, short

_MONTHS = 12
_YUAN = 100
_CONTEXT = Context(prec=34)


def expected_sales(cash: CashInputs) -> int | None:
    """A year's sales in fen as the months that were seen let expect; None where none were."""
    if cash.turnover_12m is None or cash.months_seen < 1:
        return None
    return cash.turnover_12m * _MONTHS // min(cash.months_seen, _MONTHS)


def agreed_of(rule: SalesRule | None, months: int, cash: CashInputs) -> SalesAgreed | None:
    """What an offer of so many months agrees beside its schedule; None where no share of sales repays it."""
    share, sales = rule.share_of(months) if rule is not None else None, expected_sales(cash)
    if rule is None or share is None or sales is None:
        return None
    return SalesAgreed(str(share), sales, str(rule.unearned_share), rule.earliest_day)


def share_at_rate(
    principal: int,
    yearly_rate: str,
    share: Fraction,
    yearly_sales: int,
    day_count: DayCount,
    rounding: Rounding = Rounding.HALF_UP,
) -> SalesShare:
    """The terms under which `principal` fen bear `yearly_rate` while the shop sells as expected: the balance
    runs on at the rate by the day, each day's remittance lowers it, and all interest together, rounded once,
    is the fee. Raises `KnownError` (`sales.terms`), also where sales never repay it."""
    free = SalesShare(principal, 0, yearly_sales, share, day_count, rounding)
    growth, remitted = 1 + parse_rate(yearly_rate) / EVEN_YEARS[day_count], free.remittance
    balance, total = Fraction(principal), 0
    for _ in range(MOST_PAYMENTS):
        balance = short(balance * growth)
        if balance <= remitted:
            fee = max(total + round_fen(balance, rounding) - principal, 0)
            return SalesShare(principal, fee, yearly_sales, share, day_count, rounding)
        balance -= remitted
        total += remitted
    raise no_terms("its interest eats up what the share of sales brings")


def largest_by_sales(monthly: int, yearly_rate: str, days: int, day_count: DayCount) -> Fen:
    """The largest principal in whole yuan that `monthly` fen a month, remitted by the day, repay with
    interest in so many days."""
    daily = Fraction(monthly * _MONTHS, DAYS)
    rate = parse_rate(yearly_rate) / EVEN_YEARS[day_count]
    worth = (1 - (1 + rate) ** -days) / rate if rate else Fraction(days)
    return Fen(floor(daily * worth) // _YUAN * _YUAN)


def settle_sales(
    schedule: Schedule, day: date, rule: SalesRule, rounding: Rounding = Rounding.HALF_UP
) -> Payoff:
    """What settles a loan that sales repaid as expected, on `day` and beside that day's remittance: the
    balance, and of the fee that is not earned by then the part that the product's rule leaves owed. Raises
    `KnownError` (`prepayment.day`) before the first day on which the rule permits it, and where nothing is
    owed any more."""
    owed, number = balance_on(schedule, day), (day - schedule.start).days
    if number < rule.earliest_day or owed == 0:
        raise KnownError(
            "prepayment.day",
            f"a loan of {schedule.start.isoformat()} is not settled early on {day.isoformat()}",
            remedy=f"Choose a day from the {rule.earliest_day}th on while something is owed.",
        )
    unearned = sum(row.interest for row in schedule.rows if row.due > day)
    return Payoff(day, owed, 0, round_fen(unearned * rule.unearned_share, rounding))


@dataclass(frozen=True, slots=True)
class EarlyCost:
    """Cost of a loan settled after so many days."""

    days: int
    cost: Cost


def dearest_settlement(
    schedule: Schedule, rule: SalesRule, measure: Measure, cap: Fraction, rounding: Rounding
) -> EarlyCost | None:
    """The day of settling early that costs most above a cap; None where no permitted day costs more than it.

    Of every day it is reckoned what the payments up to it and the settlement are worth at the cap: a day on
    which that is more than was received is over the cap. By how much goes with that surplus over the
    principal-days that the loan ran; the day where this is highest is costed exactly."""
    with localcontext(_CONTEXT):
        over = max(_surpluses(schedule, rule, measure, cap, rounding), default=None)
    if over is None or over[0] <= 0:
        return None
    day = schedule.rows[over[1] - 1].due
    paid = settle_sales(schedule, day, rule, rounding).total
    *flows, (_, last) = dated_flows(schedule)[: over[1] + 1]
    return EarlyCost(over[1], cost_of_flows([*flows, (day, last - paid)]))


def _surpluses(
    schedule: Schedule, rule: SalesRule, measure: Measure, cap: Fraction, rounding: Rounding
) -> Iterator[tuple[Decimal, int]]:
    """The surplus at the cap by principal-day, and the number of the row with which the loan is settled."""
    rate = Decimal(cap.numerator) / cap.denominator
    growth = 1 + rate / DAYS if measure is Measure.NOMINAL else (1 + rate) ** (Decimal(1) / DAYS)
    factor, ahead = Decimal(1), -Decimal(schedule.principal - schedule.upfront_fee)
    lent, balance, unearned = Decimal(0), schedule.principal, schedule.total_interest
    for row in schedule.rows[:-1]:
        factor /= growth
        lent += balance * factor
        ahead += row.payment * factor
        balance, unearned = row.balance, unearned - row.interest
        if row.number >= rule.earliest_day:
            paid = balance + round_fen(unearned * rule.unearned_share, rounding)
            yield (ahead + paid * factor) / lent, row.number
