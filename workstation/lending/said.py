"""What models beside those of default said of a case, as exact figures and as far as the policy hears them.

Goes in: a case and the policy's rows. Comes out: shares and fen, None where nobody speaks or is heard.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from workstation.lending.case import LendingCase
from workstation.lending.policy import Policy
from workstation.lending.policy_limits import Admission

_PLACES = 4


def share_said(case: LendingCase, role: str) -> Fraction | None:
    """The share that a model of `role` gives, four places, or its probability; None where none speaks."""
    output = case.assessment.of_role(role)
    if output is None:
        return None
    found = output.probability if output.value is None else output.value
    return None if found is None else Fraction(repr(round(found, _PLACES)))


def loss_said(case: LendingCase, row: Admission) -> Fraction | None:
    """The share lost at default by the model, never below the row's `least_loss`; None where the row hears
    none or none speaks: then its own figure counts."""
    said = None if row.least_loss is None else share_said(case, "lgd")
    return None if said is None or row.least_loss is None else min(max(said, row.least_loss), Fraction(1))


def weak_month_said(case: LendingCase, policy: Policy) -> int | None:
    """Fen of net settlements in a weak month to come (the 10 % quantile of a year's months, as the model
    expects it), where the policy hears the model; never below the policy's share of the measured one."""
    output = case.assessment.of_role("limit") if policy.models.weak_month else None
    if output is None or output.value is None or case.cash.monthly_inflow_q10 is None:
        return None
    least = ceil(case.cash.monthly_inflow_q10 * policy.models.weak_month_least)
    return max(int(Fraction(repr(output.value)) * 100), least)


def use_said(case: LendingCase, policy: Policy) -> Fraction:
    """The part of its tenor for which a loan is expected to be out, 0–1: what is repaid early is repaid after
    `prepaid_at` of it. 1 where the policy hears no model or none speaks."""
    at = policy.models.prepaid_at
    early = None if at is None else share_said(case, "price")
    return Fraction(1) if early is None or at is None else 1 - early * (1 - at)
