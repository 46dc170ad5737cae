"""What the figures of a shop say, story by story; every expected value is reckoned by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.factories import AS_OF, applicant, ledgers, moment
from workstation.domain.ledger import Ledgers
from workstation.errors import KnownError
from workstation.features import FEATURES, Family, compute_features, features_of

Rows = Sequence[Mapping[str, Any]]


def order(day: int, **values: Any) -> dict[str, Any]:
    """An order of so many days before the assessment, confirmed the same day unless said otherwise."""
    row = {"ordered_at": moment(day, 9), **values}
    if row.get("status", "confirmed") == "confirmed":
        row.setdefault("confirmed_at", row["ordered_at"] + 3600)
    return row


def figures(
    opened_on: date | None = None, rate: float | Fraction = 1, **rows: Rows
) -> dict[str, float | None]:
    """The shop figures by their short names."""
    vector = compute_features(ledgers(**rows), applicant(opened_on=opened_on), AS_OF, rate=rate)
    return {n.removeprefix("shop_"): v for n, v in vector.values.items() if n.startswith("shop_")}


class TestSellerWithNoOrders:
    def test_has_no_figure_at_all_and_not_a_single_zero(self) -> None:
        vector = compute_features(Ledgers(), applicant(), AS_OF)
        assert set(vector.values) == set(FEATURES)
        beside = {Family.FIRM, Family.ECONOMY}  # of the file's own record and the trade, not of a ledger
        assert {v for n, v in vector.values.items() if FEATURES[n].family not in beside} == {None}

    def test_who_has_reviews_is_still_heard(self) -> None:
        found = figures(reviews=[{"reviewed_at": moment(5), "stars": 4}])
        assert found["stars_mean"] == 4.0
        assert found["orders_90d"] is None
        assert found["refund_share"] is None

    def test_last_week_is_not_a_seller_with_none_ever(self) -> None:
        found = figures(orders=[order(100), order(120)])
        assert found["orders_90d"] == 0.0
        assert found["settled_sales_90d"] == 0.0
        assert found["days_since_last_order"] == 100.0


class TestMissingIsNeverZero:
    def test_no_reviews_is_no_rating(self) -> None:
        found = figures(orders=[order(3)])
        assert found["stars_mean"] is None
        assert found["negative_review_share"] is None

    def test_a_source_that_never_tells_of_refunds_gives_no_clean_record(self) -> None:
        found = figures(orders=[order(3), order(4, status="cancelled")])
        assert found["refund_share"] is None
        assert found["dispute_share"] is None
        assert found["cancel_share"] == 0.5

    def test_a_source_that_tells_of_refunds_and_names_none_does(self) -> None:
        found = figures(orders=[order(3, refund_amount=0)])
        assert found["refund_share"] == 0.0
        assert found["dispute_share"] == 0.0

    def test_shipments_without_a_due_time_judge_nothing(self) -> None:
        found = figures(orders=[order(3)], shipments=[{"shipped_at": moment(2)}])
        assert found["late_shipment_share"] is None
        assert found["late_delivery_share"] is None

    def test_unknown_buyers_are_not_one_large_buyer(self) -> None:
        found = figures(orders=[order(3), order(4)])
        assert found["buyers_365d"] is None
        assert found["top_buyer_share"] is None
        assert found["repeat_buyer_share"] is None

    @pytest.mark.parametrize("name", [f.name for f in features_of(Family.INVOICE)])
    def test_a_shop_without_invoices_has_no_invoice_figures(self, name: str) -> None:
        assert compute_features(ledgers(orders=[order(3)]), applicant(), AS_OF).values[name] is None


class TestSales:
    def test_are_settled_when_confirmed_with_freight_and_less_refunds(self) -> None:
        found = figures(
            orders=[
                order(10, goods_amount=20_000, freight_amount=1_000, refund_amount=500),
                order(10, goods_amount=99_900, status="shipped"),
                order(10, goods_amount=99_900, status="cancelled"),
            ]
        )
        assert found["settled_sales_90d"] == 205.0

    def test_belong_to_the_day_of_their_confirmation(self) -> None:
        found = figures(orders=[order(95, confirmed_at=moment(85))])
        assert found["orders_90d"] == 0.0
        assert found["settled_sales_90d"] == 100.0

    def test_windows_include_the_day_of_the_assessment_and_end_on_day_ninety(self) -> None:
        found = figures(orders=[order(0), order(89), order(90)])
        assert found["orders_90d"] == 2.0
        assert found["settled_sales_90d"] == 200.0
        assert found["settled_sales_365d"] == 300.0

    def test_grow_against_the_ninety_days_before(self) -> None:
        found = figures(orders=[order(179), order(100), order(5), order(6), order(7)])
        assert found["sales_growth_90d"] == 0.5

    def test_of_a_young_shop_have_no_growth_rather_than_a_huge_one(self) -> None:
        assert figures(orders=[order(178), order(5)])["sales_growth_90d"] is None

    def test_that_fell_to_a_quarter_of_last_year_dropped_by_three_quarters(self) -> None:
        last_year = [order(d) for d in (454, 440, 400, 370)]
        assert figures(orders=[*last_year, order(5)])["sales_drop_yoy"] == 0.75
        assert figures(orders=[*last_year, *[order(d) for d in range(1, 9)]])["sales_drop_yoy"] == 0.0

    def test_of_the_weak_month_and_volatility_come_from_whole_months(self) -> None:
        amounts = [30_000, 10_000, 20_000]
        orders = [order(30 * m, goods_amount=a) for m, a in enumerate(amounts)] + [order(89, goods_amount=0)]
        found = figures(orders=orders)
        assert found["monthly_sales_q10"] == 120.0  # 100 + 0.2 × (200 − 100)
        assert found["sales_volatility"] == 0.4082  # √(2/3)·100 / 200
        assert figures(orders=orders[:-1])["monthly_sales_q10"] is None  # 61 days are two whole months

    def test_of_a_seasonal_trade_show_in_their_best_quarter(self) -> None:
        orders = [order(30 * m, goods_amount=90_000 if m in (6, 7, 8) else 10_000) for m in range(12)]
        found = figures(orders=[*orders, order(360)])
        assert found["peak_quarter_share"] == 0.75

    def test_in_another_currency_become_yuan_exactly(self) -> None:
        found = figures(orders=[order(1, goods_amount=333)], rate=1.29)
        assert found["settled_sales_90d"] == 4.3  # 4.2957
        exact = figures(orders=[order(1, goods_amount=333)], rate=Fraction(129, 100))
        assert exact == found

    @pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf")])
    def test_at_a_rate_that_makes_no_sense_are_refused(self, rate: float) -> None:
        with pytest.raises(KnownError) as refusal:
            figures(orders=[order(1)], rate=rate)
        assert refusal.value.code == "features.rate"


class TestTimeTrading:
    def test_counts_from_the_first_order(self) -> None:
        assert figures(orders=[order(299)])["months_trading"] == 10.0

    def test_counts_from_an_earlier_opening_day(self) -> None:
        opened = AS_OF - timedelta(days=599)
        assert figures(opened_on=opened, orders=[order(10)])["months_trading"] == 20.0

    def test_takes_no_notice_of_an_opening_day_in_the_future(self) -> None:
        opened = AS_OF + timedelta(days=60)
        assert figures(opened_on=opened, orders=[order(29)])["months_trading"] == 1.0


class TestConduct:
    def test_shares_are_of_all_orders_of_half_a_year(self) -> None:
        found = figures(
            orders=[
                order(1),
                order(2, refund_amount=100),
                order(3, status="refunded"),
                order(4, status="disputed"),
                order(5, status="cancelled"),
                order(200, status="disputed"),
            ]
        )
        assert found["refund_share"] == 0.4
        assert found["dispute_share"] == 0.2
        assert found["cancel_share"] == 0.2

    def test_a_parcel_one_second_late_is_late_by_time_stamp(self) -> None:
        due = moment(5, 18)
        found = figures(
            shipments=[{"shipped_at": due, "due_at": due}, {"shipped_at": due + 1, "due_at": due}]
        )
        assert found["late_shipment_share"] == 0.5

    def test_a_parcel_handed_over_before_its_order_is_a_fault_and_not_speed(self) -> None:
        found = figures(
            orders=[order(9, source_id="a"), order(9, source_id="b"), order(9, source_id="c")],
            shipments=[
                {"order_id": "a", "shipped_at": moment(9, 9) + 10 * 3600},
                {"order_id": "b", "shipped_at": moment(9, 9) + 20 * 3600},
                {"order_id": "c", "shipped_at": moment(10, 9)},
            ],
        )
        assert found["ship_hours_median"] == 15.0

    def test_delivery_is_judged_only_where_it_happened_and_was_promised(self) -> None:
        promised = moment(5)
        found = figures(
            shipments=[
                {"shipped_at": moment(9), "promised_at": promised, "delivered_at": promised + 60},
                {"shipped_at": moment(9), "promised_at": promised, "delivered_at": promised - 60},
                {"shipped_at": moment(9), "promised_at": promised},
                {"shipped_at": moment(9), "delivered_at": promised},
            ]
        )
        assert found["late_delivery_share"] == 0.5

    def test_money_comes_as_many_days_later_as_buyers_take_to_confirm(self) -> None:
        found = figures(orders=[order(30, confirmed_at=moment(30 - d, 9)) for d in (4, 6, 15)])
        assert found["settlement_days_median"] == 6.0

    def test_reviews_give_mean_negative_and_answered_shares(self) -> None:
        stars = (5, 4, 2, 1)
        found = figures(
            reviews=[
                {"reviewed_at": moment(9), "stars": s, "answered_at": moment(8) if s < 3 else None}
                for s in stars
            ]
        )
        assert found["stars_mean"] == 3.0
        assert found["negative_review_share"] == 0.5
        assert found["answered_review_share"] == 0.5


class TestBuyersAndItems:
    def test_a_buyer_of_two_years_ago_who_comes_back_is_returning(self) -> None:
        found = figures(
            orders=[
                order(700, buyer_id="old"),
                order(20, buyer_id="old", goods_amount=30_000),
                order(19, buyer_id="new"),
                order(18, buyer_id="new", status="cancelled", goods_amount=500_000),
            ]
        )
        assert found["buyers_365d"] == 2.0
        assert found["repeat_buyer_share"] == 0.6667
        assert found["top_buyer_share"] == 0.75

    def test_one_item_is_full_concentration_and_four_equal_ones_a_quarter(self) -> None:
        one = figures(items=[{"ordered_at": moment(3)}, {"ordered_at": moment(4)}])
        four = figures(
            items=[
                {"ordered_at": moment(3), "item_id": i, "category": i[0]} for i in ("a1", "a2", "b1", "b2")
            ]
        )
        assert one["item_concentration"] == 1.0
        assert four["item_concentration"] == 0.25
        assert four["category_count"] == 2.0

    def test_a_day_of_sixty_orders_among_days_of_two_is_a_burst(self) -> None:
        quiet = [order(d) for d in range(20) for _ in range(2)]
        assert figures(orders=quiet)["burst_order_share"] == 0.0
        assert figures(orders=quiet + [order(30)] * 60)["burst_order_share"] == 0.6

    def test_order_values_have_a_middle_and_a_spread(self) -> None:
        found = figures(orders=[order(5, goods_amount=a) for a in (10_000, 20_000, 30_000, 40_000, 50_000)])
        assert found["order_value_median"] == 300.0
        assert found["order_value_spread"] == 0.6667


class TestPayments:
    def test_are_held_against_what_was_ordered(self) -> None:
        found = figures(
            orders=[order(5, freight_amount=2_500), order(5, status="cancelled")],
            payments=[{"paid_at": moment(5), "amount": 10_000}],
        )
        assert found["payments_over_orders"] == 0.8

    def test_by_instalments_count_by_amount(self) -> None:
        found = figures(
            payments=[
                {"paid_at": moment(5), "amount": 30_000, "instalments": 3},
                {"paid_at": moment(5), "amount": 10_000},
                {"paid_at": moment(5), "amount": 99_000, "instalments": None},
            ]
        )
        assert found["instalment_payment_share"] == 0.75
        assert found["payments_over_orders"] is None
