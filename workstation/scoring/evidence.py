"""Evidence gathered over quarters: many small signs make one alarm, whose false ones are rare by a theorem.

In: for each quarter, p-values of several signs that nothing has moved. Out: what they weigh together. A
p-value becomes an e-value, which is 1 or less in the mean where nothing has moved, by the mixture of all
powers (Vovk and Wang 2021, doi:10.1214/20-AOS2020); the mean of e-values is one, however the signs hang
together; and quarters multiply, beginning again at 1 where they fell below. Sounding at c, such a sum sounds
falsely no more than once in c quarters in the mean (e-detectors, Shin, Ramdas and Rinaldo 2024,
doi:10.51387/23-NEJSDS51), as long as each quarter is compared with rows of its own and looked at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

LEAST_P = 1e-12


@dataclass(frozen=True, slots=True)
class Sign:
    """One way to see a change in what it is `about`: `p` is how often it would look so or worse where nothing
    has moved; `found` and `expected` are in the sign's own unit."""

    name: str
    about: str
    p: float
    found: float
    expected: float

    @property
    def evidence(self) -> float:
        return evidence_of(self.p)


def evidence_of(p: float) -> float:
    """(1 − p + p·ln p) / (p·ln² p): 1 at p = 0.16 or so, 3 at 0.02, 21 at 0.001; ½ at 1."""
    p = min(max(p, LEAST_P), 1.0)
    log = math.log(p)
    if log > -1e-4:  # the limit at p = 1, where both parts vanish
        return 0.5
    return (1.0 - p + p * log) / (p * log * log)


def together(signs: Sequence[Sign]) -> float:
    """What the signs of one quarter weigh together: the mean over what they speak of, and for each of these
    over its signs; 1, which is nothing, where there is none."""
    about: dict[str, list[float]] = {}
    for sign in signs:
        about.setdefault(sign.about, []).append(sign.evidence)
    return fmean(map(fmean, about.values())) if about else 1.0


def gathered(quarters: Iterable[Sequence[Sign]]) -> tuple[float, ...]:
    """What had been gathered by the end of each quarter, in their order."""
    weights: list[float] = []
    for signs in quarters:
        weights.append(max(weights[-1] if weights else 1.0, 1.0) * together(signs))
    return tuple(weights)


def two_sided(z: float) -> float:
    """How often a standard normal value lies farther from 0 than `z`."""
    return math.erfc(abs(z) / math.sqrt(2.0))
