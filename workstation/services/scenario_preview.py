"""A scenario on a portfolio before it goes live: who changes, what it costs, and how far its budget reaches.

Goes in: files, the rules of the day, a scenario. Comes out: one row for each request with outcome, limit,
price and expected loss before and after, in the order of the requests, and the totals. Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workstation.domain.lending import Outcome, Proposal
from workstation.domain.text import Bilingual
from workstation.services.values import Appraisal

if TYPE_CHECKING:
    from workstation.lending import LendingCase, Rulebook
    from workstation.lending.scenarios.definition import Scenario, WeightSet
    from workstation.scoring import ModelSuite


@dataclass(frozen=True, slots=True)
class Side:
    """What the rules say of one request: amounts in fen, the yearly rate as a text, the expected loss in fen
    of what would be lent."""

    outcome: Outcome
    limit: int | None
    amount: int
    rate: str
    expected_loss: int


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One request with and without the scenario. `used` is what it takes off the budget, in fen; `beyond`
    says that the budget does not reach to it: the hub would refuse it."""

    applicant_id: str
    source_id: str
    name: str
    product: str
    before: Side
    after: Side
    lines: tuple[Bilingual, ...]
    used: int = 0
    beyond: bool = False

    @property
    def flips(self) -> bool:
        """Whether it is lent to with the scenario and not without, or the other way round."""
        return self.before.outcome.lends != self.after.outcome.lends

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Preview:
    """`rows` are those that the scenario acts on; `looked_at` how many requests there were."""

    scenario_id: str
    version: int
    name: Bilingual
    looked_at: int
    rows: tuple[PreviewRow, ...]
    budget: int | None
    spent_before: int = 0

    @property
    def used(self) -> int:
        """What the rows within the budget take off it, in fen, beside what was spent before."""
        return sum(row.used for row in self.rows if not row.beyond)

    def total(self, side: Callable[[PreviewRow], Side]) -> Side:
        """The sums of one side over all rows: lent to or not, amount, expected loss."""
        sides = [side(row) for row in self.rows]
        lent = [one for one in sides if one.outcome.lends]
        outcome = Outcome.APPROVE if lent else Outcome.DECLINE
        amount, loss = sum(one.amount for one in lent), sum(one.expected_loss for one in lent)
        return Side(outcome, None, amount, "", loss)

    def lent_to(self, side: Callable[[PreviewRow], Side]) -> int:
        return sum(side(row).outcome.lends for row in self.rows)


def preview(
    appraisals: Iterable[Appraisal],
    scenario: Scenario,
    ordinary: Rulebook,
    suite_of: Callable[[WeightSet], ModelSuite],
    spent: int = 0,
) -> Preview:
    """`ordinary` are the rules of the day, by which the appraisals were made; a scenario of the same id in
    them gives way. `spent` of the budget is gone already, in fen. Raises what `suite_of` raises."""
    others = [one for one in ordinary.scenarios.values() if one.id != scenario.id]
    before, after = ordinary.with_scenarios(others), ordinary.with_scenarios([*others, scenario])
    found: list[PreviewRow] = []
    looked_at = 0
    for appraisal in appraisals:
        looked_at += 1
        found += _row(appraisal, scenario, before, after, suite_of)
    budget = None if scenario.budget is None else scenario.budget.amount
    rows = tuple(_within(found, budget, spent))
    return Preview(scenario.id, scenario.version, scenario.name.fill(), looked_at, rows, budget, spent)


def _row(
    appraisal: Appraisal,
    scenario: Scenario,
    before: Rulebook,
    after: Rulebook,
    suite_of: Callable[[WeightSet], ModelSuite],
) -> Iterator[PreviewRow]:
    from workstation.lending import propose
    from workstation.lending.scenarios.applying import effects_on
    from workstation.lending.scenarios.budget import budget_uses

    without, under = _case(appraisal.case, before), _case(appraisal.case, after)
    if scenario.weights is not None and any(ref.id == scenario.id for ref in under.scenarios):
        frozen = under.assessment
        suite = suite_of(scenario.weights)
        again = suite.assess(frozen.features, frozen.coverage, frozen.applicant_id)
        under = replace(under, assessment=again)
    acting = [effect for effect in effects_on(under, after) if effect.scenario_id == scenario.id]
    if not acting:
        return
    proposal = propose(under, after)
    offer = proposal.offer if proposal.outcome.lends else None
    used = {} if offer is None else budget_uses(under, after, offer)
    yield PreviewRow(
        applicant_id=appraisal.applicant_id,
        source_id=under.applicant.source_id,
        name=appraisal.applicant_name,
        product=appraisal.product,
        before=_side(propose(without, before), without, before),
        after=_side(proposal, under, after),
        lines=tuple(effect.text for effect in acting),
        used=used.get(scenario.id, 0),
    )


def _case(case: LendingCase, rules: Rulebook) -> LendingCase:
    """The case with those scenarios of the rules that speak of it."""
    from workstation.lending.scenarios.applying import ref_of, speaking
    from workstation.lending.scenarios.standing import standing_of

    product = rules.product(case.application.product)
    features = case.assessment.features.values
    standing = standing_of(case.applicant, case.platforms, product, features, rules.policy.scenarios)
    named = speaking(rules.scenarios.values(), standing)
    return replace(case, scenarios=tuple(ref_of(one) for one in named))


def _side(proposal: Proposal, case: LendingCase, rules: Rulebook) -> Side:
    from workstation.lending.scenarios.budget import expected_loss

    offer = proposal.offer if proposal.outcome.lends else None
    limit = None if proposal.staircase is None else proposal.staircase.limit
    if offer is None:
        return Side(proposal.outcome, limit, 0, "", 0)
    loss = expected_loss(case, rules, offer.amount, offer.months)
    return Side(proposal.outcome, limit, offer.amount, offer.yearly_rate, loss)


def _within(rows: Iterable[PreviewRow], budget: int | None, spent: int) -> Iterator[PreviewRow]:
    """Take each off the budget in turn, as approvals would arrive."""
    left = None if budget is None else budget - spent
    for row in rows:
        if left is None or row.used <= left:
            left = None if left is None else left - row.used
            yield row
        else:
            yield replace(row, beyond=True)
