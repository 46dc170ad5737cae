"""One decision with what became of it: what a portfolio is watched by and a challenger learns from.

The features are those that were frozen with the decision, so that nothing the seller did later is in them;
the outcome is what the loan's account said when its time was over, and unknown before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from workstation.domain.lending import Outcome

DEFAULT_DAYS = 90
"""A loan is bad once more than so many days past due."""
HORIZON_DAYS = 365
"""… within so many days of being drawn."""
LEAST_ROWS = 30
"""Below so many decisions on either side nothing is said of drift."""
LATE_DAYS = 30
"""A loan is late once more than so many days past due: long before it can be bad."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Amounts in fen. `proposed` is the outcome that the rules proposed, `outcome` what a person decided.
    `drawn_on` is None where nothing was lent. `bad` is None where nothing was lent and while the loan is
    younger than the horizon; `lost` is what was written off of it so far, `late_on` the first day known on
    which it was late, None where it never was. `waiting_days` lie between request and decision, `visits` and
    `documents` are what was asked of the applicant until then, `complaints` those about the request up to
    now; None where nobody recorded it. `reasons` are the principal ones against, most first."""

    id: str
    applicant: str
    decided_on: date
    product: str
    outcome: str
    proposed: str
    bundle: str
    model: str
    probability: float | None
    score: float | None
    grade: str
    asked: int
    amount: int = 0
    months: int = 0
    shop_kind: str = ""
    trade: str = ""
    coverage: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    drawn_on: date | None = None
    bad: bool | None = None
    bad_on: date | None = None
    lost: int = 0
    late_on: date | None = None
    waiting_days: int | None = None
    visits: int | None = None
    documents: int | None = None
    complaints: int | None = None
    features: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def lends(self) -> bool:
        return Outcome(self.outcome).lends

    @property
    def overrides(self) -> bool:
        """Whether the person was more generous or harsher than the rules; a smaller loan is neither."""
        return self.lends != Outcome(self.proposed).lends or (
            not self.lends and self.outcome != self.proposed
        )

    def matures_on(self, horizon: int = HORIZON_DAYS) -> date | None:
        """From this day on the outcome is known; None where nothing was lent."""
        return None if self.drawn_on is None else self.drawn_on + timedelta(days=horizon)
