"""Day counts: how many days lie between two dates, and what part of a year they are.

Goes in: a convention and two dates, the earlier first. Comes out: whole days or an exact fraction. The first
day counts and the last does not, as platforms do for daily loans (draw day in, repayment day out).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from workstation.domain.lending import DayCount
from workstation.errors import KnownError


def day_count_days(convention: DayCount, start: date, end: date) -> int:
    """Days from `start` to `end`: calendar days, or days of 30-day months for 30/360.

    30/360 is the bond basis of 2006 ISDA Definitions § 4.16(f): a start on the 31st becomes the 30th, an end
    on the 31st becomes the 30th where the start is on the 30th or 31st. Raises `KnownError`
    (`daycount.order`) where `end` is before `start`.
    """
    if end < start:
        raise KnownError(
            "daycount.order",
            f"{end.isoformat()} is before {start.isoformat()}",
            remedy="Give the earlier date first.",
        )
    if convention is DayCount.THIRTY_360:
        return _bond_basis_days(start, end)
    return (end - start).days


def _bond_basis_days(start: date, end: date) -> int:
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def year_fraction(convention: DayCount, start: date, end: date) -> Fraction:
    """The part of a year between two dates, exact.

    ACT/ACT is ISDA's (2006 Definitions § 4.16(b)): days in a leap year over 366, other days over 365, split
    at each 1 January. Errors as `day_count_days`.
    """
    days = day_count_days(convention, start, end)
    return _FRACTIONS[convention](days, start, end)


def _actual_actual(days: int, start: date, end: date) -> Fraction:
    if start.year == end.year:
        return Fraction(days, _days_in_year(start.year))
    first = Fraction((date(start.year + 1, 1, 1) - start).days, _days_in_year(start.year))
    last = Fraction((end - date(end.year, 1, 1)).days, _days_in_year(end.year))
    return first + (end.year - start.year - 1) + last


def _days_in_year(year: int) -> int:
    return 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365


EVEN_YEARS: Mapping[DayCount, int] = {DayCount.ACT_360: 360, DayCount.ACT_365F: 365}
"""Conventions under which every calendar day is the same part of a year, and its days."""

_FRACTIONS: Mapping[DayCount, Callable[[int, date, date], Fraction]] = {
    DayCount.ACT_360: lambda days, _start, _end: Fraction(days, 360),
    DayCount.ACT_365F: lambda days, _start, _end: Fraction(days, 365),
    DayCount.ACT_ACT: _actual_actual,
    DayCount.THIRTY_360: lambda days, _start, _end: Fraction(days, 360),
}
