"""The rules of scenarios as the hub asks them: the desk's own reckoning over what a decision froze.

Goes in: a rulebook, the makers, for how many days a share is reserved. Comes out: the `ScenarioRules` that
the hub publishes and counts by. What a decision states of its use is not taken on trust; it is reckoned from
the frozen case, by the hub's own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from workstation.domain.endorsing import stated_exceptions
from workstation.domain.lending import Decision
from workstation.domain.scenarios import ScenarioTerms, stated_uses
from workstation.hub.refusal import Refusal
from workstation.hub.services import ScenarioRules

if TYPE_CHECKING:
    from workstation.lending import LendingCase, Rulebook
    from workstation.lending.scenarios.definition import Scenario
    from workstation.lending.scenarios.signing import Makers

_SCORE = "decline.score"


def scenario_rules(rules: Rulebook, makers: Callable[[], Makers], days: int) -> ScenarioRules:
    reckoning = _Reckoning(rules, makers)
    return ScenarioRules(
        read=reckoning.read,
        check_together=reckoning.check_together,
        named=reckoning.named,
        uses=reckoning.uses,
        day=reckoning.day,
        lets_in=reckoning.lets_in,
        days=days,
    )


@dataclass(frozen=True, slots=True)
class _Reckoning:
    rules: Rulebook
    makers: Callable[[], Makers]
    _parsed: dict[bytes, Scenario] = field(default_factory=dict)

    def read(self, body: bytes, signatures: bytes) -> ScenarioTerms:
        from workstation.lending.scenarios.loading import check_against
        from workstation.lending.scenarios.signing import check_signed

        scenario = self._parse(body)
        check_signed(body, signatures, self.makers(), scenario.id)
        check_against(scenario, self.rules)
        budget = scenario.budget
        return ScenarioTerms(
            scenario.id,
            scenario.version,
            scenario.version_hash,
            scenario.starts,
            scenario.until,
            None if budget is None else budget.amount,
            0 if budget is None else budget.most_each,
        )

    def check_together(self, bodies: Sequence[bytes]) -> None:
        from workstation.lending.scenarios.loading import check_together

        check_together([self._parse(body) for body in bodies], self.rules.products)

    @staticmethod
    def named(decision: Decision) -> Sequence[str]:
        """Those of the frozen case. What is stated beside it must be among them: by the case alone it is
        reckoned what a decision uses. Raises `Refusal` (`scenario.unreadable`, `scenario.unnamed`)."""
        case = decision.inputs.get("case") or {}
        try:
            frozen = [ref["sha256"] for ref in case.get("scenarios", ())]
            stated = [use.sha256 for use in stated_uses(decision)]
        except (KeyError, TypeError, ValueError):
            raise Refusal(
                "scenario.unreadable", "it names its scenarios in a way that cannot be read"
            ) from None
        if not set(stated) <= set(frozen):
            raise Refusal("scenario.unnamed", "it states a scenario that its frozen case does not name")
        return tuple(dict.fromkeys(frozen))

    def uses(self, decision: Decision, bodies: Sequence[bytes]) -> Mapping[str, int]:
        """By the hub's reckoning; as it is stated where that is more, or the hub's rules see it otherwise."""
        from workstation.lending.scenarios.budget import budget_uses

        case, scenarios = _case_of(decision), [self._parse(body) for body in bodies]
        if case is None or decision.offer is None or not scenarios:
            return {}
        budgeted = {one.id for one in scenarios if one.budget is not None}
        stated = {use.id: use.expected_loss or 0 for use in stated_uses(decision) if use.id in budgeted}
        offer, book = decision.offer, self.rules.with_scenarios(scenarios)
        reckoned = budget_uses(case, book, offer)
        most = {one: max(stated.get(one, 0), reckoned.get(one, 0)) for one in {*stated, *reckoned}}
        return {one: amount for one, amount in sorted(most.items()) if amount}

    @staticmethod
    def day(decision: Decision) -> date | None:
        case = _case_of(decision)
        return None if case is None else case.today

    def lets_in(self, decision: Decision, bodies: Sequence[bytes], others: Sequence[bytes]) -> bool:
        case = _case_of(decision)
        if case is None or not others or _SCORE in stated_exceptions(decision):
            return False
        if case.application.product not in self.rules.products:
            return False
        if self._admitted_by(case, ()) or self._admitted_by(case, bodies):
            return False
        return self._admitted_by(case, others)

    def _admitted_by(self, case: LendingCase, bodies: Sequence[bytes]) -> bool:
        """Whether the score lets it in under these, as far as they speak of it: by a threshold or by points.
        True where no model speaks, since no score stands against it then."""
        from workstation.lending.scenarios.applying import ref_of, speaking, under
        from workstation.lending.scenarios.standing import standing_of

        product, common = self.rules.products[case.application.product], self.rules.policy.scenarios
        features = case.assessment.features.values
        standing = standing_of(case.applicant, case.platforms, product, features, common)
        found = speaking([self._parse(body) for body in bodies], standing)
        named = replace(case, scenarios=tuple(ref_of(one) for one in found))
        seen, book = under(named, self.rules.with_scenarios(found))
        output = seen.assessment.output
        if output is None or output.probability is None:
            return True
        return Fraction(repr(output.probability)) <= book.policy.admission_of(product).cutoff

    def _parse(self, body: bytes) -> Scenario:
        from workstation.lending.scenarios.loading import parse_scenario

        if body not in self._parsed:
            self._parsed[body] = parse_scenario(body, "scenario.toml")
        return self._parsed[body]


def _case_of(decision: Decision) -> LendingCase | None:
    """The frozen case; None where a decision has none. Raises `Refusal` (`scenario.unreadable`)."""
    from workstation.lending import LendingCase

    plain = decision.inputs.get("case")
    if not plain:
        return None
    try:
        return msgspec.convert(plain, LendingCase)
    except msgspec.ValidationError:
        raise Refusal("scenario.unreadable", "the frozen case of the decision cannot be read") from None
