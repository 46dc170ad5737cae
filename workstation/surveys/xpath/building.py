"""From a tree to one function: every constant worked out, every branch that is not taken left alone."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from itertools import chain

from workstation.surveys.xpath.frame import Frame, Run
from workstation.surveys.xpath.functions import FUNCTIONS, call_of
from workstation.surveys.xpath.paths import compile_path, in_order
from workstation.surveys.xpath.tree import Call, Chain, Negative, Number, Path, Text, Tree
from workstation.surveys.xpath.trouble import unsupported
from workstation.surveys.xpath.values import Value, as_boolean, as_number, compared, equal, unequal


def build(tree: Tree, where: str) -> Run:
    """KnownError form.unsupported for a function that is not there, form.refused for its wrong arguments."""

    def inner(part: Tree) -> Run:
        return build(part, where)

    match tree:
        case Number(value=value) | Text(value=value):
            return lambda frame: value
        case Negative(of=of):
            run = inner(of)
            return lambda frame: -as_number(run(frame))
        case Path():
            return compile_path(tree, inner)
        case Chain(first=first, rest=rest):
            return _chain(inner(first), tuple((sign, inner(operand)) for sign, operand in rest))
        case Call(name=name, args=args):
            if name not in FUNCTIONS:
                raise unsupported(f"the function {name}()", where)
            return call_of(FUNCTIONS[name], name, args, inner, where)


def _chain(first: Run, rest: tuple[tuple[str, Run], ...]) -> Run:
    signs = {sign for sign, _ in rest}
    if signs == {"|"}:
        return _union((first, *(run for _, run in rest)))
    if signs in ({"and"}, {"or"}):
        every = (first, *(run for _, run in rest))
        if signs == {"and"}:
            return lambda frame: all(as_boolean(run(frame)) for run in every)
        return lambda frame: any(as_boolean(run(frame)) for run in every)
    if len(rest) == 1:
        return _binary(first, *rest[0])
    steps = tuple((BINARY[sign], run) for sign, run in rest)

    def run(frame: Frame) -> Value:
        value = first(frame)
        for apply, operand in steps:
            value = apply(value, operand(frame))
        return value

    return run


def _binary(first: Run, sign: str, second: Run) -> Run:
    apply = BINARY[sign]
    return lambda frame: apply(first(frame), second(frame))


def _union(runs: tuple[Run, ...]) -> Run:
    def run(frame: Frame) -> Value:
        lists = [value for value in (one(frame) for one in runs) if isinstance(value, list)]
        return in_order(list(chain.from_iterable(lists)))

    return run


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    if left != left or right != right or not left:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    """With the sign of the dividend, as XPath says: -7 mod 3 is -1."""
    return math.nan if not right or math.isinf(left) else math.fmod(left, right)


def _reckoned(apply: Callable[[float, float], float]) -> Callable[[Value, Value], Value]:
    return lambda left, right: apply(as_number(left), as_number(right))


def _ordered(holds: Callable[[float, float], bool]) -> Callable[[Value, Value], Value]:
    return lambda left, right: any(holds(a, b) for a, b in compared(left, right))


BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "=": equal,
    "!=": unequal,
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "+": _reckoned(operator.add),
    "-": _reckoned(operator.sub),
    "*": _reckoned(operator.mul),
    "div": _reckoned(_divided),
    "mod": _reckoned(_remainder),
}
