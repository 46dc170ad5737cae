"""What of a scenario's risk budget the hub reserved for this officer, and how much of it is left.

Goes in: what the hub published last, and what was decided since and is not counted there. An approval that
uses more than is left is refused here, without a network; the hub reckons once more when it arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workstation.codec import decode
from workstation.domain.acts import ActKind
from workstation.domain.lending import Decision, Offer
from workstation.domain.money import yuan
from workstation.domain.scenarios import PublishedScenario, StatedUse, stated_uses
from workstation.errors import KnownError
from workstation.ports import ActStore, CaseStore
from workstation.services.values import Appraisal, Left

if TYPE_CHECKING:
    from workstation.lending import LendingCase, Rulebook


@dataclass(frozen=True, slots=True)
class Budgets:
    cases: CaseStore
    acts: ActStore
    published: Callable[[], Sequence[PublishedScenario]]

    def left(self, scenario_id: str, officer_id: str, appraisal: Appraisal) -> Left | None:
        """What of a budget is left for an approval on this request, in fen of expected loss: what was
        reserved, less what the hub has not counted yet, and what it has on the same request, in whose place
        the new approval comes. None where the hub reserves nothing."""
        found = next((one for one in self.published() if one.id == scenario_id), None)
        if found is None or found.share is None:
            return None
        share, asked = found.share, appraisal.case.application.id
        here = [kept.decision for kept in self.cases.decisions(appraisal.applicant_id)]
        replaced = sum(
            _use(decision, scenario_id)
            for decision in here
            if decision.id in share.counted and decision.application_id == asked
        )
        uncounted = sum(
            _use(decision, scenario_id)
            for decision in self._standing_here(officer_id)
            if decision.id not in share.counted and _request(decision) != (appraisal.applicant_id, asked)
        )
        return Left(share.amount + replaced - uncounted, share.until)

    def require(self, appraisal: Appraisal, offer: Offer, officer_id: str, on: date) -> None:
        """Raises `KnownError`: `scenario.budget` above what is left, `scenario.share_over` after its day."""
        for scenario_id, used in uses_of(appraisal, offer).items():
            left = self.left(scenario_id, officer_id, appraisal)
            if left is not None and on > left.until:
                raise KnownError(
                    "scenario.share_over",
                    f"what was reserved for you of the risk budget ended on {left.until.isoformat()}",
                    where=scenario_id,
                    remedy="Synchronise, then decide.",
                )
            if left is None or used > left.amount:
                held = 0 if left is None else max(left.amount, 0)
                raise KnownError(
                    "scenario.budget",
                    f"{yuan(held)} yuan of the risk budget are reserved for you, and of this approval "
                    f"{yuan(used)} yuan are expected to be lost",
                    where=scenario_id,
                    remedy="Synchronise and try again, offer less, or decline it.",
                )

    def _standing_here(self, officer_id: str) -> Sequence[Decision]:
        """The newest decision on each request among those that the hub has not sent back yet."""
        made = (decode("decision", act.body) for act in self.acts.not_yet_back(ActKind.MAKE_DECISION))
        newest: dict[tuple[str, str], Decision] = {}
        for decision in made:
            if decision.decided_by == officer_id:
                newest[_request(decision)] = decision
        return tuple(newest.values())


def uses_of(appraisal: Appraisal, offer: Offer) -> Mapping[str, int]:
    """What lending this uses of each budget, in fen, by the scenario's id."""
    from workstation.lending.scenarios.budget import budget_uses

    if appraisal.rules is None or not appraisal.case.scenarios:
        return {}
    return budget_uses(appraisal.case, appraisal.rules, offer)


def stated_by(case: LendingCase, rules: Rulebook, offer: Offer | None) -> tuple[StatedUse, ...]:
    """The scenarios that act on a case, as a decision names them."""
    from workstation.lending.scenarios.applying import effects_on
    from workstation.lending.scenarios.budget import budget_uses

    if not case.scenarios:
        return ()
    acting = {effect.scenario_id for effect in effects_on(case, rules)}
    used = budget_uses(case, rules, offer) if offer is not None else {}
    return tuple(
        StatedUse(ref.id, ref.version, ref.sha256, used.get(ref.id))
        for ref in case.scenarios
        if ref.id in acting
    )


def _use(decision: Decision, scenario_id: str) -> int:
    """What a decision uses of a budget; nothing where it lends nothing."""
    if not decision.outcome.lends:
        return 0
    return sum(use.expected_loss or 0 for use in stated_uses(decision) if use.id == scenario_id)


def _request(decision: Decision) -> tuple[str, str]:
    return decision.applicant_id, decision.application_id
