"""Late interest (罚息) on principal that is overdue.

Goes in: overdue principal in fen, the terms' late rate, the days. Comes out: whole fen. Late interest is
simple: it is charged on overdue principal alone, never on interest, fees or itself, and it takes the place of
the ordinary rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.domain.lending import DayCount
from workstation.domain.money import Rounding, round_fen
from workstation.errors import KnownError
from workstation.lending.daycount import year_fraction
from workstation.lending.fees import Fee
from workstation.lending.schedule import parse_rate

RECOVERY = "recovery"
"""The event on which a fee for recovering a debt is charged."""


@dataclass(frozen=True, slots=True)
class LateTerms:
    """What a loan's terms say of payment after its day. `yearly_rate` is the whole rate on overdue principal;
    what is paid within `grace_days` of its due date bears none, and what is paid later bears it from the due
    date on. `fees` are those of the terms; the ones on the event `recovery` are what the contract lets a
    lender charge for recovering. Default is costed to the day `most_days` after the due date. Raises
    `KnownError` (`late.terms`)."""

    yearly_rate: str
    grace_days: int = 0
    fees: tuple[Fee, ...] = ()
    most_days: int = 90

    def __post_init__(self) -> None:
        parse_rate(self.yearly_rate)
        if not 0 <= self.grace_days < self.most_days:
            raise KnownError(
                "late.terms", "days of grace must be from 0 to below the days costed", remedy="Correct them."
            )

    def last_day_of_grace(self, due: date) -> date:
        return due + timedelta(days=self.grace_days)


def late_interest(
    overdue: int,
    due: date,
    paid: date,
    terms: LateTerms,
    day_count: DayCount,
    rounding: Rounding = Rounding.HALF_UP,
) -> int:
    """Late interest in fen on `overdue` fen of principal that were due on `due` and are paid on `paid`: the
    due day counts, the day of payment does not. Nothing where paid within the grace. Raises `KnownError`
    (`late.overdue`) for principal below zero."""
    return late_interest_in_parts(((due, overdue),), due, paid, terms, day_count, rounding)


def late_interest_in_parts(
    steps: Sequence[tuple[date, int]],
    due: date,
    paid: date,
    terms: LateTerms,
    day_count: DayCount,
    rounding: Rounding = Rounding.HALF_UP,
) -> int:
    """The same where part payments lowered the overdue principal: `steps` says from which day on how much
    was overdue, in order, the first from `due`. Rounded once, over the whole time. Raises `KnownError`
    (`late.overdue`)."""
    if not steps or steps[0][0] != due or any(amount < 0 for _, amount in steps):
        raise KnownError(
            "late.overdue",
            "overdue principal is told from its due day on, and never below zero",
            remedy="Correct it.",
        )
    if paid <= terms.last_day_of_grace(due):
        return 0
    ends = [*(day for day, _ in steps[1:]), paid]
    weighted = sum(
        amount * year_fraction(day_count, min(first, paid), min(last, paid))
        for (first, amount), last in zip(steps, ends, strict=True)
    )
    return round_fen(parse_rate(terms.yearly_rate) * weighted, rounding)
