"""The seller's history: linked series on one axis, the same as reckoned row by row, and the loop's gaps."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import applicant, applicant_file, ledgers, moment
from tests.services.slow_history import Rows, day_of, slow_history
from workstation.domain.ledger import ORDER_STATUSES, Ledgers
from workstation.services.history import LEDGER_NAMES, history_of, supply_loop
from workstation.services.values import History

MONDAY = date(2026, 6, 1)


def history(currency: str = "CNY", **rows: Any) -> History:
    return history_of(applicant_file(ledgers(**rows), applicant=applicant(currency=currency)))


def series(found: History) -> dict[str, list[float | None]]:
    return {s.code: [None if math.isnan(v) else v for v in s.values.tolist()] for s in found.series}


def starts(found: History) -> list[date]:
    return [day_of(int(second)) for second in found.starts]


class TestAgainstTheSlowWay:
    days = st.integers(0, 40) | st.integers(0, 900)
    moments = st.builds(moment, days, st.integers(0, 86_399).map(lambda second: second / 3600))
    order_rows = st.fixed_dictionaries(
        {
            "ordered_at": moments,
            "status": st.sampled_from(ORDER_STATUSES),
            "buyer_id": st.sampled_from([None, "甲", "乙", "丙"]),
            "goods_amount": st.integers(0, 10**7),
            "refund_amount": st.none() | st.integers(0, 10**6),
        }
    )
    shipment_rows = st.fixed_dictionaries(
        {
            "order_id": st.sampled_from(["orders-0", "orders-1", "orders-2", "elsewhere"]),
            "shipped_at": moments,
            "due_at": st.none() | moments,
        }
    )
    review_rows = st.fixed_dictionaries({"reviewed_at": moments, "stars": st.integers(1, 5)})
    invoice_rows = st.fixed_dictionaries(
        {
            "issued_at": moments,
            "direction": st.sampled_from(["sale", "purchase"]),
            "status": st.sampled_from(["valid", "void"]),
            "net_amount": st.integers(-(10**7), 10**7),
        }
    )

    @given(
        st.lists(order_rows, max_size=25),
        st.lists(shipment_rows, max_size=12),
        st.lists(review_rows, max_size=8),
        st.lists(invoice_rows, max_size=15),
    )
    def test_every_series_on_the_same_axis(
        self, orders: Rows, shipments: Rows, reviews: Rows, invoices: Rows
    ) -> None:
        if not any((orders, shipments, reviews, invoices)):
            return
        orders = [{"source_id": f"orders-{n}", **row} for n, row in enumerate(orders)]
        found = history(orders=orders, shipments=shipments, reviews=reviews, invoices=invoices)
        axis, expected = slow_history(orders, shipments, reviews, invoices)
        assert (found.bucket, found.starts.tolist()) == (axis.unit, axis.edges)
        assert list(series(found)) == list(expected)
        for code, values in series(found).items():
            assert values == [v if v is None else pytest.approx(v, rel=1e-12) for v in expected[code]], code


class TestAxis:
    def test_a_year_is_shown_in_weeks_from_monday_on(self) -> None:
        found = history(
            orders=[
                {"ordered_at": moment(date(2026, 6, 3))},
                {"ordered_at": moment(date(2026, 6, 14), 23.99)},
            ]
        )
        assert found.bucket == "week"
        assert starts(found) == [MONDAY, date(2026, 6, 8), date(2026, 6, 15)]

    @pytest.mark.parametrize(("days", "unit"), [(400, "week"), (401, "month")])
    def test_what_reaches_further_back_is_shown_in_months(self, days: int, unit: str) -> None:
        found = history(orders=[{"ordered_at": moment(days)}, {"ordered_at": moment(0)}])
        assert found.bucket == unit
        assert {day.day for day in starts(found)} == {1} or unit == "week"

    def test_a_row_on_the_first_second_of_a_month_belongs_to_it(self) -> None:
        found = history(orders=[{"ordered_at": moment(600)}, {"ordered_at": moment(date(2026, 6, 1), 0)}])
        assert starts(found)[-2:] == [date(2026, 6, 1), date(2026, 7, 1)]
        assert series(found)["orders"][-1] == 1

    def test_all_ledgers_lie_on_one_axis(self) -> None:
        found = history(orders=[{"ordered_at": moment(20)}], reviews=[{"reviewed_at": moment(1)}])
        assert {len(s.values) for s in found.series} == {len(found.starts) - 1}
        assert series(found)["stars"][0] is None, "no review is not a bad review"
        assert series(found)["sales"][-1] == 0, "a week without orders did sell nothing"

    def test_one_row_is_one_bucket(self) -> None:
        found = history(orders=[{"ordered_at": moment(0), "goods_amount": 700, "buyer_id": "甲"}])
        assert len(found.starts) == 2
        assert series(found) == {
            "sales": [700],
            "orders": [1],
            "order_value": [700],
            "new_buyers": [1],
            "returning_buyers": [0],
        }


class TestFigures:
    def test_a_buyer_is_new_once_and_returns_ever_after(self) -> None:
        days = [(MONDAY, "甲"), (MONDAY, "乙"), (date(2026, 6, 9), "甲"), (date(2026, 6, 10), "丙")]
        found = series(history(orders=[{"ordered_at": moment(day), "buyer_id": who} for day, who in days]))
        assert (found["new_buyers"], found["returning_buyers"]) == ([2, 1], [0, 1])

    def test_a_source_that_does_not_tell_buyers_has_no_series_of_them(self) -> None:
        found = history(orders=[{"ordered_at": moment(0), "buyer_id": None}])
        assert "new_buyers" not in series(found)

    def test_a_cancelled_order_sells_nothing_and_refunds_nothing(self) -> None:
        found = series(
            history(
                orders=[
                    {"ordered_at": moment(1), "goods_amount": 1_000, "refund_amount": 100},
                    {"ordered_at": moment(1), "status": "cancelled", "refund_amount": 900},
                ]
            )
        )
        assert (found["sales"], found["orders"], found["refunds"]) == ([1_000], [1], [0.1])

    def test_a_parcel_that_left_before_its_order_is_a_fault_of_the_record(self) -> None:
        found = history(
            orders=[
                {"source_id": "o1", "ordered_at": moment(1, 12)},
                {"source_id": "o2", "ordered_at": moment(1, 12)},
            ],
            shipments=[
                {"order_id": "o1", "shipped_at": moment(1, 18)},
                {"order_id": "o2", "shipped_at": moment(1, 11)},
            ],
        )
        assert series(found)["ship_hours"] == [6]

    def test_late_parcels_are_known_also_without_their_orders(self) -> None:
        rows = [{"shipped_at": moment(1), "due_at": moment(due)} for due in (0, 2, 3)]
        assert series(history(shipments=rows)) == {"late_share": [pytest.approx(2 / 3)]}

    def test_void_invoices_count_as_void_and_for_nothing_else(self) -> None:
        rows = [{"issued_at": moment(1), "status": s} for s in ("valid", "valid", "void", "valid")]
        found = series(history(invoices=rows))
        assert found == {"invoiced_sales": [300_000], "invoices": [3], "void_share": [0.25]}

    def test_each_series_says_how_it_is_to_be_read(self) -> None:
        found = history(
            orders=[{"ordered_at": moment(1), "buyer_id": "甲"}],
            shipments=[{"shipped_at": moment(0), "order_id": "orders-0", "due_at": moment(0)}],
            reviews=[{"reviewed_at": moment(0)}],
            invoices=[{"issued_at": moment(0)}, {"issued_at": moment(0), "direction": "purchase"}],
        )
        assert {s.unit for s in found.series} == {"money", "count", "share", "hours", "stars"}
        assert {s.form for s in found.series} == {"bar", "line"}
        assert all(s.name.zh and s.name.en and s.values.dtype == np.float64 for s in found.series)


class TestEvents:
    def test_mark_the_promotions_that_fall_into_the_time_seen(self) -> None:
        rows = [{"ordered_at": moment(date(2025, 11, 11))}, {"ordered_at": moment(date(2026, 6, 18))}]
        assert [(e.day, e.name.en) for e in history(orders=rows).events] == [
            (date(2025, 11, 11), "Double Eleven"),
            (date(2025, 12, 12), "Double Twelve"),
            (date(2026, 6, 18), "6.18 promotion"),
        ]

    def test_are_those_of_the_home_market(self) -> None:
        rows = [{"ordered_at": moment(300)}, {"ordered_at": moment(0)}]
        assert [e.name.en for e in history("BRL", orders=rows).events] == ["Dia dos Namorados"]
        assert history("EUR", orders=rows).events == ()


class TestLoop:
    def links(self, books: Ledgers) -> dict[str, tuple[bool, int]]:
        return {link.code: (link.evidenced, link.records) for link in supply_loop(books)}

    def test_names_every_link_that_nothing_evidences(self) -> None:
        links = supply_loop(Ledgers())
        assert [link.code for link in links] == ["purchase", "stock", "sale", "shipment", "cash"]
        assert not any(link.evidenced for link in links)
        assert all(
            link.detail.zh.startswith("缺：") and link.detail.en.startswith("missing: ") for link in links
        )

    def test_is_closed_by_ledgers_but_for_what_only_a_visit_sees(self) -> None:
        books = ledgers(
            orders=[{"ordered_at": moment(3)}] * 2,
            shipments=[{"shipped_at": moment(2)}],
            payments=[{"paid_at": moment(1)}],
            invoices=[{"issued_at": moment(9), "direction": "purchase"}],
        )
        assert self.links(books) == {
            "purchase": (True, 1),
            "stock": (False, 0),
            "sale": (True, 2),
            "shipment": (True, 1),
            "cash": (True, 1),
        }
        assert supply_loop(books)[2].detail.en == "2 records"

    def test_invoices_evidence_the_sales_of_a_firm_without_a_shop(self) -> None:
        books = ledgers(invoices=[{"issued_at": moment(1)}, {"issued_at": moment(2)}])
        assert self.links(books)["sale"] == (True, 2)
        assert self.links(books)["purchase"] == (False, 0)

    def test_a_void_invoice_evidences_nothing(self) -> None:
        rows = [{"issued_at": moment(1), "direction": way, "status": "void"} for way in ("sale", "purchase")]
        assert not any(link.evidenced for link in supply_loop(ledgers(invoices=rows)))


class TestFile:
    def test_a_seller_without_ledgers_has_an_empty_history_with_all_its_gaps(self) -> None:
        found = history()
        assert (found.bucket, found.series, found.events, found.tables) == ("month", (), (), ())
        assert found.starts.tolist() == []
        assert not any(link.evidenced for link in found.loop)

    def test_every_ledger_stands_below_as_it_came(self) -> None:
        rows: dict[str, Any] = {
            "orders": [{"ordered_at": moment(2)}, {"ordered_at": moment(5)}],
            "items": [{"ordered_at": moment(3)}],
            "payments": [{"paid_at": moment(1)}],
        }
        found = history(**rows)
        assert {table.kind: len(table) for table in found.tables} == {"orders": 2, "items": 1, "payments": 1}
        orders = found.tables[0]
        assert orders.times.tolist() == [moment(5), moment(2)]
        assert orders.name == LEDGER_NAMES["orders"]
        assert set(orders.columns) >= {"source_id", "ordered_at", "goods_amount"}


def day_total(days_ago: int, **values: Any) -> dict[str, Any]:
    return {"starts_at": moment(days_ago, 0), "ends_at": moment(days_ago, 24) - 1, **values}


def test_totals_of_days_are_added_up_and_a_day_without_a_figure_adds_nothing() -> None:
    days = [day_total(d, payments=2, sales_amount=None if d else 500) for d in range(2)]
    assert series(history(takings=days)) == {"taken_sales": [500], "taken_payments": [4]}


def test_takings_evidence_that_something_was_sold() -> None:
    (sale,) = [link for link in supply_loop(ledgers(takings=[day_total(0)])) if link.code == "sale"]
    assert (sale.evidenced, sale.records) == (True, 1)


def test_totals_of_quarters_that_overlap_are_never_added_up() -> None:
    quarters = [
        {
            "starts_at": moment(89 + d, 0),
            "ends_at": moment(d, 24) - 1,
            "payments": None,
            "sales_amount": sales,
        }
        for d, sales in ((0, 100), (1, 300))
    ]
    assert series(history(takings=quarters)) == {"taken_sales_long": [200]}
