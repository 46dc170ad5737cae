"""What an approval uses of a scenario's risk budget: the loss that is to be expected of it.

Expected loss = PD over the offer's tenor × LGD × amount, by the model's own probability: the points that a
scenario adds do not make its sellers repay. Rounded up to the fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from workstation.lending.case import LendingCase
from workstation.lending.default_risk import probability_over
from workstation.lending.duedates import months_after
from workstation.lending.heard import heard
from workstation.lending.rulebook import Rulebook
from workstation.lending.scenarios.applying import effects_on


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


def budget_uses(case: LendingCase, rules: Rulebook, amount: int, months: int) -> Mapping[str, int]:
    """What lending `amount` fen uses of each budget, by scenario id: every scenario with a budget that acts
    on the case is charged the whole. Raises as `under`."""
    acting = {effect.scenario_id for effect in effects_on(case, rules)}
    charged = sorted(one for one in acting if rules.scenarios[one].budget is not None)
    loss = expected_loss(case, rules, amount, months) if charged else 0
    return dict.fromkeys(charged, loss)
