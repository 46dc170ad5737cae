"""Simulated sellers, one after another: causes, demand, cash, then the ledgers a lender would see.

In: a world, a view, a seed, a number. Out: `SimulatedSeller`s with their ledgers up to the day of the loan
and whether it later fell more than ninety days past due. The same arguments give the same sellers
whatever the machine's threads: each batch and each seller has a generator of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from workstation.domain.ledger import LedgerBlock, Ledgers
from workstation.domain.records import Applicant, ApplicantKind
from workstation.training.simulator.blocks import make_block
from workstation.training.simulator.cash import run_cash
from workstation.training.simulator.causes import KINDS, Rng, View, day_of, draw_causes
from workstation.training.simulator.demand import draw_demand
from workstation.training.simulator.invoice_ledgers import invoice_ledgers
from workstation.training.simulator.life import Life, life_of
from workstation.training.simulator.shop_ledgers import shop_ledgers
from workstation.training.simulator.world import World

_BATCH = 250
_VIEW_STREAM = {View.SHOP: 1, View.INVOICE: 2}
# How often a lender's file of a shop holds each kind of ledger: sources differ in what they hand over.
_SEEN = {"items": 0.92, "payments": 0.85, "shipments": 0.85, "reviews": 0.88}
_SHOPS_WITH_SUPPLIERS_INVOICES = 0.25
_THIN_FILES = 0.05


@dataclass(frozen=True, slots=True)
class SimulatedSeller:
    """`defaulted`: more than 90 days past due within a year of `as_of`. `principal` in yuan. `causes` are
    what it was made of, for tests and reports; no model sees them."""

    applicant: Applicant
    ledgers: Ledgers
    as_of: date
    defaulted: bool
    principal: float
    causes: Mapping[str, Any]


def simulate(world: World, view: View, *, seed: int, sellers: int) -> Iterator[SimulatedSeller]:
    """`sellers` of them, in a fixed order, a batch in memory at a time."""
    stream = np.random.SeedSequence([seed, _VIEW_STREAM[view]])
    for batch in stream.spawn(-(-sellers // _BATCH)):
        size = min(_BATCH, sellers - _BATCH * batch.spawn_key[-1])
        own, *each = batch.spawn(1 + _BATCH)
        rng = np.random.default_rng(own)
        causes = draw_causes(world, view, rng, _BATCH)
        demand = draw_demand(world, view, causes, rng)
        cash = run_cash(view, causes, demand, rng)
        for index in range(size):
            life = life_of(causes, demand, cash, index)
            number = _BATCH * batch.spawn_key[-1] + index
            as_of = day_of(causes, index)
            yield SimulatedSeller(
                applicant=_applicant(world, view, number, life, as_of),
                ledgers=_visible(view, life, np.random.default_rng(each[index])),
                as_of=as_of,
                defaulted=bool(cash.defaulted[index]),
                principal=float(cash.principal[index]),
                causes=life.causes,
            )


def _applicant(world: World, view: View, number: int, life: Life, as_of: date) -> Applicant:
    source_id = f"{view.value}-{number:06d}"
    return Applicant(
        id=f"{world.name}:{source_id}",
        source=world.name,
        source_id=source_id,
        name=source_id,
        kind=ApplicantKind.FIRM,
        shop_kind=KINDS[life.causes["kind"]],
        trade=life.trade.key,
        opened_on=as_of - timedelta(days=life.causes["age"]),
        observed_until=as_of,
    )


def _visible(view: View, life: Life, rng: Rng) -> Ledgers:
    """The ledgers that reach a lender: some sources hand over less, some files are thin."""
    if view is View.INVOICE:
        return Ledgers(invoice_ledgers(life, rng))
    blocks = shop_ledgers(life, rng)
    if rng.random() < _SHOPS_WITH_SUPPLIERS_INVOICES:
        blocks |= invoice_ledgers(life, rng, sales=False)
    shown = {kind: block for kind, block in blocks.items() if rng.random() < _SEEN.get(kind, 1.0)}
    if rng.random() < _THIN_FILES:
        shown = _last_orders_only(shown, int(rng.integers(2, 12)))
    return Ledgers(shown)


def _last_orders_only(blocks: Mapping[str, LedgerBlock], orders: int) -> dict[str, LedgerBlock]:
    """A file that was opened days ago: only the last few orders, with what belongs to them."""
    if "orders" not in blocks:
        return dict(blocks)
    kept = set(blocks["orders"].columns["source_id"][-orders:])
    thin: dict[str, LedgerBlock] = {}
    for kind, block in blocks.items():
        key = block.columns["source_id" if kind == "orders" else "order_id"] if kind != "invoices" else None
        if key is None:
            thin[kind] = block
            continue
        last = make_block(kind, keep=np.array([name in kept for name in key]), **block.columns)
        if last is not None:
            thin[kind] = last
    return thin
