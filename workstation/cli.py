"""The headless front end: the same use-cases as the window, for scripts, servers and screen readers.

A stable contract: exit status 0 done, 1 a known error (one line on standard error, its code first), 2 wrong
usage; results on standard output, progress on standard error; `--json` on every verb.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from workstation import __version__
from workstation.commands.verb import Answer, Verb
from workstation.errors import KnownError

_DONE, _KNOWN_ERROR, _USAGE = 0, 1, 2

_MODULES = (
    "desk",
    "people",
    "second",
    "hub",
    "books",
    "models",
    "score",
    "evaluating",
    "scenarios",
    "sums",
    "orders",
    "papers",
    "loans",
    "complaining",
    "campaigns",
    "visits",
    "surveying",
    "foresight",
    "portfolio",
    "portfolio_assess",
    "portfolio_watch",
    "outcomes",
    "evolving",
    "forecasting",
    "care",
    "demo",
    "forms",
    "form_publishing",
    "surveys",
)


def verbs() -> tuple[Verb, ...]:
    """Every verb, in the order in which help lists them."""
    found: list[Verb] = []
    for name in _MODULES:
        found.extend(import_module(f"workstation.commands.{name}").VERBS)
    return tuple(found)


def _global_options() -> argparse.ArgumentParser:
    """Options that may stand before or behind any verb."""
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--profile", type=Path, metavar="DIR", help="the profile's folder")
    options.add_argument(
        "--passphrase-file", metavar="FILE", help="where the passphrase stands, - for standard input"
    )
    options.add_argument("--json", action="store_true", help="answer as JSON")
    return options


def build_parser(all_verbs: Sequence[Verb]) -> argparse.ArgumentParser:
    """The whole grammar. A verb of two words becomes a group with sub-verbs."""
    common = _global_options()
    parser = argparse.ArgumentParser(
        prog="workstation",
        description="The loan officer's workstation. Without a verb it opens the window.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"workstation {__version__}")
    top = parser.add_subparsers(dest="verb", metavar="VERB")
    groups: dict[str, Any] = {}
    for verb in all_verbs:
        place = top
        if len(verb.words) == 2:
            group = verb.words[0]
            if group not in groups:
                group_parser = top.add_parser(group, help=f"{group} …", parents=[common])
                groups[group] = group_parser.add_subparsers(dest="subverb", metavar="VERB", required=True)
            place = groups[group]
        one = place.add_parser(verb.words[-1], help=verb.help, description=verb.help, parents=[common])
        verb.arguments(one)
        one.set_defaults(run=verb.run)
    return parser


def _complete(arguments: argparse.Namespace) -> argparse.Namespace:
    """Fill in the global options that were not given."""
    for name, value in (("profile", None), ("passphrase_file", None), ("json", False)):
        if not hasattr(arguments, name):
            setattr(arguments, name, value)
    return arguments


def _print_answer(answer: Answer, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False, indent=1))
        return
    for line in answer.lines:
        print(line)


def _print_error(error: KnownError, as_json: bool) -> None:
    if not as_json:
        print(error.one_line(), file=sys.stderr)
        return
    body = {"code": error.code, "message": error.message, "where": error.where, "remedy": error.remedy}
    print(json.dumps({"error": body}, ensure_ascii=False), file=sys.stderr)


def _of_the_system(error: OSError) -> KnownError:
    """What the system refused and no verb had a better word for: a folder that may not be written, say."""
    return KnownError(
        "system.refused",
        f"the system refused it: {error.strerror or error}",
        where=str(error.filename or ""),
        remedy="Check the path, its rights and the room on the disk.",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # An error is one line; that the network was tried again before is not another.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    parser = build_parser(verbs())
    try:
        arguments = _complete(parser.parse_args(argv))
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else _USAGE
    try:
        if arguments.verb is None:
            from workstation.app import run_desktop

            return run_desktop(arguments.profile)
        answer: Answer = arguments.run(arguments)
        _print_answer(answer, arguments.json)
        sys.stdout.flush()
    except KnownError as error:
        _print_error(error, arguments.json)
        return _KNOWN_ERROR
    except BrokenPipeError:
        # Whoever read our output has had enough. What is still buffered must not be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    except OSError as error:
        _print_error(_of_the_system(error), arguments.json)
        return _KNOWN_ERROR
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return _KNOWN_ERROR
    return answer.status
