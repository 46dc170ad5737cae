"""How a lender itself fared over a time: whom it served, what it cost, where people overruled the rules.

Goes in: decisions of a time. Comes out: plain figures. What nobody recorded is None and never zero. Who was
declined has no outcome: of rejects only the number is told, and nothing is inferred for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean, median

from workstation.domain.decided import Decided
from workstation.portfolio.policy import PortfolioPolicy
from workstation.scoring.intervals import jeffreys

_TOP_REASONS = 4


@dataclass(frozen=True, slots=True)
class Fared:
    """Decisions of one kind: how many, how many loans of them have had their time, how many went bad, and
    Jeffreys' interval of the rate."""

    what: str
    decisions: int
    loans: int
    bads: int
    low: float
    high: float

    @property
    def rate(self) -> float | None:
        return self.bads / self.loans if self.loans else None


def overrides(rows: Sequence[Decided]) -> tuple[Fared, ...]:
    """Decisions as proposed, and those in which a person was more generous or harsher, and how they fared."""
    kinds: tuple[tuple[str, Callable[[Decided], bool]], ...] = (
        ("as_proposed", lambda row: not row.overrides),
        ("more_generous", lambda row: row.overrides and row.lends),
        ("harsher", lambda row: row.overrides and not row.lends),
    )
    return tuple(_fared(what, [row for row in rows if of(row)]) for what, of in kinds)


def _fared(what: str, rows: Sequence[Decided]) -> Fared:
    known = [row for row in rows if row.bad is not None]
    bads = sum(bool(row.bad) for row in known)
    low, high = jeffreys(bads, len(known))
    return Fared(what, len(rows), len(known), bads, round(low, 6), round(high, 6))


@dataclass(frozen=True, slots=True)
class Served:
    """`customers` were lent to; amounts in fen. `cost_yuan` is the mean cost of a request and `of_target` how
    many times the target it is; `rejected` were declined: they have no outcome and none is inferred."""

    requests: int
    customers: int
    lent: int
    mean_amount: int | None
    rejected: int
    referred: int
    cost_yuan: float | None
    target_yuan: float
    decisions_a_month: float | None
    capacity_used: float | None
    funding_used: float


@dataclass(frozen=True, slots=True)
class Complained:
    """Of `requests`, in how many somebody complained, and how often that is in a hundred with Jeffreys'
    interval of the true rate; `complaints` counts each of them."""

    requests: int
    complained: int
    complaints: int
    per_100: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Waited:
    """The customer's time: days from request to decision, visits and documents asked for, each the mean of
    those requests where it was recorded, and complaints; None where nobody did."""

    waiting_median: float | None
    waiting_mean: float | None
    visits: float | None
    documents: float | None
    complaints: Complained | None


def served(rows: Sequence[Decided], policy: PortfolioPolicy) -> Served:
    lent = [row for row in rows if row.drawn_on is not None]
    amount = sum(row.amount for row in lent)
    months = _months(rows)
    pace = len(rows) / months if months else None
    return Served(
        requests=len(rows),
        customers=len({row.applicant for row in lent}),
        lent=amount,
        mean_amount=amount // len(lent) if lent else None,
        rejected=sum(row.outcome == "decline" for row in rows),
        referred=sum(row.outcome == "refer" for row in rows),
        cost_yuan=_cost(rows, policy),
        target_yuan=float(policy.cost.target_yuan),
        decisions_a_month=None if pace is None else round(pace, 2),
        capacity_used=None if pace is None else round(pace / policy.capacity.decisions_a_month, 4),
        funding_used=round(amount / (100 * policy.capacity.funding_yuan), 4),
    )


def _months(rows: Sequence[Decided]) -> float:
    if not rows:
        return 0.0
    days = [row.decided_on for row in rows]
    return max(((max(days) - min(days)).days + 1) / 30.4375, 1.0)


def _cost(rows: Sequence[Decided], policy: PortfolioPolicy) -> float | None:
    """Visits and documents count where they were recorded."""
    if not rows:
        return None
    whole = sum((policy.cost.of(r.outcome, r.visits or 0, r.documents or 0) for r in rows), Fraction(0))
    return round(float(whole / len(rows)), 4)


def waited(rows: Sequence[Decided]) -> Waited:
    days = [row.waiting_days for row in rows if row.waiting_days is not None]
    return Waited(
        float(median(days)) if days else None,
        round(fmean(days), 3) if days else None,
        _mean([row.visits for row in rows]),
        _mean([row.documents for row in rows]),
        _complained(rows),
    )


def _complained(rows: Sequence[Decided]) -> Complained | None:
    known = [row.complaints for row in rows if row.complaints is not None]
    if not known:
        return None
    some = sum(number > 0 for number in known)
    low, high = jeffreys(some, len(known))
    return Complained(
        len(known),
        some,
        sum(known),
        round(100 * some / len(known), 3),
        round(100 * low, 3),
        round(100 * high, 3),
    )


def _mean(values: Sequence[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(fmean(known), 3) if known else None


@dataclass(frozen=True, slots=True)
class ReasonShare:
    """In what share of decisions a reason was among the principal ones, before and now; None of a time in
    which nothing was decided."""

    code: str
    before: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class ReasonsMoved:
    """`overlap`: how many of the four most frequent reasons of before are still among the four now, 0–1; None
    where either time has no reasons."""

    overlap: float | None
    shares: tuple[ReasonShare, ...]


def reasons_moved(before: Sequence[Decided], now: Sequence[Decided]) -> ReasonsMoved:
    counts = [Counter(code for row in rows for code in row.reasons) for rows in (before, now)]
    top = [_top(count) for count in counts]
    overlap = len(set(top[0]) & set(top[1])) / max(len(top[0]), len(top[1])) if all(top) else None
    codes = dict.fromkeys([*top[1], *top[0]])
    shares = [
        ReasonShare(code, _share(counts[0][code], before), _share(counts[1][code], now)) for code in codes
    ]
    return ReasonsMoved(None if overlap is None else round(overlap, 4), tuple(shares))


def _share(named: int, rows: Sequence[Decided]) -> float | None:
    return round(named / len(rows), 4) if rows else None


def _top(counts: Counter[str]) -> list[str]:
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [code for code, _ in ordered[:_TOP_REASONS]]
