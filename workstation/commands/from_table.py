"""`workstation train --data FILE`: a model of a lender's own table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from workstation.commands.verb import Answer, tell
from workstation.errors import KnownError


def table_arguments(parser: ArgumentParser) -> None:
    """Options of `--data`."""
    table = parser.add_argument_group("with --data")
    table.add_argument("--target", metavar="COLUMN", help="the column with the outcome")
    table.add_argument(
        "--bad", action="append", default=[], metavar="VALUE", help="a bad outcome; again for each more"
    )
    table.add_argument("--monotone", type=Path, metavar="FILE", help="signs with reasons, TOML or CSV")
    table.add_argument("--folds", type=int, default=5)
    table.add_argument("--names", metavar="A,B,C", help="the columns of a file without header")
    table.add_argument("--drop", action="append", default=[], metavar="COLUMN", help="do not read it")
    table.add_argument("--as-of", default="", metavar="COLUMN", help="the column with the day of the request")
    table.add_argument(
        "--time",
        default="",
        metavar="COLUMN",
        help="days or years: train on the earlier rows, judge the later",
    )
    table.add_argument(
        "--test-from",
        default="",
        metavar="VALUE",
        help="of --time: where they begin; default: the last quarter",
    )
    table.add_argument(
        "--keep-prohibited",
        action="store_true",
        help="read prohibited columns, to compare with published figures; what comes out cannot be signed",
    )


def train_from_table(arguments: Namespace) -> Answer:
    """Judge in folds, fit, write the folder."""
    from workstation.training.book.book import Wishes
    from workstation.training.book.hints import read_hints
    from workstation.training.book.running import train_book

    for option, code in (("target", "book.target"), ("out", "train.out")):
        if not getattr(arguments, option):
            raise KnownError(
                code,
                f"--{option} is not given",
                where=str(arguments.data),
                remedy="Name the column with the outcome with --target, the folder to write with --out.",
            )
    if arguments.test_from and not arguments.time:
        raise KnownError(
            "book.time", "--test-from says when, and no column says it", where=arguments.test_from,
            remedy="Name the column of dates or of years with --time.",
        )  # fmt: skip
    wishes = Wishes(
        target=arguments.target,
        bad=tuple(arguments.bad),
        hints=read_hints(arguments.monotone) if arguments.monotone else {},
        drop=tuple(arguments.drop),
        as_of=arguments.as_of,
        keep_prohibited=arguments.keep_prohibited,
        time=arguments.time,
    )
    report = train_book(
        arguments.data,
        wishes,
        out=arguments.out,
        names=tuple(arguments.names.split(",")) if arguments.names else (),
        test_from=arguments.test_from,
        folds=arguments.folds,
        seed=arguments.seed,
        threads=arguments.threads,
        key_files=arguments.key,
        progress=tell,
    )
    return Answer({**report.to_json(), "folder": str(arguments.out)}, [str(arguments.out), *report.lines()])
