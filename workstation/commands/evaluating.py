"""`evaluate`: the models on real data, beside what simpler ways reach. No profile needed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from workstation.commands.evaluating_forecast import evaluate_forecasts
from workstation.commands.verb import Verb


def _arguments(parser: ArgumentParser) -> None:
    one_of = parser.add_mutually_exclusive_group(required=True)
    one_of.add_argument(
        "--forecast", type=Path, metavar="DIR", help="the sales forecast, on exports of jdd or koubei"
    )
    parser.add_argument(
        "--sellers", type=int, default=3_000, help="how many to simulate where the bundle has no forecast"
    )
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")


VERBS = (Verb(("evaluate",), "judge the models on real data", _arguments, evaluate_forecasts),)
