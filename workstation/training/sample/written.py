"""What a few sellers of the demonstration have beside their trade: waybills, warehouse receipts, purchase
orders, and what two of them repaid of a loan. One row each, as they would stand in somebody's books.

They are written down and not simulated: their rows take nothing from the draws of the other ledgers, which
therefore stay as they are, bit for bit. Days count back from the business day; amounts are whole yuan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from workstation.domain.ledger import LEDGERS, MISSING_INTEGER, LedgerBlock
from workstation.training.sample.cases import BUSINESS_DAY

_EPOCH = date(1970, 1, 1)
_DAY = 86_400
_FEN = 100
_OFFICE_HOURS = 10 * 3_600
_APPLIANCES = "small_appliances"


@dataclass(frozen=True, slots=True)
class Paper:
    """A waybill or warehouse receipt. `insured` is how many days insurance outlasts the business day (below
    zero: it ran out before), None where there is none."""

    number: str
    document: str
    issuer: str
    status: str
    days_ago: int
    category: str
    quantity: int
    value: int
    insured: int | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase order. `due` is in how many days the goods are to come, below zero for past days."""

    number: str
    supplier: str
    status: str
    days_ago: int
    due: int
    amount: int
    paid: int


PAPERS: Mapping[str, tuple[Paper, ...]] = {
    "S006": (  # small appliances: most of it in a warehouse, some on the way
        Paper("CK2611001", "warehouse_receipt", "顺德示例仓", "held", 41, _APPLIANCES, 320, 96_000, 120),
        Paper("CK2611014", "warehouse_receipt", "顺德示例仓", "held", 12, _APPLIANCES, 150, 52_500, 120),
        Paper("CK2611015", "warehouse_receipt", "佛山示例仓", "held", 10, _APPLIANCES, 90, 31_500, -3),
        Paper("YD2611208", "waybill", "示例物流", "in_transit", 4, _APPLIANCES, 110, 38_500, 30),
        Paper("YD2611188", "waybill", "示例物流", "released", 23, _APPLIANCES, 80, 24_000, 7),
        Paper("CK2607003", "warehouse_receipt", "顺德示例仓", "held", 118, _APPLIANCES, 60, 15_000, 60),
        Paper("CK2611021", "warehouse_receipt", "佛山示例仓", "held", 6, "hardware", 400, 18_000, None),
    ),
    "S002": (  # apparel
        Paper("CK2610007", "warehouse_receipt", "临平示例仓", "held", 33, "apparel", 900, 81_000, 60),
        Paper("YD2611031", "waybill", "示例快运", "in_transit", 3, "apparel", 260, 26_000, 15),
        Paper("YD2611009", "waybill", "示例快运", "void", 17, "apparel", 260, 26_000, 15),
    ),
}

PURCHASES: Mapping[str, tuple[Purchase, ...]] = {
    "S002": (
        Purchase("CG2608011", "示例面料厂", "delivered", 97, -80, 32_000, 32_000),
        Purchase("CG2609004", "示例面料厂", "delivered", 70, -52, 28_500, 20_000),
        Purchase("CG2611002", "示例面料厂", "placed", 9, 12, 36_000, 10_800),
        Purchase("CG2609015", "示例制衣坊", "delivered", 62, -40, 18_000, 18_000),
        Purchase("CG2610018", "示例制衣坊", "delivered", 35, -15, 22_000, 11_000),
        Purchase("CG2611006", "示例新供应商", "placed", 5, 20, 15_000, 0),
        Purchase("CG2610002", "示例制衣坊", "cancelled", 48, -30, 9_000, 0),
    ),
    "S006": (
        Purchase("CG2609101", "示例电机厂", "delivered", 66, -50, 58_000, 58_000),
        Purchase("CG2610103", "示例电机厂", "delivered", 38, -20, 61_000, 30_500),
        Purchase("CG2611105", "示例电机厂", "placed", 8, 15, 64_000, 19_200),
        Purchase("CG2609102", "示例注塑厂", "delivered", 64, -45, 24_000, 24_000),
        Purchase("CG2610106", "示例注塑厂", "delivered", 30, -10, 26_000, 0),
    ),
}


REPAID: Mapping[str, tuple[tuple[int, int], ...]] = {
    # Days ago and yuan: instalments that come later and smaller each time.
    "S030": ((250, 3_600), (220, 3_600), (190, 3_600), (158, 2_400), (120, 1_200), (62, 600)),
    "S031": ((228, 2_700), (198, 2_700), (166, 2_000), (124, 1_000), (64, 500)),
}


def written_ledgers(seller: str) -> dict[str, LedgerBlock]:
    """The ledgers `goods_documents`, `purchase_orders` and `repayments` of a seller, those that it has."""
    blocks = {}
    if papers := PAPERS.get(seller):
        blocks["goods_documents"] = _block("goods_documents", (_paper(paper) for paper in papers))
    if purchases := PURCHASES.get(seller):
        blocks["purchase_orders"] = _block("purchase_orders", (_purchase(one) for one in purchases))
    if repaid := REPAID.get(seller):
        rows = (_repaid(seller, number, *one) for number, one in enumerate(repaid, 1))
        blocks["repayments"] = _block("repayments", rows)
    return blocks


def _at(days: int) -> int:
    """Ten in the morning, so many days after the business day."""
    return (BUSINESS_DAY + timedelta(days=days) - _EPOCH).days * _DAY + _OFFICE_HOURS


def _paper(paper: Paper) -> dict[str, str | int]:
    return {
        "source_id": paper.number,
        "document": paper.document,
        "issuer_id": paper.issuer,
        "status": paper.status,
        "issued_at": _at(-paper.days_ago),
        "category": paper.category,
        "quantity": paper.quantity,
        "value_amount": paper.value * _FEN,
        "insured_until_at": MISSING_INTEGER if paper.insured is None else _at(paper.insured),
    }


def _purchase(purchase: Purchase) -> dict[str, str | int]:
    return {
        "source_id": purchase.number,
        "supplier_id": purchase.supplier,
        "status": purchase.status,
        "placed_at": _at(-purchase.days_ago),
        "due_at": _at(purchase.due),
        "amount": purchase.amount * _FEN,
        "paid_amount": purchase.paid * _FEN,
    }


def _repaid(seller: str, number: int, days_ago: int, amount: int) -> dict[str, str | int]:
    return {
        "source_id": f"HK{seller}{number:02d}",
        "reference": f"sample-loan-{seller}-1",
        "paid_at": _at(-days_ago),
        "amount": amount * _FEN,
        "channel": "bank",
        "payer": "",
    }


def _block(name: str, rows: Iterable[Mapping[str, str | int]]) -> LedgerBlock:
    kind = LEDGERS[name]
    ordered = sorted(rows, key=lambda row: (row[kind.when], row["source_id"]))
    columns = {
        c.name: np.array([row[c.name] for row in ordered], np.int64 if c.is_integer else object)
        for c in kind.columns
    }
    for values in columns.values():
        values.setflags(write=False)
    return LedgerBlock(name, columns)
