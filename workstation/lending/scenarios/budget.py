"""What an approval uses of a scenario's risk budget: the loss that is to be expected of it.

Expected loss = PD over the offer's tenor × LGD × amount, by the model's own probability: the points that a
scenario adds do not make its sellers repay. Rounded up to the fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil

from workstation.domain.lending import Offer
from workstation.lending.case import LendingCase
from workstation.lending.default_risk import probability_over
from workstation.lending.duedates import months_after
from workstation.lending.heard import heard
from workstation.lending.pricing import rate_of
from workstation.lending.proposal import check_offer, propose
from workstation.lending.rulebook import Rulebook
from workstation.lending.scenarios.applying import effects_on, under


def expected_loss(case: LendingCase, rules: Rulebook, amount: int, months: int) -> int:
    """Fen that are expected to be lost of `amount` fen over so many months; 0 where no model says."""
    output = case.assessment.output
    if output is None or output.probability is None:
        return 0
    days = (months_after(case.draw_on, months, rules.policy.month_end) - case.draw_on).days
    probability = Fraction(probability_over(output.probability, output.horizon_days, days))
    rules = heard(case, rules)[1]
    loss = rules.policy.admission_of(rules.product(case.application.product)).loss_given_default
    return ceil(probability * loss * amount)


def budget_uses(case: LendingCase, rules: Rulebook, offer: Offer) -> Mapping[str, int]:
    """What making an offer uses of each budget, by scenario id: nothing where the rules would allow the very
    offer without any scenario that has one, so that a budget which is used up stops nobody whom it did not
    let in; else every scenario with a budget that acts is charged the whole. Raises as `under`."""
    acting = {effect.scenario_id for effect in effects_on(case, rules)}
    charged = sorted(one for one in acting if rules.scenarios[one].budget is not None)
    if not charged or not _needs(case, rules, offer):
        return {}
    return dict.fromkeys(charged, expected_loss(case, rules, offer.amount, offer.months))


def _needs(case: LendingCase, rules: Rulebook, offer: Offer) -> bool:
    """Whether the offer has another price, or more against it, without the scenarios that have a budget."""
    others = tuple(ref for ref in case.scenarios if rules.scenarios[ref.id].budget is None)
    without = replace(case, scenarios=others)
    seen, seen_without = under(case, rules), under(without, rules)
    prices = [rate_of(c, r.product(offer.product), r.policy, offer.months) for c, r in (seen, seen_without)]
    if prices[0] != prices[1]:
        return True
    against = [{f.code for f in check_offer(offer, propose(c, rules), c, rules)} for c in (case, without)]
    return not against[1] <= against[0]
