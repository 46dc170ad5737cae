"""What price would pass where one does not: the highest that does, found by trying.

Goes in: whether a price passes. Comes out: the yearly rate as a text.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from workstation.lending.schedule import parse_rate

PRICE_STEP = Fraction(1, 10_000)
"""Prices are set in hundredths of a per cent a year where a product names no other step."""

_PLACES = 10


def highest_passing_rate(passes: Callable[[str], bool], most: str, step: Fraction = PRICE_STEP) -> str | None:
    """The highest yearly rate of whole steps, at most `most`, that passes; None where not even a rate of zero
    does.

    Cost never falls when the rate rises, but for the rounding of single fen; so the range is halved, and then
    the next steps up are tried until one fails. Raises `KnownError` (`schedule.rate`, and what `passes`
    raises).
    """
    if step <= 0:
        raise ValueError("the step of a price must be above zero")

    def passes_at(steps: int) -> bool:
        return passes(rate_text(steps * step))

    highest = int(parse_rate(most) / step)
    if not passes_at(0):
        return None
    low, high = 0, highest + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes_at(middle) else (low, middle)
    while low < highest and passes_at(low + 1):
        low += 1
    return rate_text(low * step)


def rate_text(rate: Fraction) -> str:
    """A rate as schedules carry it, "0.1825": exact. Raises `ValueError` for more than ten decimals."""
    scaled = rate * 10**_PLACES
    if scaled.denominator != 1:
        raise ValueError(f"a rate of more than {_PLACES} decimals: {rate}")
    whole, part = divmod(scaled.numerator, 10**_PLACES)
    return f"{whole}.{part:0{_PLACES}d}".rstrip("0").ljust(len(str(whole)) + 5, "0")
