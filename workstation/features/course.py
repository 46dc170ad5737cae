"""The course of sales over time, by one set of rules for settled orders and for invoices.

Goes in: the age in days and the amount in fen of each sale, and how long the record is. Comes out: sums of
windows, growth, drop, volatility, the weak month and the season. A window that begins before the record
does gives no figure: a short record is not a bad one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from workstation.features.arithmetic import WEAK_MONTH, held, quantile
from workstation.features.windows import MONTH_DAYS, Integers

QUARTER, YEAR = 90, 365
_SPAN = YEAR + QUARTER
_MONTHS = 12
_LEAST_MONTHS = 3
_MOST_GROWTH = 5.0
_MOST_VARIATION = 5.0


@dataclass(frozen=True)
class Course:
    """Sales per day of age 0…454 as exact whole fen, and the days of record."""

    daily: Integers
    history_days: int

    @classmethod
    def of(cls, ages: Integers, amounts: Integers, history_days: int) -> Course:
        near = ages < _SPAN
        # Sums of whole fen stay exact in a float up to 2^53 fen, ninety trillion yuan.
        sums = np.bincount(ages[near], weights=amounts[near], minlength=_SPAN)
        return cls(sums.astype(np.int64), history_days)

    def total(self, days: int, before: int = 0) -> int:
        """Sales of `days` days that end `before` days before the assessment, in fen."""
        return int(self.daily[before : before + days].sum())

    @cached_property
    def months(self) -> tuple[int, ...]:
        """Sales of the whole months inside the record, newest first, at most twelve; empty below three."""
        count = min(self.history_days // MONTH_DAYS, _MONTHS)
        if count < _LEAST_MONTHS:
            return ()
        return tuple(self.total(MONTH_DAYS, month * MONTH_DAYS) for month in range(count))

    @property
    def growth(self) -> float | None:
        """Change of the last 90 days against the 90 before them, −1…5."""
        before = self.total(QUARTER, QUARTER)
        if self.history_days < 2 * QUARTER or before <= 0:
            return None
        return held((self.total(QUARTER) - before) / before, -1.0, _MOST_GROWTH)

    @property
    def drop(self) -> float | None:
        """Share lost against the 90 days before, 0–1."""
        return self._lost_against(QUARTER, 2 * QUARTER)

    @property
    def drop_on_year(self) -> float | None:
        """Share lost against the same 90 days a year earlier, 0–1."""
        return self._lost_against(YEAR, _SPAN)

    def _lost_against(self, before: int, needed: int) -> float | None:
        base = self.total(QUARTER, before)
        if self.history_days < needed or base <= 0:
            return None
        return held(1 - self.total(QUARTER) / base, 0.0, 1.0)

    @property
    def variation(self) -> float | None:
        """Standard deviation over mean of the months, at most 5; None where the mean is not above zero."""
        count, total = len(self.months), sum(self.months)
        if total <= 0:
            return None
        squares = sum(m * m for m in self.months)
        return held(math.sqrt(count * squares - total * total) / total, 0.0, _MOST_VARIATION)

    @property
    def weak_month(self) -> Fraction | None:
        """10 % quantile of the months, in fen."""
        return quantile(np.array(self.months, dtype=np.int64), WEAK_MONTH)

    @property
    def best_quarter_share(self) -> float | None:
        """Best three months in a row over all twelve, 0–1; needs all twelve."""
        total = sum(self.months)
        if len(self.months) < _MONTHS or total <= 0:
            return None
        best = max(sum(self.months[i : i + 3]) for i in range(_MONTHS - 2))
        return held(best / total, 0.0, 1.0)

    @property
    def active_months_share(self) -> float | None:
        """Months with sales above zero over the months, 0–1."""
        return sum(m > 0 for m in self.months) / len(self.months) if self.months else None
