"""What a model would do to cost and to the customer's time, by what such requests cost and took until now.

Goes in: decided requests with what was recorded of each. Comes out: means per request for any set of
probabilities, as more or fewer are lent to. A model moves requests between two kinds, lent to and declined;
referrals for want of evidence are not its doing. What nobody recorded of either kind stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from workstation.domain.decided import Decided
from workstation.domain.lending import Outcome

if TYPE_CHECKING:
    from workstation.portfolio import PortfolioPolicy
    from workstation.training.gate import Aims

AimsOf = Callable[[Sequence[float]], "Aims"]
"""Probabilities of the requests → means per request."""

_Read = Callable[[Decided], "float | None"]


def aims_by(rows: Sequence[Decided], policy: PortfolioPolicy, cutoff: float) -> AimsOf:
    """`cutoff` is the probability up to which is lent."""
    from workstation.training.gate import Aims

    lent_to = [row for row in rows if row.lends]
    declined = [row for row in rows if row.outcome == Outcome.DECLINE.value]
    kinds = (lent_to, declined)
    reads: dict[str, _Read] = {
        "cost_yuan": lambda row: float(policy.cost.of(row.outcome, row.visits or 0, row.documents or 0)),
        "waiting_days": lambda row: row.waiting_days,
        "visits": lambda row: row.visits,
        "documents": lambda row: row.documents,
        "complaints": lambda row: None if row.complaints is None else float(row.complaints > 0),
    }
    means = {name: [_mean(kind, read) for kind in kinds] for name, read in reads.items()}

    def aims(probabilities: Sequence[float]) -> Aims:
        share = fmean(p <= cutoff for p in probabilities) if len(probabilities) else 0.0
        return Aims(**{name: _weighed(lent, other, share) for name, (lent, other) in means.items()})

    return aims


def _mean(rows: Sequence[Decided], read: _Read) -> float | None:
    known = [value for row in rows if (value := read(row)) is not None]
    return fmean(known) if known else None


def _weighed(lent: float | None, other: float | None, share: float) -> float | None:
    """The mean over both kinds; where only one kind was ever seen, its own."""
    if lent is None or other is None:
        return lent if other is None else other
    return share * lent + (1.0 - share) * other
