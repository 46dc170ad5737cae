"""The all-in cost: published rates of return, Regulation Z's examples, and what fees do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.lending import Cost, DayCount, RepaymentMethod
from workstation.errors import KnownError
from workstation.lending import all_in_cost, cost_if_repaid, dated_irr, irr, make_schedule, reg_z_apr
from workstation.lending.cost import cost_of_span_in_days
from workstation.lending.eu_apr import eu_apr, eu_apr_of_periods
from workstation.lending.methods import METHODS

EQUAL, BULLET = RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.BULLET


def test_rates_of_return_as_in_numpy_financial(vectors: dict[str, Any]) -> None:
    table = vectors["irr"]
    for flows, rate in table["cases"]:
        assert abs(irr(flows) - Decimal(str(rate))) < Decimal("1e-4"), table["source"]


def test_regulation_z_appendix_j_to_the_printed_digit(vectors: dict[str, Any]) -> None:
    table = vectors["reg_z_appendix_j"]
    for example in table["cases"]:
        apr = reg_z_apr(
            example["advance"],
            [(count, amount) for count, amount in example["payments"]],
            example["first_t"],
            Fraction(example["f"]),
            example["ppy"],
        )
        assert round(apr, 2) == Decimal(str(example["apr"])), f"{table['source']} ({example['id']})"


# 12 CFR 1026 Appendix J (c)(1)–(c)(4), as simontreanor/FSharp.Finance.Personal AprUsActuarialTests.fs has it:
# advance, runs of payments, whole unit-periods and odd fraction to the first, unit-periods a year, APR.
APPENDIX_J = {
    "c1i": (5000, [(24, 230)], 1, "0", 12, "9.69"),
    "c1ii": (6000, [(36, 200)], 1, "19/30", 12, "11.82"),
    "c1iii": (5000, [(24, Decimal("219.17"))], 0, "6/15", 24, "10.34"),
    "c1iv": (10000, [(40, 385)], 1, "39/90", 4, "8.97"),
    "c1v": (500, [(30, Decimal("17.60"))], 4, "4/7", 52, "14.96"),
    "c2i": (5000, [(1, 250), (23, 230)], 1, "0", 12, "10.08"),
    "c2ii": (400, [(1, Decimal("39.50")), (11, Decimal("38.31"))], 1, "5/28", 13, "28.50"),
    "c3i": (5000, [(23, 230), (1, 280)], 1, "0", 12, "10.50"),
    "c3ii": (200, [(19, Decimal("9.50")), (1, 30)], 0, "8/14", 26, "12.22"),
    "c4i": (5000, [(1, 250), (22, 230), (1, 280)], 1, "0", 12, "10.90"),
    # The trap: 10 January to 1 March is 52 days of the 60 of a two-month unit-period.
    "c4ii": (8000, [(1, Decimal("449.36")), (18, 465), (1, 200)], 0, "52/60", 6, "7.30"),
}


@pytest.mark.parametrize("name", APPENDIX_J)
def test_all_eleven_examples_of_regulation_z(name: str) -> None:
    advance, payments, first, odd, per_year, apr = APPENDIX_J[name]
    assert round(reg_z_apr(advance, payments, first, Fraction(odd), per_year), 2) == Decimal(apr)


def test_one_sum_repaid_at_once_has_its_term_as_unit_period() -> None:
    """Appendix J (c)(5)(i): 1,000 on 3 January, 1,080 on 15 September 1978, 255 days: 11.45 %."""
    cost = cost_of_span_in_days(100_000, 108_000, (date(1978, 9, 15) - date(1978, 1, 3)).days)
    assert round(Decimal(cost.nominal), 2) == Decimal("11.45")
    assert round(reg_z_apr(1000, [(1, 1080)], 1, 0, 1) * 365 / 255, 2) == Decimal("11.45")


def test_european_rate_of_six_payments() -> None:
    """10,000 for six monthly payments of 1,707.00 in advance-end convention: 8.569257 %."""
    assert round(eu_apr_of_periods([1_000_000, *[-170_700] * 6]), 6) == Decimal("8.569257")
    dated = [(date(2026, month, 15), -170_700) for month in range(2, 8)]
    assert round(eu_apr([(date(2026, 1, 15), 1_000_000), *dated]), 6) == Decimal("8.569257")


def test_european_intervals_are_months_then_weeks_then_months_and_days() -> None:
    """Six hundred back for five hundred: after 18 months, 78 weeks, or months and days."""
    drawn = (date(2025, 1, 1), 50_000)
    growth = Decimal("1.2")
    by_months = eu_apr([drawn, (date(2026, 7, 1), -60_000)])
    by_weeks = eu_apr([drawn, (date(2025, 1, 1) + timedelta(weeks=78), -60_000)])
    assert abs(by_months - ((growth.ln() / Decimal("1.5")).exp() - 1) * 100) < Decimal("1e-10")
    assert abs(by_weeks - by_months) < Decimal("1e-10")
    # Fifteen months back is 11 January 2025: ten days more, of a year that has 29 February 2024 in it.
    by_days = eu_apr([drawn, (date(2026, 4, 11), -60_000)])
    years = 1 + Decimal(3) / 12 + Decimal(10) / 366
    assert abs(by_days - ((growth.ln() / years).exp() - 1) * 100) < Decimal("1e-8")
    # Eleven months back is 31 January 2024: thirty days more, of a year that has none.
    leap = eu_apr([(date(2024, 1, 1), 50_000), (date(2024, 12, 31), -60_000)])
    years = Decimal(11) / 12 + Decimal(30) / 365
    assert abs(leap - ((growth.ln() / years).exp() - 1) * 100) < Decimal("1e-8")


def test_the_last_day_of_february_ends_a_whole_month() -> None:
    dated = [(date(2026, 2, 28), -110), (date(2026, 3, 31), -110)]
    assert eu_apr([(date(2026, 1, 31), 200), *dated]) == eu_apr_of_periods([200, -110, -110])


def test_share_of_sales_example_gives_the_published_daily_rate(vectors: dict[str, Any]) -> None:
    """apache/fineract TvmFunctionsTest: 9,000 received, 50 a day for 200 days."""
    example = vectors["working_capital_pct_of_sales"]["case"]
    daily = irr([-example["net"], *[Decimal(str(example["daily_payment_360"]))] * example["n_360"]])
    assert abs(daily - Decimal(str(example["daily_irr"]))) < Decimal("1e-15")
    assert abs((1 + daily) ** 360 - 1 - Decimal(str(example["eir_360"]))) < Decimal("1e-6")
    assert abs((1 + daily) ** 365 - 1 - Decimal(str(example["eir_365"]))) < Decimal("1e-6")


def test_dated_payments_a_year_apart_give_the_plain_rate() -> None:
    assert dated_irr([(date(2025, 3, 1), -100), (date(2026, 3, 1), 118)]) == Decimal("0.18")


def test_dated_payments_come_in_any_order() -> None:
    flows = [(date(2025, 7, 1), 60), (date(2025, 1, 1), -100), (date(2025, 12, 1), 50)]
    assert dated_irr(flows) == dated_irr(sorted(flows))


def test_money_in_one_direction_only_has_no_rate() -> None:
    for flows in ([], [100, 50], [-1, -2], [0, 0]):
        with pytest.raises(KnownError, match=r"cost\.no_sign_change"):
            irr(flows)
    with pytest.raises(KnownError, match=r"cost\.no_sign_change"):
        dated_irr([(date(2026, 1, 1), 5)])


def test_a_rate_that_does_not_exist_is_named_and_the_solver_ends() -> None:
    """100 − 20/(1+i) + 100/(1+i)² has no root."""
    with pytest.raises(KnownError, match=r"cost\.no_rate"):
        irr([100, -20, 100])


def test_a_very_high_rate_is_found() -> None:
    """1 % drawn as a fee and 0.05 % a day, repaid on day 5, is 91 % a year."""
    received, repaid = Fraction(99), Fraction(100) + Fraction(100) * 5 * Fraction("0.0005")
    simple = (repaid / received - 1) / 5 * 365
    assert round(float(simple) * 100) == 92
    effective = dated_irr([(date(2026, 1, 1), received), (date(2026, 1, 6), -repaid)])
    assert effective > Decimal("1.4")


def test_half_a_per_mille_a_day_is_eighteen_and_a_quarter_per_cent() -> None:
    """The classic 0.05 % a day on a year of bullets: 18.25 % a year by its 365 days."""
    schedule = make_schedule(1_200_000, "0.18", 12, BULLET, date(2026, 1, 1), DayCount.ACT_360)
    cost = all_in_cost(schedule)
    assert abs(Decimal(cost.nominal) - Decimal("18.25")) < Decimal("0.01")


def test_a_free_loan_costs_nothing() -> None:
    schedule = make_schedule(100_000, "0", 12, EQUAL, date(2026, 1, 1), DayCount.ACT_360)
    assert all_in_cost(schedule) == Cost("0.0000", "0.0000")


def test_a_known_cost_by_hand() -> None:
    """30/360 at 12 % is one per cent a month but for the fen, and 1.01¹² = 1.126825."""
    schedule = make_schedule(10**9, "0.12", 12, EQUAL, date(2026, 1, 1), DayCount.THIRTY_360)
    assert all_in_cost(schedule) == Cost("12.0000", "12.6825")


def test_the_digits_do_not_depend_on_the_callers_precision() -> None:
    schedule = make_schedule(
        5_000_000, "0.18", 12, EQUAL, date(2026, 1, 1), DayCount.ACT_360, upfront_fee=777
    )
    usual = all_in_cost(schedule)
    with localcontext(prec=9):
        assert all_in_cost(schedule) == usual


def test_an_upfront_fee_weighs_more_the_sooner_the_loan_is_repaid() -> None:
    schedule = make_schedule(
        1_000_000, "0.12", 6, EQUAL, date(2026, 1, 1), DayCount.THIRTY_360, upfront_fee=10_000
    )
    nominal = [Decimal(cost_if_repaid(schedule, number).nominal) for number in range(1, 7)]
    assert nominal == sorted(nominal, reverse=True)
    assert nominal[-1] == Decimal(all_in_cost(schedule).nominal)
    with pytest.raises(KnownError, match=r"cost\.instalment"):
        cost_if_repaid(schedule, 7)


@given(
    principal=st.integers(100_000, 10**8),
    rate=st.decimals("0.01", "0.36", places=4).map(str),
    months=st.integers(1, 36),
    method=st.sampled_from(sorted(METHODS)),
    shares=st.tuples(st.integers(0, 900), st.integers(0, 900)),
)
def test_cost_never_falls_when_the_fee_rises(
    principal: int, rate: str, months: int, method: RepaymentMethod, shares: tuple[int, int]
) -> None:
    low, high = (
        all_in_cost(
            make_schedule(
                principal,
                rate,
                months,
                method,
                date(2026, 2, 1),
                DayCount.ACT_360,
                upfront_fee=principal * share // 1000,
            )
        )
        for share in sorted(shares)
    )
    assert Decimal(low.nominal) <= Decimal(high.nominal)
    assert Decimal(low.effective) <= Decimal(high.effective)
    assert Decimal(low.nominal) <= Decimal(low.effective)
