"""Simulated sellers, one after another: causes, demand, cash, then the ledgers a lender would see.

In: a world, a view, a seed, a number. Out: `SimulatedSeller`s with their ledgers up to the day of the loan
and what became of them afterwards. The same arguments give the same sellers
whatever the machine's threads: each batch and each seller has a generator of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from workstation.domain.ledger import LEDGERS, LedgerBlock, Ledgers
from workstation.domain.records import Applicant, ApplicantKind, Loan
from workstation.training.simulator.blocks import make_block
from workstation.training.simulator.cash import run_cash
from workstation.training.simulator.causes import Rng, day_of, draw_causes
from workstation.training.simulator.demand import draw_demand
from workstation.training.simulator.invoice_ledgers import invoice_ledgers
from workstation.training.simulator.life import Life, life_of
from workstation.training.simulator.outcomes import Outcomes, batch_outcomes, outcomes_of
from workstation.training.simulator.shop_ledgers import shop_ledgers_and_fates
from workstation.training.simulator.side_ledgers import earlier_loan, purchase_orders, repayments
from workstation.training.simulator.survey import survey_ledger
from workstation.training.simulator.views import COMMERCE, KINDS, View
from workstation.training.simulator.world import World

_BATCH = 250
_THIN_FILES = 0.05


@dataclass(frozen=True, slots=True)
class SimulatedSeller:
    """`defaulted`: more than 90 days past due within a year of `as_of`. `principal` in yuan. `loans` is an
    earlier loan as it stands on that day. `causes` are what it was made of, for tests and reports, and
    `outcomes` what became of it; no model reads either."""

    applicant: Applicant
    ledgers: Ledgers
    as_of: date
    defaulted: bool
    principal: float
    causes: Mapping[str, Any]
    outcomes: Outcomes
    loans: tuple[Loan, ...] = ()


def simulate(world: World, view: View, *, seed: int, sellers: int) -> Iterator[SimulatedSeller]:
    """`sellers` of them, in a fixed order, a batch in memory at a time."""
    way = COMMERCE[view]
    stream = np.random.SeedSequence([seed, way.stream])
    for batch in stream.spawn(-(-sellers // _BATCH)):
        size = min(_BATCH, sellers - _BATCH * batch.spawn_key[-1])
        own, after, *each = batch.spawn(2 + _BATCH)
        rng = np.random.default_rng(own)
        causes = draw_causes(world, view, rng, _BATCH)
        demand = draw_demand(world, view, causes, rng)
        cash = run_cash(view, causes, demand, rng)
        seen = causes.seen_share if way.has_orders else np.ones(_BATCH)
        became = batch_outcomes(causes, cash, seen, np.random.default_rng(after))
        for index in range(size):
            life = life_of(causes, demand, cash, index)
            number = _BATCH * batch.spawn_key[-1] + index
            as_of = day_of(causes, index)
            applicant = _applicant(world, view, number, life, as_of)
            ledgers, fates = _visible(view, life, np.random.default_rng(each[index]))
            yield SimulatedSeller(
                applicant=applicant,
                ledgers=ledgers,
                as_of=as_of,
                defaulted=bool(cash.loan.defaulted[index]),
                principal=float(cash.loan.principal[index]),
                causes=life.causes,
                outcomes=outcomes_of(became, index, fates),
                loans=earlier_loan(life, applicant.id),
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


def _visible(view: View, life: Life, rng: Rng) -> tuple[Ledgers, dict[str, str]]:
    """The ledgers that reach a lender, and the fates of the open orders in them: some sources hand over less,
    some files are thin, and a file never has less than one ledger."""
    often = COMMERCE[view].ledgers
    has = {kind: rng.random() < share for kind, share in often.items()}
    if not any(has.values()):
        has["survey" if often["survey"] > 0.5 else next(iter(often))] = True
    shown: dict[str, LedgerBlock] = {}
    fates: dict[str, str] = {}
    if has.get("orders"):
        blocks, fates = shop_ledgers_and_fates(life, rng)
        shown = {kind: block for kind, block in blocks.items() if has[kind]}
    sales, purchases = has.get("sales", False), has.get("purchases", False)
    if sales or purchases:
        shown |= invoice_ledgers(life, rng, sales=sales, purchases=purchases)
    if has["purchase_orders"]:
        shown |= purchase_orders(view, life, rng)
    if has["survey"]:
        shown |= survey_ledger(life, rng)
    shown |= repayments(life, rng)
    if rng.random() < _THIN_FILES and "orders" in shown:
        shown = _last_orders_only(shown, int(rng.integers(2, 12)))
        kept = set(shown["orders"].columns["source_id"])
        fates = {order: fate for order, fate in fates.items() if order in kept}
    return Ledgers(shown), fates


def _last_orders_only(blocks: Mapping[str, LedgerBlock], orders: int) -> dict[str, LedgerBlock]:
    """A file that was opened days ago: only the last few orders, with what belongs to them."""
    kept = set(blocks["orders"].columns["source_id"][-orders:])
    thin: dict[str, LedgerBlock] = {}
    for kind, block in blocks.items():
        name = "source_id" if kind == "orders" else "order_id"
        if name not in LEDGERS[kind].column_names:
            thin[kind] = block
            continue
        chosen = np.array([order in kept for order in block.columns[name]])
        last = make_block(kind, keep=chosen, **block.columns)
        if last is not None:
            thin[kind] = last
    return thin
