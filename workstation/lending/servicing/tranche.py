"""One draw of a loan while its account runs: what has not fallen due, and the interest that runs on it.

A loan with instalments is one tranche. A line that is drawn again (随借随还, order loans) has one for each
draw, whose interest runs by the day on what is out; of an order loan it also knows what rests on which order.
Amounts in fen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from workstation.domain.lending import DayCount, Schedule
from workstation.domain.money import Rounding, round_fen
from workstation.lending.daycount import year_fraction
from workstation.lending.methods import DAILY
from workstation.lending.schedule import parse_rate
from workstation.lending.servicing.account import Upcoming


@dataclass(slots=True)
class Tranche:
    """`since` is from when interest of the running period counts. `by_day`: any day may repay, and interest
    of its one instalment follows what is still out. `resting` is the principal that rests on each order."""

    rate: Fraction
    day_count: DayCount
    rounding: Rounding
    since: date
    rows: list[Upcoming]
    by_day: bool = False
    resting: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, schedule: Schedule, principal: int, rounding: Rounding, resting: dict[str, int] | None = None
    ) -> Tranche:
        """`principal` on a schedule. Where it is less than was agreed, the last instalments fall away; where
        it is more, the last bears it."""
        rows, left = [], principal
        for row in schedule.rows:
            part = left if row is schedule.rows[-1] else min(row.principal, left)
            if left:
                rows.append(Upcoming(row.due, part, row.interest, row.fee))
            left -= part
        rate, by_day = parse_rate(schedule.yearly_rate), schedule.method in DAILY
        return cls(rate, schedule.day_count, rounding, schedule.start, rows, by_day, resting or {})

    @property
    def undue(self) -> int:
        """Principal that has not fallen due."""
        return sum(row.principal for row in self.rows)

    def accrued(self, on: date) -> int:
        """Interest of the running period to `on`."""
        return self._interest(self.undue, on) if self.rows else 0

    def _interest(self, principal: int, on: date) -> int:
        if on <= self.since:
            return 0
        return round_fen(principal * self.rate * year_fraction(self.day_count, self.since, on), self.rounding)

    def next_due(self) -> Upcoming:
        """The instalment whose day has come, out of those to come."""
        row = self.rows.pop(0)
        self.since = row.day
        if not self.rows:
            self.resting.clear()
        return row

    def call(self, on: date, order: str, amount: int) -> int:
        """`amount` of what rests on an order falls due before its day: its interest to `on`. Interest of
        what stays goes on from where it began."""
        interest = self._interest(amount, on)
        self.resting[order] -= amount
        self._shrink(amount)
        return interest

    def repay(self, on: date, money: int) -> tuple[int, int]:
        """What `money` repays before its day: the interest of all that is out to `on`, and principal. Money
        that is not more than the interest repays nothing."""
        interest = self.accrued(on)
        principal = min(money - interest, self.undue)
        if principal <= 0:
            return 0, 0
        self.since = max(self.since, on)
        self._shrink(principal)
        self._free(principal)
        return interest, principal

    def _shrink(self, amount: int) -> None:
        [row] = self.rows
        left = row.principal - amount
        row = Upcoming(row.day, left, self._interest(left, row.day), row.fee)
        self.rows = [row] if row.total else []

    def _free(self, amount: int) -> None:
        """Orders are repaid in the order in which they were drawn on."""
        for order, lent in self.resting.items():
            part = min(lent, amount)
            self.resting[order] -= part
            amount -= part
