"""Against whom reasons are given: the median of those just on the approving side of the cut-off.

One of the two comparisons that 12 CFR 1002.9, comment 9(b)(2)-5 names for the reasons of a scoring system (as
a model, not as PRC law). The median is of figures, so it is nobody, and it can travel with a model.
"""

from __future__ import annotations

import numpy as np

from workstation.scoring.explaining.baseline import Score
from workstation.scoring.explaining.forest import Floats, Mask

JUST_APPROVED = 0.25
"""The quarter of the approved who stand nearest to the cut-off. On HELOC a tenth makes a median that hardly
passes itself (78 % of cases mended by grouped reasons); a quarter mends 94–97 %."""
_WIDER = 1.5
_LEAST = 20


def just_approved_median(
    score: Score, rows: Floats, cut_off: float, *, share: float = JUST_APPROVED
) -> Floats:
    """The median of each column over those approved (margin ≤ `cut_off`) who stand nearest to the cut-off.

    They are `share` of all who are approved, at least twenty where there are so many; more where the median
    itself would be declined. A column that most of them lack is missing (NaN); else it is the middle of what
    they have, the lower of two, so that it is a value that really occurs. Raises `ValueError` where nobody
    is approved, or where even the median of all who are would be declined.
    """
    margins = score(rows)
    approved = np.flatnonzero(margins <= cut_off)
    if not len(approved):
        raise ValueError("nobody is on the approving side of the cut-off")
    nearest = approved[np.argsort(-margins[approved], kind="stable")]
    count = max(round(share * len(approved)), min(_LEAST, len(approved)))
    while True:
        found = np.array([_middle(column) for column in rows[nearest[:count]].T])
        if score(found[None, :])[0] <= cut_off:
            return found
        if count >= len(approved):
            raise ValueError("the median of those who are approved would be declined itself")
        count = min(int(count * _WIDER) + 1, len(approved))


def _middle(column: Floats) -> float:
    known = np.sort(column[~np.isnan(column)])
    if 2 * len(known) < len(column):
        return float("nan")
    return float(known[(len(known) - 1) // 2])


def no_worse(case: Floats, reference: Floats, directions: Floats) -> Mask:
    """For each column, whether the case is no worse than the reference.

    `directions` is +1 where more is riskier, −1 where less is, 0 where neither can be said: then only the
    same value is no worse. A missing value is worse than any that is there.
    """
    same = (case == reference) | (np.isnan(case) & np.isnan(reference))
    better = (case - reference) * directions < 0
    only_here = ~np.isnan(case) & np.isnan(reference) & (directions != 0)
    return np.asarray(same | better | only_here)
