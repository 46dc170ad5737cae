"""Loans after approval: what was drawn, fell due and was paid, folded from records into an account."""

from __future__ import annotations

from workstation.lending.servicing.account import (
    Advance,
    Balances,
    DrawTerms,
    DueState,
    LoanAccount,
    NewTerms,
    Posting,
    Received,
    ScheduleVersion,
    Upcoming,
)
from workstation.lending.servicing.accounts import draw_terms, loan_account, new_terms
from workstation.lending.servicing.matching import Matched, RepaymentRow, match
from workstation.lending.servicing.policy import LoanClass, ServicingPolicy, ServicingRow, load_servicing
from workstation.lending.servicing.trade import OrderCourse, Trade

__all__ = [
    "Advance",
    "Balances",
    "DrawTerms",
    "DueState",
    "LoanAccount",
    "LoanClass",
    "Matched",
    "NewTerms",
    "OrderCourse",
    "Posting",
    "Received",
    "RepaymentRow",
    "ScheduleVersion",
    "ServicingPolicy",
    "ServicingRow",
    "Trade",
    "Upcoming",
    "draw_terms",
    "load_servicing",
    "loan_account",
    "match",
    "new_terms",
]
