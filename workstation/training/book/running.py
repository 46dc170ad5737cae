"""`workstation train --data FILE --target COLUMN`: from a lender's table to a model, a scorecard, a report.

In: a file and wishes. Out: `BookReport`, and in the folder of the caller: `model.txt` (LightGBM's text),
`model.json` (how its columns are made), `scorecard.csv`, `figures.json`, `card.md`, `report.html`, and
`manifest.json` with the hash of each, which two people may sign. With prohibited columns kept there is no
manifest, so that nothing of it can ever be signed.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.crypto import sha256
from workstation.domain.text import plain_cell
from workstation.errors import KnownError
from workstation.files import write_whole
from workstation.scoring import sign_bundle
from workstation.training.book.book import Book, Wishes, make_book
from workstation.training.book.capacity import LEARNING_RATE
from workstation.training.book.judging import Finished, Judged, finish, judge
from workstation.training.book.later import Later, begin, judge_later
from workstation.training.book.later_page import later_section
from workstation.training.book.leaks import Suspect, suspects
from workstation.training.book.profit import Economics
from workstation.training.book.proxies import Proxy, proxies
from workstation.training.book.reading import read_columns
from workstation.training.book.recipe import FORMAT, recipe_json, recipe_of
from workstation.training.book.report import figure_json, report_page
from workstation.training.book.verified import MANIFEST, plain_json, seal_of
from workstation.training.pipeline import read_key
from workstation.training.table import Matrix, Progress, quiet

_FEWEST_A_FOLD = 5


@dataclass(frozen=True, slots=True)
class BookReport:
    """What came of a run; `signable` where no prohibited column was read."""

    book: Book
    judged: Judged
    done: Finished
    suspected: tuple[Suspect, ...]
    proxies: tuple[Proxy, ...]
    later: Later | None
    folds: int
    seed: int
    seconds: float

    @property
    def signable(self) -> bool:
        return not any(p.kept for p in self.book.prohibited)

    @property
    def unseen_margins(self) -> Matrix:
        """Log-odds of every row by trees that had not seen it, at the level of the finished model: grades and
        bins made of another level would call the very table of training moved."""
        newest = self.done.model.later
        return self.judged.unseen.margins if newest is None else newest.unseen + newest.moved

    def to_json(self) -> dict[str, Any]:
        """Plain data with stable keys; the figures are out of fold."""
        book, judged = self.book, self.judged
        return {
            **figure_json(judged.figures),
            "seconds": round(self.seconds, 3),
            "rows": len(book),
            "bad": int(book.bad.sum()),
            "bad_rate": float(book.bad.mean()),
            "folds": self.folds,
            "seed": self.seed,
            "fold_auc": list(judged.fold_aucs),
            "fold_deviation": judged.fold_deviation,
            "scorecard": figure_json(judged.card),
            "target": book.target,
            "bad_means": book.bad_means,
            "unlabelled_rows": book.unlabelled,
            "repeated_rows": book.repeated,
            "columns": [
                {
                    "name": f.name,
                    "kind": "number" if f.numbers is not None else "category",
                    "sign": f.sign,
                    "reason": f.reason,
                    "blank": float(f.blank.mean()),
                    "note": f.note,
                }
                for f in book.features
            ],
            "left_out": [{"name": g.name, "why": g.why, "words": g.words} for g in book.left_out],
            "prohibited": [
                {"name": p.name, "attribute": p.attribute, "kept": p.kept} for p in book.prohibited
            ],
            "suspected_leaks": [{"name": s.name, "why": s.why, "auc": s.auc} for s in self.suspected],
            "proxies": [proxy.to_json() for proxy in self.proxies],
            "out_of_time": None if self.later is None else self.later.to_json(),
            "untimed_rows": book.untimed,
            "promises": promises_json(judged),
            "capacity": [capacity_json(m) for m in judged.unseen.fitted],
            "model": capacity_json(self.done.model),
            "signable": self.signable,
        }

    def lines(self) -> list[str]:
        """What a person reads first."""
        f, card = self.judged.figures, self.judged.card
        said = [
            f"{len(self.book):,} rows, {f.bad:,} bad, {len(self.book.features)} columns read",
            f"trees: AUC {f.auc:.4f} ({f.auc_low:.4f}–{f.auc_high:.4f}), KS {f.ks:.3f}",
            f"trees: Brier {f.brier:.4f}, slope {f.slope:.3f}, out of {self.folds} folds",
            f"scorecard: AUC {card.auc:.4f}, KS {card.ks:.3f}, Brier {card.brier:.4f}",
        ]
        if self.later is not None:
            said += self.later.lines()
        said += [f"not read: {gone.name}: {gone.words}" for gone in self.book.left_out]
        said += [f"may know the outcome: {s.name}: {s.why}" for s in self.suspected]
        said += [proxy.words for proxy in self.proxies]
        if not self.signable:
            said.append("prohibited columns were read: for comparison only, it cannot be signed")
        return said


def promises_json(judged: Judged) -> dict[str, Any]:
    kept = judged.kept
    return {
        "monotone_steps": kept.sweeps,
        "monotone_violations": kept.sweeps_broken,
        "blank_cases": kept.blanks,
        "blank_helped": kept.blanks_broken,
        "free_blank_cases": kept.free_blanks,
        "free_blank_helped": kept.free_blanks_helped,
    }


def capacity_json(model: Any) -> dict[str, Any]:
    chosen = model.chosen
    return {
        "leaves": chosen.rung.leaves,
        "fewest_rows_in_leaf": chosen.rung.fewest,
        "l2": chosen.rung.pull,
        "columns_a_tree": chosen.rung.share,
        "learning_rate": LEARNING_RATE,
        "trees": chosen.rounds,
        "a": model.a,
        "b": model.b,
        "tried": [
            {"leaves": rung.leaves, "columns_a_tree": rung.share, "log_loss": loss}
            for rung, loss in chosen.tried
        ],
    }


def train_book(
    path: Path,
    wishes: Wishes,
    *,
    out: Path,
    names: Sequence[str] = (),
    test_from: str = "",
    folds: int = 5,
    seed: int = 42,
    threads: int = 1,
    key_files: Sequence[Path] = (),
    progress: Progress = quiet,
) -> BookReport:
    """Read, judge in folds, and where the rows have a time on the later ones, fit on all rows, write the
    folder. The same arguments give the same bytes.

    Raises `KnownError` `book.*` for what cannot be read or learned from, and `book.prohibited` where a
    signature is asked for a model that reads what it may not.
    """
    began = time.perf_counter()
    keys = [read_key(file) for file in key_files]
    book = make_book(read_columns(path, names), wishes)
    if keys and any(p.kept for p in book.prohibited):
        raise KnownError(
            "book.prohibited",
            "a model that reads prohibited columns cannot be signed",
            where=", ".join(p.name for p in book.prohibited),
            remedy="Leave --keep-prohibited away, or --key.",
        )
    enough(book, folds)
    if book.times is not None:
        begin(book, test_from)
    suspected = suspects(book)
    for suspect in suspected:
        progress(f"{suspect.name} may know the outcome: {suspect.why}; leave it out with --drop")
    progress(f"{len(book):,} rows, {int(book.bad.sum()):,} bad, {len(book.features)} columns read")
    judged = judge(book, count=folds, seed=seed, threads=threads, progress=progress)
    later = judge_later(book, test_from, seed=seed, threads=threads) if book.times is not None else None
    done = finish(book, seed=seed, threads=threads)
    told = proxies(book, judged.unseen.margins, seed=seed, threads=threads)
    report = BookReport(book, judged, done, suspected, told, later, folds, seed, time.perf_counter() - began)
    _write(out, report, keys)
    return report


def enough(book: Book, folds: int) -> None:
    """Raises `KnownError` `book.folds` for fewer than two folds, `book.few` where a fold would have fewer
    than five of either outcome."""
    if folds < 2:
        raise KnownError("book.folds", "two folds are the fewest", where=str(folds), remedy="Give --folds 5.")
    fewest = min(int(book.bad.sum()), int((~book.bad).sum()))
    if fewest < _FEWEST_A_FOLD * folds:
        raise KnownError(
            "book.few",
            "there are too few rows of one outcome for the folds",
            where=f"{fewest} rows, {folds} folds",
            remedy=f"Give {_FEWEST_A_FOLD * folds} or more, or fewer folds.",
        )


def _write(out: Path, report: BookReport, keys: Sequence[bytes]) -> None:
    figures = {key: value for key, value in report.to_json().items() if key != "seconds"}
    recipe = recipe_of(report.book, report.done.model, report.unseen_margins)
    more = later_section(report.later) if report.later is not None else ()
    page = report_page(
        report.book, report.judged, report.done, report.suspected, Economics(), report.proxies, more
    )
    notes = {f.name: f.note for f in report.book.features if f.note}
    files = {
        "model.txt": report.done.model.text,
        "model.json": plain_json(recipe_json(recipe, notes)),
        "scorecard.csv": _card_csv(report.done),
        "figures.json": plain_json(figures),
        "card.md": _card(report),
        "report.html": page,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).unlink(missing_ok=True)
    for name, text in files.items():
        write_whole(out / name, text.encode(), private=False)
    if report.signable:
        named = {name: sha256(text.encode()) for name, text in files.items()}
        manifest = {
            "kind": "book", "format": FORMAT, "trained_on": "real", "target": report.book.target,
            "files": named,
        }  # fmt: skip
        write_whole(
            out / MANIFEST, plain_json({**manifest, "seal": seal_of(manifest)}).encode(), private=False
        )
        if keys:
            sign_bundle(out, keys)


def _card_csv(done: Finished) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["feature", "bin", "rows", "bad_rate", "weight", "points"])
    writer.writerow(["", "base", "", "", "", done.card.base_points()])
    for row in done.card.table():
        writer.writerow(
            [
                plain_cell(row.feature),
                plain_cell(row.bin),
                row.rows,
                f"{row.bad_rate:.6f}",
                row.weight,
                row.points,
            ]
        )
    return text.getvalue()


def _card(report: BookReport) -> str:
    book, f, model = report.book, report.judged.figures, report.done.model.chosen
    kept = [p.name for p in book.prohibited if p.kept]
    later = list(report.later.lines()) if report.later is not None else []
    time = "and out of time" if later else "not out of time"
    first = (
        f"**Reads prohibited columns ({', '.join(kept)}): for comparison only, never for a decision.**"
        if kept
        else f"Trained on the lender's own loans; judged out of fold, {time}."
    )
    signed = [f"- {c.name}: {'+' if c.sign > 0 else '−'} {c.reason}" for c in book.features if c.sign]
    auc = f"AUC {f.auc:.4f} ({f.auc_low:.4f}–{f.auc_high:.4f})"
    lines = [
        first,
        "",
        f"# Default model for {book.target}",
        "",
        f"- bad: {book.bad_means}; {len(book)} rows, {int(book.bad.sum())} bad",
        f"- {auc}, KS {f.ks:.3f}, Brier {f.brier:.4f}, slope {f.slope:.3f}",
        f"- {report.folds} folds, seed {report.seed}; Platt's line inside the folds",
        f"- {model.rounds} trees of {model.rung.leaves} leaves, monotone `basic`",
        f"- left out: {', '.join(f'{g.name} ({g.why})' for g in book.left_out) or 'nothing'}",
        f"- suspected of knowing the outcome: {', '.join(s.name for s in report.suspected) or 'none'}",
        *(f"- {line}" for line in later),
        *(f"- {proxy.words}" for proxy in report.proxies),
        "",
        "## Signs",
        "",
        *(signed or ["None were given; every column is free, and a blank may help."]),
        "",
        "## Limits of use",
        "",
        "- A fold is not a later year: recalibrate on the newest loans with an outcome before use.",
        "- Loans that were declined are not in the table; figures are of those that were granted.",
    ]
    return "\n".join(lines) + "\n"
