"""Vintages: what share of the loans of each quarter had gone bad by each month on the books.

Goes in: decisions with their outcomes, and a day. Comes out: one curve a quarter of draw, as far as every one
of its loans is old enough; a curve never falls. Young vintages are short, not low.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workstation.domain.decided import HORIZON_DAYS, Decided

MONTH_DAYS = 30
MONTHS = HORIZON_DAYS // MONTH_DAYS


@dataclass(frozen=True, slots=True)
class Vintage:
    """`shares[m]` is the share of `loans` that had gone bad within m + 1 months of their draw."""

    name: str
    loans: int
    amount: int
    shares: tuple[float, ...]


def vintages(rows: Iterable[Decided], as_of: date) -> tuple[Vintage, ...]:
    """The quarters in order, each called like 2026Q3; a loan drawn after `as_of` is left out."""
    groups: dict[str, list[Decided]] = {}
    for row in rows:
        if row.drawn_on is not None and row.drawn_on <= as_of:
            groups.setdefault(quarter_of(row.drawn_on), []).append(row)
    return tuple(_vintage(name, groups[name], as_of) for name in sorted(groups))


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def _vintage(name: str, rows: list[Decided], as_of: date) -> Vintage:
    youngest = min((as_of - row.drawn_on).days for row in rows if row.drawn_on is not None)
    months = min(youngest // MONTH_DAYS, MONTHS)
    ages = [(row.bad_on - row.drawn_on).days for row in rows if row.bad_on and row.drawn_on]
    shares = tuple(
        round(sum(age <= month * MONTH_DAYS for age in ages) / len(rows), 6) for month in range(1, months + 1)
    )
    return Vintage(name, len(rows), sum(row.amount for row in rows), shares)
