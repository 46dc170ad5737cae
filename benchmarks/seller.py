"""A seller with ten thousand orders over five hundred days, as the cache would hand it over.

Every text is an object of its own, as rows from a database are: shared texts would make comparing and
hashing them look cheaper than it is.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock, Ledgers
from workstation.domain.records import Applicant, ApplicantFile

AS_OF = date(2026, 6, 30)
_DAYS = 500
_DAY = 86_400
_STATUS_SHARES = {
    "paid": 0.01, "shipped": 0.04, "confirmed": 0.85, "refunded": 0.04, "disputed": 0.01, "cancelled": 0.05,
}  # fmt: skip


def seller(orders: int, seed: int = 3) -> ApplicantFile:
    """One applicant file with `orders` orders, an item, a payment, a parcel and a review for each."""
    random = np.random.default_rng(seed)
    end = ((AS_OF - date(1970, 1, 1)).days + 1) * _DAY
    ordered_at = np.sort(random.integers(end - _DAYS * _DAY, end - 12 * _DAY, orders))
    shipped_at = ordered_at + random.integers(3_600, 200_000, orders)
    status = random.choice(list(_STATUS_SHARES), orders, p=list(_STATUS_SHARES.values()))
    amount = random.integers(1_000, 90_000, orders)
    order_ids = [f"order-{n:08d}" for n in range(orders)]
    columns: dict[str, dict[str, Any]] = {
        "orders": {
            "source_id": order_ids,
            "shop_id": ["shop-1"] * orders,
            "buyer_id": [f"buyer-{n}" for n in random.integers(0, orders // 2, orders)],
            "status": status.tolist(),
            "ordered_at": ordered_at,
            "confirmed_at": np.where(status == "confirmed", ordered_at + 6 * _DAY, MISSING_INTEGER),
            "goods_amount": amount,
            "freight_amount": np.full(orders, 500),
        },
        "items": {
            "order_id": order_ids,
            "item_id": [f"item-{n}" for n in random.integers(0, 300, orders)],
            "category": [f"category-{n}" for n in random.integers(0, 12, orders)],
            "ordered_at": ordered_at,
            "quantity": np.ones(orders, dtype=np.int64),
            "amount": amount,
        },
        "payments": {
            "order_id": order_ids,
            "paid_at": ordered_at + 60,
            "method": ["account"] * orders,
            "instalments": np.ones(orders, dtype=np.int64),
            "amount": amount + 500,
        },
        "shipments": {
            "order_id": order_ids,
            "carrier": ["SF"] * orders,
            "due_at": ordered_at + 2 * _DAY,
            "shipped_at": shipped_at,
            "promised_at": ordered_at + 5 * _DAY,
            "delivered_at": shipped_at + 2 * _DAY,
        },
        "reviews": {
            "order_id": order_ids,
            "reviewed_at": ordered_at + 8 * _DAY,
            "stars": random.integers(1, 6, orders),
        },
    }
    blocks = {kind: _block(kind, given) for kind, given in columns.items()}
    applicant = Applicant("benchmark:1", "benchmark", "1", "Benchmark seller")
    return ApplicantFile(applicant, ledgers=Ledgers(blocks))


def _block(kind: str, given: dict[str, Any]) -> LedgerBlock:
    ledger = LEDGERS[kind]
    rows = len(given[ledger.when])
    given.setdefault("source_id", [f"{kind}-{n:08d}" for n in range(rows)])
    order = np.argsort(given[ledger.when], kind="stable")
    columns = {}
    for column in ledger.columns:
        values = given.get(column.name)
        if column.is_integer:
            values = np.full(rows, MISSING_INTEGER) if values is None else values
            columns[column.name] = np.asarray(values, dtype=np.int64)[order]
        else:
            values = [None] * rows if values is None else values
            columns[column.name] = np.array([_own(values[i]) for i in order], dtype=object)
    return LedgerBlock(kind, columns)


def _own(text: str | None) -> str | None:
    """An equal text that is another object, its hash not yet reckoned."""
    return None if text is None else "".join([text[:-1], text[-1:]])
