"""What a story of quarters is played with: its terms, who asked in each quarter, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.domain.assessment import FeatureVector
from workstation.domain.decided import Decided
from workstation.services.currency import CurrencyTable
from workstation.services.models import Models

QUIET_YEAR = (-3, -2, -1, 0)

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.portfolio import PortfolioPolicy
    from workstation.ports import KeptDecision
    from workstation.scoring import ModelSuite
    from workstation.scoring.evidence import Sign
    from workstation.training.gate import GatePolicy
    from workstation.training.quarters import QuarterPlan
    from workstation.training.table import Progress, Table


@dataclass(frozen=True)
class QuarterTerms:
    """`kept` decisions a quarter are frozen whole, to be replayed; `private_keys` sign what is promoted and
    rolled back."""

    rules: Rulebook
    currencies: CurrencyTable
    product: str
    rules_file: bytes
    policy: PortfolioPolicy
    gate: GatePolicy
    private_keys: Sequence[bytes]
    kept: int = 10
    threads: int = 1


@dataclass
class Cohort:
    """Who asked in one quarter. In the quiet year everybody was lent to, later those up to the cut-off."""

    quarter: int
    rows: list[Decided]
    vectors: list[FeatureVector]
    bad: list[bool]
    late_on: list[date | None]

    def known_by(self, day: date) -> bool:
        return all(due is None or due <= day for due in (row.matures_on() for row in self.rows))

    def as_known(self, day: date) -> list[Decided]:
        """The rows with what their loans' accounts say at the end of `day`."""
        over, rows = self.known_by(day), []
        for row, bad, late in zip(self.rows, self.bad, self.late_on, strict=True):
            if row.drawn_on is not None:
                seen = late if late is not None and late <= day else None
                row = replace(row, bad=bad if over else None, late_on=seen)
            rows.append(row)
        return rows

    def loans(self) -> Table:
        """What training reads: loans alone, features as their decisions froze them."""
        from workstation.training.table import table_of

        lent = [at for at, row in enumerate(self.rows) if row.drawn_on is not None]
        return table_of(
            [self.vectors[at] for at in lent],
            [self.bad[at] for at in lent],
            [self.rows[at].shop_kind for at in lent],
        )

    def half(self, which: int) -> Cohort:
        """Every other row: the even ones for 0, the odd ones for 1."""
        return Cohort(
            self.quarter,
            self.rows[which::2],
            self.vectors[which::2],
            self.bad[which::2],
            self.late_on[which::2],
        )


@dataclass
class Run:
    """`learned` is the half of the quiet year that taught the first bundle; the other half, which it never
    saw, stands among the `cohorts`, and later quarters are held against it. `signs` are those of each quarter
    since the bundle in force was put there; `moved_since` is the first quarter of the time that moved, as far
    as the alarm could tell."""

    plan: QuarterPlan
    terms: QuarterTerms
    models_folder: Path
    progress: Progress
    learned: list[Table] = field(default_factory=list)
    cohorts: dict[int, Cohort] = field(default_factory=dict)
    kept: list[KeptDecision] = field(default_factory=list)
    alarm_in: int = 0
    moved_since: int = 0
    signs: list[tuple[date, date, tuple[Sign, ...]]] = field(default_factory=list)
    promoted_in: int = 0

    def suite(self) -> ModelSuite:
        """What is in force now, opened as any desk would open it."""
        return Models(self.models_folder).current()
