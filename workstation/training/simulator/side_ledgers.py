"""The ledgers beside sales: orders placed with suppliers, and what was paid on an earlier loan.

In: a seller's life and a generator. Out: `purchase_orders` and `repayments` up to the day of the loan, and
the earlier loan as a record.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from workstation.domain.ledger import LedgerBlock
from workstation.domain.records import Loan
from workstation.training.simulator.blocks import SECONDS_PER_DAY, day_start, make_block, names, pick
from workstation.training.simulator.cash import HISTORY_PERIODS
from workstation.training.simulator.causes import HISTORY_DAYS, Rng
from workstation.training.simulator.life import Life
from workstation.training.simulator.loans import PERIOD
from workstation.training.simulator.views import COMMERCE, View

_STATUSES = ("placed", "delivered", "cancelled")
_CHANNELS = ("bank", "platform", "settlement")
_MONTHS_OF_LOAN = 365
_FEN = 100


def purchase_orders(view: View, life: Life, rng: Rng) -> dict[str, LedgerBlock]:
    """What was ordered from suppliers, one order in most periods; a part of it is still on its way."""
    way = COMMERCE[view]
    period = np.flatnonzero(life.bought > 0)
    if not len(period):
        return {}
    size = len(period)
    day = period * PERIOD + rng.integers(0, PERIOD, size)
    lead = np.maximum(np.rint(life.trade.lead_days * np.exp(0.25 * rng.standard_normal(size))), 1).astype(int)
    late = rng.random(size) < 0.15
    arrives = day + lead + np.where(late, rng.integers(1, 20, size), 0)
    cancelled = rng.random(size) < 0.03
    status = np.where(cancelled, 2, np.where(arrives < HISTORY_DAYS, 1, 0))
    amount = np.maximum(np.rint(life.bought[period] * _FEN), 100).astype(np.int64)
    credit_over = day + way.supplier_terms * PERIOD < HISTORY_DAYS
    paid = np.where(credit_over, 1.0, 1.0 - way.supplier_credit) * ~cancelled
    suppliers = 1 + rng.poisson(2.5)
    rank = (np.arange(suppliers) + 1.0) ** -1.2
    placed = day_start(life.first_day) + day * SECONDS_PER_DAY + rng.integers(9 * 3600, 17 * 3600, size)
    block = make_block(
        "purchase_orders",
        source_id=names("q", np.arange(size), 4),
        supplier_id=names("u", rng.choice(suppliers, size, p=rank / rank.sum()), 3),
        status=pick(_STATUSES, status),
        placed_at=placed,
        due_at=placed + lead * SECONDS_PER_DAY,
        amount=amount,
        paid_amount=np.rint(amount * paid).astype(np.int64),
    )
    return {} if block is None else {"purchase_orders": block}


def repayments(life: Life, rng: Rng) -> dict[str, LedgerBlock]:
    """What was paid on the earlier loan, one row in each period that brought something."""
    fen = np.rint(life.repaid * _FEN).astype(np.int64)
    period = np.flatnonzero(fen > 0)
    if not len(period):
        return {}
    day = period * PERIOD + rng.integers(0, PERIOD, len(period))
    paid = day_start(life.first_day) + day * SECONDS_PER_DAY + rng.integers(8 * 3600, 20 * 3600, len(period))
    block = make_block(
        "repayments",
        source_id=names("t", np.arange(len(period)), 4),
        reference=np.full(len(period), "earlier", dtype=object),
        paid_at=paid,
        amount=fen[period],
        channel=pick(_CHANNELS, rng.choice(3, len(period), p=(0.4, 0.2, 0.4))),
    )
    return {} if block is None else {"repayments": block}


def earlier_loan(life: Life, applicant_id: str) -> tuple[Loan, ...]:
    """The earlier loan as it stands at the day of the new one; none where nothing is left of it."""
    left = round(life.books["carried"] * _FEN)
    if left <= 0:
        return ()
    granted = life.as_of - (HISTORY_PERIODS - life.drawn) * PERIOD
    return (
        Loan(
            id=f"{applicant_id}:earlier",
            applicant_id=applicant_id,
            product="credit",
            lender="",
            granted_on=date.fromordinal(granted),
            due_on=date.fromordinal(granted + _MONTHS_OF_LOAN),
            principal=round(life.earlier * _FEN),
            outstanding=left,
            days_past_due=life.late,
        ),
    )
