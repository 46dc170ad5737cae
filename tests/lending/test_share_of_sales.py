"""Loans repaid out of daily sales: the published example, and what holds for every one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.lending import DayCount
from workstation.errors import KnownError
from workstation.lending import SalesShare, all_in_cost, sales_schedule
from workstation.lending.returns import compounded

PUBLISHED = SalesShare(900_000, 100_000, 10_000_000, Fraction("0.18"))
"""apache/fineract TvmFunctionsTest: 9,000 paid out, a fee of 1,000, 18 % of sales of 100,000 a year."""


def fen(yuan: float) -> int:
    return round(yuan * 100)


def test_the_published_example_on_a_year_of_360_days(vectors: dict[str, Any]) -> None:
    case = vectors["working_capital_pct_of_sales"]["case"]
    terms = SalesShare(
        fen(case["net"]),
        fen(case["discount_fee"]),
        fen(case["total_payment_volume"]),
        Fraction(case["period_payment_rate_pct"], 100),
    )
    assert terms == PUBLISHED
    assert terms.remittance == fen(case["daily_payment_360"]) == 5_000
    assert terms.payments == case["n_360"] == 200
    assert abs(terms.daily_rate() - Decimal(str(case["daily_irr"]))) < Decimal("1e-15")
    assert str(terms.daily_rate()) == "0.001067814487837"
    assert round(compounded(terms.daily_rate(), 360), 6) == Decimal(str(case["eir_360"]))
    assert round(compounded(terms.daily_rate(), 365), 6) == Decimal(str(case["eir_365"]))
    rows = sales_schedule(terms, date(2026, 1, 1)).rows
    assert (
        [row.balance for row in rows[:2]]
        == [
            fen(case["balance_after_1"]),
            fen(case["balance_after_2"]),
        ]
        == [895_961, 891_918]
    )


def test_the_published_example_on_a_year_of_365_days(vectors: dict[str, Any]) -> None:
    case = vectors["working_capital_pct_of_sales"]["case"]
    terms = SalesShare(900_000, 100_000, 10_000_000, Fraction("0.18"), DayCount.ACT_365F)
    assert terms.remittance == fen(case["daily_payment_365"]) == 4_932
    assert terms.payments == case["n_365"] == 203
    assert terms.last_payment == fen(case["last_payment_365"]) == 3_736


def test_slower_sales_take_longer_and_cost_less_a_year() -> None:
    expected = sales_schedule(PUBLISHED, date(2026, 1, 1))
    slow = sales_schedule(PUBLISHED, date(2026, 1, 1), 13_889)
    assert (len(expected.rows), len(slow.rows)) == (200, 400)
    assert Decimal(all_in_cost(slow).nominal) < Decimal(all_in_cost(expected).nominal)
    assert all_in_cost(expected).effective == "47.6308"


@given(
    net=st.integers(10_000, 10**8),
    fee_share=st.integers(0, 300),
    days=st.integers(1, 300),
    share=st.fractions("1/100", 1, max_denominator=100),
    day_count=st.sampled_from([DayCount.ACT_360, DayCount.ACT_365F]),
)
def test_interest_adds_up_to_the_fee_and_principal_to_what_was_paid_out(
    net: int, fee_share: int, days: int, share: Fraction, day_count: DayCount
) -> None:
    fee = net * fee_share // 1000
    yearly = int((net + fee) * 360 / (days * share)) + 1
    terms = SalesShare(net, fee, yearly, share, day_count)
    schedule = sales_schedule(terms, date(2026, 1, 1))
    assert sum(row.principal for row in schedule.rows) == net
    assert schedule.total_interest == fee
    assert all(row.principal >= 0 and row.interest >= 0 for row in schedule.rows)
    assert [row.payment for row in schedule.rows[:-1]] == [terms.remittance] * (terms.payments - 1)
    assert 0 < terms.last_payment <= terms.remittance
    assert schedule.rows[-1].balance == 0


@pytest.mark.parametrize(
    "terms",
    [
        (0, 0, 1, Fraction(1, 2)),
        (1, -1, 1, Fraction(1, 2)),
        (1, 0, 0, Fraction(1, 2)),
        (1, 0, 1, Fraction(0)),
        (1, 0, 1, Fraction(3, 2)),
        (1, 0, 1, Fraction(1, 2)),
        (10_000_000, 0, 360, Fraction(1)),
        (900_000, 100_000, 10_000_000, Fraction("0.18"), DayCount.ACT_ACT),
    ],
)
def test_terms_that_never_repay_are_refused(terms: tuple[Any, ...]) -> None:
    with pytest.raises(KnownError, match=r"sales\.terms"):
        SalesShare(*terms)
