"""The least gap over all instalments there could be, and identities that tie the methods to one another."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.lending import DayCount, RepaymentMethod
from workstation.domain.money import Rounding
from workstation.lending import make_schedule, year_fraction
from workstation.lending.methods import METHODS, Parts, PeriodRates, split

EQUAL = RepaymentMethod.EQUAL_INSTALMENT


def gap_at(instalment: int, principal: int, rates: PeriodRates) -> int:
    """The last instalment minus the others, reckoned anew."""
    balance = principal
    for period in range(len(rates.numerators) - 1):
        interest = rates.interest(balance, period)
        balance -= min(max(instalment - interest, 0), balance)
    return balance + rates.interest(balance, len(rates.numerators) - 1) - instalment


@given(
    principal=st.integers(1, 400),
    rates=st.lists(st.fractions(0, "0.2", max_denominator=1_000), min_size=2, max_size=8),
    rounding=st.sampled_from(Rounding),
)
def test_the_least_gap_is_found_whatever_the_periods(
    principal: int, rates: list[Fraction], rounding: Rounding
) -> None:
    """Against every instalment from nothing to more than the loan: also where the interest of a long period
    is more than an instalment, and for loans of a few fen."""
    periods = PeriodRates.of(rates, rounding)
    found = split(EQUAL, principal, periods)
    least = min(abs(gap_at(fen, principal, periods)) for fen in range(principal * 2 + 2))
    best = [fen for fen in range(principal * 2 + 2) if abs(gap_at(fen, principal, periods)) == least]
    assert any(_split_at(fen, principal, periods) == found for fen in best)


def _split_at(instalment: int, principal: int, rates: PeriodRates) -> Parts:
    parts: Parts = []
    balance = principal
    last = len(rates.numerators) - 1
    for period in range(last + 1):
        interest = rates.interest(balance, period)
        part = balance if period == last else min(max(instalment - interest, 0), balance)
        parts.append((part, interest))
        balance -= part
    return parts


def test_a_long_first_period_does_not_hide_the_least_gap() -> None:
    """Five per cent in the first of 36 periods and one after: interest of the first is above the instalment,
    so nothing of principal is repaid in it and the exact EMI is far off."""
    rates = PeriodRates.of([Fraction(5, 100), *[Fraction(1, 100)] * 35], Rounding.HALF_UP)
    parts = split(EQUAL, 1_000_000, rates)
    assert parts[0] == (0, 50_000)
    others = {sum(part) for part in parts[1:-1]}
    assert len(others) == 1
    assert abs(sum(parts[-1]) - others.pop()) <= 36


@given(
    principal=st.integers(1, 10**9),
    rate=st.fractions(0, "0.6", max_denominator=10_000),
    units=st.lists(st.integers(1, 62), min_size=1, max_size=36),
    method=st.sampled_from(sorted(METHODS)),
    rounding=st.sampled_from(Rounding),
)
def test_whole_units_and_fractions_of_a_year_give_the_same(
    principal: int, rate: Fraction, units: list[int], method: RepaymentMethod, rounding: Rounding
) -> None:
    even = PeriodRates.even(rate, units, 360, rounding)
    exact = PeriodRates.of([rate * Fraction(unit, 360) for unit in units], rounding)
    assert split(method, principal, even) == split(method, principal, exact)


@given(
    principal=st.integers(10**6, 10**9),
    rate=st.decimals("0.01", "0.36", places=4).map(str),
    months=st.integers(2, 36),
    start=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    day_count=st.sampled_from(DayCount),
)
def test_the_later_principal_is_repaid_the_more_interest_there_is(
    principal: int, rate: str, months: int, start: date, day_count: DayCount
) -> None:
    principal_first, instalments, bullet = (
        make_schedule(principal, rate, months, method, start, day_count).total_interest
        for method in (RepaymentMethod.EQUAL_PRINCIPAL, EQUAL, RepaymentMethod.BULLET)
    )
    assert principal_first - months <= instalments <= bullet + months


days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(days, st.integers(0, 4_000), st.integers(0, 4_000), st.sampled_from(sorted(DayCount)))
def test_years_add_up_where_the_convention_counts_days(
    start: date, first: int, second: int, day_count: DayCount
) -> None:
    """Two spans are the whole for every convention of actual days; for the bond basis where the day between
    is at most the 28th, and for ACT/ACT whatever new year lies between."""
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    parts = year_fraction(day_count, start, middle) + year_fraction(day_count, middle, end)
    if day_count is not DayCount.THIRTY_360 or (middle.day <= 28 and start.day <= 28 and end.day <= 28):
        assert parts == year_fraction(day_count, start, end)


@given(
    principal=st.integers(10**5, 10**8),
    rate=st.decimals(0, "0.36", places=4).map(str),
    months=st.integers(1, 12),
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_one_payment_is_a_bullet_of_one_period(principal: int, rate: str, months: int, start: date) -> None:
    """By actual days a single payment's interest is that of all months together, rounded once."""
    once = make_schedule(principal, rate, months, RepaymentMethod.SINGLE_PAYMENT, start, DayCount.ACT_365F)
    monthly = make_schedule(principal, rate, months, RepaymentMethod.BULLET, start, DayCount.ACT_365F)
    demand = make_schedule(principal, rate, months, RepaymentMethod.ON_DEMAND, start, DayCount.ACT_365F)
    assert abs(once.total_interest - monthly.total_interest) <= months
    assert (once.rows[0].due, once.total_interest) == (demand.rows[0].due, demand.total_interest)
