"""Applies to one case the scenarios that it names: the rules as they are for it, and the score they see.

Goes in: a case and a rulebook. Comes out: both with the scenarios worked in, each effect as a line of its own
in `Rulebook.acting`. The case that came in, with every model's word, is left as it is; what is given back is
for the rules alone and is never kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from workstation.errors import KnownError
from workstation.lending.case import LendingCase, ScenarioRef
from workstation.lending.heard import heard
from workstation.lending.rulebook import Rulebook
from workstation.lending.scenarios.changes import CHANGES, Working
from workstation.lending.scenarios.definition import Scenario
from workstation.lending.scenarios.effects import Effect
from workstation.lending.scenarios.standing import Standing


def speaking(
    scenarios: Iterable[Scenario], standing: Standing, day: date | None = None
) -> tuple[Scenario, ...]:
    """Those that are in force on a day, of any day where it is None, and speak of the seller; by id."""
    chosen = (one for one in scenarios if day is None or one.in_force(day))
    return tuple(sorted((one for one in chosen if standing.within(one)), key=lambda one: one.id))


def ref_of(scenario: Scenario) -> ScenarioRef:
    return ScenarioRef(scenario.id, scenario.version, scenario.version_hash)


def under(case: LendingCase, rules: Rulebook) -> tuple[LendingCase, Rulebook]:
    """Case and rules with the words of other models worked in, and then the case's scenarios; as they are
    where there are none. What comes out can go in again and stays the same. Raises `KnownError`
    (`scenario.unknown`, `product.unknown`)."""
    case, rules = heard(case, rules)
    if not case.scenarios:
        return case, rules
    product = rules.product(case.application.product)
    named = [_named(ref, rules) for ref in case.scenarios]
    work = Working(replace(case, scenarios=()), product, rules.policy, rules.reasons, named)
    for change in CHANGES:
        change(work)
    changed = replace(
        rules,
        products=MappingProxyType({**rules.products, product.code: work.product}),
        policy=work.policy,
        scenarios=MappingProxyType({}),
        acting=tuple(work.effects),
    )
    return work.case, changed


def effects_on(case: LendingCase, rules: Rulebook) -> tuple[Effect, ...]:
    """What the case's scenarios do to it."""
    return under(case, rules)[1].acting


def _named(ref: ScenarioRef, rules: Rulebook) -> Scenario:
    found = rules.scenarios.get(ref.id)
    if found is None or found.version_hash != ref.sha256:
        raise KnownError(
            "scenario.unknown",
            f"the case was made under version {ref.version} of the scenario {ref.id}, which is not here",
            where=ref.id,
            remedy="Synchronise, then assess the file again.",
        )
    return found
