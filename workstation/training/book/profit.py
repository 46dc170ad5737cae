"""What a cut-off earns: the profit of approving everybody up to a probability, and the best place to stop.

Approve where (1 − PD)·margin − PD·LGD > 0, so up to PD* = margin / (margin + LGD). The share of a loan that
is earned and the share that is lost are assumptions, stated beside every figure that rests on them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.training.table import Flags, Matrix


@dataclass(frozen=True, slots=True)
class Economics:
    """Shares of the amount lent: earned on a loan that is repaid, lost on one that is not. The loss is the
    median of the charge-offs of the SBA's guaranteed loans."""

    margin: float = 0.10
    loss: float = 0.64

    @property
    def cut_off(self) -> float:
        """The highest probability at which a loan still earns."""
        return self.margin / (self.margin + self.loss)


def profit_points(
    bad: Flags, probability: Matrix, economics: Economics, most: int = 200
) -> list[tuple[float, float]]:
    """(cut-off, profit per 100 of loans asked for) for cut-offs over the book's own probabilities."""
    order = np.argsort(probability, kind="stable")
    earned = np.where(bad[order], -economics.loss, economics.margin)
    total = np.cumsum(earned) / len(bad) * 100
    places = np.unique(np.linspace(0, len(bad) - 1, most).astype(int))
    sorted_p = probability[order]
    return [(0.0, 0.0), *((float(sorted_p[i]), float(total[i])) for i in places)]
