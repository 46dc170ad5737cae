"""Models: train them, check a bundle of them. No profile needed.

`train` learns from one thing at a time: a row of `_WAYS` for each option that names it.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from workstation.clock import SystemClock
from workstation.commands.challenging import challenge_arguments, challenge_from_outcomes
from workstation.commands.from_table import table_arguments, train_from_table
from workstation.commands.likeness import report, report_arguments
from workstation.commands.reading import read_count, read_seed
from workstation.commands.verb import Answer, Verb, tell
from workstation.errors import KnownError
from workstation.paths import resources

_SELLERS = 6000


def _train_arguments(parser: ArgumentParser) -> None:
    one_of = parser.add_mutually_exclusive_group(required=True)
    one_of.add_argument("--simulate", action="store_true", help="train on simulated sellers")
    one_of.add_argument(
        "--outcomes", type=Path, metavar="FILE", help="challenge the model in force by own decided loans"
    )
    one_of.add_argument("--data", type=Path, metavar="FILE", help="train on a lender's table: CSV or Parquet")
    one_of.add_argument("--report", action="store_true", help="hold simulated sellers against real ones")
    parser.add_argument("--sellers", type=read_count, help="how many to simulate of each view")
    parser.add_argument("--seed", type=read_seed, default=42)
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write; --report can do without")
    report_arguments(parser)
    challenge_arguments(parser)
    table_arguments(parser)
    parser.add_argument("--threads", type=read_count, default=1)
    parser.add_argument(
        "--key", type=Path, action="append", default=[], metavar="FILE", help="a signer's private key; two"
    )


def _train(arguments: Namespace) -> Answer:
    way = next(way for way in _WAYS if getattr(arguments, way))
    return _WAYS[way](arguments)


def _simulate(arguments: Namespace) -> Answer:
    from workstation.commands.evaluating_suite import lines_of
    from workstation.training import run

    if arguments.out is None:
        raise KnownError(
            "train.out", "there is no folder for the bundle", where="train --simulate",
            remedy="Name one with --out.",
        )  # fmt: skip
    trained = run(
        out=arguments.out,
        seed=arguments.seed,
        sellers=arguments.sellers or _SELLERS,
        key_files=arguments.key,
        created=SystemClock().today(),
        threads=arguments.threads,
        progress=tell,
    )
    plain = trained.to_json()
    return Answer(plain, [str(trained.folder), *lines_of(plain["evaluations"])])


_WAYS: Mapping[str, Callable[[Namespace], Answer]] = {
    "simulate": _simulate,
    "data": train_from_table,
    "report": report,
    "outcomes": challenge_from_outcomes,
}


_ROLL_BACK = "rollback"


def _bundle_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, nargs="?",
        help=f"a bundle to check (default: the one in force), or the word {_ROLL_BACK}",
    )  # fmt: skip
    parser.add_argument("--to", type=read_count, metavar="VERSION", help="default: the one before")
    parser.add_argument("--reason", default="", help="why it is put in force")
    parser.add_argument("--models", type=Path, metavar="DIR", help="another folder of bundles")
    parser.add_argument(
        "--key", type=Path, action="append", default=[], metavar="FILE", help="a signer's private key; two"
    )


def _bundle(arguments: Namespace) -> Answer:
    """Roll back, or check one. A folder that is called as the word is named with its path."""
    if arguments.folder == Path(_ROLL_BACK):
        return _roll_back(arguments)
    return _check(arguments)


def _roll_back(arguments: Namespace) -> Answer:
    from workstation.scoring import put_in_force
    from workstation.training.pipeline import read_key

    if not arguments.reason.strip():
        raise KnownError(
            "bundle.reason", "no reason is given", where=_ROLL_BACK,
            remedy="Say with --reason why another bundle is put in force.",
        )  # fmt: skip
    order = put_in_force(
        arguments.models or resources() / "models",
        arguments.to,
        [read_key(path) for path in arguments.key],
        since=SystemClock().today(),
        reason=arguments.reason.strip(),
    )
    ref = order.bundle
    data = {"name": ref.name, "version": ref.version, "sha256": ref.sha256, "reason": order.reason}
    return Answer(data, [f"{ref.name}-{ref.version} is in force. No bundle was moved or deleted."])


def _check(arguments: Namespace) -> Answer:
    from workstation.scoring import load_bundle, open_suite, read_trust

    models = arguments.models or resources() / "models"
    if arguments.folder is None:
        suite = open_suite(models)
    else:
        suite = load_bundle(arguments.folder, read_trust(models / "trust.json"))
    checked = suite.golden_check()
    ref = suite.ref
    data: dict[str, Any] = {
        "name": ref.name, "version": ref.version, "sha256": ref.sha256, "golden": checked,
    }  # fmt: skip
    lines = [f"{ref.name}-{ref.version}: signed, whole, {checked} golden rows agree."]
    if suite.order is not None:
        data["order"] = {"since": suite.order.since.isoformat(), "reason": suite.order.reason}
        lines.append(f"In force by an order of {suite.order.since}: {suite.order.reason}")
    return Answer(data, lines)


VERBS = (
    Verb(("train",), "train a bundle of models", _train_arguments, _train),
    Verb(("bundle",), "check a bundle of models, or roll back to an older one", _bundle_arguments, _bundle),
)
