"""Schedules to the fen: published tables, and what holds for every loan."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workstation.domain.lending import DayCount, RepaymentMethod, Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.errors import KnownError
from workstation.lending import Fee, FeeBasis, FeeWhen, make_schedule, parse_rate, year_fraction
from workstation.lending.methods import METHODS

EQUAL, BULLET = RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.BULLET
BY_TERMS = sorted(METHODS)
"""Methods whose instalments follow from the terms: all but a share of sales."""


def in_fen(yuan: float) -> int:
    return round(yuan * 100)


def rows_of(schedule: Schedule) -> list[list[int]]:
    return [[row.principal, row.interest, row.payment] for row in schedule.rows]


def published(vectors: dict[str, Any], name: str) -> tuple[dict[str, Any], list[list[int]]]:
    vector = next(v for v in vectors["fineract_schedules"] if v["id"] == name)
    return vector, [[in_fen(figure) for figure in row] for row in vector.get("rows", [])]


def test_six_equal_instalments_of_a_small_loan(vectors: dict[str, Any]) -> None:
    """apache/fineract EMICalculation-Part1.feature C3154: 17.25 five times, then 17.28; 17.26 would leave as
    wide a gap, and is further from the exact instalment."""
    vector, rows = published(vectors, "EMI_360_30_100_12_6")
    schedule = make_schedule(
        in_fen(vector["principal"]), "0.12", vector["n"], EQUAL, date(2024, 1, 1), DayCount.THIRTY_360
    )
    assert rows_of(schedule) == rows


def test_month_ends_clamped_with_true_days(vectors: dict[str, Any]) -> None:
    """apache/fineract LoanMonthEndDueDateStrategy.feature UC5, ACT/ACT from 31 January 2025."""
    vector, rows = published(vectors, "month_end_clamp_actact")
    start, *due = map(date.fromisoformat, vector["dates"])
    schedule = make_schedule(in_fen(vector["principal"]), "12%", len(due), EQUAL, start, DayCount.ACT_ACT)
    assert [row.due for row in schedule.rows] == due
    assert rows_of(schedule) == rows


def test_month_ends_rolled_with_true_days() -> None:
    """The same feature, UC1: 31 January → 1 March → 31 March → 1 May, interest by the days between."""
    schedule = make_schedule(
        1_000_000, "0.12", 3, EQUAL, date(2025, 1, 31), DayCount.ACT_ACT, month_end="roll"
    )
    assert [row.due for row in schedule.rows] == [date(2025, 3, 1), date(2025, 3, 31), date(2025, 5, 1)]
    assert rows_of(schedule) == [[330322, 9534, 339856], [333251, 6605, 339856], [336427, 3429, 339856]]


@pytest.mark.parametrize("month_end", ["clamp", "roll"])
def test_under_thirty_360_every_month_is_one_twelfth(vectors: dict[str, Any], month_end: str) -> None:
    """The same feature, UC3: from 31 January the dates differ by rule, the interest does not."""
    vector, rows = published(vectors, "month_end_30360")
    schedule = make_schedule(
        in_fen(vector["principal"]),
        "0.12",
        vector["n"],
        EQUAL,
        date(2025, 1, 31),
        DayCount.THIRTY_360,
        month_end=month_end,
    )
    assert rows_of(schedule) == rows


def test_a_bullet_pays_interest_monthly_and_everything_at_the_end(vectors: dict[str, Any]) -> None:
    """apache/fineract LoanBulletBalloon.feature BL01."""
    vector, _ = published(vectors, "bullet_BL01")
    schedule = make_schedule(
        in_fen(vector["principal"]), "0.30", vector["n"], BULLET, date(2024, 1, 1), DayCount.THIRTY_360
    )
    *first, last = rows_of(schedule)
    assert first == [[in_fen(figure) for figure in vector["rows_1_7"]]] * 7
    assert last == [in_fen(figure) for figure in vector["row_8"]]
    assert schedule.total_interest == in_fen(vector["total_interest"])


def test_a_free_loan_is_repaid_in_equal_parts() -> None:
    schedule = make_schedule(100_000, "0", 3, EQUAL, date(2026, 1, 1), DayCount.ACT_360)
    assert [row.payment for row in schedule.rows] == [33_333, 33_333, 33_334]


def test_the_rounding_rule_is_the_policys() -> None:
    """Ten yuan at 18 % for one month of 30 days is 15 fen; at 18.6 % it is 15.5."""
    start = date(2026, 4, 1)
    up = make_schedule(1_000, "0.186", 1, BULLET, start, DayCount.ACT_360, rounding=Rounding.HALF_UP)
    even = make_schedule(1_000, "0.186", 1, BULLET, start, DayCount.ACT_360, rounding=Rounding.HALF_EVEN)
    assert up.total_interest == even.total_interest == 16
    up = make_schedule(1_000, "0.174", 1, BULLET, start, DayCount.ACT_360, rounding=Rounding.HALF_UP)
    even = make_schedule(1_000, "0.174", 1, BULLET, start, DayCount.ACT_360, rounding=Rounding.HALF_EVEN)
    assert (up.total_interest, even.total_interest) == (15, 14)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"principal": 0}, "schedule.principal"),
        ({"months": 0}, "schedule.months"),
        ({"months": 601}, "schedule.months"),
        ({"yearly_rate": "-0.01"}, "schedule.rate"),
        ({"yearly_rate": "twelve"}, "schedule.rate"),
        ({"upfront_fee": 100_000}, "schedule.fee"),
        ({"upfront_fee": -1}, "schedule.fee"),
    ],
)
def test_figures_that_make_no_loan_are_refused(changes: dict[str, Any], code: str) -> None:
    usual: dict[str, Any] = {
        "principal": 100_000,
        "yearly_rate": "0.12",
        "months": 6,
        "method": EQUAL,
        "start": date(2026, 1, 1),
        "day_count": DayCount.ACT_360,
    }
    with pytest.raises(KnownError) as refused:
        make_schedule(**{**usual, **changes})
    assert refused.value.code == code


def test_a_rate_may_be_written_in_per_cent() -> None:
    assert parse_rate("12%") == parse_rate("0.12") == parse_rate(" 12.0 % ")


loans = st.builds(
    make_schedule,
    principal=st.integers(1, 10**9),
    yearly_rate=st.decimals(0, "0.60", places=4, allow_nan=False).map(str),
    months=st.integers(1, 60),
    method=st.sampled_from(BY_TERMS),
    start=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    day_count=st.sampled_from(DayCount),
    rounding=st.sampled_from(Rounding),
    month_end=st.sampled_from(["clamp", "roll"]),
)


@given(loans)
def test_principal_is_repaid_exactly_and_nothing_is_negative(loan: Schedule) -> None:
    assert sum(row.principal for row in loan.rows) == loan.principal
    assert all(row.principal >= 0 and row.interest >= 0 for row in loan.rows)
    assert loan.rows[-1].balance == 0
    owed = loan.principal
    for row in loan.rows:
        owed -= row.principal
        assert row.balance == owed >= 0


@given(
    principal=st.integers(10_000, 10**9),
    rate=st.decimals(0, "0.24", places=4).map(str),
    months=st.integers(1, 36),
    start=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    day_count=st.sampled_from(DayCount),
)
def test_the_last_equal_instalment_is_within_a_fen_for_each_of_the_others(
    principal: int, rate: str, months: int, start: date, day_count: DayCount
) -> None:
    """One fen more or less on each moves the last by a fen for each, and by interest on those."""
    loan = make_schedule(principal, rate, months, EQUAL, start, day_count)
    *others, last = [row.payment for row in loan.rows]
    assert len(set(others)) <= 1
    assert all(abs(last - payment) <= months for payment in others)


@given(
    principal=st.integers(10_000, 10**8),
    rate=st.decimals("0.01", "0.60", places=4).map(str),
    months=st.integers(2, 60),
    start=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)
def test_no_other_instalment_leaves_a_smaller_gap(
    principal: int, rate: str, months: int, start: date
) -> None:
    """Against every instalment within twenty fen, reckoned anew by plain fractions."""
    loan = make_schedule(principal, rate, months, EQUAL, start, DayCount.ACT_360)
    starts = [start, *[row.due for row in loan.rows]]
    per_period = [
        Fraction(rate) * year_fraction(DayCount.ACT_360, first, last) for first, last in pairwise(starts)
    ]

    def gap(instalment: int) -> int:
        balance = principal
        for period in per_period[:-1]:
            balance -= instalment - round_fen(balance * period)
        return abs(balance + round_fen(balance * per_period[-1]) - instalment)

    chosen = loan.rows[0].payment
    assert abs(loan.rows[-1].payment - chosen) == min(gap(chosen + shift) for shift in range(-20, 21))


@given(loans)
@example(
    make_schedule(
        125, "0.5745", 44, RepaymentMethod.EQUAL_INSTALMENT, date(2020, 1, 1), DayCount.ACT_360
    )  # two fen of 188 are rounding
)
def test_interest_grows_with_the_rate(loan: Schedule) -> None:
    """But for the rounding of each interest to the fen. Methods that repay at once are priced again from
    their own days, which their one row tells."""
    months = (loan.rows[-1].due - loan.start).days // 28
    term = max((loan.rows[-1].due - loan.start).days, 1)
    dearer = make_schedule(
        loan.principal, "0.75", max(months, 1), loan.method, loan.start, loan.day_count, term_days=term
    )
    assert dearer.total_interest >= loan.total_interest - len(loan.rows)


def test_equal_principal_takes_the_rest_with_the_last(vectors: dict[str, Any]) -> None:
    """apache/fineract LoanRepayment.feature RS04: 277.78 seventeen times, then 277.74."""
    vector = next(v for v in vectors["fineract_schedules"] if v["id"] == "equal_principal_RS04")
    schedule = make_schedule(
        in_fen(vector["principal"]),
        "12%",
        vector["n"],
        RepaymentMethod.EQUAL_PRINCIPAL,
        date(2024, 1, 1),
        DayCount.THIRTY_360,
    )
    rows = rows_of(schedule)
    assert rows[0] == [in_fen(figure) for figure in vector["first"]] == [27778, 5000, 32778]
    assert rows[3] == [in_fen(figure) for figure in vector["fourth"]] == [27778, 4167, 31945]
    assert rows[-1] == [in_fen(figure) for figure in vector["last"]] == [27774, 278, 28052]
    assert schedule.total_interest == in_fen(vector["total_interest"]) == 47500


def test_a_single_payment_brings_everything_at_the_end() -> None:
    """100,000 yuan at 18 % for the 181 days of half a year, act/360: 9,050.00."""
    once = make_schedule(
        10_000_000, "0.18", 6, RepaymentMethod.SINGLE_PAYMENT, date(2026, 1, 1), DayCount.ACT_360
    )
    assert [(row.due, row.principal, row.interest) for row in once.rows] == [
        (date(2026, 7, 1), 10_000_000, 905_000)
    ]


def test_an_on_demand_loan_counts_the_day_of_the_draw_and_not_that_of_repayment() -> None:
    """1,200 yuan at 0.05 % a day (18 % over 360) from 1 to 31 January: thirty days, 18.00."""
    loan = make_schedule(120_000, "0.18", 1, RepaymentMethod.ON_DEMAND, date(2026, 1, 1), DayCount.ACT_360)
    assert loan.rows[0].due == date(2026, 2, 1) and loan.rows[0].interest == 1_860
    order = make_schedule(120_000, "0.18", 1, RepaymentMethod.ORDER, date(2026, 1, 1), DayCount.ACT_360)
    assert order.rows[0].due == date(2026, 1, 31) and order.rows[0].interest == 1_800


def test_an_order_loan_runs_for_its_days() -> None:
    """Five days at 0.05 % a day on 800 yuan are 2.00 (the worked case of the order loan)."""
    loan = make_schedule(
        80_000, "0.18", 1, RepaymentMethod.ORDER, date(2026, 3, 1), DayCount.ACT_360, term_days=5
    )
    assert [(row.due, row.interest) for row in loan.rows] == [(date(2026, 3, 6), 200)]


def test_grace_pays_interest_alone_and_then_the_method_begins() -> None:
    loan = make_schedule(120_000, "12%", 6, EQUAL, date(2026, 1, 1), DayCount.THIRTY_360, grace_months=2)
    later = make_schedule(120_000, "12%", 4, EQUAL, date(2026, 3, 1), DayCount.THIRTY_360)
    assert rows_of(loan)[:2] == [[0, 1_200, 1_200]] * 2
    assert rows_of(loan)[2:] == rows_of(later)


def test_fees_stand_where_they_fall_due() -> None:
    """One per cent at the draw, half a per mille of the balance and 2.00 with each instalment."""
    fees = (
        Fee(FeeWhen.UPFRONT, share=Fraction(1, 100)),
        Fee(FeeWhen.PER_PERIOD, share=Fraction(5, 10_000), basis=FeeBasis.BALANCE, fixed=200),
        Fee(FeeWhen.ON_EVENT, share=Fraction(1, 100), event="prepayment"),
    )
    loan = make_schedule(
        100_000, "0", 2, EQUAL, date(2026, 1, 1), DayCount.ACT_360, upfront_fee=50, fees=fees
    )
    assert loan.upfront_fee == 1_050
    assert [row.fee for row in loan.rows] == [250, 225]
    assert [row.payment for row in loan.rows] == [50_250, 50_225]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"grace_months": 6}, "schedule.grace"),
        ({"grace_months": 1, "method": RepaymentMethod.SINGLE_PAYMENT}, "schedule.grace"),
        ({"term_days": 0}, "schedule.days"),
        ({"method": RepaymentMethod.SHARE_OF_SALES}, "schedule.method"),
        ({"business_day": "following"}, "calendar.missing"),
        ({"fees": (Fee(FeeWhen.UPFRONT, fixed=100_000),)}, "schedule.fee"),
    ],
)
def test_terms_that_do_not_go_together_are_refused(terms: dict[str, Any], code: str) -> None:
    usual: dict[str, Any] = {"method": EQUAL, **terms}
    with pytest.raises(KnownError) as refused:
        make_schedule(100_000, "0.12", 6, start=date(2026, 1, 1), day_count=DayCount.ACT_360, **usual)
    assert refused.value.code == code


@given(
    principal=st.integers(10_000, 10**9),
    rate=st.decimals(0, "0.36", places=4).map(str),
    months=st.integers(2, 36),
    grace=st.integers(0, 1),
    start=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    day_count=st.sampled_from(DayCount),
)
def test_equal_principal_is_equal_but_for_the_rest(
    principal: int, rate: str, months: int, grace: int, start: date, day_count: DayCount
) -> None:
    """What rounding left over goes to the last: less than one fen for each of the others."""
    loan = make_schedule(
        principal, rate, months, RepaymentMethod.EQUAL_PRINCIPAL, start, day_count, grace_months=grace
    )
    *others, last = [row.principal for row in loan.rows[grace:]]
    assert len(set(others)) <= 1
    assert all(abs(part - last) <= months for part in others)
