"""The gate between a challenger and lending: a table of conditions, each with its figure, all of which hold.

In: a trial and what the two models would do to cost and to the customer's time. Out: a verdict that says of
each condition what it asked, what was found and whether it is met. A challenger passes on risk by ranking
better beyond chance, or by ranking no worse than three thousandths of AUC and being better calibrated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.training.trial import Trial


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """What a lender asks of a challenger. Shares 0–1; `slower` and `dearer` are how many times the champion's
    time and cost are still let pass."""

    least_bads: int = 150
    auc_margin: float = 0.003
    slope: tuple[float, float] = (0.9, 1.1)
    overlap: float = 0.7
    slower: float = 1.25
    dearer: float = 1.05
    unexplained: float = 1e-3


@dataclass(frozen=True, slots=True)
class Aims:
    """What one model means for the second and third aim, per request: cost in yuan, days until a decision,
    visits and documents asked for, share of requests complained about. None where nobody recorded it."""

    cost_yuan: float | None = None
    waiting_days: float | None = None
    visits: float | None = None
    documents: float | None = None
    complaints: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """`aim` is risk, speed or customer; `asked` and `found` in words."""

    code: str
    aim: str
    asked: str
    found: str
    met: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The challenger passes where every condition is met."""

    way: str
    conditions: tuple[Condition, ...]

    @property
    def passes(self) -> bool:
        return all(condition.met for condition in self.conditions)

    @property
    def unmet(self) -> tuple[str, ...]:
        return tuple(condition.code for condition in self.conditions if not condition.met)

    def lines(self) -> list[str]:
        """The table for a person."""
        rows = [
            f"{'yes' if c.met else 'NO':<4}{c.aim:<10}{c.code:<22}{c.found}  (asked: {c.asked})"
            for c in self.conditions
        ]
        return [f"{self.way}: {'passes' if self.passes else 'does not pass'}", *rows]


def judge(
    found: Trial,
    policy: GatePolicy,
    *,
    last_learned: date,
    first_tested: date,
    before: Aims,
    after: Aims,
) -> Verdict:
    """Every condition. `last_learned` is the day of the newest decision that the challenger learned from,
    `first_tested` of the oldest that it was tried on."""
    return Verdict(
        found.way,
        (
            *_time(found, policy, last_learned, first_tested),
            *_risk(found, policy),
            *_reasons(found, policy),
            *_aims(found, policy, before, after),
        ),
    )


def _time(found: Trial, policy: GatePolicy, last_learned: date, first_tested: date) -> tuple[Condition, ...]:
    return (
        Condition(
            "out_of_time", "risk", "tried only on later decisions",
            f"learned up to {last_learned}, tried from {first_tested}", last_learned < first_tested,
        ),
        Condition(
            "bads", "risk", f"at least {policy.least_bads} bad loans",
            f"{found.challenger.bad} of {found.challenger.rows}", found.challenger.bad >= policy.least_bads,
        ),
    )  # fmt: skip


def _risk(found: Trial, policy: GatePolicy) -> tuple[Condition, ...]:
    auc, promises = found.auc, found.promises
    ranks_better = auc.low > 0
    no_worse = auc.low > -policy.auc_margin and found.better_calibrated
    low, high = policy.slope
    broken = promises.monotone_violations
    helped = max(promises.blank_violations, promises.ledger_violations)
    return (
        Condition(
            "ranking", "risk",
            f"ΔAUC above 0 beyond chance, or above −{policy.auc_margin:g} and better calibrated",
            f"ΔAUC {auc.difference:+.4f} ({auc.low:+.4f} to {auc.high:+.4f}); log loss "
            f"{found.champion.log_loss:.4f} → {found.challenger.log_loss:.4f}, calibration error "
            f"{found.champion.ece:.4f} → {found.challenger.ece:.4f}",
            ranks_better or no_worse,
        ),
        Condition(
            "slope", "risk", f"calibration slope {low:g} to {high:g}",
            f"{found.champion.slope:.3f} → {found.challenger.slope:.3f}",
            low <= found.challenger.slope <= high,
        ),
        Condition(
            "monotone", "risk", "no step against a sign",
            f"{broken:.2%} of {promises.monotone_cases} steps", broken == 0,
        ),
        Condition(
            "missing", "risk", "blanking a field never helps",
            f"{helped:.2%} of {promises.blank_cases + promises.ledger_cases} cases", helped == 0,
        ),
        Condition(
            "swap_set", "risk", "who is let in and who no longer is, shown",
            "; ".join(
                f"{s.who} {s.rows}" + ("" if s.rate is None else f" ({s.rate:.1%} bad)") for s in found.swaps
            ),
            sum(s.rows for s in found.swaps) == found.challenger.rows,
        ),
    )  # fmt: skip


def _reasons(found: Trial, policy: GatePolicy) -> tuple[Condition, ...]:
    movers = ", ".join(f"{m.feature} {m.points:+.1f}" for m in found.moved[:3])
    return (
        Condition(
            "reasons", "customer", f"at least {policy.overlap:.0%} of principal reasons in common",
            f"{found.overlap:.1%}", found.overlap >= policy.overlap,
        ),
        Condition(
            "score_explained", "risk", "what moved the score adds up",
            f"PSI {found.score.psi:.3f} (critical {found.score.critical:.3f}); {movers}; "
            f"{found.unexplained:+.4f} points left",
            abs(found.unexplained) <= policy.unexplained,
        ),
    )  # fmt: skip


def _aims(found: Trial, policy: GatePolicy, before: Aims, after: Aims) -> tuple[Condition, ...]:
    old, new = found.microseconds
    return (
        Condition(
            "speed", "speed", f"at most {policy.slower:g} times the champion's time",
            f"{old:.0f} → {new:.0f} µs an assessment with its contributions", new <= old * policy.slower,
        ),
        _no_dearer("cost", "speed", "yuan a request", before.cost_yuan, after.cost_yuan, policy),
        _no_dearer("waiting", "customer", "days", before.waiting_days, after.waiting_days, policy),
        _no_dearer("visits", "customer", "visits a request", before.visits, after.visits, policy),
        _no_dearer("documents", "customer", "documents a request", before.documents, after.documents, policy),
        _no_dearer(
            "complaints", "customer", "of requests complained about",
            before.complaints, after.complaints, policy,
        ),
    )  # fmt: skip


def _no_dearer(
    code: str, aim: str, unit: str, before: float | None, after: float | None, policy: GatePolicy
) -> Condition:
    asked = f"at most {policy.dearer:g} times the champion's"
    if before is None or after is None:
        return Condition(code, aim, asked, "not recorded, so nothing is claimed", True)
    return Condition(
        code, aim, asked, f"{before:.3f} → {after:.3f} {unit}", after <= before * policy.dearer + 1e-9
    )
