"""What the monitor still waits for: from which day on each of its parts can say something.

Goes in: the decisions that are known, with what became of them so far. Comes out: days. They are the earliest
possible ones, for what is decided and drawn already; None where nothing that is known leads there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.domain.decided import HORIZON_DAYS, LEAST_ROWS, Decided
from workstation.portfolio.vintages import MONTH_DAYS, quarter_of

SPAN_DAYS = 90
"""As long as the time that is watched, where none is named."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """`drift_from`: when enough decisions lie before the time that is watched; `outcomes_from`: when the
    oldest loan without an outcome has had its year; `vintages_from`: when a quarter's youngest loan is a
    month old."""

    drift_from: date | None
    outcomes_from: date | None
    vintages_from: date | None


def awaited(rows: Sequence[Decided], as_of: date) -> Awaited:
    drawn = [row.drawn_on for row in rows if row.drawn_on is not None and row.drawn_on <= as_of]
    open_still = [row.drawn_on for row in rows if row.drawn_on is not None and row.bad is None]
    quarters: dict[str, date] = {}
    for day in drawn:
        name = quarter_of(day)
        quarters[name] = max(day, quarters.get(name, day))
    months = [day + timedelta(days=MONTH_DAYS) for day in quarters.values()]
    return Awaited(
        _enough(rows),
        min(open_still) + timedelta(days=HORIZON_DAYS) if open_still else None,
        min(months, default=None),
    )


def _enough(rows: Sequence[Decided]) -> date | None:
    """The first day on which `LEAST_ROWS` of what is decided by now are older than the time watched."""
    days = sorted(row.decided_on for row in rows)
    return days[LEAST_ROWS - 1] + timedelta(days=SPAN_DAYS) if len(days) >= LEAST_ROWS else None
