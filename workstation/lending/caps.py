"""Caps on the all-in cost: which rows of the dated table are in force, and whether an offer is over one.

Goes in: a schedule and a policy. Comes out: the worst breach, or None. The cost is compared as it is
disclosed, in per cent with four decimals, by the measure that the row names. Where a fee is paid up front
the rule is held at every due date on which the loan may be repaid, since the fee is then borne for less time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workstation.domain.lending import Cost, Schedule
from workstation.lending.cost import cost_if_repaid
from workstation.lending.policy import CapRow, Measure, Policy


@dataclass(frozen=True, slots=True)
class Breach:
    """A cap and the cost that exceeds it, both in per cent."""

    row: CapRow
    cost: Decimal
    cap: Decimal

    @property
    def over(self) -> Decimal:
        return self.cost - self.cap


def cap_breach(schedule: Schedule, cost: Cost, family: str, policy: Policy) -> Breach | None:
    """The breach that is furthest over its cap on the day of the draw; None where the offer is within all."""
    rows = [row for row in policy.caps if row.in_force(policy.lender_type, family, schedule.start)]
    breaches = [
        Breach(row, measured, cap)
        for row in rows
        for tried in _costs(schedule, cost)
        if (measured := measured_cost(tried, row.measure)) > (cap := _percent_of(row))
    ]
    return max(breaches, key=lambda breach: breach.over, default=None)


def measured_cost(cost: Cost, measure: Measure) -> Decimal:
    """The figure that a cap row speaks of, in per cent."""
    return Decimal(cost.nominal if measure is Measure.NOMINAL else cost.effective)


def _percent_of(row: CapRow) -> Decimal:
    return Decimal(row.rate.numerator * 100) / row.rate.denominator


def _costs(schedule: Schedule, cost: Cost) -> Iterator[Cost]:
    yield cost
    if schedule.upfront_fee:
        yield from (cost_if_repaid(schedule, row.number) for row in schedule.rows[:-1])
