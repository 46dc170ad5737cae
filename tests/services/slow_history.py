"""The figures of a history reckoned a second time: row by row, bucket by bucket, in plain Python.

Goes in: the rows that a story began with. Comes out: unit, edges and series as lists, None for no evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

Row = Mapping[str, Any]
Rows = Sequence[Row]


@dataclass(frozen=True)
class SlowAxis:
    unit: str
    edges: list[int]

    def split(self, rows: Rows, when: str) -> list[list[Row]]:
        """The rows of each bucket."""
        bounds = list(zip(self.edges, self.edges[1:], strict=False))
        return [[row for row in rows if start <= row[when] < end] for start, end in bounds]


def day_of(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def seconds_of(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400


def slow_axis(times: Sequence[int]) -> SlowAxis:
    """Weeks from Monday where all lies within 400 days, else months; up to the bucket of the last row."""
    first, last = day_of(min(times)), day_of(max(times))
    weekly = (last - first).days <= 400
    day = first
    while day.weekday() != 0 if weekly else day.day != 1:
        day -= timedelta(days=1)
    edges = [day]
    while edges[-1] <= last:
        day = edges[-1] + timedelta(days=7)
        while not weekly and day.day != 1:
            day += timedelta(days=1)
        edges.append(day)
    return SlowAxis("week" if weekly else "month", [seconds_of(edge) for edge in edges])


def shared(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None


def of_orders(axis: SlowAxis, orders: Rows) -> dict[str, list[float | None]]:
    orders = sorted(orders, key=lambda row: (row["ordered_at"], row["source_id"]))
    seen: set[str] = set()
    marked = []
    for row in orders:
        marked.append({**row, "known": row["buyer_id"] is not None, "new": row["buyer_id"] not in seen})
        seen.add(row["buyer_id"])
    sold = [row for row in marked if row["status"] != "cancelled"]
    buckets = axis.split(sold, "ordered_at")
    sales = [sum(row["goods_amount"] for row in bucket) for bucket in buckets]
    refunds = [sum(row["refund_amount"] or 0 for row in bucket) for bucket in buckets]
    figures: dict[str, list[float | None]] = {
        "sales": list(sales),
        "orders": [len(bucket) for bucket in buckets],
        "order_value": [shared(s, len(bucket)) for s, bucket in zip(sales, buckets, strict=True)],
    }
    if any(row["refund_amount"] is not None for row in orders):
        figures["refunds"] = [shared(r, s) for r, s in zip(refunds, sales, strict=True)]
    if any(row["known"] for row in sold):
        known = [[row for row in bucket if row["known"]] for bucket in buckets]
        figures["new_buyers"] = [sum(row["new"] for row in bucket) for bucket in known]
        figures["returning_buyers"] = [sum(not row["new"] for row in bucket) for bucket in known]
    return figures


def of_shipments(axis: SlowAxis, shipments: Rows, orders: Rows) -> dict[str, list[float | None]]:
    placed = {row["source_id"]: row["ordered_at"] for row in orders}
    timed = [
        {"when": row["shipped_at"], "hours": (row["shipped_at"] - placed[row["order_id"]]) / 3600}
        for row in shipments
        if row["order_id"] in placed and row["shipped_at"] >= placed[row["order_id"]]
    ]
    due = [row for row in shipments if row["due_at"] is not None]
    figures: dict[str, list[float | None]] = {}
    if timed:
        buckets = axis.split(timed, "when")
        figures["ship_hours"] = [
            median(row["hours"] for row in bucket) if bucket else None for bucket in buckets
        ]
    if due:
        figures["late_share"] = [
            shared(sum(row["shipped_at"] > row["due_at"] for row in bucket), len(bucket))
            for bucket in axis.split(due, "shipped_at")
        ]
    return figures


def of_reviews(axis: SlowAxis, reviews: Rows) -> dict[str, list[float | None]]:
    buckets = axis.split(reviews, "reviewed_at")
    return {"stars": [shared(sum(row["stars"] for row in bucket), len(bucket)) for bucket in buckets]}


def of_invoices(axis: SlowAxis, invoices: Rows) -> dict[str, list[float | None]]:
    def total(worth: Callable[[Row], float]) -> list[float]:
        return [sum(worth(row) for row in bucket) for bucket in axis.split(invoices, "issued_at")]

    figures: dict[str, list[float | None]] = {}
    for code, direction in (("invoiced_sales", "sale"), ("invoiced_purchases", "purchase")):
        rows = [r for r in invoices if r["direction"] == direction and r["status"] == "valid"]
        if rows:
            buckets = axis.split(rows, "issued_at")
            figures[code] = [sum(row["net_amount"] for row in bucket) for bucket in buckets]
    figures["invoices"] = list(total(lambda row: row["status"] == "valid"))
    void, every = total(lambda row: row["status"] == "void"), total(lambda row: 1)
    figures["void_share"] = [shared(v, e) for v, e in zip(void, every, strict=True)]
    return figures


def slow_history(
    orders: Rows, shipments: Rows, reviews: Rows, invoices: Rows
) -> tuple[SlowAxis, dict[str, list[float | None]]]:
    times = [row["ordered_at"] for row in orders]
    times += [row["shipped_at"] for row in shipments]
    times += [row["reviewed_at"] for row in reviews]
    times += [row["issued_at"] for row in invoices]
    axis = slow_axis(times)
    figures = of_orders(axis, orders) if orders else {}
    figures |= of_shipments(axis, shipments, orders) if shipments else {}
    figures |= of_reviews(axis, reviews) if reviews else {}
    figures |= of_invoices(axis, invoices) if invoices else {}
    return axis, figures
