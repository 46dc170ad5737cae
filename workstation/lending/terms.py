"""What a schedule needs beside its principal, as a product and a policy set it.

Goes in: product, policy, price, tenor, method and the day of the draw. Comes out: `Terms`, which make the
schedule of any principal, so that limit, offer and every later sum rest on the same terms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from workstation.domain.lending import DayCount, RepaymentMethod, Schedule
from workstation.domain.money import Rounding
from workstation.errors import KnownError
from workstation.lending.businessdays import BusinessDay, WorkCalendar
from workstation.lending.duedates import MonthEnd, months_after
from workstation.lending.fees import Fee
from workstation.lending.methods import AT_ONCE
from workstation.lending.policy import Policy
from workstation.lending.product import Product
from workstation.lending.schedule import make_schedule
from workstation.lending.share_of_sales import SalesShare, sales_schedule
from workstation.lending.share_terms import share_at_rate


@dataclass(frozen=True, slots=True)
class Terms:
    """`fees` are all of the product's: those on an event stand in no schedule. `share` is what of each day's
    sales repays the loan, None for a loan of instalments; `yearly_sales` are those expected, in fen."""

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
    share: Fraction | None = None
    yearly_sales: int | None = None

    @property
    def days(self) -> int:
        """How long the tenor is from the day of the draw on."""
        return (months_after(self.start, self.months, self.month_end) - self.start).days

    def sales_share(self, principal: int) -> SalesShare:
        """What is agreed where a share of sales repays `principal` fen. Raises `KnownError` (`sales.terms`),
        also where the terms have no share, and `sales.unknown` where nothing says what is sold."""
        if self.yearly_sales is None:
            raise KnownError(
                "sales.unknown",
                "nothing on file says what the shop sells in a year",
                remedy="Import its orders or invoices first.",
            )
        share = self.share or Fraction(0)
        return share_at_rate(
            principal, self.yearly_rate, share, self.yearly_sales, self.day_count, self.rounding
        )

    def schedule(self, principal: int) -> Schedule:
        """The schedule of `principal` fen. Raises `KnownError` as `make_schedule` and `sales_share`."""
        if self.method is RepaymentMethod.SHARE_OF_SALES:
            expected = sales_schedule(self.sales_share(principal), self.start)
            return replace(expected, yearly_rate=self.yearly_rate)
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
    product: Product,
    policy: Policy,
    yearly_rate: str,
    months: int,
    method: RepaymentMethod,
    start: date,
    yearly_sales: int | None = None,
) -> Terms:
    """The terms on which the product is lent at this price; `yearly_sales` where sales repay it."""
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
        product.sales.share_of(months) if product.sales is not None else None,
        yearly_sales,
    )
