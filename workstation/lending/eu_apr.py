"""The annual percentage rate of charge of Directive 2008/48/EC, Annex I.

Goes in: drawdowns and payments with their dates, or one equal period apart. Comes out: the rate in per cent,
unrounded. The equation is Σ Cₖ(1+X)^−tₖ = Σ Dₗ(1+X)^−sₗ with time in years, of 12 equal months or 52 weeks.
An interval of neither is whole months and days, counted back from the payment to the first drawdown, the days
over the 365 or 366 of the year that ends with them (Annex I, Part I (c), and the remark to it in Directive
2014/17/EU that says how days are counted).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from workstation.lending.duedates import months_after
from workstation.lending.returns import Amount, compounded, rate_of

_MONTHS = 12
_WEEKS = 52
_WEEK_DAYS = 7


def eu_apr_of_periods(flows: Sequence[Amount], periods_per_year: int = _MONTHS) -> Decimal:
    """The rate of payments one equal period apart, the first now; in per cent, unrounded. Raises
    `KnownError` as `irr`."""
    return compounded(rate_of(list(enumerate(flows))), periods_per_year) * 100


def eu_apr(flows: Sequence[tuple[date, Amount]]) -> Decimal:
    """The rate of dated payments, what the borrower receives above zero; in per cent, unrounded.

    Where every date lies whole months after the first, intervals are equal months; else, where all lie whole
    weeks after it, weeks; else months and days. Raises `KnownError` as `irr`.
    """
    ordered = sorted(flows, key=lambda flow: flow[0])
    if not ordered:
        return eu_apr_of_periods([])
    days = [day for day, _ in ordered]
    amounts = [amount for _, amount in ordered]
    for moments, per_year in (_in_months(days), _in_weeks(days)):
        if moments is not None:
            rate = rate_of(list(zip(moments, amounts, strict=True)))
            return compounded(rate, per_year) * 100
    return _mixed(days, amounts)


def _in_months(days: Sequence[date]) -> tuple[list[int] | None, int]:
    first = days[0]
    moments = [12 * (day.year - first.year) + day.month - first.month for day in days]
    whole = all(months_after(first, m) == day for m, day in zip(moments, days, strict=True))
    return (moments if whole else None), _MONTHS


def _in_weeks(days: Sequence[date]) -> tuple[list[int] | None, int]:
    spans = [(day - days[0]).days for day in days]
    whole = all(span % _WEEK_DAYS == 0 for span in spans)
    return ([span // _WEEK_DAYS for span in spans] if whole else None), _WEEKS


def _mixed(days: Sequence[date], amounts: Sequence[Amount]) -> Decimal:
    """Moments in units of 1/(12·365·366) of a year are whole numbers."""
    unit = _MONTHS * 365 * 366
    moments = [int(_years_between(days[0], day) * unit) for day in days]
    return compounded(rate_of(list(zip(moments, amounts, strict=True))), unit) * 100


def _years_between(first: date, day: date) -> Fraction:
    months = _MONTHS * (day.year - first.year) + day.month - first.month
    if months_after(day, -months) < first:
        months -= 1
    last = months_after(day, -months)
    return Fraction(months, _MONTHS) + Fraction(
        (last - first).days, (last - months_after(last, -_MONTHS)).days
    )
