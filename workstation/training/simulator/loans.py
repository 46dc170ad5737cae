"""Batches of loans in equal instalments, one for each seller: what is due, paid, late and left.

In: principals and the periods in which they were drawn. Out: `Instalments`, whose `pay` takes what a cash
account can give, first in first out: a payment settles the oldest instalment first. Periods are of ten
days, as in the cash account; an instalment is due every third one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.training.simulator.causes import Floats, Integers

PERIOD = 10  # days
_COUNT = 12
_PERIODS_PER_INSTALMENT = 3
_RATE = 0.16 / 12
_DEFAULT_DAYS = 90
_LATE_DAYS = 30
NEVER = -1


class Instalments:
    """`principal` in yuan, 0 for none; `start` the period in which each was drawn. `defaulted` is set once
    more than 90 days are past due within a year of the draw, `fell` says in which period (-1: never) and
    `exposure` what was owed then; `late_in` is the first period with more than 30 days past due
    (-1: none)."""

    def __init__(self, principal: Floats, start: Integers) -> None:
        self._growth = (1.0 + _RATE) ** _COUNT
        self.principal = principal
        self.start = start
        self.instalment = principal * _RATE * self._growth / (self._growth - 1.0)
        self.defaulted: npt.NDArray[np.bool_] = np.zeros(len(principal), dtype=bool)
        self.fell = np.full(len(principal), NEVER)
        self.late_in = np.full(len(principal), NEVER)
        self.exposure = np.zeros(len(principal))
        self.paid = np.zeros(len(principal))
        self.ahead = np.zeros(len(principal))

    def due_count(self, period: int) -> Integers:
        """Instalments that have fallen due by the end of `period`."""
        passed: Integers = np.clip((period - self.start + 1) // _PERIODS_PER_INSTALMENT, 0, _COUNT)
        return passed

    def owing(self, period: int) -> Floats:
        """Yuan due and unpaid at the end of `period`."""
        unpaid: Floats = np.maximum(self.due_count(period) * self.instalment - self.paid, 0.0)
        return unpaid

    def days_past_due(self, period: int) -> Integers:
        """Days since the oldest instalment that is not paid in full fell due; 0 where none is late."""
        settled = np.floor(self.paid / np.maximum(self.instalment, 1e-9) + 1e-9)
        oldest_due = self.start + (settled + 1) * _PERIODS_PER_INSTALMENT - 1
        late = (settled < self.due_count(period)) & (self.instalment > 0)
        days: Integers = np.where(late, (period - oldest_due) * PERIOD, 0).astype(np.int64)
        return days

    def outstanding(self) -> Floats:
        """Principal not yet repaid, by the schedule's own split of each instalment."""
        done = np.minimum(self.paid / np.maximum(self.instalment, 1e-9), _COUNT)
        left: Floats = (self.principal * (self._growth - (1.0 + _RATE) ** done) / (self._growth - 1.0)) * (
            self.principal > 0
        )
        return left

    def pay(self, period: int, cash: Floats) -> Floats:
        """Pay what is due and can be paid in `period`; returns the cash left."""
        paid = np.minimum(self.owing(period), np.maximum(cash, 0.0))
        self.paid = self.paid + paid
        within_a_year = period - self.start < 365 // PERIOD + 1
        overdue = self.days_past_due(period)
        self.late_in[(overdue > _LATE_DAYS) & (self.late_in == NEVER)] = period
        falls = (overdue > _DEFAULT_DAYS) & within_a_year & ~self.defaulted
        self.fell[falls] = period
        self.exposure[falls] = self.outstanding()[falls]
        self.defaulted |= falls
        left: Floats = cash - paid
        return left

    def pay_ahead(self, offered: Floats) -> Floats:
        """Repay up to `offered` yuan before it is due; returns what was taken of it."""
        took: Floats = np.minimum(offered, np.maximum(_COUNT * self.instalment - self.paid, 0.0))
        took = np.where(self.defaulted, 0.0, took)
        self.paid = self.paid + took
        self.ahead = self.ahead + took
        return took

    @property
    def share_ahead(self) -> Floats:
        """Share of the whole debt that was repaid before it fell due."""
        share: Floats = self.ahead / np.maximum(_COUNT * self.instalment, 1e-9)
        return share
