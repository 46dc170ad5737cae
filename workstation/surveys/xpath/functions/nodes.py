"""Functions of nodes and of the place where the question stands, and those that leave a branch alone."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable

from workstation.surveys.xpath.frame import Frame, Run
from workstation.surveys.xpath.functions.numbers import round_to
from workstation.surveys.xpath.functions.signature import Build, Function
from workstation.surveys.xpath.functions.texts import members
from workstation.surveys.xpath.paths import lineage, local_name
from workstation.surveys.xpath.tree import Path, Tree
from workstation.surveys.xpath.values import (
    Node,
    Value,
    as_boolean,
    as_number,
    as_text,
    node_text,
    text_number,
)

_MODULUS = 2_147_483_647  # of Park and Miller's generator, which the standard names
_MULTIPLIER = 16_807


def _if(args: tuple[Tree, ...], build: Build) -> Run:
    condition, then, other = map(build, args)
    return lambda frame: then(frame) if as_boolean(condition(frame)) else other(frame)


def _is_empty(value: Value) -> bool:
    return as_text(value) == "" or (isinstance(value, float) and value != value)


def _coalesce(args: tuple[Tree, ...], build: Build) -> Run:
    runs = tuple(map(build, args))

    def run(frame: Frame) -> Value:
        for one in runs:
            value = one(frame)
            if not _is_empty(value):
                return value
        return ""

    return run


def _once(args: tuple[Tree, ...], build: Build) -> Run:
    """What the question holds already, else the expression, which is not even looked at before."""
    inner = build(args[0])

    def run(frame: Frame) -> Value:
        return node_text(frame.current) or inner(frame)

    return run


def _position(args: tuple[Tree, ...], build: Build) -> Run:
    if not args:
        return lambda frame: float(frame.position)
    of = build(args[0])

    def run(frame: Frame) -> Value:
        nodes = of(frame)
        if not isinstance(nodes, list) or not nodes or isinstance(nodes[0], str):
            return math.nan
        like = nodes[0].itersiblings(nodes[0].tag, preceding=True)
        return 1.0 + sum(1 for _ in like)

    return run


def _current(frame: Frame) -> list[Node]:
    return [frame.current]


def _instance(frame: Frame, name: str) -> list[Node]:
    found = frame.scope.instances.get(name)
    return [] if found is None else [found]


def _of_context(compute: Callable[[Value], Value]) -> Callable[[tuple[Tree, ...], Build], Run]:
    """A function that takes the node in hand where it is given nothing."""

    def make(args: tuple[Tree, ...], build: Build) -> Run:
        if not args:
            return lambda frame: compute([frame.node])
        of = build(args[0])
        return lambda frame: compute(of(frame))

    return make


def _name(value: Value) -> str:
    node = value[0] if isinstance(value, list) and value else None
    return "" if node is None or isinstance(node, str) else local_name(node)


def _count(nodes: Value) -> float:
    return float(len(nodes)) if isinstance(nodes, list) else 0.0


def _count_non_empty(nodes: Value) -> float:
    return float(sum(1 for node in nodes if node_text(node))) if isinstance(nodes, list) else 0.0


def _numbers(values: tuple[Value, ...]) -> list[float]:
    found = [text_number(text) for text in members(values)]
    return [number for number in found if number == number]


def _sum(*values: Value) -> float:
    """What is empty or no number is left out, as ODK's own runner does. Decimals are added exactly as they
    are written, so that no line of a stock list loses a fen."""
    return round_to(math.fsum(_numbers(values)), 10)


def _max(*values: Value) -> float:
    return max(_numbers(values), default=math.nan)


def _min(*values: Value) -> float:
    return min(_numbers(values), default=math.nan)


def _seed(value: Value) -> int:
    """A number's whole part; of a text that is none, such as a survey's id, the first eight bytes of its
    SHA-256, as ODK's own runner takes them; else 0."""
    number, text = as_number(value), as_text(value)
    if math.isfinite(number):
        return math.trunc(number)
    if not text or isinstance(value, float):
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def _randomize(frame: Frame, nodes: Value, seed: Value | None = None) -> list[Node]:
    """Shuffled from the inside out with Park and Miller's generator; without a seed, with that of the run."""
    if not isinstance(nodes, list):
        return []
    start = frame.scope.seed if seed is None else _seed(seed)
    state = abs(start) % _MODULUS * (1 if start > 0 else -1)  # the remainder keeps the sign, as in Java
    state += 0 if state > 0 else _MODULUS - 1
    out: list[Node] = []
    for number, node in enumerate(nodes):
        state = state * _MULTIPLIER % _MODULUS
        at = (state - 1) * (number + 1) // (_MODULUS - 1)
        if at == number:
            out.append(node)
        else:
            out.append(out[at])
            out[at] = node
    return out


def _indexed_repeat(args: tuple[Tree, ...], build: Build) -> Run:
    """`indexed-repeat(name, group, i, …)`: the answer in the i-th row of the group, from 1; an index below
    1 is taken for 1, as ODK's own runner does while a row is being added."""
    wanted = _names(args[0])
    groups = [(_names(group), build(index)) for group, index in zip(args[1::2], args[2::2], strict=False)]

    def run(frame: Frame) -> Value:
        here = lineage(frame.current, frame.scope.root)
        names = [local_name(one) for one in here]
        path = _placed(wanted, names)
        rows = {}
        for group, index in groups:
            number = as_number(index(frame))
            rows[_placed(group, names)] = max(1, math.trunc(number)) if math.isfinite(number) else 1
        node = here[0]
        if not path or path[0] != names[0]:
            return ""
        for depth in range(1, len(path)):
            like = list(node.iterchildren(f"{{*}}{path[depth]}"))
            row = rows.get(path[: depth + 1])
            if row is None:  # in no repeat that was named: the row the question stands in, else the first
                own = (
                    here[depth]
                    if depth < len(here) and names[: depth + 1] == list(path[: depth + 1])
                    else None
                )
                row = next((at for at, one in enumerate(like, 1) if one is own), 1)
            if row > len(like):
                return ""
            node = like[row - 1]
        return node_text(node)

    return run


def _names(tree: Tree) -> tuple[bool, tuple[str, ...]]:
    """Whether the path is absolute, and its names, with `..` for a step up."""
    if not isinstance(tree, Path) or not (tree.start is None or tree.start == "/"):
        return True, ()
    names = tuple(".." if step.axis == "parent" else step.test for step in tree.steps if step.axis != "self")
    return tree.start == "/", names


def _placed(path: tuple[bool, tuple[str, ...]], here: list[str]) -> tuple[str, ...]:
    absolute, steps = path
    out = [] if absolute else list(here)
    for step in steps:
        if step == "..":
            del out[-1:]
        else:
            out.append(step)
    return tuple(out)


NODES = {
    "if": Function("bvv", _if, lazy=True),
    "coalesce": Function("vvv*", _coalesce, lazy=True),
    "once": Function("v", _once, lazy=True),
    "position": Function("?l", _position, lazy=True),
    "last": Function("", lambda frame: float(frame.size), framed=True),
    "current": Function("", _current, framed=True),
    "instance": Function("t", _instance, framed=True),
    "count": Function("l", _count),
    "count-non-empty": Function("l", _count_non_empty),
    "sum": Function("l", _sum),
    "max": Function("vv*", _max),
    "min": Function("vv*", _min),
    "randomize": Function("l?v", _randomize, framed=True),
    "indexed-repeat": Function("vvn?vnvnvnvn", _indexed_repeat, lazy=True),
    "string": Function("?v", _of_context(as_text), lazy=True),
    "number": Function("?v", _of_context(as_number), lazy=True),
    "string-length": Function("?v", _of_context(lambda value: float(len(as_text(value)))), lazy=True),
    "normalize-space": Function("?v", _of_context(lambda value: " ".join(as_text(value).split())), lazy=True),
    "name": Function("?l", _of_context(_name), lazy=True),
    "local-name": Function("?l", _of_context(_name), lazy=True),
    "boolean": Function("b", lambda value: value),
    "boolean-from-string": Function("t", lambda text: text.strip().lower() == "true" or text.strip() == "1"),
    "not": Function("b", lambda value: not value),
    "true": Function("", lambda: True),
    "false": Function("", lambda: False),
    "random": Function("", lambda frame: frame.scope.random(), framed=True),
    "depend": Function("vv*", lambda first, *_: first),
}
