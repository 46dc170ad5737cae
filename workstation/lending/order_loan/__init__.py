"""Order loans (订单贷款): drawn on shipped, unconfirmed orders, repaid as buyers confirm, clawed back on
refunds. `fold` gives a loan's state from its events; `OrderLedger` posts them as they arrive, late ones as
corrections.
Pure rules: no clock, no database.
"""

from __future__ import annotations

from workstation.lending.order_loan.fold import OrderLoanState, fold
from workstation.lending.order_loan.ledger import Entry, OrderLedger
from workstation.lending.order_loan.values import Account, Event, EventKind, Line, OrderTerms, Refusal

__all__ = [
    "Account",
    "Entry",
    "Event",
    "EventKind",
    "Line",
    "OrderLedger",
    "OrderLoanState",
    "OrderTerms",
    "Refusal",
    "fold",
]
