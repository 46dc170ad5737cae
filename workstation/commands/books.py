"""Books of data: look at an export before it is taken in, train a bundle, check one. No profile needed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.clock import SystemClock
from workstation.commands.reading import read_day
from workstation.commands.verb import Answer, Verb
from workstation.paths import resources


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", help="what kind of export: olist, cumcm, repayments")
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


def _train_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--simulate", action="store_true", required=True, help="train on simulated sellers")
    parser.add_argument("--sellers", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--key", type=Path, action="append", default=[], metavar="FILE", help="a signer's private key; two"
    )


def _train(arguments: Namespace) -> Answer:
    from workstation.training import run

    def show(words: str) -> None:
        print(words, file=sys.stderr)

    report = run(
        out=arguments.out,
        seed=arguments.seed,
        sellers=arguments.sellers,
        key_files=arguments.key,
        created=SystemClock().today(),
        threads=arguments.threads,
        progress=show,
    )
    lines = [
        f"{e.model}: AUC {e.shifted.auc:.3f} in a shifted world, naive {e.naive_shifted.auc:.3f}"
        for e in report.evaluations
    ]
    return Answer(report.to_json(), [str(report.folder), *lines])


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", help="default: the bundle in force")


def _check(arguments: Namespace) -> Answer:
    from workstation.scoring import load_bundle, open_suite, read_trust

    models = resources() / "models"
    if arguments.folder is None:
        suite = open_suite(models)
    else:
        suite = load_bundle(arguments.folder, read_trust(models / "trust.json"))
    checked = suite.golden_check()
    ref = suite.ref
    data = {"name": ref.name, "version": ref.version, "sha256": ref.sha256, "golden": checked}
    return Answer(data, [f"{ref.name}-{ref.version}: signed, whole, {checked} golden rows agree."])


VERBS = (
    Verb(("import",), "read an export and report on it, keeping nothing", _import_arguments, _import),
    Verb(("train",), "train a bundle of models", _train_arguments, _train),
    Verb(("bundle",), "check a bundle of models: signatures, hashes, golden rows", _check_arguments, _check),
)
