"""How a function of the language is declared: which kinds of argument, how many, and what computes it.

A signature is one letter an argument: `t` text, `n` number, `b` truth, `v` any value, `l` nodes. What follows
a `?` may be left out, and the last letter repeats where a `*` ends it. `v*` takes any number, also none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workstation.surveys.xpath.frame import Frame, Run
from workstation.surveys.xpath.tree import Chain, Negative, Number, Text, Tree
from workstation.surveys.xpath.trouble import refused
from workstation.surveys.xpath.values import Value, as_boolean, as_number, as_text

Build = Callable[[Tree], Run]

_TURNED: dict[str, Callable[[Value], Any] | None] = {
    "t": as_text,
    "n": as_number,
    "b": as_boolean,
    "v": None,
    "l": None,
}


@dataclass(frozen=True, slots=True)
class Function:
    """`compute` takes the values; with `framed`, the frame before them. `lazy` functions get the trees and
    make their own run."""

    signature: str
    compute: Callable[..., Any]
    framed: bool = False
    lazy: bool = False

    @property
    def least(self) -> int:
        before, _, _ = self.signature.partition("?")
        return len(before) - (2 if before.endswith("*") else 0)

    @property
    def most(self) -> int | None:
        return None if self.signature.endswith("*") else len(self.signature.replace("?", ""))

    def kind(self, number: int) -> str:
        letters = self.signature.replace("?", "").rstrip("*")
        return letters[min(number, len(letters) - 1)]


def call_of(function: Function, name: str, args: tuple[Tree, ...], build: Build, where: str) -> Run:
    """The run of one call. KnownError form.refused for too few or too many arguments, or for a plain value
    where nodes are wanted."""
    _check(function, name, args, where)
    if function.lazy:
        made: Run = function.compute(args, build)
        return made
    runs = tuple(_turned(build(arg), function.kind(number)) for number, arg in enumerate(args))
    return _framed(function.compute, runs) if function.framed else _plain(function.compute, runs)


def _check(function: Function, name: str, args: tuple[Tree, ...], where: str) -> None:
    least, most = function.least, function.most
    if len(args) < least or (most is not None and len(args) > most):
        wanted = f"{least}" if most == least else f"{least} or more" if most is None else f"{least} to {most}"
        raise refused(f"{name}() takes {wanted} arguments, not {len(args)}", "", 0, where)
    for number, arg in enumerate(args):
        if function.kind(number) == "l" and _is_plain(arg):
            raise refused(f"argument {number + 1} of {name}() must be a question or a group", "", 0, where)


def _is_plain(arg: Tree) -> bool:
    return isinstance(arg, Number | Text | Negative) or (isinstance(arg, Chain) and arg.rest[0][0] != "|")


def _turned(run: Run, kind: str) -> Callable[[Frame], Any]:
    turn = _TURNED[kind]
    return run if turn is None else lambda frame: turn(run(frame))


def _plain(compute: Callable[..., Any], runs: tuple[Callable[[Frame], Any], ...]) -> Run:
    match runs:
        case ():
            return lambda frame: compute()
        case (first,):
            return lambda frame: compute(first(frame))
        case (first, second):
            return lambda frame: compute(first(frame), second(frame))
    return lambda frame: compute(*[run(frame) for run in runs])


def _framed(compute: Callable[..., Any], runs: tuple[Callable[[Frame], Any], ...]) -> Run:
    return lambda frame: compute(frame, *[run(frame) for run in runs])
