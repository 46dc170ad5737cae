"""Nothing that came after the day of the assessment moves a figure, and no order of rows does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import AS_OF, applicant, applicant_file, block, ledgers, moment
from workstation.domain.ledger import LEDGERS, ORDER_STATUSES
from workstation.features import FEATURES, Family, cash_inputs, compute_features, coverage_of

LAST_SECOND = moment(0, 24) - 1
NEXT_DAY = moment(AS_OF + timedelta(days=1), 0)

PAST: dict[str, list[dict[str, Any]]] = {
    "orders": [
        {"ordered_at": moment(d), "buyer_id": f"b{d % 7}", "confirmed_at": moment(d, 20)}
        for d in range(0, 500, 3)
    ],
    "items": [{"ordered_at": moment(d), "item_id": f"i{d % 5}"} for d in range(0, 500, 3)],
    "payments": [{"paid_at": moment(d)} for d in range(0, 500, 3)],
    "shipments": [
        {"order_id": f"orders-{n}", "shipped_at": moment(d, 18), "due_at": moment(d, 17 + d % 3)}
        for n, d in enumerate(range(0, 500, 3))
    ],
    "reviews": [{"reviewed_at": moment(d), "stars": 1 + d % 5} for d in range(0, 500, 3)],
    "invoices": [
        {"issued_at": moment(d), "direction": "sale" if d % 2 else "purchase", "counterparty_id": f"c{d % 9}"}
        for d in range(0, 500, 3)
    ],
}
PAST["takings"] = [
    {"starts_at": moment(d, 0), "ends_at": moment(d, 23), "payments": 1 + d % 7} for d in range(0, 500, 3)
]
for _kind, _rows in PAST.items():
    for _number, _row in enumerate(_rows):
        _row["source_id"] = f"{_kind}-{_number}"

FUTURE: dict[str, dict[str, Any]] = {
    "orders": {"buyer_id": "b1", "goods_amount": 9_000_000, "status": "disputed"},
    "items": {"item_id": "i1", "amount": 9_000_000, "category": "other"},
    "payments": {"amount": 9_000_000, "instalments": 12},
    "shipments": {"order_id": "orders-1", "due_at": moment(400)},
    "reviews": {"stars": 1},
    "invoices": {"direction": "sale", "counterparty_id": "c1", "net_amount": 9_000_000},
    "purchase_orders": {"supplier_id": "c1", "amount": 9_000_000},
    "goods_documents": {"value_amount": 9_000_000},
    "repayments": {"amount": 9_000_000},
    "refunds": {"order_id": "orders-1", "amount": 9_000_000},
    "survey_figures": {"survey_id": "v1", "figure": "sales_month", "value": 9_000_000, "basis": "stated"},
    "takings": {"starts_at": moment(90), "payments": 9_000, "sales_amount": 9_000_000},
}


def everything(rows: dict[str, list[dict[str, Any]]]) -> tuple[Any, ...]:
    """All that this room says about a file."""
    held = ledgers(**rows)
    file = applicant_file(held)
    return compute_features(held, applicant(), AS_OF), cash_inputs(held, AS_OF), coverage_of(file, AS_OF)


@pytest.mark.parametrize("kind", LEDGERS)
def test_a_row_of_the_next_day_moves_nothing(kind: str) -> None:
    planted = {**FUTURE[kind], "source_id": "planted", LEDGERS[kind].when: NEXT_DAY}
    assert everything({**PAST, kind: [*PAST.get(kind, []), planted]}) == everything(PAST)


@pytest.mark.parametrize("kind", PAST)
def test_the_same_row_in_the_last_second_of_the_day_does(kind: str) -> None:
    planted = {**FUTURE[kind], "source_id": "planted", LEDGERS[kind].when: LAST_SECOND}
    assert everything({**PAST, kind: [*PAST[kind], planted]}) != everything(PAST)


@pytest.mark.parametrize(
    ("kind", "column", "row"),
    [
        ("shipments", "delivered_at", {"shipped_at": moment(2), "promised_at": moment(1)}),
        ("reviews", "answered_at", {"reviewed_at": moment(2)}),
        ("orders", "confirmed_at", {"ordered_at": moment(2)}),
    ],
)
def test_what_happens_to_a_row_later_has_not_happened_yet(
    kind: str, column: str, row: dict[str, Any]
) -> None:
    """An order confirmed next week is, today, an order that is not settled."""
    unsettled = {**row, "status": "shipped"} if kind == "orders" else row
    later = everything({kind: [{**row, column: NEXT_DAY}]})
    never = everything({kind: [unsettled]})
    assert later == never


def test_an_earlier_day_sees_what_a_shorter_ledger_shows() -> None:
    earlier = AS_OF - timedelta(days=100)
    whole = compute_features(ledgers(**PAST), applicant(), earlier)
    until = {k: [r for r in rows if r[LEDGERS[k].when] < moment(99, 0)] for k, rows in PAST.items()}
    assert compute_features(ledgers(**until), applicant(), earlier) == whole


orders = st.lists(
    st.fixed_dictionaries(
        {
            "ordered_at": st.integers(moment(500), LAST_SECOND),
            "status": st.sampled_from(ORDER_STATUSES),
            "goods_amount": st.integers(0, 10**9),
            "buyer_id": st.sampled_from([None, "a", "b", "c"]),
            "refund_amount": st.one_of(st.none(), st.integers(0, 10**6)),
        }
    ),
    max_size=40,
)


@given(orders)
def test_whatever_the_orders_shares_are_shares_and_same_rows_give_same_bits(
    rows: list[dict[str, Any]],
) -> None:
    first = compute_features(ledgers(orders=rows), applicant(), AS_OF)
    named = [{**row, "source_id": f"orders-{n}"} for n, row in enumerate(rows)]
    again = compute_features(ledgers(orders=named[::-1]), applicant(), AS_OF)
    assert again == first
    for name, value in first.values.items():
        if name.endswith("_share") and value is not None:
            assert 0 <= value <= 1, name


def test_of_the_applicants_record_only_the_opening_day_and_the_trades_season_count() -> None:
    """Name, region, address, phone and an outside rating never reach a model."""
    held = ledgers(**PAST)
    plain = compute_features(held, applicant(), AS_OF)
    other = replace(applicant(), name="欧阳𬭸", region="云南", address="昆明", phone="1", external_rating="D")
    assert compute_features(held, other, AS_OF) == plain
    shoes = compute_features(held, replace(other, trade="shoes_hats"), AS_OF)
    moved = {name for name, value in shoes.values.items() if value != plain.values[name]}
    assert moved and all(FEATURES[name].family in (Family.PACE, Family.ECONOMY) for name in moved)


def test_blocks_are_left_as_they_were() -> None:
    held = block("orders", PAST["orders"])
    for column in held.columns.values():
        column.setflags(write=False)
    compute_features(ledgers(orders=PAST["orders"]), applicant(), AS_OF)
    assert len(held) == len(PAST["orders"])
