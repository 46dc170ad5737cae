"""The pace of sales: orders, days and quarters that tell one story give the same figures, without scale."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import AS_OF, applicant, ledgers, moment
from workstation.domain.ledger import Ledgers
from workstation.domain.seasons import SEASONS
from workstation.features import compute_features
from workstation.features.seasons import season_days

EVEN = replace(applicant(), trade="a trade without a season")


def day(age: int, **values: Any) -> dict[str, Any]:
    return {"source_id": f"d{age:04d}", "starts_at": moment(age, 0), "ends_at": moment(age, 24) - 1, **values}


def days(sales: list[int | None], **values: Any) -> Ledgers:
    """Takings of each of the last days, today's first; None is a day without a row."""
    rows = [day(age, sales_amount=amount, **values) for age, amount in enumerate(sales) if amount is not None]
    return ledgers(takings=rows)


def quarter(age: int, sales: int | None, payments: int | None = None) -> dict[str, Any]:
    return {
        "source_id": f"q{age:04d}", "starts_at": moment(age + 89, 0), "ends_at": moment(age, 24) - 1,
        "sales_amount": sales, "payments": payments,
    }  # fmt: skip


def pace(held: Ledgers, trade: str = EVEN.trade, as_of: date = AS_OF) -> dict[str, float | None]:
    found = compute_features(held, replace(EVEN, trade=trade), as_of).values
    return {name.removeprefix("pace_"): value for name, value in found.items() if name.startswith("pace_")}


def test_even_sales_are_a_level_and_noughts() -> None:
    found = pace(days([100] * 500))
    assert (found["level_90d"], found["expected_30d"], found["expected_90d"]) == (90.0, 30.0, 90.0)
    ratios = ("back_30d", "back_60d", "back_90d", "back_120d", "back_365d", "month", "week", "variation")
    assert [found[name] for name in (*ratios, "year_30d", "year_90d")] == [0.0] * 10
    assert (found["record_days"], found["active_share"], found["silent_days"]) == (455, 1.0, 0)


def test_quarters_at_month_ends_tell_what_days_tell() -> None:
    sales = [100 + (age * 7919) % 400 for age in range(500)]
    by_day = pace(days(sales))
    rows = [quarter(age, sum(sales[age : age + 90])) for age in (0, 30, 60, 90, 120, 365)]
    by_quarter = pace(ledgers(takings=rows))
    shared = ("level_90d", "back_30d", "back_60d", "back_90d", "back_120d", "back_365d", "expected_90d")
    assert [by_quarter[name] for name in shared] == [by_day[name] for name in shared]
    assert by_quarter["month"] is by_quarter["variation"] is None


def test_settled_orders_tell_it_by_the_day_of_confirmation() -> None:
    orders = [
        {"ordered_at": moment(age + 1), "confirmed_at": moment(age), "goods_amount": 100}
        for age in range(400)
    ]
    found = pace(ledgers(orders=orders))
    assert (found["level_90d"], found["back_90d"], found["counted_90d"]) == (90.0, 0.0, 89)


def test_an_order_confirmed_tomorrow_is_not_in_the_level_today() -> None:
    orders = [
        {"ordered_at": moment(age), "confirmed_at": moment(age), "goods_amount": 100} for age in range(90)
    ]
    late = {"ordered_at": moment(5), "confirmed_at": moment(-1), "goods_amount": 9_999}
    assert pace(ledgers(orders=[*orders, late]))["level_90d"] == 90.0


def test_invoices_tell_the_pace_of_what_was_billed() -> None:
    billed = [{"issued_at": moment(age), "net_amount": 100} for age in range(200)]
    found = pace(ledgers(invoices=billed))
    assert (found["level_90d"], found["back_60d"], found["settled"]) == (90.0, 0.0, None)
    assert pace(days([100] * 200))["settled"] == 1


def test_a_source_that_counts_gives_counts() -> None:
    counts = [day(age, sales_amount=None, payments=4) for age in range(120)]
    found = pace(ledgers(takings=counts))
    assert (found["level_90d"], found["counted_90d"]) == (360.0, 360)


def test_a_year_of_the_same_course_looks_ahead() -> None:
    """A year ago sales doubled in the month after this day."""
    sales = [200 if 335 <= age < 365 else 100 for age in range(500)]
    found = pace(days(sales))
    assert found["year_30d"] == round(math.log(2), 4)
    assert found["year_90d"] == round(math.log(4 / 3), 4)


def test_the_season_is_taken_out_of_the_past_and_put_into_what_is_expected() -> None:
    trade = "apparel"
    whole = 500
    factors = [season_days(trade, d, d) for d in ordinals(whole)]
    found = pace(days([round(10_000 * factor) for factor in factors]), trade)
    assert all(abs(found[name] or 0.0) < 0.001 for name in ("back_30d", "back_90d", "back_365d", "month"))
    tomorrow = AS_OF.toordinal() + 1
    assert found["expected_90d"] == pytest.approx(100 * season_days(trade, tomorrow, tomorrow + 89), rel=1e-3)


def ordinals(count: int) -> list[int]:
    return [AS_OF.toordinal() - age for age in range(count)]


def test_the_peak_ahead_of_apparel_at_the_end_of_august_is_november() -> None:
    august = date(2026, 8, 31)
    shifted = [{**quarter(0, 1), "starts_at": moment(august - timedelta(days=89), 0),
                "ends_at": moment(august, 24) - 1}]  # fmt: skip
    found = pace(ledgers(takings=shifted), "apparel", august)
    assert found["days_to_peak"] == 60
    assert (found["peak_120d"] or 0) > math.log(1.6)
    assert pace(ledgers(takings=[quarter(0, 1)]))["peak_120d"] == 0.0, "a trade without a season has no peak"


def test_a_short_record_counts_at_its_daily_mean_and_a_shorter_one_not_at_all() -> None:
    assert pace(days([100] * 45))["level_90d"] == 90.0
    assert pace(days([100] * 45))["back_30d"] is None
    assert set(pace(days([100] * 29)).values()) == {None}


def test_a_shop_that_has_stopped_has_a_level_of_nought_and_no_ratios() -> None:
    found = pace(days([None] * 100 + [100] * 100))
    assert (found["level_90d"], found["expected_90d"], found["back_90d"]) == (0.0, 0.0, None)


def test_an_old_quarter_is_no_level_of_today() -> None:
    assert set(pace(ledgers(takings=[quarter(16, 900)])).values()) == {None}
    assert pace(ledgers(takings=[quarter(15, 900)]))["level_90d"] == 9.0


@pytest.mark.parametrize("trade", SEASONS)
def test_a_year_of_any_season_is_about_a_year_of_usual_days(trade: str) -> None:
    first = date(2025, 1, 1).toordinal()
    assert season_days(trade, first, first + 364) == pytest.approx(365, rel=0.11)


amounts = st.lists(st.one_of(st.none(), st.integers(0, 10**7)), min_size=30, max_size=200)


@given(amounts.filter(lambda sales: sum(filter(None, sales[:90])) >= 100), st.integers(2, 50))
def test_ten_times_the_sales_have_the_same_ratios(sales: list[int | None], times: int) -> None:
    one, many = pace(days(sales)), pace(days([None if s is None else s * times for s in sales]))
    assert without_scale(one) == pytest.approx(without_scale(many), abs=1e-3)


def without_scale(found: dict[str, float | None]) -> dict[str, float | None]:
    scaled = ("level_90d", "expected_30d", "expected_90d")
    return {name: value for name, value in found.items() if name not in scaled}
