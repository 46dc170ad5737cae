"""What a schedule needs beside its principal, as a product and a policy set it.

Goes in: product, policy, price, tenor, method and the day of the draw. Comes out: `Terms`, which make the
schedule of any principal, so that limit, offer and every later sum rest on the same terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.lending import DayCount, RepaymentMethod, Schedule
from workstation.domain.money import Rounding
from workstation.lending.businessdays import BusinessDay, WorkCalendar
from workstation.lending.duedates import MonthEnd
from workstation.lending.fees import Fee
from workstation.lending.methods import AT_ONCE
from workstation.lending.policy import Policy
from workstation.lending.product import Product
from workstation.lending.schedule import make_schedule


@dataclass(frozen=True, slots=True)
class Terms:
    """`fees` are all of the product's: those on an event stand in no schedule."""

    yearly_rate: str
    months: int
    method: RepaymentMethod
    start: date
    day_count: DayCount
    rounding: Rounding
    month_end: MonthEnd
    business_day: BusinessDay = BusinessDay.NONE
    calendar: WorkCalendar | None = None
    fees: tuple[Fee, ...] = ()
    grace_months: int = 0

    def schedule(self, principal: int) -> Schedule:
        """The schedule of `principal` fen. Raises `KnownError` as `make_schedule`."""
        return make_schedule(
            principal,
            self.yearly_rate,
            self.months,
            self.method,
            self.start,
            self.day_count,
            rounding=self.rounding,
            month_end=self.month_end,
            business_day=self.business_day,
            calendar=self.calendar,
            fees=self.fees,
            grace_months=self.grace_months,
        )


def terms_of(
    product: Product, policy: Policy, yearly_rate: str, months: int, method: RepaymentMethod, start: date
) -> Terms:
    """The terms on which the product is lent at this price."""
    return Terms(
        yearly_rate,
        months,
        method,
        start,
        product.day_count,
        policy.rounding,
        policy.month_end,
        product.due_days.rule,
        product.calendar,
        product.fees.terms,
        product.grace_months if method not in AT_ONCE else 0,
    )
