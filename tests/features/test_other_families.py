"""Visits, fake orders, buying, the economy, a running loan, an order on its way: what is read out of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.factories import AS_OF, applicant, ledgers, moment
from workstation.domain.ledger import Ledgers
from workstation.domain.records import ShopKind
from workstation.errors import KnownError
from workstation.features import FEATURES, Family, compute_features, features_of
from workstation.features.economy import read_economy
from workstation.features.order_figures import open_orders


def figures(held: Ledgers, **who: object) -> dict[str, float | None]:
    return dict(compute_features(held, applicant(**who), AS_OF).values)


def a_visit(
    day: int = 10, visit: str = "v1", basis: str = "counted", **values: float
) -> list[dict[str, object]]:
    return [
        {
            "source_id": f"{visit}-{name}-{basis}",
            "survey_id": visit,
            "measured_at": moment(day),
            "figure": name,
            "value": round(value * 100),
            "basis": basis,
        }
        for name, value in values.items()
    ]


class TestAVisit:
    def test_what_a_month_leaves_is_margin_less_what_must_be_paid(self) -> None:
        rows = a_visit(
            sales_month=50_000, gross_margin=0.4, wages_month=8_000, rent_month=2_000, household_month=5_000
        )
        found = figures(ledgers(survey_figures=rows))
        assert found["survey_free_cash_share"] == 0.1
        assert found["survey_figures"] == 5
        assert found["survey_days_since"] == 10

    def test_a_figure_that_was_not_taken_is_missing_and_not_zero(self) -> None:
        found = figures(ledgers(survey_figures=a_visit(sales_month=50_000)))
        assert found["survey_free_cash_share"] is None
        assert found["survey_debt_months"] is None

    def test_what_a_paper_says_counts_before_what_was_said(self) -> None:
        rows = a_visit(basis="documented", sales_month=40_000) + a_visit(basis="stated", sales_month=90_000)
        found = figures(ledgers(survey_figures=rows))
        assert found["survey_sales_month"] == 40_000
        assert found["survey_proven_share"] == 1.0

    def test_the_newest_visit_counts_and_one_of_two_years_ago_does_not(self) -> None:
        rows = a_visit(200, "v1", sales_month=90_000) + a_visit(20, "v2", sales_month=30_000)
        assert figures(ledgers(survey_figures=rows))["survey_sales_month"] == 30_000
        old = ledgers(survey_figures=a_visit(700, sales_month=90_000))
        assert figures(old)["survey_sales_month"] is None

    def test_sales_are_held_against_what_the_ledgers_show(self) -> None:
        orders = [{"ordered_at": moment(d), "confirmed_at": moment(d, 20), "goods_amount": 100_000,
                   "status": "confirmed"} for d in range(60)]  # fmt: skip
        true = ledgers(orders=orders, survey_figures=a_visit(sales_month=20_000))
        boasted = ledgers(orders=orders, survey_figures=a_visit(sales_month=80_000))
        assert figures(true)["survey_sales_over_seen"] == pytest.approx(0.0, abs=0.1)
        assert figures(boasted)["survey_sales_over_seen"] == pytest.approx(np.log(4), abs=0.1)

    def test_it_leads_where_nothing_else_is_there_or_the_firm_only_makes(self) -> None:
        visit = a_visit(sales_month=50_000)
        orders = [{"ordered_at": moment(d)} for d in range(30)]
        assert figures(ledgers(survey_figures=visit))["firm_led_by_survey"] == 1
        assert figures(ledgers(survey_figures=visit, orders=orders))["firm_led_by_survey"] == 0
        makes = {"shop_kind": ShopKind.MANUFACTURER}
        assert figures(ledgers(survey_figures=visit, orders=orders), **makes)["firm_led_by_survey"] == 1
        assert figures(ledgers(orders=orders), **makes)["firm_led_by_survey"] == 0


def a_shop(*, fakes: int) -> Ledgers:
    """Two orders a day by new buyers; on one day of May a pool of five buyers places `fakes` more, each of
    them praised at once."""
    genuine = [
        {"source_id": f"g{n}", "ordered_at": moment(n // 2, 9 + n % 2), "buyer_id": f"b{n}"}
        for n in range(600)
    ]
    burst = (AS_OF - date(AS_OF.year, 5, 10)).days
    fake = [
        {"source_id": f"f{n}", "ordered_at": moment(burst, 10), "buyer_id": f"pool{n % 5}"}
        for n in range(fakes)
    ]
    reviews = [
        {"source_id": f"r{row['source_id']}", "order_id": row["source_id"], "stars": stars,
         "reviewed_at": row["ordered_at"] + 3600}
        for stars, rows in ((4, genuine[::3]), (5, fake)) for row in rows
    ]  # fmt: skip
    return ledgers(orders=genuine + fake, reviews=reviews)


def test_fake_orders_show_by_their_burst_their_pool_and_their_praise() -> None:
    honest, faked = figures(a_shop(fakes=0)), figures(a_shop(fakes=60))
    assert honest["fake_burst_share_365d"] == 0.0
    assert honest["fake_pool_buyer_share"] == 0.0
    assert faked["fake_burst_days"] == 1
    assert faked["fake_burst_off_season_share"] == 1.0
    assert faked["fake_pool_buyer_share"] == pytest.approx(60 / 660, abs=1e-4)
    assert (faked["fake_repeat_in_days_share"] or 0) > (honest["fake_repeat_in_days_share"] or 0)
    assert (faked["fake_burst_reviewed_lift"] or 0) > 0.5
    assert (faked["fake_burst_five_star_lift"] or 0) > 0.9


def test_a_firm_without_orders_has_a_course_of_sales_by_its_invoices() -> None:
    sales = [
        {"issued_at": moment(d), "direction": "sale", "status": "valid", "net_amount": 100_000}
        for d in range(0, 500, 5)
    ]
    found = figures(ledgers(invoices=sales))
    assert found["trade_sales_90d"] == 18_000
    assert found["trade_growth_90d"] == 0.0
    assert found["trade_own_season_90d"] == 0.0
    assert found["trade_silent_days"] == 0


def test_stocking_up_shows_in_purchases_against_sales() -> None:
    def bought(amount: int) -> list[dict[str, object]]:
        sold = [
            {"issued_at": moment(d), "direction": "sale", "status": "valid", "net_amount": 100_000}
            for d in range(0, 360, 5)
        ]
        goods = [
            {"issued_at": moment(d), "direction": "purchase", "status": "valid",
             "net_amount": amount if d < 90 else 60_000}
            for d in range(0, 360, 5)
        ]  # fmt: skip
        return sold + goods

    calm, eager = figures(ledgers(invoices=bought(60_000))), figures(ledgers(invoices=bought(180_000)))
    assert calm["stock_bought_over_sold_90d"] == 0.6
    assert eager["stock_bought_over_sold_90d"] == 1.8
    assert eager["stock_buying_growth_90d"] == 2.0


def test_a_loan_that_is_paid_less_and_later_shows_it() -> None:
    def paid(*days: int) -> Ledgers:
        return ledgers(
            repayments=[
                {"source_id": f"p{d}", "paid_at": moment(d), "amount": 100_000, "channel": "bank"}
                for d in days
            ]
        )

    steady, slack = figures(paid(5, 35, 65, 95, 125, 155)), figures(paid(65, 95, 125, 155))
    assert (steady["borrower_days_since_payment"], slack["borrower_days_since_payment"]) == (5, 65)
    assert steady["borrower_longest_gap_180d"] == 30
    assert slack["borrower_longest_gap_180d"] == 65
    assert (slack["borrower_month_over_before"] or 0) < (steady["borrower_month_over_before"] or 0)


class TestAnOrderOnItsWay:
    ORDERS = (
        {"source_id": "done", "ordered_at": moment(60), "status": "confirmed", "buyer_id": "b1",
         "confirmed_at": moment(50)},
        {"source_id": "back", "ordered_at": moment(50), "status": "refunded", "buyer_id": "b1"},
        {"source_id": "open", "ordered_at": moment(9), "status": "shipped", "buyer_id": "b1"},
        {"source_id": "paid", "ordered_at": moment(1), "status": "paid", "buyer_id": "b2"},
    )  # fmt: skip
    SHIPMENTS = (
        {"source_id": "s1", "order_id": "done", "shipped_at": moment(59)},
        {"source_id": "s2", "order_id": "open", "shipped_at": moment(6), "due_at": moment(7),
         "promised_at": moment(2, 24)},
        {"source_id": "s3", "order_id": "open", "shipped_at": moment(3)},
    )  # fmt: skip

    def test_only_what_is_shipped_and_open_has_a_row(self) -> None:
        found = open_orders(ledgers(orders=self.ORDERS, shipments=self.SHIPMENTS), AS_OF)
        assert found.ids == ("open",)
        row = dict(zip(found.names, found.values[0], strict=True))
        assert set(row) == {f.name for f in features_of(Family.ORDER)}
        assert row["order_shipped_late"] == 1
        assert row["order_ship_hours"] == 72
        assert row["order_delivered"] == 0
        assert row["order_late_days"] == 2.0
        assert row["order_buyer_orders"] == 2
        assert row["order_buyer_trouble_share"] == 0.5
        assert row["order_shop_trouble_share"] == 0.5

    def test_what_happens_tomorrow_moves_nothing(self) -> None:
        tomorrow = moment(AS_OF + timedelta(days=1), 0)
        before = open_orders(ledgers(orders=self.ORDERS, shipments=self.SHIPMENTS), AS_OF)
        orders = (*self.ORDERS, {"source_id": "next", "ordered_at": tomorrow, "status": "disputed"})
        sent = (*self.SHIPMENTS[:1], {**self.SHIPMENTS[1], "delivered_at": tomorrow}, self.SHIPMENTS[2])
        after = open_orders(ledgers(orders=orders, shipments=sent), AS_OF)
        assert after.ids == before.ids
        assert np.array_equal(after.values, before.values, equal_nan=True)

    def test_no_order_no_row(self) -> None:
        assert open_orders(Ledgers(), AS_OF).ids == ()

    def test_an_applicant_has_none_of_these(self) -> None:
        assert not any(name.startswith("order_") for name in FEATURES)


class TestTheEconomy:
    TEXT = """
[[outlook]]
from = 2024-01-01
all = 0.0
[[outlook]]
from = 2025-06-01
all = -0.02
toys = 0.05
"""

    def test_the_row_in_force_counts(self, tmp_path: Path) -> None:
        path = tmp_path / "outlook.toml"
        path.write_text(self.TEXT, encoding="utf-8")
        table = read_economy(path)
        assert table.outlook_of("toys", date(2023, 12, 31)) is None
        assert table.outlook_of("toys", date(2025, 5, 31)) == 0.0
        assert table.outlook_of("toys", date(2025, 6, 1)) == 0.05
        assert table.outlook_of("tea", date(2025, 6, 1)) == -0.02

    @pytest.mark.parametrize("text", ["", "outlook = 3", "[[outlook]]\nfrom = 2024-01-01\nall = 7.0\n"])
    def test_a_table_that_makes_no_sense_is_refused(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "broken.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(KnownError) as caught:
            read_economy(path)
        assert caught.value.code == "economy.damaged"
