"""Sharing out an amount among several without losing or making a fen."""

from __future__ import annotations

from collections.abc import Sequence


def allot(amount: int, weights: Sequence[int]) -> list[int]:
    """Share `amount` (hundredths) in proportion to `weights`; the shares add up to `amount` exactly.

    Method of largest remainders (Hamilton): each gets the whole part of its quota, the hundredths left go
    one each to the largest remainders, the earlier first where they are equal. Weights that are all zero
    count as equal. A negative amount is shared as its opposite. No share has the other sign.
    Raises `ValueError` for no weights or a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("an amount is shared among one or more, none with a weight below zero")
    if amount < 0:
        return [-share for share in allot(-amount, weights)]
    total = sum(weights)
    if total == 0:
        weights, total = [1] * len(weights), len(weights)
    quotas = [divmod(amount * weight, total) for weight in weights]
    shares = [whole for whole, _ in quotas]
    left = amount - sum(shares)
    for position in sorted(range(len(weights)), key=lambda at: -quotas[at][1])[:left]:
        shares[position] += 1
    return shares
