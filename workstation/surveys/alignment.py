"""Whether an expression in a repeat looks at its own row only.

A change in one row then asks only the rules of that row again. What is not surely the own row counts as any
row: more work, never a wrong outcome.
"""

from __future__ import annotations

from collections.abc import Iterator

from workstation.surveys.blueprint import Spot
from workstation.surveys.xpath.parser import parse
from workstation.surveys.xpath.tree import Call, Path, Step, Tree, children

_ELSEWHERE = frozenset({"indexed-repeat"})
"""Functions that look for a path in other rows than the one they are asked from."""


def alignment(text: str, spot: Spot) -> dict[str, Spot | None]:
    """For each path an expression at `spot` looks at, without row numbers: the repeat in whose same row it
    looks, None for any row."""
    if spot.row is None:
        return {}
    found: dict[str, Spot | None] = {}
    for path in _paths(parse(text, spot.path), in_list=False):
        names, anchor = (None, None) if path is None else _plain(path, spot)
        if names is None:
            return {}
        row = anchor.row if anchor is not None else None
        found[names] = row if found.get(names, row) is row else None
    return found


def _paths(tree: Tree, in_list: bool) -> Iterator[Path | None]:
    """The paths that start at the question or at the root; None for one that leads to other rows. `in_list`:
    within the conditions on a list beside the form, where a relative path starts at the list's item."""
    match tree:
        case Call(name=name) if name in _ELSEWHERE:
            yield None
        case Path(start=Call(name="instance"), steps=steps, predicates=predicates):
            for condition in (*predicates, *(one for step in steps for one in step.predicates)):
                yield from _paths(condition, in_list=True)
        case Path(start=Call(name="current"), steps=steps, predicates=()):
            yield Path(None, steps)
        case Path(start=None) if in_list:
            return
        case Path():
            yield tree
        case _:
            for child in children(tree):
                yield from _paths(child, in_list)


def _plain(path: Path, spot: Spot) -> tuple[str | None, Spot | None]:
    """The places that a path without conditions names, and the nearest place that it surely shares with the
    node in hand; no names for any other path."""
    if path.predicates or any(not _is_plain(step) for step in path.steps):
        return None, None
    if path.start == "/":
        names = tuple(step.test for step in path.steps)
        shared = _shared(spot, names[:-1])
        return "/" + "/".join(names), shared
    if path.start is not None:
        return None, None
    at: Spot | None = spot
    rest: tuple[str, ...] = ()
    for step in path.steps:
        if step.axis == "parent":
            if rest or at is None:
                return None, None
            at = at.parent
        elif step.axis != "self":
            rest = (*rest, step.test if step.axis == "child" else f"@{step.test}")
    if at is None:
        return None, None
    return "/".join((at.path, *rest)), at


def _is_plain(step: Step) -> bool:
    if step.predicates:
        return False
    if step.axis in ("self", "parent"):
        return step.test == "node()"
    return step.axis == "child" and step.test != "*" and not step.test.endswith("()")


def _shared(spot: Spot, names: tuple[str, ...]) -> Spot | None:
    """The deepest place above `spot` that the path goes through, its last name left out."""
    line = [*spot.up()][::-1]
    shared = None
    for one, name in zip(line, names, strict=False):
        if one.name != name:
            break
        shared = one
    return shared
