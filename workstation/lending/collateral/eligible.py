"""Which rows of the ledgers may be lent against on a day, and why the others may not.

Goes in: ledgers, a day, the policy, what is pledged already. Comes out: `Reckoned`. Columns are filtered as a
whole, so that a hundred thousand orders cost milliseconds; only what is left becomes items. A row that fails
several tests is counted under the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from workstation.domain.ledger import MISSING_INTEGER, LedgerBlock, Ledgers, end_of, start_of
from workstation.lending.collateral.policy import CollateralPolicy
from workstation.lending.collateral.reckoning import Item, Reckoned, reckon

Confirmation = Callable[[str], float | None]
"""The probability that an order will be confirmed, by its id; None where no model speaks of it."""


def _among(column: Any, wanted: Iterable[str]) -> Any:
    return np.fromiter(map(frozenset(wanted).__contains__, column.tolist()), bool, len(column))


def _free(block: LedgerBlock, pledged: frozenset[str]) -> Any:
    prefix = f"{block.kind}:"
    taken = frozenset(a.removeprefix(prefix) for a in pledged if a.startswith(prefix))
    if not taken:
        return np.ones(len(block), bool)
    return ~_among(block.columns["source_id"], taken)


def _sieve(size: int, tests: Mapping[str, Any]) -> tuple[Any, Counter[str]]:
    """Which rows pass every test, and how many each stopped first."""
    left = np.ones(size, bool)
    refused: Counter[str] = Counter()
    for reason, passes in tests.items():
        stopped = int(np.count_nonzero(left & ~passes))
        if stopped:
            refused[reason] = stopped
        left &= passes
    return np.flatnonzero(left), refused


def _zero_if_missing(column: Any) -> Any:
    return np.where(column == MISSING_INTEGER, 0, column)


_NOTHING = Reckoned((), (), {}, 0, 0)


def eligible_orders(
    ledgers: Ledgers,
    as_of: date,
    policy: CollateralPolicy,
    pledged: frozenset[str],
    chance: Confirmation | None = None,
) -> Reckoned:
    """Orders shipped and unconfirmed, not disputed, young enough, less what was refunded of them (by the word
    of the order, or of the platform's list up to the day where that is more), each by its chance to be
    confirmed where a model speaks."""
    block, rules = ledgers.get("orders"), policy.on(as_of).orders
    if block is None:
        return _NOTHING
    columns = block.columns
    refunded = np.maximum(_zero_if_missing(columns["refund_amount"]), _listed(ledgers, columns, as_of))
    value = columns["goods_amount"] - refunded
    oldest = start_of(as_of - timedelta(days=rules.oldest_days))
    status = columns["status"]
    standing = _among(status, rules.statuses)
    shipped = _shipped_at(ledgers, columns["source_id"], standing, as_of)
    rows, refused = _sieve(len(block), {
        "future": columns["ordered_at"] < end_of(as_of),
        "disputed": status != "disputed",
        "status": standing,
        "not_shipped": shipped != MISSING_INTEGER,
        "too_old": shipped >= oldest,
        "refunded": value > 0,
        "pledged": _free(block, pledged),
    })  # fmt: skip
    ids, buyers, values = (
        column[rows].tolist() for column in (columns["source_id"], columns["buyer_id"], value)
    )
    lent_on = cache(rules.lent_on)
    items = [
        Item(f"orders:{order}", worth, {"buyer": buyer or order}, lent_on(chance(order) if chance else None))
        for order, buyer, worth in zip(ids, buyers, values, strict=True)
    ]
    return reckon(items, refused, {"buyer": rules.buyer_share})


def _listed(ledgers: Ledgers, orders: Mapping[str, Any], as_of: date) -> Any:
    """What the platform's list of refunds says was refunded of each order by the end of the day, in fen."""
    refunds = ledgers.get("refunds")
    if refunds is None:
        return np.zeros(len(orders["source_id"]), np.int64)
    known = refunds.columns["refunded_at"] < end_of(as_of)
    listed = (refunds.columns[name][known].tolist() for name in ("order_id", "amount"))
    of_order: Counter[str] = Counter()
    for order, amount in zip(*listed, strict=True):
        of_order[order] += amount
    ids = orders["source_id"].tolist()
    return np.fromiter((of_order[order] for order in ids), np.int64, len(ids))


def _shipped_at(ledgers: Ledgers, orders: Any, wanted: Any, as_of: date) -> Any:
    """When each of the wanted orders was first shipped by the day, `MISSING_INTEGER` where it was not and for
    the others: most orders are long confirmed, and nobody asks for theirs."""
    found = np.full(len(orders), MISSING_INTEGER, np.int64)
    shipments = ledgers.get("shipments")
    if shipments is None:
        return found
    end = end_of(as_of)
    rows = np.flatnonzero(wanted)
    first = dict.fromkeys(orders[rows].tolist(), end)
    of_wanted = _among(shipments.columns["order_id"], first.keys())
    sent = (shipments.columns[name][of_wanted].tolist() for name in ("order_id", "shipped_at"))
    for order, at in zip(*sent, strict=True):
        if at < first[order]:
            first[order] = at
    times_found = np.fromiter((first[order] for order in orders[rows]), np.int64, len(rows))
    found[rows] = np.where(times_found < end, times_found, MISSING_INTEGER)
    return found


def eligible_goods_documents(
    ledgers: Ledgers, as_of: date, policy: CollateralPolicy, pledged: frozenset[str]
) -> Reckoned:
    """Waybills and warehouse receipts of goods that are still there, young enough and insured."""
    block, rules = ledgers.get("goods_documents"), policy.on(as_of).goods_documents
    if block is None:
        return _NOTHING
    columns = block.columns
    insured = columns["insured_until_at"] >= end_of(as_of)
    rows, refused = _sieve(len(block), {
        "future": columns["issued_at"] < end_of(as_of),
        "status": _among(columns["status"], rules.statuses),
        "too_old": columns["issued_at"] >= start_of(as_of - timedelta(days=rules.oldest_days)),
        "not_insured": insured if rules.insured else np.ones(len(block), bool),
        "no_value": columns["value_amount"] > 0,
        "pledged": _free(block, pledged),
    })  # fmt: skip
    items = [
        Item(
            f"goods_documents:{columns['source_id'][row]}",
            int(columns["value_amount"][row]),
            {"issuer": columns["issuer_id"][row], "category": columns["category"][row] or ""},
            rules.advance_rate(columns["category"][row]),
        )
        for row in rows
    ]
    return reckon(items, refused, {"issuer": rules.issuer_share, "category": rules.category_share})


def eligible_purchase_orders(
    ledgers: Ledgers, as_of: date, policy: CollateralPolicy, pledged: frozenset[str]
) -> Reckoned:
    """What is not paid yet of orders placed with suppliers who have delivered before."""
    block, rules = ledgers.get("purchase_orders"), policy.on(as_of).purchase_orders
    if block is None:
        return _NOTHING
    columns = block.columns
    unpaid = columns["amount"] - _zero_if_missing(columns["paid_amount"])
    known = _known_suppliers(ledgers, as_of, rules.known_after)
    rows, refused = _sieve(len(block), {
        "future": columns["placed_at"] < end_of(as_of),
        "status": _among(columns["status"], rules.statuses),
        "too_old": columns["placed_at"] >= start_of(as_of - timedelta(days=rules.oldest_days)),
        "unknown_supplier": _among(columns["supplier_id"], known),
        "paid": unpaid > 0,
        "pledged": _free(block, pledged),
    })  # fmt: skip
    items = [
        Item(
            f"purchase_orders:{columns['source_id'][row]}",
            int(unpaid[row]),
            {"supplier": columns["supplier_id"][row]},
            rules.advance_rate,
        )
        for row in rows
    ]
    return reckon(items, refused, {"supplier": rules.supplier_share})


def _known_suppliers(ledgers: Ledgers, as_of: date, least: int) -> frozenset[str]:
    """Suppliers with so many delivered orders or valid purchase invoices by the day."""
    seen: Counter[str] = Counter()
    orders, invoices = ledgers.get("purchase_orders"), ledgers.get("invoices")
    if orders is not None:
        c = orders.columns
        came = (c["status"] == "delivered") & (c["placed_at"] < end_of(as_of))
        seen.update(c["supplier_id"][came].tolist())
    if invoices is not None:
        c = invoices.columns
        bought = (c["direction"] == "purchase") & (c["status"] == "valid") & (c["issued_at"] < end_of(as_of))
        seen.update(c["counterparty_id"][bought].tolist())
    return frozenset(name for name, times in seen.items() if times >= least and name)


def eligible_invoices(
    ledgers: Ledgers, as_of: date, policy: CollateralPolicy, pledged: frozenset[str]
) -> Reckoned:
    """Valid sale invoices young enough. What was credited to a buyer in the same time (red invoices) is set
    against that buyer's invoices, the newest first, since nobody says which one it belongs to."""
    block, rules = ledgers.get("invoices"), policy.on(as_of).invoices
    if block is None:
        return _NOTHING
    c = block.columns
    young = c["issued_at"] >= start_of(as_of - timedelta(days=rules.oldest_days))
    rows, refused = _sieve(len(block), {
        "future": c["issued_at"] < end_of(as_of),
        "purchase": c["direction"] == "sale",
        "void": c["status"] == "valid",
        "too_old": young,
        "no_buyer": np.fromiter((bool(name) for name in c["counterparty_id"]), bool, len(block)),
        "pledged": _free(block, pledged),
    })  # fmt: skip
    credited: Counter[str] = Counter()
    for row in rows:
        if c["gross_amount"][row] < 0:
            credited[c["counterparty_id"][row]] -= int(c["gross_amount"][row])
    items = []
    for row in reversed(rows.tolist()):
        buyer, value = c["counterparty_id"][row], int(c["gross_amount"][row])
        if value <= 0:
            refused["credited"] += 1
            continue
        off = min(credited[buyer], value)
        credited[buyer] -= off
        if value == off:
            refused["credited"] += 1
        else:
            asset = f"invoices:{c['source_id'][row]}"
            items.append(Item(asset, value - off, {"buyer": buyer}, rules.advance_rate))
    return reckon(items, refused, {"buyer": rules.buyer_share})
