"""Loans repaid by a share of daily sales: how much a day, for how many days, and at what rate of return.

Goes in: what is paid out, the fixed fee, a year's sales, the share. Comes out: the daily remittance, the
number of payments, the last payment, the daily and yearly rate, and a schedule from expected sales. The fee
is fixed, so the rate depends on how fast the shop sells: what is agreed is the share, and dates are an
expectation (after apache/fineract, working-capital loans, `TvmFunctionsTest`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from workstation.domain.lending import DayCount, Instalment, RepaymentMethod, Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.errors import KnownError
from workstation.lending.daycount import EVEN_YEARS
from workstation.lending.returns import irr

MOST_PAYMENTS = 3_660


@dataclass(frozen=True, slots=True)
class SalesShare:
    """Terms of a share of sales. `net` is what the seller receives and `fee` the fixed charge, both repaid
    out of sales; `yearly_sales` is what is expected in a year of `day_count`'s days (act/360 or act/365f);
    `share` is the part of each day's sales that is remitted. Amounts in fen. Raises `KnownError`
    (`sales.terms`)."""

    net: int
    fee: int
    yearly_sales: int
    share: Fraction
    day_count: DayCount = DayCount.ACT_360
    rounding: Rounding = Rounding.HALF_UP

    def __post_init__(self) -> None:
        if self.net <= 0 or self.fee < 0 or self.yearly_sales <= 0 or not 0 < self.share <= 1:
            raise no_terms("sales and what is paid out must be above zero, the share above 0 and at most 1")
        if self.day_count not in EVEN_YEARS:
            raise no_terms("the year of a share of sales has 360 or 365 days: act/360 or act/365f")
        if self.remittance <= 0:
            raise no_terms("the share of a day's sales comes to less than half a fen")
        if self.payments > MOST_PAYMENTS:
            raise no_terms(f"it would take {self.payments} days to repay, and {MOST_PAYMENTS} is the most")

    @property
    def total(self) -> int:
        """What is remitted in all, in fen."""
        return self.net + self.fee

    @property
    def remittance(self) -> int:
        """The payment of an expected day, in fen."""
        return round_fen(self.yearly_sales * self.share / EVEN_YEARS[self.day_count], self.rounding)

    @property
    def payments(self) -> int:
        return -(-self.total // self.remittance)

    @property
    def last_payment(self) -> int:
        return self.total - (self.payments - 1) * self.remittance

    def daily_rate(self) -> Decimal:
        """The rate of return per day, of 15 decimals. Raises `KnownError` as `irr`."""
        return irr([self.net, *[-self.remittance] * (self.payments - 1), -self.last_payment])


def sales_schedule(terms: SalesShare, start: date, expected_daily_sales: int | None = None) -> Schedule:
    """The schedule that comes of an expected day's sales in fen, one payment a day from the day after
    `start`; without a figure, of the terms' own.

    Each balance is the exact balance at the daily rate, rounded; interest is what of a payment does not
    lower it, so that interest adds up to the fee and principal to what was paid out. Raises as `SalesShare`.
    """
    if expected_daily_sales is not None:
        yearly = expected_daily_sales * EVEN_YEARS[terms.day_count]
        terms = SalesShare(terms.net, terms.fee, yearly, terms.share, terms.day_count, terms.rounding)
    daily = terms.daily_rate()
    growth = 1 + Fraction(daily)
    exact, balance = Fraction(terms.net), terms.net
    rows: list[Instalment] = []
    for number in range(1, terms.payments + 1):
        last = number == terms.payments
        payment = terms.last_payment if last else terms.remittance
        exact = short(exact * growth) - payment
        left = 0 if last else min(max(round_fen(exact, terms.rounding), 0), balance)
        interest = payment - (balance - left)
        rows.append(Instalment(number, start + timedelta(days=number), balance - left, interest, 0, left))
        balance = left
    yearly_rate = f"{daily * EVEN_YEARS[terms.day_count]:f}"
    method = RepaymentMethod.SHARE_OF_SALES
    return Schedule(terms.net, yearly_rate, method, terms.day_count, start, 0, tuple(rows))


def short(exact: Fraction) -> Fraction:
    """Twenty decimals of a fen: exact enough for any row, and the figures do not grow with each."""
    return Fraction(round(exact * 10**20), 10**20)


def no_terms(message: str) -> KnownError:
    """The refusal of terms that nothing repays."""
    return KnownError("sales.terms", message, remedy="Correct the terms of the share of sales.")
