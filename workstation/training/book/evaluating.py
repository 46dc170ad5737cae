"""`workstation evaluate`: the pipeline on public loan sets, its figures beside the peers' and the goals.

In: a folder with the sets' files. Out: `SetResult` for each set and each of two runs: one that keeps the
prohibited columns, as the peers did and to which the goals apply, and one that lender's models are held to.
Folds are the peers' own. Reasons are judged with the model of the first fold on rows it has not seen.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workstation.errors import KnownError
from workstation.scoring.explaining import (
    Forest,
    Question,
    ReasonFigures,
    TreeBaseline,
    just_approved_median,
    measure_reasons,
)
from workstation.training.book.book import Book, Wishes, make_book, part_of
from workstation.training.book.fitting import Fitted
from workstation.training.book.folds import sample
from workstation.training.book.goals import Goal, goals_of, goals_of_reasons, goals_of_time
from workstation.training.book.judging import Judged, judge
from workstation.training.book.known_sets import KNOWN_SETS, KnownSet
from workstation.training.book.out_of_time import OutOfTime, out_of_time
from workstation.training.book.reading import TextColumn, read_columns
from workstation.training.book.report import figure_json
from workstation.training.book.running import capacity_json, promises_json
from workstation.training.book.sba import fiscal_years
from workstation.training.book.target import outcomes
from workstation.training.boosting import Trees
from workstation.training.table import Matrix, Progress, quiet

FOLDS, SEED = 5, 42
QUICK_ROWS, QUICK_FOLDS = 2_000, 2
WINDOW = (2005, 2007)  # of the SBA's loans: trained on the years before
_DECLINES = 1_000


@dataclass(frozen=True, slots=True)
class SetResult:
    """One run on one set. `goals` are empty where none apply."""

    known: KnownSet
    keeps_prohibited: bool
    book: Book
    judged: Judged
    reasons: Explained | None
    time: OutOfTime | None
    goals: tuple[Goal, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Plain data with stable keys."""
        judged, peers = self.judged, self.known.peers
        return {
            **figure_json(judged.figures),
            "seconds": round(self.seconds, 1),
            "rows": len(self.book),
            "bad_rate": float(self.book.bad.mean()),
            "fold_auc": list(judged.fold_aucs),
            "fold_deviation": judged.fold_deviation,
            "peers": asdict(peers),
            "scorecard": figure_json(judged.card),
            "promises": promises_json(judged),
            "prohibited": [{"name": p.name, "kept": p.kept} for p in self.book.prohibited],
            "signs": {f.name: f.sign for f in self.book.features if f.sign},
            "capacity": [capacity_json(m) for m in judged.unseen.fitted],
            "reasons": asdict(self.reasons) if self.reasons else None,
            "out_of_time": _time_json(self.time) if self.time else None,
            "goals": [asdict(goal) for goal in self.goals],
            "goals_met": all(goal.met for goal in self.goals),
        }

    def lines(self) -> Iterator[str]:
        """What a person reads: ours beside the peers', then each goal."""
        f, peers = self.judged.figures, self.known.peers
        kept = "prohibited columns kept" if self.keeps_prohibited else "without prohibited columns"
        yield f"{self.known.id}, {len(self.book):,} rows, {kept}, {self.seconds:.0f} s"
        yield (
            f"  AUC {f.auc:.4f} ± {self.judged.fold_deviation:.4f} (small + mono {peers.small_mono}, "
            f"best {peers.best} {peers.best_name}), KS {f.ks:.3f}, Brier {f.brier:.4f}, slope {f.slope:.3f}"
        )
        yield f"  scorecard AUC {self.judged.card.auc:.4f} (WOE {peers.woe})"
        if self.time:
            yield (
                f"  out of time AUC {self.time.auc:.4f}; mean PD over real rate: as trained "
                f"{self.time.level.ratio:.2f}, level of the last year of training "
                f"{self.time.level_from_last_year.ratio:.2f}, level of a fifth of the window "
                f"{self.time.level_from_window.ratio:.2f}"
            )
        if self.reasons:
            grouped, single = self.reasons.grouped, self.reasons.by_column
            yield (
                f"  reasons of {grouped.cases:,} declines, {self.known.approves:.0%} approved: absurd "
                f"{grouped.absurd_share:.1%}, flips {grouped.flip_share:.3f} (each column a reason of its "
                f"own: {single.flip_share:.3f}), {grouped.ms_per_case:.2f} ms a case"
            )
        for goal in self.goals:
            yield f"  {'met   ' if goal.met else 'MISSED'} {goal.name}: {goal.value:.4f} (goal {goal.bound})"


def evaluate_sets(
    folder: Path,
    *,
    only_kept: bool = False,
    quick: bool = False,
    threads: int = 1,
    progress: Progress = quiet,
) -> Mapping[str, tuple[SetResult, ...]]:
    """Results by set: the run that keeps prohibited columns, then, where a set has any, the one without.

    Raises `KnownError` `evaluate.none` where the folder has none of the sets.
    """
    found = [known for known in KNOWN_SETS if (folder / known.file).is_file()]
    if not found:
        raise KnownError(
            "evaluate.none",
            "the folder holds none of the known sets",
            where=str(folder),
            remedy=f"Known are {', '.join(known.file for known in KNOWN_SETS)}.",
        )
    for known in KNOWN_SETS:
        if known not in found:
            progress(f"{known.file} is not there")
    return {known.id: tuple(_runs(folder, known, only_kept, quick, threads, progress)) for known in found}


def _runs(
    folder: Path, known: KnownSet, only_kept: bool, quick: bool, threads: int, progress: Progress
) -> Iterator[SetResult]:
    raw = read_columns(folder / known.file, known.names)
    kept = _run(known, raw, True, quick, threads, progress)
    yield kept
    if kept.book.prohibited and not only_kept:
        yield _run(known, raw, False, quick, threads, progress)


def _run(
    known: KnownSet, raw: tuple[TextColumn, ...], keep: bool, quick: bool, threads: int, progress: Progress
) -> SetResult:
    began = time.perf_counter()
    columns = tuple(known.derive(raw))
    hints = {name: hint for name, hint in known.hints.items() if any(c.name == name for c in columns)}
    wishes = Wishes(known.target, known.bad, hints, known.drop, keep_prohibited=keep)
    book = make_book(columns, wishes)
    progress(f"{known.id}: {len(book):,} rows, {'with' if keep else 'without'} prohibited columns")
    if quick:
        book = part_of(book, sample(book.bad, QUICK_ROWS, SEED))
    judged = judge(book, count=QUICK_FOLDS if quick else FOLDS, seed=SEED, threads=threads, progress=progress)
    reasons = explained(book, judged, known) if known.approves else None
    later = None
    if known.derive is not tuple and not quick:
        years = fiscal_years(raw)[_labelled(columns, known)]
        later = out_of_time(book, years, WINDOW, seed=SEED, threads=threads)
    goals: list[Goal] = []
    if keep and not quick:
        goals += goals_of(judged, known.peers)
        goals += goals_of_reasons(reasons.grouped) if reasons else ()
        goals += goals_of_time(later) if later else ()
    return SetResult(known, keep, book, judged, reasons, later, tuple(goals), time.perf_counter() - began)


def _labelled(columns: tuple[TextColumn, ...], known: KnownSet) -> np.ndarray[Any, np.dtype[np.bool_]]:
    target = next(c for c in columns if c.name == known.target)
    return outcomes(target, known.bad).labelled


@dataclass(frozen=True, slots=True)
class Explained:
    """Reasons that own several columns each, and each column as a reason of its own."""

    grouped: ReasonFigures
    by_column: ReasonFigures


def explained(book: Book, judged: Judged, known: KnownSet) -> Explained:
    """Reasons of the first fold's model for rows it has not seen, against the just-approved median of those
    it has. The cut-off approves the set's share of the latter."""
    model, fold = judged.unseen.fitted[0], judged.unseen.fold
    inside, outside = np.flatnonzero(fold != 0), np.flatnonzero(fold == 0)
    score = _Score(model)
    seen = model.encoder.matrix(book.features, inside)
    cut_off = float(np.quantile(score(seen), known.approves))
    rows = model.encoder.matrix(book.features, outside)
    declined = rows[score(rows) > cut_off][:_DECLINES]
    reference = just_approved_median(score, seen, cut_off)
    forest = Forest.of((model.text, model.b))

    def measured(groups: Mapping[str, Sequence[str]]) -> ReasonFigures:
        question = Question(model.encoder.names, groups, model.encoder.signs, reference, cut_off)
        exact = TreeBaseline(forest, reference, list(question.reasons.values()))
        return measure_reasons(score, question, declined, exact)

    return Explained(
        measured(_groups(model.encoder.names, known.reasons)), measured(_groups(model.encoder.names, {}))
    )


def _groups(names: Sequence[str], reasons: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The model's columns by reason; a code and its column, or a category and its count, are never apart."""
    owner = {column: reason for reason, columns in reasons.items() for column in columns}
    groups: dict[str, list[str]] = {}
    for name in names:
        column = name.removeprefix("rows of ").split(" = ")[0]
        groups.setdefault(owner.get(column, column), []).append(name)
    return groups


class _Score:
    """Calibrated log-odds of rows of a model's columns."""

    def __init__(self, model: Fitted) -> None:
        self._trees, self._a, self._b = Trees(model.text), model.a, model.b

    def __call__(self, rows: Matrix) -> Matrix:
        return self._a + self._b * self._trees.raw(rows)


def _time_json(found: OutOfTime) -> dict[str, Any]:
    def level(name: str) -> dict[str, Any]:
        one = getattr(found, name)
        return {**asdict(one), "ratio": one.ratio}

    return {
        "trained_on": found.trained_on,
        "auc": found.auc,
        "auc_interval": [found.auc_low, found.auc_high],
        **{n: level(n) for n in ("level", "level_from_last_year", "level_from_window")},
        "rule": (
            "level_from_last_year uses no outcome of the window; level_from_window moves the intercept on a "
            "random fifth of the window's outcomes and is judged on the other four fifths"
        ),
    }
