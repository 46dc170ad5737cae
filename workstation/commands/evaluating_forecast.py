"""`evaluate --forecast`: the sales forecast on real exports, out of time, beside the naive ones."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.commands.verb import Answer
from workstation.errors import KnownError
from workstation.paths import resources

if TYPE_CHECKING:
    from workstation.portfolio import Gathered
    from workstation.scoring import ModelSuite
    from workstation.training.forecasting import ForecastReport

_MARKS = {"jdd": "t_sales_sum.*", "koubei": "shop_day_pay.*"}
"""A file by which an export that holds a course of sales is known."""


def evaluate_forecasts(arguments: Namespace) -> Answer:
    """Every export of totals in the folder, or in the folders right under it."""
    from workstation.portfolio import Gathered
    from workstation.scoring import open_suite
    from workstation.sources import ImportReport, read_source

    suite = open_suite(arguments.models or resources() / "models")
    reports = []
    for name, folder in _exports(arguments.forecast):
        _tell(f"{name}: reading {folder}")
        with Gathered.of(read_source(name, folder, ImportReport())) as gathered:
            reports.append(_judged(name, gathered, suite, arguments.sellers))
    lines = [line for report in reports for line in (*report.lines(), "")]
    return Answer({"forecasts": [report.to_json() for report in reports]}, lines[:-1])


def _judged(name: str, gathered: Gathered, suite: ModelSuite, sellers: int | None) -> ForecastReport:
    from workstation.training.forecasting import SELLERS, evaluate_forecast

    return evaluate_forecast(name, gathered.files, suite, sellers=sellers or SELLERS, progress=_tell)


def _exports(folder: Path) -> list[tuple[str, Path]]:
    found = list(_in(folder)) or [
        export for under in sorted(folder.glob("*/")) if under.is_dir() for export in _in(under)
    ]
    if not found:
        raise KnownError(
            "forecast.no_export",
            "there is no export of a course of sales",
            where=str(folder),
            remedy=f"Name a folder that holds one of {', '.join(_MARKS.values())}.",
        )
    return found


def _in(folder: Path) -> Iterator[tuple[str, Path]]:
    for name, mark in _MARKS.items():
        if any(folder.glob(mark)):
            yield name, folder


def _tell(words: str) -> None:
    print(words, file=sys.stderr)
