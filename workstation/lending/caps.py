"""Caps on the all-in cost: which rows of the dated table are in force, and whether an offer is over one.

Goes in: a schedule and a policy. Comes out: the worst breach, or None. The cost is compared as it is
disclosed, in per cent with four decimals, by the measure that the row names. On-demand and order loans are
held to it on every day on which they may be repaid, a share of sales on every day on which it may be settled
early, other loans with fees on every due date, since a fee is
then borne for less time, with what paying early costs; where the terms say what default costs, on every day
late as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workstation.domain.lending import Cost, RepaymentMethod, Schedule
from workstation.lending.cost import cost_if_repaid, cost_if_repaid_on
from workstation.lending.default_cost import worst_default
from workstation.lending.fees import Fee
from workstation.lending.methods import DAILY
from workstation.lending.overdue import LateTerms
from workstation.lending.policy import CapRow, Measure, Policy
from workstation.lending.prepayment import PREPAYMENT
from workstation.lending.product_parts import SalesRule
from workstation.lending.share_terms import dearest_settlement
from workstation.lending.worst_days import dearest_days


@dataclass(frozen=True, slots=True)
class Breach:
    """A cap and the cost that exceeds it, both in per cent. `after_days` is how long after the draw repayment
    costs that, None where it is the cost of the loan as scheduled or of a default."""

    row: CapRow
    cost: Decimal
    cap: Decimal
    after_days: int | None = None
    in_default: bool = False

    @property
    def over(self) -> Decimal:
        return self.cost - self.cap


def cap_breach(
    schedule: Schedule,
    cost: Cost,
    family: str,
    policy: Policy,
    late: LateTerms | None = None,
    sales: SalesRule | None = None,
) -> Breach | None:
    """The breach that is furthest over its cap on the day of the draw; None where the offer is within all.
    `cost` is that of the schedule; `late` adds what its fees charge for paying early and what default would
    cost, `sales` what settling a share of sales early would."""
    fees = late.fees if late is not None else ()
    rows = [row for row in policy.caps if row.in_force(policy.lender_type, family, schedule.start)]
    tried = list(_costs(schedule, cost, policy, fees)) if rows else []
    breaches = [
        Breach(row, measured, cap, after_days)
        for row in rows
        for after_days, one in tried
        if (measured := measured_cost(one, row.measure)) > (cap := _percent_of(row))
    ]
    if late is not None:
        breaches += [breach for row in rows for breach in _in_default(schedule, row, policy, late)]
    if sales is not None:
        breaches += [breach for row in rows for breach in _settled_early(schedule, row, policy, sales)]
    return max(breaches, key=lambda breach: breach.over, default=None)


def measured_cost(cost: Cost, measure: Measure) -> Decimal:
    """The figure that a cap row speaks of, in per cent."""
    return Decimal(cost.nominal if measure is Measure.NOMINAL else cost.effective)


def _percent_of(row: CapRow) -> Decimal:
    return Decimal(row.rate.numerator * 100) / row.rate.denominator


def _costs(
    schedule: Schedule, cost: Cost, policy: Policy, fees: Sequence[Fee]
) -> Iterator[tuple[int | None, Cost]]:
    """Every cost that may be the highest, and after how many days repayment brings it."""
    yield None, cost
    if schedule.method in DAILY:
        for day in dearest_days(schedule, policy.rounding, fees):
            yield (day - schedule.start).days, cost_if_repaid_on(schedule, day, policy.rounding, fees)
        return
    early = any(fee.event == PREPAYMENT for fee in fees)
    if (schedule.total_fees or early) and schedule.method is not RepaymentMethod.SHARE_OF_SALES:
        for row in schedule.rows[:-1]:
            yield (row.due - schedule.start).days, cost_if_repaid(schedule, row.number, fees, policy.rounding)


def _in_default(schedule: Schedule, row: CapRow, policy: Policy, late: LateTerms) -> Iterator[Breach]:
    default = worst_default(schedule, late, row.measure, row.rate, policy.rounding)
    measured, cap = measured_cost(default.cost, row.measure), _percent_of(row)
    if measured > cap:
        yield Breach(row, measured, cap, in_default=True)


def _settled_early(schedule: Schedule, row: CapRow, policy: Policy, sales: SalesRule) -> Iterator[Breach]:
    found = dearest_settlement(schedule, sales, row.measure, row.rate, policy.rounding)
    if found is None:
        return
    measured, cap = measured_cost(found.cost, row.measure), _percent_of(row)
    if measured > cap:
        yield Breach(row, measured, cap, found.days)
