"""Books of data: look at an export before it is taken in. No profile needed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", help="what kind of export: olist, cumcm, jdd, koubei, repayments, refunds")
    parser.add_argument("path", type=Path)
    parser.add_argument("--as-of", metavar="DATE")


def _import(arguments: Namespace) -> Answer:
    """Reads everything and keeps nothing: the report alone."""
    from workstation.sources import ImportReport, read_source

    report = ImportReport()
    as_of = read_day(arguments.as_of) if arguments.as_of else None
    for _ in read_source(arguments.source, arguments.path, report, as_of=as_of):
        pass
    return Answer(report.as_json(), list(report.lines()))


VERBS = (Verb(("import",), "read an export and report on it, keeping nothing", _import_arguments, _import),)
