"""The monitor: one report of a book over a time, against an earlier one.

Goes in: decisions with what became of them, two spans of days, the lender's policy. Comes out: drift,
calibration, overrides, vintages, service, reasons. It is told beside each figure when too little is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from workstation.domain.decided import Decided
from workstation.domain.money import yuan
from workstation.portfolio.awaited import Awaited, awaited
from workstation.portfolio.conduct import (
    Fared,
    ReasonsMoved,
    Served,
    Waited,
    overrides,
    reasons_moved,
    served,
    waited,
)
from workstation.portfolio.policy import PortfolioPolicy
from workstation.portfolio.vintages import Vintage, vintages
from workstation.portfolio.watching import Segment, Watched, calibration, watch

REJECTS = (
    "Who was declined has no outcome. None is inferred for them: fuzzy augmentation was tried and changed "
    "nothing, so calibration and vintages speak of loans alone."
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Monitor:
    as_of: date
    before: Span
    now: Span
    watched: Watched
    calibration: tuple[Segment, ...]
    overrides: tuple[Fared, ...]
    served: Served
    waited: Waited
    reasons: ReasonsMoved
    vintages: tuple[Vintage, ...]
    models: tuple[str, ...]
    awaited: Awaited

    @property
    def speaks(self) -> bool:
        """Whether enough is known to say that something moved, or that nothing did."""
        return self.watched.score is not None or bool(self.watched.figures or self.calibration)

    @property
    def alarms(self) -> tuple[str, ...]:
        """What asks for a look, the loudest first."""
        moved = [f"drift.{drift.name}" for drift in self.watched.alarms]
        return (*moved, *(f"calibration.{segment.name}" for segment in self.calibration if segment.off))

    def to_json(self) -> dict[str, Any]:
        """Amounts in yuan."""
        plain = asdict(self)
        plain["as_of"] = self.as_of.isoformat()
        for name in ("before", "now"):
            plain[name] = {key: day.isoformat() for key, day in plain[name].items()}
        plain["served"] |= {
            "lent": yuan(self.served.lent, grouped=False),
            "mean_amount": None
            if self.served.mean_amount is None
            else yuan(self.served.mean_amount, grouped=False),
        }
        plain["awaited"] = {
            name: None if day is None else day.isoformat() for name, day in plain["awaited"].items()
        }
        plain["calibration"] = [{**asdict(s), "rate": s.rate, "off": s.off} for s in self.calibration]
        plain["overrides"] = [{**asdict(f), "rate": f.rate} for f in self.overrides]
        plain["vintages"] = [{**asdict(v), "amount": yuan(v.amount, grouped=False)} for v in self.vintages]
        plain["watched"]["figures"] = [{**asdict(d), "alarms": d.alarms} for d in self.watched.figures]
        score = self.watched.score
        plain["watched"]["score"] = None if score is None else {**asdict(score), "alarms": score.alarms}
        return {**plain, "alarms": list(self.alarms), "rejects": REJECTS}


def monitor(
    rows: Sequence[Decided], before: Span, now: Span, policy: PortfolioPolicy, as_of: date
) -> Monitor:
    """The report. Drift, reasons and service are of requests decided in either span; calibration, overrides
    and vintages are of every row, as outcomes come late."""
    earlier = [row for row in rows if before.holds(row.decided_on)]
    later = [row for row in rows if now.holds(row.decided_on)]
    return Monitor(
        as_of=as_of,
        before=before,
        now=now,
        watched=watch(earlier, later, _figures(later), float(policy.confidence)),
        calibration=(
            *calibration(rows, lambda _: "all"),
            *calibration(rows, lambda row: f"{row.shop_kind or 'unknown'} × {row.product}"),
            *calibration(rows, lambda row: f"grade {row.grade}"),
        ),
        overrides=overrides(rows),
        served=served(later, policy),
        waited=waited(later),
        reasons=reasons_moved(earlier, later),
        vintages=vintages(rows, as_of),
        models=tuple(sorted({f"{row.bundle} {row.model}".strip() for row in later if row.model})),
        awaited=awaited(rows, as_of),
    )


def _figures(rows: Sequence[Decided]) -> tuple[str, ...]:
    """Every feature that anybody had: one that nobody has cannot drift."""
    known = {name for row in rows for name, value in row.features.items() if value is not None}
    return tuple(sorted(known))
