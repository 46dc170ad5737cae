"""From a model's probability over its horizon to the probability and loss over the life of a loan."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction

# Decimal's logarithm and exponential are correctly rounded, so the digits agree between machines.
_CONTEXT = Context(prec=24)
_PLACES = Decimal("1e-12")


def probability_over(probability: float, horizon_days: int, days: int) -> Decimal:
    """1 − (1 − p)^(days ÷ horizon): the same hazard every day. Twelve decimals; raises `ValueError` for a
    probability outside 0–1 or a horizon that is not above zero."""
    given = Decimal(repr(probability))
    if not 0 <= given <= 1 or horizon_days <= 0:
        raise ValueError(f"no probability over {days} days from {probability!r} over {horizon_days}")
    if given in (0, 1):
        return given
    with localcontext(_CONTEXT):
        survival = ((1 - given).ln() * days / horizon_days).exp()
        return (1 - survival).quantize(_PLACES)


def principal_within(budget: Fraction, probability: Decimal, loss_given_default: Fraction) -> int | None:
    """The principal in fen at which the expected loss PD × LGD × principal reaches `budget` fen; None where
    nothing is expected to be lost."""
    expected = Fraction(probability) * loss_given_default
    return int(budget / expected) if expected > 0 else None
