"""A score with a scenario's points: what the rules admit and grade by, beside the model's own.

Twenty points double the odds of being repaid (the house's scale, PDO 20), so `points` more make the odds of
default 2^(−points/20) of what they were. Decimals throughout: the digits agree between machines.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from workstation.domain.assessment import ModelOutput
from workstation.lending.policy_limits import Pricing

POINTS_TO_DOUBLE = 20
_CONTEXT = Context(prec=24)
_PROBABILITY, _MARGIN = Decimal("1e-12"), Decimal("1e-9")
_LAST_GRADE = "H"


def scored(output: ModelOutput, probability: float, points: int, pricing: Pricing) -> ModelOutput:
    """An output of this probability as the rules see it, graded by the policy's bands. A certain default
    stays certain."""
    if not points or not 0 < probability < 1:
        return output
    with localcontext(_CONTEXT):
        given = Decimal(repr(probability))
        odds = given / (1 - given) * Decimal(2) ** (Decimal(-points) / POINTS_TO_DOUBLE)
        moved = (odds / (1 + odds)).quantize(_PROBABILITY)
        margin = odds.ln().quantize(_MARGIN)
    return replace(
        output,
        probability=float(moved),
        margin=float(margin),
        points=None if output.points is None else output.points + points,
        grade=grade_of(Fraction(moved), pricing),
    )


def grade_of(probability: Fraction, pricing: Pricing) -> str:
    """The first grade whose band reaches so far; the last where none does."""
    bands = sorted(pricing.bands.items(), key=lambda band: band[1])
    return next((grade for grade, edge in bands if probability <= edge), _LAST_GRADE)
