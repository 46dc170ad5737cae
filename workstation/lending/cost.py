"""The all-in annual cost of a loan: the IRR of what the borrower really receives and pays, fees included.

Goes in: a schedule. Comes out: nominal and effective cost, in per cent with four decimals. Monthly schedules
are solved per month on equal periods, and nominal is the monthly rate × 12. A loan repaid at once has one
unit-period, its own term, as in 12 CFR 1026 Appendix J (b)(5)(vi): nominal is the rate of the term times the
terms in a year, and the yearly rate itself where the term is longer than that. Terms are whole months for a
single payment, and days of a year of 365 for on-demand and order loans. Daily payments out of sales are
solved per day, and nominal is the daily rate × 365.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from workstation.domain.lending import Cost, RepaymentMethod, Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.errors import KnownError
from workstation.lending.daycount import year_fraction
from workstation.lending.fees import Fee, event_fees
from workstation.lending.methods import DAILY
from workstation.lending.prepayment import PREPAYMENT
from workstation.lending.returns import annual_of_span, compounded, daily_rate, irr, root_of
from workstation.lending.schedule import parse_rate

MONTHS = 12
DAYS = 365
_MONTHS_IN_DAYS = Fraction(MONTHS * 400, 146_097)
"""Months in a day, on the average of the calendar's 400 years."""
_FOUR_PLACES = Decimal("0.0001")


def all_in_cost(schedule: Schedule) -> Cost:
    """Cost of a loan that is repaid as scheduled. Raises `KnownError` as `irr`."""
    if schedule.method in DAILY:
        return cost_if_repaid_on(schedule, schedule.rows[0].due)
    if schedule.method is RepaymentMethod.SINGLE_PAYMENT:
        last = schedule.rows[0]
        months = max(round((last.due - schedule.start).days * _MONTHS_IN_DAYS), 1)
        return _cost_of_span(schedule.principal - schedule.upfront_fee, last.payment, months, MONTHS)
    if schedule.method is RepaymentMethod.SHARE_OF_SALES:
        return cost_of_flows(dated_flows(schedule))
    return _cost(borrower_flows(schedule))


def cost_if_repaid(
    schedule: Schedule, number: int, fees: Sequence[Fee] = (), rounding: Rounding = Rounding.HALF_UP
) -> Cost:
    """Cost where the whole balance is repaid with instalment `number` (from 1), with what `fees` charge for
    paying early: an up-front fee is then borne over a shorter time. Raises `KnownError` (`cost.instalment`)
    for a number it does not have."""
    if not 1 <= number <= len(schedule.rows):
        raise KnownError(
            "cost.instalment", f"there is no instalment {number}", remedy=f"Choose 1 to {len(schedule.rows)}."
        )
    if number == len(schedule.rows):
        return all_in_cost(schedule)
    balance = schedule.rows[number - 1].balance
    balance += event_fees(fees, PREPAYMENT, schedule.principal, balance, balance, rounding)
    if schedule.method is RepaymentMethod.SHARE_OF_SALES:
        dated = dated_flows(schedule)[: number + 1]
        day, paid = dated[-1]
        return cost_of_flows([*dated[:-1], (day, paid - balance)])
    flows = borrower_flows(schedule)[: number + 1]
    flows[-1] -= balance
    return _cost(flows)


def cost_if_repaid_on(
    schedule: Schedule, day: date, rounding: Rounding = Rounding.HALF_UP, fees: Sequence[Fee] = ()
) -> Cost:
    """Cost of an on-demand or order loan that is repaid whole on `day`, with interest to that day and, before
    its due date, what `fees` charge for paying early. Raises `KnownError` (`cost.day`) for another method and
    a day that is not after the draw."""
    if schedule.method not in DAILY or day <= schedule.start:
        raise KnownError(
            "cost.day",
            f"a loan of method {schedule.method} from {schedule.start} has no cost of one repayment on {day}",
            remedy="Choose a day after the draw of an on-demand or order loan.",
        )
    paid = repaid_on(schedule, day, rounding, fees)
    return _cost_of_span(schedule.principal - schedule.upfront_fee, paid, (day - schedule.start).days, DAYS)


def repaid_on(
    schedule: Schedule, day: date, rounding: Rounding = Rounding.HALF_UP, fees: Sequence[Fee] = ()
) -> int:
    """What repays an on-demand or order loan on `day`, in fen: principal, interest by the day, the fees of
    its row, and before its due date those for paying early."""
    if day == schedule.rows[0].due:
        return schedule.rows[0].payment
    share = parse_rate(schedule.yearly_rate) * year_fraction(schedule.day_count, schedule.start, day)
    interest = round_fen(schedule.principal * share, rounding)
    return schedule.principal + interest + schedule.rows[0].fee + early_fee(schedule, fees, rounding)


def early_fee(schedule: Schedule, fees: Sequence[Fee], rounding: Rounding = Rounding.HALF_UP) -> int:
    """What `fees` charge where a loan that is repaid at once is repaid before its day, in fen."""
    owed = schedule.principal
    return event_fees(fees, PREPAYMENT, owed, owed, owed, rounding)


def cost_of_flows(flows: Sequence[tuple[date, int]]) -> Cost:
    """Cost of any dated payments, in fen, what the borrower receives above zero: nominal is the daily rate
    × 365, effective is compounded over 365 days. Raises `KnownError` as `irr`."""
    daily = daily_rate(flows)
    return Cost(_percent(daily * DAYS), _percent(compounded(daily, DAYS)))


def monthly_cost_of_flows(flows: Sequence[tuple[date, int]]) -> Cost:
    """Cost of dated payments as a monthly loan shows it: solved by days, nominal is twelve times what a
    twelfth of 365 days comes to. Raises `KnownError` as `irr`."""
    yearly = compounded(daily_rate(flows), DAYS)
    return Cost(_percent(root_of(1 + yearly, MONTHS) * MONTHS), _percent(yearly))


def cost_of_span_in_days(received: int, paid: int, days: int) -> Cost:
    """Cost of `received` fen repaid with `paid` fen so many days later, at once."""
    return _cost_of_span(received, paid, days, DAYS)


def borrower_flows(schedule: Schedule) -> list[int]:
    """What the borrower receives (+) and pays (−) period by period, in fen, the draw first."""
    return [schedule.principal - schedule.upfront_fee, *(-row.payment for row in schedule.rows)]


def dated_flows(schedule: Schedule) -> list[tuple[date, int]]:
    """The same with the days on which they fall."""
    days = (schedule.start, *(row.due for row in schedule.rows))
    return list(zip(days, borrower_flows(schedule), strict=True))


def _cost(flows: list[int]) -> Cost:
    monthly = irr(flows)
    return Cost(_percent(monthly * MONTHS), _percent(compounded(monthly, MONTHS)))


def _cost_of_span(received: int, paid: int, periods: int, per_year: int) -> Cost:
    nominal, effective = annual_of_span(received, paid, periods, per_year)
    return Cost(_percent(nominal), _percent(effective))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(_FOUR_PLACES, ROUND_HALF_UP) + 0:f}"
