"""Early arrears: whether young loans fall late more often than loans at the same odds fell before.

In: loans of an earlier and of a later time, and the day until which their accounts are known. Out: how many
of the later ones were more than thirty days past due within ninety days of their draw, and how many would
have been where they fared as the earlier ones did. Loans are compared within bands of what was said of them
(Cochran, Mantel and Haenszel), so that a lender who lends to other sellers than before is no alarm. Ninety
days tell nine months before a loan can be called bad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

import numpy as np

from workstation.domain.decided import Decided
from workstation.scoring.evidence import two_sided

_BANDS = 10


@dataclass(frozen=True, slots=True)
class Fares:
    """`happened` of `loans` of the later time; `expected` would have, had nothing moved; `p` is how often
    chance puts them so far apart."""

    loans: int
    happened: int
    expected: float
    p: float


def early_arrears(
    before: Sequence[Decided], now: Sequence[Decided], as_of: date, early_days: int
) -> Fares | None:
    """Of loans that have been drawn for `early_days` by `as_of`; None where no loan on either side was ever
    late so early, or there is none."""

    def late(row: Decided) -> bool:
        return row.late_on is not None and row.late_on <= _end(row, early_days)

    def old_enough(rows: Iterable[Decided]) -> list[Decided]:
        return [row for row in rows if row.drawn_on is not None and _end(row, early_days) <= as_of]

    return _fares(old_enough(before), old_enough(now), late)


def outcomes_moved(before: Sequence[Decided], now: Sequence[Decided]) -> Fares | None:
    """The same of loans whose time is over: whether more went bad than of those before at the same odds. A
    model that said too little from the first day is no shift; calibration tells of that."""

    def known(rows: Iterable[Decided]) -> list[Decided]:
        return [row for row in rows if row.bad is not None]

    return _fares(known(before), known(now), lambda row: row.bad is True)


def _end(row: Decided, days: int) -> date:
    assert row.drawn_on is not None
    return row.drawn_on + timedelta(days=days)


def _fares(
    before: Sequence[Decided], now: Sequence[Decided], happens: Callable[[Decided], bool]
) -> Fares | None:
    """Both sides in bands of the probability they were made at, cut so that each holds equally many of `now`;
    a band that only one side fills says nothing, nor do loans likelier or less likely to fail than any of
    `now`: a year in which everybody was lent to holds many above what is the cut-off today. Half a loan is
    taken off the difference, so that the normal curve is not kinder than the few cases of a small book."""
    sides = [[row for row in rows if row.probability is not None] for rows in (before, now)]
    if not sides[1]:
        return None
    offered = [row.probability or 0.0 for row in sides[1]]
    lowest, highest = min(offered), max(offered)
    sides[0] = [row for row in sides[0] if lowest <= (row.probability or 0.0) <= highest]
    if not sides[0]:
        return None
    said = [np.array([row.probability for row in rows]) for rows in sides]
    cuts = np.unique(np.quantile(said[1], [part / _BANDS for part in range(1, _BANDS)]))
    counts = np.zeros((2, 2, _BANDS))  # side, loans or those to whom it happened, band
    for side, rows in enumerate(sides):
        bands = np.searchsorted(cuts, said[side], side="right")
        counts[side, 0] = np.bincount(bands, minlength=_BANDS)
        counts[side, 1] = np.bincount(
            bands, weights=np.array([float(happens(row)) for row in rows]), minlength=_BANDS
        )
    counts = counts[:, :, (counts[:, 0] > 0).all(axis=0)]
    (loans0, found0), (loans1, found1) = counts
    whole, found = loans0 + loans1, found0 + found1
    spread = float((loans0 * loans1 * found * (whole - found) / (whole**2 * np.maximum(whole - 1, 1))).sum())
    if spread <= 0:
        return None
    apart = abs(float((found1 - loans1 * found / whole).sum()))
    expected = float((loans1 * found0 / loans0).sum())
    p = two_sided(max(apart - 0.5, 0.0) / sqrt(spread))
    return Fares(int(loans1.sum()), int(found1.sum()), round(expected, 3), p)
