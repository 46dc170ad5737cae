"""What default would cost: the loan paid as scheduled up to one instalment, and everything then owed paid
late with late interest and the costs of recovery that the contract allows.

Goes in: a schedule and the terms of a default. Comes out: dated payments and their cost, and the worst case
against a cap. All instalments and all days late are tried; each costs one multiplication.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from workstation.domain.lending import Cost, Instalment, Schedule
from workstation.domain.money import Rounding
from workstation.lending.cost import DAYS, MONTHS, cost_of_span_in_days, dated_flows, monthly_cost_of_flows
from workstation.lending.fees import event_fees
from workstation.lending.methods import AT_ONCE
from workstation.lending.overdue import RECOVERY, LateTerms, late_interest
from workstation.lending.policy import Measure

_CONTEXT = Context(prec=34)


@dataclass(frozen=True, slots=True)
class Default:
    """Instalment `number` and all principal after it are paid `days` after it was due, at a cost."""

    number: int
    days: int
    cost: Cost


def cost_of_default(
    schedule: Schedule, terms: LateTerms, number: int, days: int, rounding: Rounding = Rounding.HALF_UP
) -> Default:
    """Cost of a loan of which instalment `number` (from 1) and all principal still owed are paid `days` after
    that instalment's due date. A loan repaid at once is costed over its one span, any other by its days and
    shown per month × 12. Raises `KnownError` as `irr`."""
    row = schedule.rows[number - 1]
    paid = _owed(schedule, row, terms, days, rounding)
    day = row.due + timedelta(days=days)
    if schedule.method in AT_ONCE:
        received = schedule.principal - schedule.upfront_fee
        return Default(number, days, cost_of_span_in_days(received, paid, (day - schedule.start).days))
    flows = dated_flows(schedule)[:number]
    return Default(number, days, monthly_cost_of_flows([*flows, (day, -paid)]))


def worst_default(
    schedule: Schedule,
    terms: LateTerms,
    measure: Measure,
    cap: Fraction,
    rounding: Rounding = Rounding.HALF_UP,
) -> Default:
    """The default that leaves the lender furthest ahead of what the cap would give. Where any default is over
    the cap, this one is."""
    if schedule.method in AT_ONCE:
        tried = [
            cost_of_default(schedule, terms, 1, days, rounding) for days in range(1, terms.most_days + 1)
        ]
        return max(tried, key=lambda default: Decimal(getattr(default.cost, measure.value)))
    with localcontext(_CONTEXT):
        discount = 1 / _daily_growth(measure, cap)
        ahead = -Decimal(schedule.principal - schedule.upfront_fee)
        found: list[tuple[Decimal, int, int]] = []
        for row in schedule.rows:
            since = (row.due - schedule.start).days
            at_due = discount**since
            factor = at_due
            for days in range(1, terms.most_days + 1):
                factor *= discount
                owed = _owed(schedule, row, terms, days, rounding)
                found.append((ahead + owed * factor, row.number, days))
            ahead += row.payment * at_due
    _, number, days = max(found, key=lambda entry: entry[0])
    return cost_of_default(schedule, terms, number, days, rounding)


def _owed(schedule: Schedule, row: Instalment, terms: LateTerms, days: int, rounding: Rounding) -> int:
    """What settles the loan `days` after an instalment was missed, in fen."""
    overdue = row.principal + row.balance
    sum_due = overdue + row.interest + row.fee
    late = late_interest(
        overdue, row.due, row.due + timedelta(days=days), terms, schedule.day_count, rounding
    )
    recovery = event_fees(terms.fees, RECOVERY, schedule.principal, overdue, sum_due, rounding)
    return sum_due + late + (recovery if days > terms.grace_days else 0)


def _daily_growth(measure: Measure, cap: Fraction) -> Decimal:
    """What one fen grows to in a day at the cap."""
    rate = Decimal(cap.numerator) / cap.denominator
    yearly = (1 + rate / MONTHS) ** MONTHS if measure is Measure.NOMINAL else 1 + rate
    return yearly ** (Decimal(1) / DAYS)
