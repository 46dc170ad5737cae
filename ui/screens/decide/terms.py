"""Questions about a decision in the making, answered without a widget.

Does it differ from the proposal, which caps does its cost stand under, is anything in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ui.translation import said
from workstation.domain.lending import Cost, Outcome

if TYPE_CHECKING:
    from workstation.lending import Rulebook


@dataclass(frozen=True, slots=True)
class Cap:
    """A cap on the all-in cost in per cent, which figure of the cost it speaks of, and who says so."""

    percent: float
    nominal: bool
    source: str

    def cost(self, cost: Cost) -> float:
        return float(cost.nominal if self.nominal else cost.effective)


def caps_for(rules: Rulebook, product_code: str, on: date) -> tuple[Cap, ...]:
    """Caps in force for the lender and this product on a day, the lowest first."""
    policy, family = rules.policy, rules.product(product_code).family
    rows = [row for row in policy.caps if row.in_force(policy.lender_type, family, on)]
    caps = [
        Cap(float(row.rate * 100), row.measure.value == "nominal", said(row.source.fill())) for row in rows
    ]
    return tuple(sorted(caps, key=lambda cap: cap.percent))


def differs(proposed: Outcome, chosen: Outcome) -> bool:
    """Whether a reason must be written. An approval and a counter-offer are one: both lend."""
    return chosen is not proposed and not (proposed.lends and chosen.lends)


def outcome_by_amount(amount: int, requested: int) -> Outcome:
    """Less than was asked for is a counter-offer, whatever it is called."""
    return Outcome.APPROVE if amount >= requested else Outcome.COUNTER
