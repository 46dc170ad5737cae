"""Reasons of a book's model: against whom they are given, what each owns, and how good they are.

The definition that the figures follow, all of it: declined is who is likelier to be bad than the cut-off,
which approves a stated share; the reference is the median of the quarter of the approved who stand nearest to
it; a reason owns columns and a column has one reason; a case is mended where the columns of its four
strongest reasons have the reference's values, and flips where it then passes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from workstation.scoring.explaining import (
    Forest,
    Question,
    ReasonFigures,
    TreeBaseline,
    just_approved_median,
    measure_reasons,
)
from workstation.scoring.explaining.measuring import MOST_REASONS
from workstation.scoring.explaining.reference import JUST_APPROVED
from workstation.training import metrics
from workstation.training.book.book import Book
from workstation.training.book.fitting import Fitted
from workstation.training.book.judging import Judged
from workstation.training.boosting import Trees
from workstation.training.table import Matrix

_DECLINES = 1_000
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""Shares approved by which it is shown how much the figures hang on the one that was chosen."""


@dataclass(frozen=True, slots=True)
class Explained:
    """`approves` is the share that passes, `cut_off` the probability where it ends. `grouped` are reasons
    that own several columns each, `by_column` each column as a reason of its own; `flips` the same two shares
    of cases flipped at other shares approved, where there is a reference."""

    approves: float
    cut_off: float
    grouped: ReasonFigures
    by_column: ReasonFigures
    flips: Mapping[float, tuple[float, float]]

    @property
    def definition(self) -> str:
        """What was measured, in words."""
        return (
            f"{self.approves:.0%} approved (PD up to {self.cut_off:.3f}); reference: median of the "
            f"{JUST_APPROVED:.0%} of them nearest to the cut-off; exact baseline Shapley values; mended: all "
            f"columns of the {MOST_REASONS} strongest reasons set to the reference"
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data with stable keys."""
        return {
            "definition": self.definition,
            "approved": self.approves,
            "cut_off": self.cut_off,
            "grouped": asdict(self.grouped),
            "by_column": asdict(self.by_column),
            "flips_at_other_shares": [
                {"approved": share, "grouped": grouped, "by_column": single}
                for share, (grouped, single) in self.flips.items()
            ],
        }


def explained(book: Book, judged: Judged, approves: float, reasons: Mapping[str, Sequence[str]]) -> Explained:
    """Reasons of the first fold's model for rows it has not seen, against the just-approved median of those
    it has. The cut-off approves `approves` of the latter."""
    model, fold = judged.unseen.fitted[0], judged.unseen.fold
    seen = model.encoder.matrix(book.features, np.flatnonzero(fold != 0))
    rows = model.encoder.matrix(book.features, np.flatnonzero(fold == 0))
    asking = _Asking(model, seen, rows)
    grouped, single = (groups_of(model.encoder.names, owned) for owned in (reasons, {}))
    flips: dict[float, tuple[float, float]] = {}
    for share in SHARES:
        with suppress(ValueError):  # so few rows that their median would be declined itself
            flips[share] = (asking.at(share, grouped).flip_share, asking.at(share, single).flip_share)
    cut_off = float(metrics.probability(asking.cut_off(approves)))
    return Explained(approves, cut_off, asking.at(approves, grouped), asking.at(approves, single), flips)


class _Asking:
    """One model and its rows, asked at different shares approved."""

    def __init__(self, model: Fitted, seen: Matrix, rows: Matrix) -> None:
        self._model, self._seen, self._rows = model, seen, rows
        self._score = MarginOf(model.text, model.a, model.b)
        self._forest = Forest.of((model.text, model.b))

    def cut_off(self, approves: float) -> float:
        return float(np.quantile(self._score(self._seen), approves))

    def at(self, approves: float, groups: Mapping[str, Sequence[str]]) -> ReasonFigures:
        cut_off = self.cut_off(approves)
        declined = self._rows[self._score(self._rows) > cut_off][:_DECLINES]
        reference = just_approved_median(self._score, self._seen, cut_off)
        encoder = self._model.encoder
        question = Question(encoder.names, groups, encoder.signs, reference, cut_off)
        exact = TreeBaseline(self._forest, reference, list(question.reasons.values()))
        return measure_reasons(self._score, question, declined, exact)


def groups_of(names: Sequence[str], reasons: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The model's columns by reason; a code and its column, or a category and its count, are never apart."""
    owner = {column: reason for reason, columns in reasons.items() for column in columns}
    groups: dict[str, list[str]] = {}
    for name in names:
        column = name.removeprefix("rows of ").split(" = ")[0]
        groups.setdefault(owner.get(column, column), []).append(name)
    return groups


class MarginOf:
    """Calibrated log-odds of rows of a model's columns."""

    def __init__(self, text: str, a: float, b: float) -> None:
        self._trees, self._a, self._b = Trees(text), a, b

    def __call__(self, rows: Matrix) -> Matrix:
        return self._a + self._b * self._trees.raw(rows)
