"""Challenging the model in force: recalibrate, grow again, try both on later loans, promote the likelier.

Goes in: loans with their outcomes, older, recent and newest, and what the gate asks. Comes out: each
challenger with its verdict; where one passes, a new signed bundle lies beside the others. Nobody is put in
force who does not pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.domain.decided import Decided
from workstation.services.aims import aims_by

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.portfolio import PortfolioPolicy
    from workstation.scoring import TrainedOn
    from workstation.training.challenger import Contender
    from workstation.training.gate import GatePolicy, Verdict
    from workstation.training.table import Table
    from workstation.training.trial import Reasoning, Trial


@dataclass(frozen=True, slots=True)
class Tried:
    """One challenger at the gate. `promoted` is the bundle it became, empty where it did not."""

    way: str
    verdict: Verdict
    auc: tuple[float, float]
    log_loss: tuple[float, float]
    promoted: str = ""


@dataclass(frozen=True)
class _Judged:
    contender: Contender
    trial: Trial
    verdict: Verdict


def gate_of(policy: PortfolioPolicy) -> GatePolicy:
    """The gate as the lender's policy sets it."""
    from workstation.training.gate import GatePolicy

    asked = policy.gate
    return GatePolicy(
        least_bads=asked.least_bads,
        auc_margin=float(asked.auc_margin),
        slope=(float(asked.slope_low), float(asked.slope_high)),
        overlap=float(asked.overlap),
        slower=float(asked.slower),
        dearer=float(asked.dearer),
    )


def challenge(
    *,
    models_folder: Path,
    out: Path,
    model_id: str,
    older: Sequence[Table],
    recent: Sequence[Table],
    tested: Table,
    last_learned: date,
    first_tested: date,
    learned: str,
    rules: Rulebook,
    product: str,
    gate: GatePolicy,
    requests: Sequence[Decided],
    policy: PortfolioPolicy,
    private_keys: Sequence[bytes],
    created: date,
    trained_on: TrainedOn,
    seed: int,
    threads: int = 1,
) -> tuple[Tried, ...]:
    """Try both ways against the bundle in force in `models_folder`; what passes is written into `out`.
    The order is learned from everything, the level from `recent`; `tested` is later than both. `requests`
    say what requests cost and took until now. Raises `KnownError` as promoting does."""
    from workstation.scoring import open_suite
    from workstation.training.challenger import joined, recalibrated, retrained
    from workstation.training.gate import judge
    from workstation.training.promotion import Passed, champion_of, promote
    from workstation.training.trial import trial

    suite = open_suite(models_folder)
    folder = models_folder / f"{suite.ref.name}-{suite.ref.version}"
    champion, now = champion_of(folder, suite, model_id), joined(recent)
    simulated = trained_on.kind == "simulated"
    contenders = (
        recalibrated(champion, now),
        retrained(champion, older, now, seed=seed, threads=threads, simulated=simulated),
    )
    cutoff = float(rules.policy.admission_of(rules.product(product)).cutoff)
    aims, reasoning = aims_by(requests, policy, cutoff), _reasoning(rules)
    judged = []
    for contender in contenders:
        found = trial(champion, contender, tested, cutoff=cutoff, reasoning=reasoning, seed=seed)
        means = [aims(_probabilities(one, tested)) for one in (champion, contender)]
        verdict = judge(
            found, gate, last_learned=last_learned, first_tested=first_tested, before=means[0], after=means[1]
        )
        judged.append(_Judged(contender, found, verdict))
    passed = [one for one in judged if one.verdict.passes]
    winner = min(passed, key=lambda one: one.trial.challenger.log_loss, default=None)
    promoted = ""
    if winner is not None:
        tried_on = f"{len(tested):,} loans decided from {first_tested} on"
        won = Passed(winner.contender, winner.verdict, learned, tried_on)
        promoted = promote(
            out,
            folder,
            [won],
            private_keys,
            created=created,
            trained_on=trained_on,
        ).name
    return tuple(_told(one, promoted if one is winner else "") for one in judged)


def _reasoning(rules: Rulebook) -> Reasoning:
    from workstation.training.trial import Reasoning

    def reason_of(feature: str) -> str:
        row = rules.reasons.reason_of(feature)
        return feature if row is None else row.code

    return Reasoning(reason_of, float(rules.reasons.least_points))


def _probabilities(contender: Contender, table: Table) -> list[float]:
    from workstation.scoring import probability_of

    margins = contender.model.margins(table.columns(contender.entry.features))
    return [probability_of(margin) for margin in margins]


def _told(one: _Judged, promoted: str) -> Tried:
    return Tried(
        one.contender.way,
        one.verdict,
        (one.trial.champion.auc, one.trial.challenger.auc),
        (one.trial.champion.log_loss, one.trial.challenger.log_loss),
        promoted,
    )
