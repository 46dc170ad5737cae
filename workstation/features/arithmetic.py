"""The few figures that every rule is made of, reckoned so that two machines agree to the last bit.

Sums are whole numbers or correctly rounded (`math.fsum`), quotients are single divisions: nothing depends
on the order in which a vector unit adds. None means no evidence and goes through.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from workstation.features.windows import Floats, Integers, Mask, Words


def share(part: int, whole: int) -> float | None:
    """`part` over `whole`; None where the whole is nothing."""
    return part / whole if whole > 0 else None


def held(value: float | None, low: float, high: float) -> float | None:
    """`value` kept between two ends."""
    return None if value is None else min(max(value, low), high)


def quantile(values: Integers, at: Fraction) -> Fraction | None:
    """Exact quantile of whole numbers by linear interpolation (Hyndman and Fan's type 7)."""
    return quantiles(values, at)[0]


def quantiles(values: Integers, *places: Fraction) -> list[Fraction | None]:
    """Several quantiles of the same numbers, sorted once; None each where there is no number."""
    if not len(values):
        return [None] * len(places)
    ordered = np.sort(values)
    return [_between(ordered, (len(ordered) - 1) * at) for at in places]


def _between(ordered: Integers, place: Fraction) -> Fraction:
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return int(ordered[low]) + (place - low) * (int(ordered[high]) - int(ordered[low]))


MEDIAN = Fraction(1, 2)
LOWER_QUARTER, UPPER_QUARTER = Fraction(1, 4), Fraction(3, 4)
WEAK_MONTH = Fraction(1, 10)


def share_where(mask: Mask) -> float | None:
    """Share of rows that are true."""
    return share(int(np.count_nonzero(mask)), len(mask))


def codes_of(keys: Words) -> Integers:
    """Number each distinct key from 0 in the order of first appearance; −1 where it is missing."""
    import pandas as pd

    codes: Integers = pd.factorize(keys)[0].astype(np.int64, copy=False)
    return codes


def distinct(codes: Integers) -> int:
    """How many codes there are, missing ones left out."""
    return int(np.count_nonzero(np.bincount(codes[codes >= 0])))


def distinct_words(words: Words) -> int | None:
    """How many different texts there are, missing ones left out; None where all are missing."""
    return len(set(words.tolist()) - {None}) or None


def totals_by(codes: Integers, amounts: Integers) -> Floats:
    """Sum of `amounts` per code, missing codes left out. Whole numbers below 2⁵³ are exact in a float, so
    that sums of these totals are exact too, in whatever order they are added."""
    known = codes >= 0
    return np.bincount(codes[known], weights=amounts[known]).astype(np.float64, copy=False)


def largest_share(totals: Floats, count: int = 1) -> float | None:
    """The `count` largest totals over all of them; None where nothing is above zero."""
    largest = totals if len(totals) <= count else np.partition(totals, -count)[-count:]
    return share(int(largest.sum()), int(totals.sum()))


def concentration(totals: Floats) -> float | None:
    """Herfindahl–Hirschman index: the sum of squared shares; None where nothing is above zero."""
    whole = float(totals.sum())
    return math.fsum(((totals / whole) ** 2).tolist()) if whole > 0 else None
