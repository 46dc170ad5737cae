"""Short ways to say what happened on which day of an order loan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

from workstation.lending.order_loan import Event, EventKind, OrderTerms

DAY_0 = date(2026, 11, 1)
TERMS = OrderTerms(advance_rate=Fraction("0.8"), daily_rate=Fraction("0.0005"), limit=100_000_000)
_ids = count()


def on(day: int) -> date:
    return DAY_0 + timedelta(days=day)


def event(day: int, kind: EventKind, order: str = "", yuan: float = 0, commission: float = 0) -> Event:
    """One event on a day counted from the first; amounts in yuan."""
    return Event(f"e{next(_ids):06d}", on(day), kind, order, round(yuan * 100), round(commission * 100))


def shipped(day: int, order: str, yuan: float) -> Event:
    return event(day, EventKind.SHIPPED, order, yuan)


def drawn(day: int, yuan: float) -> Event:
    return event(day, EventKind.DRAWN, yuan=yuan)


def confirmed(day: int, order: str, commission: float = 0) -> Event:
    return event(day, EventKind.CONFIRMED, order, commission=commission)


def refunded(day: int, order: str, yuan: float) -> Event:
    return event(day, EventKind.REFUNDED, order, yuan)


def settled(day: int, yuan: float) -> Event:
    return event(day, EventKind.SETTLED, yuan=yuan)


def paid(day: int, yuan: float) -> Event:
    return event(day, EventKind.PAID, yuan=yuan)


def of(events: Iterable[Event], wanted: Event) -> str:
    return next(e.id for e in events if e is wanted)
