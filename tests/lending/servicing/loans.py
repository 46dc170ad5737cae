"""A loan of 12,000 yuan over six months at 18 % a year, and what may happen to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from workstation.domain.lending import DayCount, RepaymentMethod, Schedule
from workstation.domain.servicing import LoanEvent, LoanEventKind
from workstation.lending import make_schedule
from workstation.lending.servicing import DrawTerms, NewTerms

DRAWN = date(2026, 1, 10)
PRINCIPAL = 1_200_000
LATE_RATE = "0.27"


def schedule(
    principal: int = PRINCIPAL,
    months: int = 6,
    start: date = DRAWN,
    method: RepaymentMethod = RepaymentMethod.EQUAL_PRINCIPAL,
) -> Schedule:
    return make_schedule(principal, "0.18", months, method, start, DayCount.ACT_360)


def event(
    kind: LoanEventKind, on: date, amount: int, terms: Any = None, *, id: str = "", reason: str = ""
) -> LoanEvent:
    plain = msgspec.to_builtins(terms) if terms is not None else None
    name = id or f"{on.isoformat()}-{kind.value}"
    return LoanEvent(name, "cumcm:E1", "loan-1", kind, on, amount, "officer-1", "", reason, plain)


def draw(plan: Schedule | None = None, *, grace_days: int = 0, early_fees: tuple[str, ...] = ()) -> LoanEvent:
    plan = plan or schedule()
    terms = DrawTerms("decision-1", plan, LATE_RATE, grace_days, early_fees)
    return event(LoanEventKind.DRAW, plan.start, plan.principal, terms)


def rescheduling(plan: Schedule, *, prepaid: int = 0, reason: str = "slow season") -> LoanEvent:
    terms = NewTerms(plan, prepayment=prepaid > 0)
    return event(LoanEventKind.RESCHEDULE, plan.start, prepaid, terms, reason=reason)
