"""The rules of lending as the hub asks them of a decision: the desk's own table of authorities, handed over.

Goes in: a rulebook. Comes out: the `DecisionRules` that the hub's examiners call; the hub itself knows
nothing of lending.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from math import floor
from typing import TYPE_CHECKING

from workstation.domain.endorsing import stated_exceptions
from workstation.domain.lending import AuthorityNeed, Decision, Outcome
from workstation.hub.services import DecisionRules

if TYPE_CHECKING:
    from workstation.lending import Rulebook


def decision_rules(rules: Rulebook, today: date | None = None) -> DecisionRules:
    """What the hub checks decisions by: the same table of authorities as at the desk. The ceiling of a group
    is the lower of the policy's and of the concentration row in force on `today`, the day the hub started."""
    from workstation.lending import may_decide, may_endorse
    from workstation.lending.collateral import BASES

    policy = rules.policy
    row = policy.concentration_on(today) if today else None
    ceilings = [policy.ceiling, *([floor(policy.capital * row.related_share)] if row else [])]
    return DecisionRules(
        may_approve=partial(may_decide, policy=policy),
        ceiling=min(ceilings),
        need_of=partial(_authority_needed, rules=rules),
        may_endorse=partial(may_endorse, policy=policy),
        quorum=policy.authority.committee.quorum,
        is_secured=lambda code: code in rules.products and rules.products[code].basis.value in BASES,
    )


def _authority_needed(decision: Decision, total: int, *, rules: Rulebook) -> AuthorityNeed:
    """What an approval needs by its amount, by `total` fen owed or promised with it, by its product, by what
    was proposed, and by the exceptions that it names. Raises `LookupError` for a product unknown here."""
    from workstation.lending import authority_for

    amount = decision.offer.amount if decision.offer else 0
    product = rules.products[decision.offer.product] if decision.offer else None
    return authority_for(
        amount,
        max(total, amount),
        Outcome(decision.inputs.get("proposed", Outcome.APPROVE)),
        rules.policy,
        stated_exceptions(decision),
        names=(product.code, product.family) if product else (),
    )
