"""What a book is watched by, as data: confidence of alarms, cost of a request, capacity, the gate.

Goes in: `resources/policies/portfolio.toml`. Comes out: a checked, frozen value. A slip is named with file,
line and field.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from workstation.domain.lending import Outcome
from workstation.lending.definitions import Part, read_definition


class CostPolicy(Part, frozen=True, kw_only=True):
    """Yuan, and minutes of an officer's time by what was decided."""

    request_yuan: Fraction
    officer_hour_yuan: Fraction
    visit_yuan: Fraction
    document_yuan: Fraction
    target_yuan: Fraction
    minutes: dict[Outcome, Fraction]

    def __post_init__(self) -> None:
        if set(self.minutes) != set(Outcome):
            raise ValueError("minutes are needed for each outcome")

    def of(self, outcome: str, visits: int, documents: int) -> Fraction:
        """What one request cost, in yuan."""
        time = self.minutes[Outcome(outcome)] * self.officer_hour_yuan / 60
        return self.request_yuan + time + visits * self.visit_yuan + documents * self.document_yuan


class CapacityPolicy(Part, frozen=True, kw_only=True):
    decisions_a_month: int
    funding_yuan: int


class AlarmPolicy(Part, frozen=True, kw_only=True):
    """`quarters_between_false`: without any shift the gathered signs sound once in so many quarters in the
    mean, or more seldom, where each quarter is compared with rows of its own and looked at once. A loan is
    early in arrears where it is late within `early_days` of its draw. The outcomes of a quarter's loans sound
    beyond `outcome_confidence`."""

    quarters_between_false: int
    early_days: int
    outcome_confidence: Fraction

    def __post_init__(self) -> None:
        if self.quarters_between_false < 1 or self.early_days < 1:
            raise ValueError("quarters and days are 1 at least")
        if not 0 < self.outcome_confidence < 1:
            raise ValueError("confidence lies between 0 and 1")


class GateFigures(Part, frozen=True, kw_only=True):
    """See `training.gate.GatePolicy`, which is made of them."""

    least_bads: int
    auc_margin: Fraction
    slope_low: Fraction
    slope_high: Fraction
    overlap: Fraction
    slower: Fraction
    dearer: Fraction


class PortfolioPolicy(Part, frozen=True, kw_only=True):
    version: int
    version_hash: str
    confidence: Fraction
    alarm: AlarmPolicy
    cost: CostPolicy
    capacity: CapacityPolicy
    gate: GateFigures

    def __post_init__(self) -> None:
        if not 0 < self.confidence < 1:
            raise ValueError("confidence lies between 0 and 1")


def load_portfolio_policy(path: Path) -> PortfolioPolicy:
    """Raises `KnownError`: `portfolio_policy.unreadable`, `portfolio_policy.damaged`."""
    return read_definition(path, PortfolioPolicy, "portfolio_policy")
