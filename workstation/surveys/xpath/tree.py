"""An expression as a tree. Left-associative operators of one strength are one chain, however many they are:
a sum of a thousand terms is then no deeper than one of two."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    of: Tree


@dataclass(frozen=True, slots=True)
class Chain:
    """`first`, then one operator and operand after the other, from the left."""

    first: Tree
    rest: tuple[tuple[str, Tree], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """`test` is a local name, `*`, `node()`, `text()` or `comment()`; a prefix is not looked at."""

    axis: str
    test: str
    predicates: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """`start` None: relative to the context; "/": from the root; else the expression that gives the nodes.
    `predicates` filter the start itself, as in `(…)[1]/x`."""

    start: Tree | str | None
    steps: tuple[Step, ...]
    predicates: tuple[Tree, ...] = ()


Tree = Number | Text | Call | Negative | Chain | Path

ANY_DEPTH = Step("descendant-or-self", "node()")
SELF = Step("self", "node()")
PARENT = Step("parent", "node()")


def children(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly within one, predicates too."""
    match tree:
        case Call(args=args):
            return args
        case Negative(of=of):
            return (of,)
        case Chain(first=first, rest=rest):
            return (first, *(operand for _, operand in rest))
        case Path(start=start, steps=steps, predicates=predicates):
            within = tuple(one for step in steps for one in step.predicates)
            own = () if start is None or isinstance(start, str) else (start,)
            return own + predicates + within
        case _:
            return ()


def every(tree: Tree) -> tuple[Tree, ...]:
    """A tree and all within it."""
    found: list[Tree] = [tree]
    for one in found:
        found.extend(children(one))
    return tuple(found)
