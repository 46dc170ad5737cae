"""What a loan is drawn against: orders, goods documents, purchase orders and invoices, each with its rules.

`collateral_base` gives the staircase its step for the products that rest on one; what secures another loan
already is left out of it. Pure rules over column blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from workstation.domain.ledger import Ledgers
from workstation.domain.lending import CollateralBase
from workstation.domain.money import yuan
from workstation.domain.text import Bilingual
from workstation.lending.collateral.courses import order_courses, trade_of
from workstation.lending.collateral.eligible import (
    Confirmation,
    eligible_goods_documents,
    eligible_invoices,
    eligible_orders,
    eligible_purchase_orders,
)
from workstation.lending.collateral.policy import CollateralPolicy, load_collateral_policy
from workstation.lending.collateral.reckoning import Item, Reckoned

__all__ = [
    "BASES",
    "REASONS",
    "CollateralPolicy",
    "Confirmation",
    "Item",
    "Reckoned",
    "collateral_base",
    "load_collateral_policy",
    "order_courses",
    "reckoned_base",
    "trade_of",
]

BASES = ("orders", "goods-documents", "supply-chain")
"""The bases of products that are lent against something."""

REASONS: Mapping[str, Bilingual] = {
    "future": Bilingual("评估日之后", "after the day"),
    "disputed": Bilingual("纠纷中", "disputed"),
    "status": Bilingual("状态不符", "of another status"),
    "not_shipped": Bilingual("无发货记录", "without a shipment"),
    "too_old": Bilingual("过久", "too old"),
    "refunded": Bilingual("已全额退款", "refunded whole"),
    "pledged": Bilingual("已质押", "pledged already"),
    "not_insured": Bilingual("未投保或保险到期", "not insured"),
    "no_value": Bilingual("无价值", "without value"),
    "unknown_supplier": Bilingual("供应商未曾交货", "of a supplier who never delivered"),
    "paid": Bilingual("已付清", "paid"),
    "purchase": Bilingual("进项发票", "purchase invoices"),
    "void": Bilingual("作废", "void"),
    "no_buyer": Bilingual("无购方", "without a buyer"),
    "credited": Bilingual("已红冲", "credited"),
}


def reckoned_base(
    basis: str,
    ledgers: Ledgers,
    as_of: date,
    policy: CollateralPolicy,
    pledged: frozenset[str] = frozenset(),
    confirmation: Confirmation | None = None,
) -> Reckoned:
    """Every eligible item of a basis with the cuts; `confirmation` speaks of single orders, None where no
    model does. Raises `KeyError` for a basis that rests on nothing."""
    parts = {
        "orders": lambda: eligible_orders(ledgers, as_of, policy, pledged, confirmation),
        "goods-documents": lambda: eligible_goods_documents(ledgers, as_of, policy, pledged),
        "supply-chain": lambda: eligible_purchase_orders(ledgers, as_of, policy, pledged).plus(
            eligible_invoices(ledgers, as_of, policy, pledged)
        ),
    }
    return parts[basis]()


def collateral_base(
    basis: str,
    ledgers: Ledgers,
    as_of: date,
    policy: CollateralPolicy,
    pledged: frozenset[str] = frozenset(),
    confirmation: Confirmation | None = None,
) -> CollateralBase | None:
    """What may be lent against, for a basis of `BASES`; None for any other."""
    if basis not in BASES:
        return None
    found = reckoned_base(basis, ledgers, as_of, policy, pledged, confirmation)
    return CollateralBase(
        kind=basis,
        gross=found.gross,
        haircut=found.haircut,
        concentration_cut=found.concentration_cut,
        base=found.base,
        explanation=_explained(found, 0 if confirmation is None else _lowered(found, policy, as_of)),
    )


def _lowered(found: Reckoned, policy: CollateralPolicy, as_of: date) -> int:
    """On how many orders less is lent than without the confirmation model."""
    without = policy.on(as_of).orders.lent_on(None)
    return sum(item.rate < without for item in found.items)


def _explained(found: Reckoned, lowered: int) -> Bilingual:
    zh = f"合格 {len(found.items)} 笔，共 {yuan(found.gross)} 元"
    en = f"{len(found.items)} eligible, {yuan(found.gross)} yuan in all"
    if lowered:
        zh += f"；其中 {lowered} 笔按确认模型少计"
        en += f"; {lowered} of them count less by the confirmation model"
    # What is simply of another kind is no news to anybody.
    left_out = {code: n for code, n in found.refused.items() if code not in ("status", "purchase", "future")}
    if left_out:
        zh += "；不计：" + "、".join(f"{REASONS[code].zh} {n}" for code, n in left_out.items())
        en += "; left out: " + ", ".join(f"{n} {REASONS[code].en}" for code, n in left_out.items())
    return Bilingual(zh, en)
