"""What a verb of the command line is: its words, its arguments, and a function from arguments to an answer.

An answer is plain JSON data and the lines a person reads; the front end prints one or the other.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from workstation.errors import KnownError


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` for `--json`, `lines` for a person; `status` is 0 unless the answer itself says no."""

    data: Any
    lines: Sequence[str] = field(default_factory=tuple)
    status: int = 0


@dataclass(frozen=True, slots=True)
class Verb:
    """One command, such as ("hub", "serve"). `arguments` adds its own options to the parser."""

    words: tuple[str, ...]
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], Answer]


def tell(words: str) -> None:
    """Progress goes to standard error, so that standard output stays the answer."""
    print(words, file=sys.stderr)


def tell_error(error: KnownError, as_json: bool) -> None:
    """A known error beside an answer: one line, its code first, or its JSON."""
    body = {"code": error.code, "message": error.message, "where": error.where, "remedy": error.remedy}
    tell(json.dumps({"error": body}, ensure_ascii=False) if as_json else error.one_line())


def no_arguments(parser: ArgumentParser) -> None:
    """For verbs that take nothing beyond the global options."""
