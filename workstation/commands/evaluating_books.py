"""`workstation evaluate --data-dir`: the pipeline for lenders' books on public loan sets."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace

from workstation.commands.reading import read_count
from workstation.commands.verb import Answer, tell


def book_arguments(parser: ArgumentParser) -> None:
    """Options of `--data-dir`."""
    parser.add_argument(
        "--keep-prohibited",
        action="store_true",
        help="of --data-dir: only the run that keeps prohibited columns, as published figures do",
    )
    parser.add_argument(
        "--quick", action="store_true", help="of --data-dir: few rows, two folds, to see that it works"
    )
    parser.add_argument("--threads", type=read_count, default=1)


def evaluate_books(arguments: Namespace) -> Answer:
    """Every known set in the folder, with and without prohibited columns."""
    from workstation.training.book.evaluating import FOLDS, SEED, evaluate_sets

    began = time.perf_counter()
    results = evaluate_sets(
        arguments.data_dir,
        only_kept=arguments.keep_prohibited,
        quick=arguments.quick,
        threads=arguments.threads,
        progress=tell,
    )
    judged = [run for runs in results.values() for run in runs if run.goals]
    met = sum(goal.met for run in judged for goal in run.goals)
    asked = sum(len(run.goals) for run in judged)
    seconds = round(time.perf_counter() - began, 1)
    data = {
        "seed": SEED,
        "folds": FOLDS,
        "quick": arguments.quick,
        "seconds": seconds,
        "goals_asked": asked,
        "goals_met": met,
        "sets": {
            name: {
                ("with_prohibited" if run.keeps_prohibited else "without_prohibited"): run.to_json()
                for run in runs
            }
            for name, runs in results.items()
        },
    }
    lines = [line for runs in results.values() for run in runs for line in run.lines()]
    if asked:
        lines.append(f"{met} of {asked} goals met, {seconds:.0f} s")
    return Answer(data, lines)
