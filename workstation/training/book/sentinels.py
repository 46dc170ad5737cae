"""Codes that stand for "no value" among numbers: −9, 999, 365243 and their kin.

In: a column's numbers. Out: the values that are codes rather than figures, each with its count. A code is
told by two things together: it looks like one, or very many rows have it; and it lies apart from everything
else in the column. Nothing is removed here, and the outcome is never looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workstation.training.book.folds import Numbers
from workstation.training.table import Matrix

_NEGATIVE = frozenset({-1, -2, -3, -6, -7, -8, -9})
_FEWEST_ROWS = 5
_MANY = 0.005  # share of rows that makes an isolated value suspicious whatever it looks like
_MANY_ROWS = 20
_MOST_CODES = 4
_APART = 5.0  # times the width of the rest
_TYPICAL = 20.0  # below this size small negative numbers may well be figures


def codes_of(values: Matrix) -> Mapping[float, int]:
    """Value → rows of each code, the lowest first."""
    seen, rows = np.unique(values[~np.isnan(values)], return_counts=True)
    counts: Numbers = rows.astype(np.int64)
    if len(seen) < 3:
        return {}
    found = {**_below_zero(seen, counts), **_far_above(seen, counts)}
    return dict(sorted(found.items()))


def unknown_code(value: float, low: float, high: float) -> bool:
    """Whether a figure that lies outside of all that were seen, `low` to `high`, looks like a code."""
    if value < 0 <= low:
        far = value <= -6 or high >= _TYPICAL
        return far and (value in _NEGATIVE or _looks_like_a_code(value))
    edge = max(abs(low), abs(high))
    return value > 3 * edge + 10 and _looks_like_a_code(value)


def _repeated(text: str) -> bool:
    """−99, 999, 8888 …: one of 7, 8, 9, twice at least."""
    return len(text) > 1 and set(text) in ({"9"}, {"8"}, {"7"})


def _looks_like_a_code(value: float) -> bool:
    whole = f"{abs(value):.0f}"
    nines = len(whole) > 1 and set(whole[:-1]) == {"9"}  # 96, 98 and 9996 stand beside 99 and 9999
    return float(value).is_integer() and (nines or _repeated(whole))


def _below_zero(seen: Matrix, counts: Numbers) -> dict[float, int]:
    """Whole negative numbers in a column that has no other negative ones."""
    below = seen < 0
    negative, rows = seen[below], counts[below]
    rest = seen[~below]
    if not 0 < len(negative) <= _MOST_CODES or len(rest) < 3:
        return {}
    plain = all(float(v).is_integer() for v in negative)
    known = all(v in _NEGATIVE or _looks_like_a_code(v) for v in negative)
    if not plain or not known or rows.sum() < _FEWEST_ROWS:
        return {}
    # Small negative numbers beside small figures (months early, a rank) are figures.
    far = all(v <= -6 for v in negative)
    wide = float(np.quantile(np.repeat(rest, counts[~below]), 0.9)) >= _TYPICAL
    return {float(v): int(n) for v, n in zip(negative, rows, strict=True)} if far or wide else {}


def _far_above(seen: Matrix, counts: Numbers) -> dict[float, int]:
    """Up to three values at the top that lie far from the rest and look like codes, or are very many."""
    total = int(counts.sum())
    found: dict[float, int] = {}
    for taken in range(1, min(_MOST_CODES, len(seen) - 2)):
        rest, tops = seen[:-taken], seen[-taken:]
        width = max(float(rest[-1] - rest[0]), 1.0)
        edge = max(abs(float(rest[-1])), abs(float(rest[0])))
        if tops[0] - rest[-1] < _APART * width and not (tops[0] > 3 * edge + 10 and _all_codes(tops)):
            continue
        rows = counts[-taken:]
        many = taken == 1 and rows[0] >= max(_MANY * total, _MANY_ROWS)
        if many or (_all_codes(tops) and rows.max() >= _FEWEST_ROWS):
            found = {float(v): int(n) for v, n in zip(tops, rows, strict=True)}
    return found


def _all_codes(values: Matrix) -> bool:
    return all(_looks_like_a_code(float(v)) for v in values)
