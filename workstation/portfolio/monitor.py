"""The monitor: one report of a book over a time, against an earlier one.

Goes in: decisions with what became of them, two spans of days, the lender's policy. Comes out: drift,
calibration, overrides, vintages, service, reasons. It is told beside each figure when too little is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from workstation.domain.decided import Decided
from workstation.domain.money import yuan
from workstation.portfolio.alarm import Alarm, alarm_of, sign_of_loans, signs_of_askers
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
from workstation.portfolio.spans import LEAST, YEAR, Span, year_before
from workstation.portfolio.vintages import Vintage, vintages
from workstation.portfolio.watching import Segment, Watched, calibration, watch, watch_by
from workstation.scoring.drift_reference import DriftReference
from workstation.scoring.evidence import Sign

REJECTS = (
    "Who was declined has no outcome. None is inferred for them: fuzzy augmentation was tried and changed "
    "nothing, so calibration and vintages speak of loans alone."
)

_QUARTERS = 4  # over which signs are gathered: the time of one set of seasons


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
    alarm: Alarm

    @property
    def speaks(self) -> bool:
        """Whether enough is known to say that something moved, or that nothing did."""
        return self.watched.score is not None or bool(self.watched.figures or self.calibration)

    @property
    def alarms(self) -> tuple[str, ...]:
        """What asks for a look, the loudest first: signs gathered, single figures, calibration."""
        loud = [f"signs.{sign.name}" for sign in self.alarm.loudest] if self.alarm.sounds else []
        moved = [f"drift.{drift.name}" for drift in self.watched.alarms]
        off = [f"calibration.{segment.name}" for segment in self.calibration if segment.off]
        return (*loud, *moved, *off)

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
        plain["alarm"] = self.alarm.to_json()
        return {**plain, "alarms": list(self.alarms), "rejects": REJECTS}


def monitor(
    rows: Sequence[Decided],
    before: Span,
    now: Span,
    policy: PortfolioPolicy,
    as_of: date,
    bundle: DriftReference | None = None,
) -> Monitor:
    """The report. Drift, reasons and service are of requests decided in either span; calibration, overrides
    and vintages are of every row, as outcomes come late. Until the lender has a season of its own to compare
    with, drift is told against the time of the `bundle`, where that says how applicants lay then."""
    earlier = [row for row in rows if before.holds(row.decided_on)]
    later = [row for row in rows if now.holds(row.decided_on)]
    sure = float(policy.confidence)
    watched = own = watch(earlier, later, _figures(later), sure)
    if bundle is not None and not own.figures:
        watched = watch_by(bundle, later, now, sure) or own
    return Monitor(
        as_of=as_of,
        before=before,
        now=now,
        watched=watched,
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
        alarm=_alarm(rows, before, now, policy, own),
        awaited=awaited(rows, as_of),
    )


def _alarm(
    rows: Sequence[Decided], before: Span, now: Span, policy: PortfolioPolicy, watched: Watched
) -> Alarm:
    """The signs of `now` and of the spans as long before it, as far as there are rows to compare with and
    back to the one in which the bundle that decides by its end began: what asked for another bundle is
    answered. `watched` is the drift of `now` against `before`."""
    length = now.last - now.first + timedelta(days=1)
    known = [row for row in rows if row.decided_on <= now.last]
    bundle = max(known, key=lambda row: row.decided_on).bundle if known else ""
    began = min((row.decided_on for row in known if row.bundle == bundle), default=now.first)
    days = [row.decided_on for row in rows]
    quarters = []
    for back in range(_QUARTERS - 1, -1, -1):
        span = now.earlier(back * length)
        if span.last < began:
            continue
        against = before if back == 0 else year_before(days, span)
        earlier, later = ([row for row in rows if one.holds(row.decided_on)] for one in (against, span))
        drift = watch(earlier, later, _figures(later), float(policy.confidence)) if back else watched
        signs = (*signs_of_askers(earlier, later, drift), *_loans(rows, span, policy, bundle))
        if signs or back == 0:
            quarters.append((span.first, span.last, signs))
    return alarm_of(quarters, policy.alarm)


def _loans(rows: Sequence[Decided], now: Span, policy: PortfolioPolicy, bundle: str) -> tuple[Sign, ...]:
    """Early arrears of the loans that came of age in `now`, against those drawn in the whole year that had
    ended a year before, or all drawn before them: so few are late so early that a season is too small. Only
    loans of the `bundle` that decides count: the odds of another are no measure of its own."""
    drawn = now.earlier(timedelta(days=policy.alarm.early_days))
    year = Span(drawn.last - 2 * YEAR + timedelta(days=1), drawn.last - YEAR)
    loans = [(row, row.drawn_on) for row in rows if row.drawn_on is not None and row.bundle == bundle]
    later = [row for row, day in loans if drawn.holds(day)]
    before = [row for row, day in loans if year.holds(day)]
    if len(before) < LEAST:
        before = [row for row, day in loans if day < drawn.first]
    if min(len(before), len(later)) < LEAST:
        return ()
    return sign_of_loans(before, later, now.last, policy.alarm)


def _figures(rows: Sequence[Decided]) -> tuple[str, ...]:
    """Every feature that anybody had: one that nobody has cannot drift."""
    known = {name for row in rows for name, value in row.features.items() if value is not None}
    return tuple(sorted(known))
