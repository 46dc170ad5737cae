"""Order loans on the command line: what may be lent against, and a file of events run to its balances."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command import warm
from tests.functional.house import Officer

TERMS = {"advance_rate": "0.80", "daily_rate": "0.0005", "limit": "1000000.00"}
WORKED = [
    {"id": "s1", "on": "2026-11-01", "kind": "shipped", "order": "A", "amount": "1000.00"},
    {"id": "s2", "on": "2026-11-01", "kind": "shipped", "order": "B", "amount": "500.00"},
    {"id": "d", "on": "2026-11-01", "kind": "drawn", "amount": "1200.00"},
    {"id": "c", "on": "2026-11-06", "kind": "confirmed", "order": "A"},
    {"id": "r", "on": "2026-11-09", "kind": "refunded", "order": "B", "amount": "500.00"},
]
SETTLED = {"id": "o", "on": "2026-11-09", "kind": "settled", "amount": "300.00"}
PAID = {"id": "p", "on": "2026-11-09", "kind": "paid", "amount": "101.60"}


def replayed(folder: Path, events: list[dict[str, Any]], **more: Any) -> Any:
    file = folder / "events.json"
    file.write_text(json.dumps({"terms": TERMS, "events": events, **more}), encoding="utf-8")
    return warm("orders", "replay", str(file), "--json").json


def test_the_worked_case_to_the_fen(tmp_path: Path) -> None:
    """800.00 + 2.00 taken and 198.00 released on day 5; 400.00 + 1.60 due on day 8, paid by other
    settlements first and then by the account."""
    after_confirmation = replayed(tmp_path, WORKED[:4])
    assert after_confirmation["balances"]["taken"] == "802.00"
    assert after_confirmation["balances"]["released"] == "198.00"
    assert after_confirmation["balances"]["interest"] == "-2.00"
    refund = replayed(tmp_path, WORKED)
    assert (refund["state"]["fallen_due"], refund["state"]["interest_due"]) == ("400.00", "1.60")
    paid = replayed(tmp_path, [*WORKED, SETTLED, PAID])
    assert paid["balances"] == {
        "principal": "0.00", "interest_due": "0.00", "interest": "-3.60", "cash": "3.60",
        "buyers": "-1300.00", "commission": "0.00", "taken": "1102.00", "released": "198.00",
    }  # fmt: skip
    assert paid["balanced"] and paid["refused"] == []


def test_events_that_arrive_backwards_end_at_the_same_balances(tmp_path: Path) -> None:
    events = [*WORKED, SETTLED, PAID]
    straight, backwards = replayed(tmp_path, events), replayed(tmp_path, [*events[::-1], WORKED[0]])
    assert backwards["balances"] == straight["balances"] and backwards["state"] == straight["state"]
    assert any(p["correction"] for p in backwards["postings"])
    assert not any(p["correction"] for p in straight["postings"])


@pytest.mark.parametrize(
    ("event", "code", "says"),
    [
        ({"id": "x", "on": "2026-13-01", "kind": "drawn", "amount": "1.00"}, "orders.file", "2026-13-01"),
        ({"id": "x", "on": "2026-11-01", "kind": "lost", "amount": "1.00"}, "orders.file", "lost"),
        ({"id": "x", "on": "2026-11-01", "kind": "drawn", "amount": 1.005}, "orders.file", "1.005"),
        ({"id": "x", "on": "2026-11-01", "kind": "drawn", "sum": "1.00"}, "orders.file", "sum"),
        ({"id": "x", "on": "2026-11-01", "kind": "drawn"}, "order_loan.event", "above zero"),
        ({"id": "x", "on": "2026-11-01", "kind": "expired"}, "order_loan.event", "never delivered"),
    ],
)
def test_an_event_that_cannot_be_is_named(
    tmp_path: Path, event: dict[str, Any], code: str, says: str
) -> None:
    file = tmp_path / "events.json"
    file.write_text(json.dumps({"terms": TERMS, "events": [*WORKED, event]}), encoding="utf-8")
    ran = warm("orders", "replay", str(file), "--json")
    error = json.loads(ran.err)["error"]
    assert ran.status == 1 and error["code"] == code
    assert says in error["message"] and error["where"].endswith("x")


def test_the_base_of_a_seller_adds_up(officer: Officer) -> None:
    found = officer.json("orders", "base", "S001")
    assert found["basis"] == "orders" and found["eligible"]
    fen = {n: round(float(found[n]) * 100) for n in ("gross", "concentration_cut", "haircut", "base")}
    assert fen["gross"] == sum(round(float(i["value"]) * 100) for i in found["eligible"])
    assert fen["gross"] - fen["concentration_cut"] - fen["haircut"] == fen["base"] > 0
    assert found["refused"]["status"]["rows"] > 0
