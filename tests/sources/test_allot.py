"""Sharing out an amount: nothing is lost, nothing is made, nobody gets less than nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.sources.allot import allot

AMOUNTS = st.integers(min_value=0, max_value=10**12)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=12)


@given(AMOUNTS, WEIGHTS)
def test_the_shares_add_up_and_none_is_negative(amount: int, weights: list[int]) -> None:
    shares = allot(amount, weights)
    assert sum(shares) == amount
    assert min(shares) >= 0


@given(AMOUNTS, WEIGHTS.filter(any))
def test_each_share_is_its_exact_part_rounded_up_or_down(amount: int, weights: list[int]) -> None:
    total = sum(weights)
    for share, weight in zip(allot(amount, weights), weights, strict=True):
        assert amount * weight // total <= share <= -(-amount * weight // total)


@given(AMOUNTS, WEIGHTS)
def test_a_refund_is_shared_as_the_payment_was(amount: int, weights: list[int]) -> None:
    assert allot(-amount, weights) == [-share for share in allot(amount, weights)]


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # the odd hundredth goes to the first of equals
        (100, [1, 2], [33, 67]),  # and else to the largest remainder
        (5, [0, 0], [3, 2]),  # worth nothing: shared equally
        (0, [3, 4], [0, 0]),
        (7, [0, 9], [0, 7]),
    ],
)
def test_known_shares(amount: int, weights: list[int], shares: list[int]) -> None:
    assert allot(amount, weights) == shares


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_nonsense_weights_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        allot(100, weights)
