"""How far an observed rate may be from the true one: Jeffreys' interval of a share.

In: how many of how many. Out: the two ends that hold the true share in 95 of 100 times, from the Beta
distribution of k + ½ and n − k + ½ (Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286).
"""

from __future__ import annotations

import math

_STEPS = 300


def jeffreys(part: int, whole: int, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of `part` in `whole`; from 0 where nothing was found, to 1 where nothing else was."""
    if whole == 0:
        return 0.0, 1.0
    tail = (1.0 - confidence) / 2.0
    shape = (part + 0.5, whole - part + 0.5)
    low = 0.0 if part == 0 else _beta_quantile(tail, *shape)
    high = 1.0 if part == whole else _beta_quantile(1.0 - tail, *shape)
    return low, high


def _beta_quantile(place: float, a: float, b: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2.0
        if incomplete_beta(middle, a, b) < place:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8), on
    the side on which it converges fast."""
    if x <= 0.0 or x >= 1.0:
        return min(max(x, 0.0), 1.0)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - incomplete_beta(1.0 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's evaluation of the fraction, as in Press et al., Numerical Recipes, 6.4."""
    least = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > least else least)
    total = d
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + term * d
            c = 1.0 + term / c
            d = 1.0 / (d if abs(d) > least else least)
            c = c if abs(c) > least else least
            total *= d * c
        if abs(d * c - 1.0) < 1e-15:
            break
    return total
