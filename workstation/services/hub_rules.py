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
from workstation.domain.text import Bilingual
from workstation.hub.services import Ceilings, DecisionRules, ReservationRules

if TYPE_CHECKING:
    from workstation.lending import Rulebook
    from workstation.lending.policy import Policy


def decision_rules(rules: Rulebook) -> DecisionRules:
    """What the hub checks decisions by: the same authorities, ceiling and concentration as at the desk."""
    from workstation.lending import may_decide, may_endorse
    from workstation.lending.collateral import BASES

    policy = rules.policy
    return DecisionRules(
        may_approve=partial(may_decide, policy=policy),
        ceilings=partial(_ceilings, policy=policy),
        need_of=partial(_authority_needed, rules=rules),
        may_endorse=partial(may_endorse, policy=policy),
        quorum=policy.authority.committee.quorum,
        is_secured=lambda code: code in rules.products and rules.products[code].basis.value in BASES,
    )


def reservation_rules(rules: Rulebook, days: int) -> ReservationRules:
    """What the hub reserves by: the ceilings, and what each role may let a group owe."""
    return ReservationRules(
        limit=partial(_limit_of, policy=rules.policy),
        ceiling=partial(_ceiling_of, policy=rules.policy),
        days=days,
    )


def _ceiling_of(day: date, files: int, *, policy: Policy) -> int:
    ceilings = _ceilings(day, policy=policy)
    return ceilings.group if files > 1 else ceilings.single


def _limit_of(role: str, day: date, files: int, *, policy: Policy) -> int:
    """The highest total that this role may approve or put to the committee, within the ceiling."""
    from workstation.lending import may_decide

    nothing = Bilingual("", "")
    totals = [
        row.total
        for row in policy.authority.roles
        if may_decide(role, AuthorityNeed(row.role, nothing), policy)
    ]
    return min(max(totals, default=0), _ceiling_of(day, files, policy=policy))


def _ceilings(day: date, *, policy: Policy) -> Ceilings:
    """The lower of the policy's ceiling and of the shares of capital in force on the day."""
    row = policy.concentration_on(day)
    if row is None:
        return Ceilings(policy.ceiling, policy.ceiling)
    shares = (row.single_share, row.related_share)
    return Ceilings(*(min(policy.ceiling, floor(policy.capital * share)) for share in shares))


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
