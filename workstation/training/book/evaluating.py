"""`workstation evaluate`: the pipeline on public loan sets, its figures beside the peers' and the goals.

In: a folder with the sets' files. Out: `SetResult` for each set and each of two runs: one that keeps the
prohibited columns, as the peers did and to which the goals apply, and one that lender's models are held to.
Folds are the peers' own. Reasons are judged with the model of the first fold on rows it has not seen.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workstation.errors import KnownError
from workstation.training.book.book import Book, Wishes, make_book, part_of
from workstation.training.book.folds import sample
from workstation.training.book.goals import Goal, goals_of, goals_of_reasons, goals_of_time
from workstation.training.book.judging import Judged, judge
from workstation.training.book.known_sets import KNOWN_SETS, KnownSet
from workstation.training.book.out_of_time import Days, OutOfTime, out_of_time
from workstation.training.book.proxies import Proxy, proxies
from workstation.training.book.reading import TextColumn, read_columns
from workstation.training.book.reasoning import Explained, explained
from workstation.training.book.report import figure_json
from workstation.training.book.running import capacity_json, promises_json
from workstation.training.book.sba import fiscal_years, sba_days
from workstation.training.book.target import outcomes
from workstation.training.table import Progress, quiet

FOLDS, SEED = 5, 42
QUICK_ROWS, QUICK_FOLDS = 2_000, 2
WINDOW = (2005, 2007)  # of the SBA's loans: trained on the years before


@dataclass(frozen=True, slots=True)
class SetResult:
    """One run on one set. `goals` are empty where none apply."""

    known: KnownSet
    keeps_prohibited: bool
    book: Book
    judged: Judged
    reasons: Explained | None
    time: OutOfTime | None
    proxies: tuple[Proxy, ...]
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
            "reasons": self.reasons.to_json() if self.reasons else None,
            "proxies": [proxy.to_json() for proxy in self.proxies],
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
            yield from _of_time(self.time)
        if self.reasons:
            yield from _of_reasons(self.reasons)
        yield from (f"  {proxy.words}" for proxy in self.proxies)
        for goal in self.goals:
            came = "none" if goal.value is None else f"{goal.value:.4f}"
            yield f"  {'met   ' if goal.met else 'MISSED'} {goal.name}: {came} (goal {goal.bound})"


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
    reasons = explained(book, judged, known.approves, known.reasons) if known.approves else None
    later = None
    if known.derive is not tuple and not quick:
        there, days = _labelled(columns, known), sba_days(raw)
        days = Days(days.made[there], days.failed[there])
        years = fiscal_years(raw)[there]
        later = out_of_time(book, years, WINDOW, seed=SEED, threads=threads, days=days)
    goals: list[Goal] = []
    if keep and not quick:
        goals += goals_of(judged, known.peers)
        goals += goals_of_reasons(reasons) if reasons else ()
        goals += goals_of_time(later) if later else ()
    told = proxies(book, judged.unseen.margins, seed=SEED, threads=threads)
    return SetResult(
        known, keep, book, judged, reasons, later, told, tuple(goals), time.perf_counter() - began
    )


def _labelled(columns: tuple[TextColumn, ...], known: KnownSet) -> np.ndarray[Any, np.dtype[np.bool_]]:
    target = next(c for c in columns if c.name == known.target)
    return outcomes(target, known.bad).labelled


def _of_time(found: OutOfTime) -> Iterator[str]:
    yield (
        f"  out of time AUC {found.auc:.4f}; mean PD over real rate: as trained {found.level.words}, "
        f"level of the last year of training {found.level_from_last_year.words}, of a random fifth of "
        f"the window {found.level_from_window.words}"
    )
    moved = ", ".join(
        f"{roll.every} {roll.level.words}{' with drift' if roll.drift else ''}" for roll in found.rolled
    )
    yield f"    moved forward by the period before: {moved}"
    for day, known in found.known.items():
        yield (
            f"    known on {day} of the {known.loans:,} loans of the year before: {known.bad_by_then} of the "
            f"{known.bad_at_last:,} that failed"
        )


def _of_reasons(found: Explained) -> Iterator[str]:
    grouped, single = found.grouped, found.by_column
    yield (
        f"  reasons of {grouped.cases:,} declines: absurd {grouped.absurd_share:.1%}, flips "
        f"{grouped.flip_share:.3f} (each column a reason of its own: {single.flip_share:.3f}), "
        f"{grouped.ms_per_case:.2f} ms a case"
    )
    yield f"    {found.definition}"
    others = ", ".join(f"{share:.0%} {both[0]:.3f} ({both[1]:.3f})" for share, both in found.flips.items())
    yield f"    flips where another share is approved: {others}"


def _time_json(found: OutOfTime) -> dict[str, Any]:
    def level(name: str) -> dict[str, Any]:
        one = getattr(found, name)
        return {**asdict(one), "ratio": one.ratio}

    return {
        "trained_on": found.trained_on,
        "auc": found.auc,
        "auc_interval": [found.auc_low, found.auc_high],
        **{n: level(n) for n in ("level", "level_from_last_year", "level_from_window")},
        "rolled": [roll.to_json() for roll in found.rolled],
        "known": {day: asdict(known) for day, known in found.known.items()},
        "held_against_goal": "level_from_window",
        "rule": (
            "level_from_last_year uses no outcome of the window; level_from_window moves the intercept on a "
            "random fifth of the window's outcomes and is judged on the other four fifths; rolled moves it "
            "period by period on the final outcomes of the period before, most of which were not known yet"
        ),
    }
