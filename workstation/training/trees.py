"""Missing may not help: every split on a signed feature sends a missing value to the worse side.

In: a LightGBM model text trained with `basic` monotone constraints and the features' directions. Out: the
same trees with the default sides set. Under `basic` every leaf on the worse side of such a split is at
least as risky as every leaf on the other, so blanking a signed field can never lower the risk of any tree,
nor of their sum: this holds by construction and for every row.

Format of `decision_type`, from LightGBM's `include/LightGBM/tree.h`: bit 0 categorical, bit 1 default left,
bits 2–3 the kind of missing value (2 = NaN).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CATEGORICAL, _DEFAULT_LEFT, _MISSING_IS_NAN = 1, 2, 2 << 2
_MISSING_KIND = 3 << 2
_END = "end of trees"


def missing_to_the_worse(text: str, directions: Sequence[int]) -> str:
    """`directions[i]` is +1 where a higher value of feature i raises the risk, −1 where it lowers it, 0 free.

    Splits on free features keep the side that training gave them, or get the right side where training
    saw no missing value. Raises `ValueError` for a text that is not of LightGBM's trees.
    """
    head, mark, rest = text.partition("\nTree=0\n")
    body, end, tail = ("Tree=0\n" + rest).partition(_END)
    if not mark or not end:
        raise ValueError("not a LightGBM model text with trees")
    blocks = [
        _redirect(block, directions)
        for block in re.split(r"(?=^Tree=\d+$)", body, flags=re.MULTILINE)
        if block
    ]
    sizes = " ".join(str(len(block.encode())) for block in blocks)
    head = re.sub(r"^tree_sizes=.*$", f"tree_sizes={sizes}", head, flags=re.MULTILINE)
    return head + "\n" + "".join(blocks) + end + tail


def _redirect(block: str, directions: Sequence[int]) -> str:
    """One tree's text with new default sides; a tree of a single leaf has no splits and stays."""
    features = re.search(r"^split_feature=(.+)$", block, flags=re.MULTILINE)
    decisions = re.search(r"^decision_type=(.+)$", block, flags=re.MULTILINE)
    if features is None or decisions is None:
        return block
    changed = [
        _side(int(kind), directions[int(feature)])
        for feature, kind in zip(features[1].split(), decisions[1].split(), strict=True)
    ]
    return block.replace(decisions[0], "decision_type=" + " ".join(map(str, changed)))


def _side(decision: int, direction: int) -> int:
    if decision & _CATEGORICAL:
        return decision
    if direction > 0:
        return _MISSING_IS_NAN
    if direction < 0:
        return _MISSING_IS_NAN | _DEFAULT_LEFT
    return decision if decision & _MISSING_KIND else _MISSING_IS_NAN
