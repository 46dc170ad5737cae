"""A loan that a share of sales repays, while its account runs (按销售额还款).

Nothing falls due by the calendar: each day's remittance does, by what was sold that day. What was remitted in
all says how much of it is principal and how much of the fixed fee is earned, as on the schedule that was
expected; so a shop that sells as expected repays to that schedule. Amounts in fen.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from workstation.domain.lending import SalesAgreed, Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.lending.servicing.account import Upcoming


@dataclass(slots=True)
class SalesTranche:
    """`remitted` is what fell due so far, paid or not; `short` what refunds took from days that sold less,
    which the next sales make up first."""

    schedule: Schedule
    agreed: SalesAgreed
    rounding: Rounding
    remitted: int = 0
    short: int = 0
    _paid: list[int] = field(init=False)
    _earned: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._paid = list(accumulate((row.payment for row in self.schedule.rows), initial=0))
        self._earned = list(accumulate((row.interest for row in self.schedule.rows), initial=0))

    def _fee_in(self, remitted: int) -> int:
        """The part of the fee in the first `remitted` fen: the expected rows', and of the row in which it
        ends in proportion."""
        row = bisect_left(self._paid, remitted)
        if self._paid[row] == remitted:
            return self._earned[row]
        part = Fraction(remitted - self._paid[row - 1], self._paid[row] - self._paid[row - 1])
        earned = part * (self._earned[row] - self._earned[row - 1])
        return self._earned[row - 1] + round_fen(earned, self.rounding)

    @property
    def left(self) -> int:
        """What is still to be remitted, principal and fee."""
        return self._paid[-1] - self.remitted

    @property
    def unearned(self) -> int:
        """The part of the fixed fee that no remittance has borne."""
        return self._earned[-1] - self._fee_in(self.remitted)

    @property
    def undue(self) -> int:
        """Principal that has not fallen due."""
        return self.left - self.unearned

    @property
    def to_come(self) -> tuple[Upcoming, ...]:
        """All that is left, by the day on which it is expected to be repaid."""
        if not self.left:
            return ()
        return (Upcoming(self.schedule.rows[-1].due, self.undue, self.unearned, 0),)

    def remit(self, sold: int) -> tuple[int, int]:
        """The fee and the principal that fall due by a day on which `sold` fen were sold; below zero where
        more was refunded."""
        sold, self.short = max(sold - self.short, 0), max(self.short - sold, 0)
        amount = min(round_fen(sold * Fraction(self.agreed.share), self.rounding), self.left)
        if amount <= 0:
            return 0, 0
        fee = self._fee_in(self.remitted + amount) - self._fee_in(self.remitted)
        self.remitted += amount
        return fee, amount - fee

    def may_settle(self, on: date) -> bool:
        """Whether it may be settled early on a day."""
        return on >= self.schedule.start + timedelta(days=self.agreed.earliest_day)

    @property
    def settling_cost(self) -> int:
        """What of the fee is owed beside the principal where it is settled early."""
        return round_fen(self.unearned * Fraction(self.agreed.unearned_share), self.rounding)
