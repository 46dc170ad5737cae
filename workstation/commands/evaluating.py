"""`evaluate`: the models on data they never saw, beside what simpler ways reach. No profile needed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.commands.evaluating_books import book_arguments, evaluate_books
from workstation.commands.evaluating_forecast import evaluate_forecasts
from workstation.commands.evaluating_need import evaluate_invitations
from workstation.commands.evaluating_suite import evaluate_suite
from workstation.commands.reading import read_count, read_seed
from workstation.commands.verb import Answer, Verb


def _arguments(parser: ArgumentParser) -> None:
    one_of = parser.add_mutually_exclusive_group(required=True)
    one_of.add_argument(
        "--forecast", type=Path, metavar="DIR", help="the sales forecast, on exports of jdd or koubei"
    )
    one_of.add_argument(
        "--need", action="store_true", help="need prediction: how many invitations are right, and how early"
    )
    one_of.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="the pipeline for lenders' books, on public loan sets"
    )
    one_of.add_argument(
        "--suite", action="store_true", help="every model of the bundle in force beside its naive baseline"
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="with --suite: judge on sellers drawn anew, half an hour for 2000",
    )
    parser.add_argument(
        "--sellers",
        type=read_count,
        help="how many to simulate: 1000 of each trade for need, 3000 where no forecast is bundled",
    )
    parser.add_argument("--seed", type=read_seed, default=42)
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")
    book_arguments(parser)


def _evaluate(arguments: Namespace) -> Answer:
    if arguments.data_dir:
        return evaluate_books(arguments)
    if arguments.suite:
        return evaluate_suite(arguments)
    return evaluate_invitations(arguments) if arguments.need else evaluate_forecasts(arguments)


VERBS = (Verb(("evaluate",), "judge the models on data they never saw", _arguments, _evaluate),)
