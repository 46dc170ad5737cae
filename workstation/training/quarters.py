"""Quarters of simulated sellers who ask for a loan: a quiet year to learn from, then a shift that is planted.

In: a plan and a seed. Out: for each quarter its sellers with features as of their day, and what their loans
came to. The shift is in what happens to sellers: a price war takes of their margins while others lend to them
freely. Nothing is done to the figures or to the outcomes themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workstation.domain.assessment import FeatureVector
from workstation.features import compute_features
from workstation.training.simulator import SimulatedSeller, View, World, simulate

QUARTERS_A_YEAR = 4
_QUIET = World("quarters", date(2000, 1, 1), date(2000, 1, 1))


@dataclass(frozen=True, slots=True)
class QuarterPlan:
    """`first` is the first day of quarter 1; the four quarters before it are the quiet year. `shift_from` is
    the first quarter after the shift, beyond the last for none. `settlement` and `debt` say how many times
    what they were before it, `margin` what is taken from every margin. Half of the `year_before` teach the
    first model, half are what later quarters are held against. `sellers` ask in each quarter whose loans can
    have their outcome before the story ends, `sellers_later` in those after it."""

    quarters: int = 8
    shift_from: int = 2
    sellers: int = 8000
    sellers_later: int = 1500
    year_before: int = 16_000
    seed: int = 42
    view: View = View.INVOICE
    first: date = date(2025, 1, 1)
    settlement: float = 1.0
    margin: float = 0.03
    debt: float = 2.2

    def days(self, quarter: int) -> tuple[date, date]:
        """First and last day; quarters 0, −1, −2 and −3 are the quiet year, the newest first."""
        return _months_on(self.first, 3 * (quarter - 1)), _months_on(self.first, 3 * quarter) - timedelta(
            days=1
        )

    def world(self, quarter: int) -> World:
        first, last = self.days(quarter)
        quiet = replace(_QUIET, name=f"quarter{quarter}", first_as_of=first, last_as_of=last)
        if quarter < self.shift_from:
            return quiet
        return replace(
            quiet, settlement_factor=self.settlement, margin_shift=-self.margin, debt_factor=self.debt
        )

    def size(self, quarter: int) -> int:
        """How many ask in it; a quarter of the quiet year has a quarter of `year_before`."""
        if quarter <= 0:
            return self.year_before // QUARTERS_A_YEAR
        return self.sellers if quarter + QUARTERS_A_YEAR <= self.quarters else self.sellers_later

    @property
    def shift(self) -> str:
        """What is planted, in words."""
        parts = {
            "owe {0:g} times as much elsewhere": self.debt if self.debt != 1 else None,
            "have margins {0:g} points lower": 100 * self.margin or None,
            "are paid {0:g} times as late": self.settlement if self.settlement != 1 else None,
        }
        told = [words.format(figure) for words, figure in parts.items() if figure is not None]
        return f"from quarter {self.shift_from} on sellers {', '.join(told) or 'are as before'}"


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def sellers_of(plan: QuarterPlan, quarter: int) -> Iterator[tuple[SimulatedSeller, FeatureVector]]:
    """Who asks in this quarter, with features as of the day each asks. The same plan gives the same ones."""
    seed = 1000 * plan.seed + quarter + 100
    for seller in simulate(plan.world(quarter), plan.view, seed=seed, sellers=plan.size(quarter)):
        yield seller, compute_features(seller.ledgers, seller.applicant, seller.as_of)
