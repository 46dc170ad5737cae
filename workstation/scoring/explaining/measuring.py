"""How good a model's reasons are, measured on rows: absurd ones, and whether mending them mends the case.

Goes in: a scoring function, its columns grouped into reasons, signs, rows and a cut-off. Comes out:
`ReasonFigures`. A reason is absurd where the case is no worse than the reference on every feature of it. A
case is mended where its principal reasons' features are set to the reference's values; it flips where its
new score is on the approving side.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workstation.scoring.explaining.baseline import Explain, Score, ScoreBaseline
from workstation.scoring.explaining.forest import Floats
from workstation.scoring.explaining.reference import no_worse

MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class ReasonFigures:
    """Over `cases` declined rows: shares 0–1 of reasons that were absurd and of cases that flipped, the
    largest gap between a sum of values and the move of the score, and the median time of a case."""

    cases: int
    reasons: int
    absurd_share: float
    flip_share: float
    largest_gap: float
    ms_per_case: float


@dataclass(frozen=True, slots=True)
class Question:
    """What reasons are asked of. `groups` are the features of each reason; a feature of none is its own.
    Declined is who has a margin above `cut_off`."""

    features: Sequence[str]
    groups: Mapping[str, Sequence[str]]
    directions: Sequence[int]
    reference: Floats
    cut_off: float

    @property
    def reasons(self) -> dict[str, list[int]]:
        """The columns of each reason that has any, the table's first and then the features of none."""
        place = {name: column for column, name in enumerate(self.features)}
        owned = {code: [place[f] for f in names if f in place] for code, names in self.groups.items()}
        taken = {column for columns in owned.values() for column in columns}
        alone = {name: [column] for name, column in place.items() if column not in taken}
        return {code: columns for code, columns in (owned | alone).items() if columns}


def principal(values: Floats, most: int = MOST_REASONS) -> list[int]:
    """The players that spoke most against, most first, at most `most`."""
    order = np.argsort(-values, kind="stable")[:most]
    return [int(player) for player in order if values[player] > 0]


def measure_reasons(
    score: Score, question: Question, rows: Floats, explain: Explain | None = None
) -> ReasonFigures:
    """Explain every declined row of `rows` by `question.reasons` and judge what came out.

    `explain` gives the value of each reason in the order of `question.reasons`, in the score's unit; without
    it the values are found through `score` alone.
    """
    reasons = list(question.reasons.values())
    reference = question.reference
    explained = explain or ScoreBaseline(score, reference, reasons)
    declined = rows[score(rows) > question.cut_off]
    if not len(declined):
        return ReasonFigures(0, 0, 0.0, 0.0, 0.0, 0.0)
    worse = ~no_worse(declined, reference, np.array(question.directions, dtype=np.float64))
    mended, values, seconds = declined.copy(), [], []
    given = absurd = 0
    for number, case in enumerate(declined):
        began = time.perf_counter()
        found = explained(case)
        seconds.append(time.perf_counter() - began)
        values.append(found.sum())
        for player in principal(found):
            columns = reasons[player]
            given += 1
            absurd += not worse[number, columns].any()
            mended[number, columns] = reference[columns]
    moved = score(declined) - score(reference[None, :])[0]
    return ReasonFigures(
        len(declined),
        given,
        absurd / max(given, 1),
        float((score(mended) <= question.cut_off).mean()),
        float(np.abs(moved - np.array(values)).max()),
        float(np.median(seconds)) * 1_000,
    )
