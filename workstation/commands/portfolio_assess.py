"""`portfolio assess`: every applicant of an export, scored and put through the lending rules. No profile."""

from __future__ import annotations

import csv
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.domain.money import yuan
from workstation.files import text_appearing
from workstation.paths import resources

if TYPE_CHECKING:
    from datetime import date

    from workstation.portfolio import Delivery, StandardRequest, Tally
    from workstation.scoring import ModelSuite
    from workstation.services.portfolio_assessing import BookTerms
    from workstation.sources import ImportReport

_TOLD_EVERY = 1000
_ASSUMED = "Assumed of every applicant: an authorisation to read its records, nothing owed, and one request"


def _arguments(parser: ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--source", nargs=2, metavar=("NAME", "PATH"), help="an export: its kind and place")
    where.add_argument("--parquet", type=Path, metavar="DIR", help="ledgers in Parquet, a file each")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table, as CSV")
    parser.add_argument("--product", default="credit", help="whose limit is reckoned (default: credit)")
    parser.add_argument(
        "--as-of", metavar="DATE", help="one day for all; without it, each applicant's last record"
    )
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")


def _assess(arguments: Namespace) -> Answer:
    from workstation.portfolio import COLUMNS, Gathered, Tally
    from workstation.services.portfolio_assessing import assess_files
    from workstation.sources import ImportReport

    terms = _terms(arguments)
    report, tally, request = ImportReport(), Tally(), terms.request()
    deliveries = _deliveries(arguments, report, terms.as_of)
    with Gathered.of(_told(deliveries, "read")) as gathered, text_appearing(arguments.out) as stream:
        print(f"{len(gathered):,} applicants", file=sys.stderr)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for line in _told(assess_files(gathered.files(), terms), "assessed"):
            writer.writerow(line.row())
            tally.add(line)
    read = report.as_json() if arguments.source else None
    return _answer(arguments, terms.suite, request, tally, read)


def _deliveries(arguments: Namespace, report: ImportReport, as_of: date | None) -> Iterator[Delivery]:
    """What the export hands out, or what lies in the folder of ledgers."""
    from workstation.portfolio import read_parquet_book
    from workstation.sources import read_source

    if arguments.source is None:
        return read_parquet_book(arguments.parquet)
    name, path = arguments.source
    return read_source(name, Path(path), report, as_of=as_of)


def _terms(arguments: Namespace) -> BookTerms:
    from workstation.clock import SystemClock
    from workstation.lending import load_rulebook
    from workstation.scoring import open_suite
    from workstation.services.currency import load_currencies
    from workstation.services.portfolio_assessing import BookTerms

    return BookTerms(
        suite=open_suite(arguments.models or resources() / "models", today=SystemClock().today()),
        rules=load_rulebook(resources()),
        currencies=load_currencies(resources() / "policies/currencies.toml"),
        product=arguments.product,
        as_of=read_day(arguments.as_of) if arguments.as_of else None,
    )


def _told(things: Iterator[Any], word: str) -> Iterator[Any]:
    """The same things, with a word on standard error now and then."""
    for number, thing in enumerate(things, 1):
        if number % _TOLD_EVERY == 0:
            print(f"{number:,} {word}", file=sys.stderr)
        yield thing


def _answer(
    arguments: Namespace,
    suite: ModelSuite,
    request: StandardRequest,
    tally: Tally,
    report: dict[str, Any] | None,
) -> Answer:
    found = tally.to_json()
    asked = {
        "product": request.product,
        "amount_yuan": yuan(request.amount, grouped=False),
        "months": request.months,
        "method": request.method,
    }
    bundle = f"{suite.ref.name}-{suite.ref.version}"
    data = {
        "out": str(arguments.out),
        "bundle": {"name": bundle, "sha256": suite.ref.sha256},
        "trained_on": suite.manifest.trained_on.statement.en,
        "assumed": {"request": asked, "words": _ASSUMED},
        "as_of": arguments.as_of or "each applicant's last record",
        **found,
        "import": report,
    }
    grades = ", ".join(f"{grade} {count}" for grade, count in found["grades"].items())
    silent = ", ".join(f"{code} {count}" for code, count in found["without_an_answer"].items()) or "none"
    lines = [
        f"{arguments.out}: {tally.applicants:,} applicants by {bundle}. {data['trained_on']}",
        f"{_ASSUMED}: {asked['amount_yuan']} yuan of {request.product} over {request.months} months.",
        f"as of {data['as_of']}; assessed {found['assessed']:,}, without an answer: {silent}",
        f"grades: {grades}",
        f"would be lent to: {found['lent_to']:,}, on the average {found['mean_limit_yuan']} yuan",
        f"rank agreement with size alone: {found['rank_agreement_with_size']}",
    ]
    return Answer(data, lines)


VERBS = (Verb(("portfolio", "assess"), "score every applicant of an export", _arguments, _assess),)
