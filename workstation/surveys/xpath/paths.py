"""Paths through the answers and the lists beside the form.

Steps to children and parents are walked directly, every other axis by an `lxml.etree.XPath` of its own. Names
are compared without their namespace: a form's answers stand in one, a list made from a table in none.

An absolute path is read from the row it is asked in: `/data/stock/qty`, asked in the third row of `stock`, is
the quantity of the third row, while `/data/stock` itself is all rows. ODK's own runners do so, since forms
for a single node are written this way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from workstation.surveys.xpath.frame import Frame, Run
from workstation.surveys.xpath.sight import in_sight, is_hidden
from workstation.surveys.xpath.tree import Call, Chain, Number, Path, Step, Text, Tree, every
from workstation.surveys.xpath.values import Element, Node, as_boolean, node_text

Build = Callable[[Tree], Run]
Filter = Callable[[list[Node], Frame], list[Node]]
Move = Callable[[list[Node], Frame], list[Node]]

_IN_ORDER = frozenset({"child", "self", "attribute", "parent"})
_BACKWARDS = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
_UPWARDS = frozenset({"ancestor", "ancestor-or-self", "parent", "self", "attribute"})
_PLAIN_TESTS = frozenset({"*", "node()", "text()", "comment()"})


class Document:
    """What stands above the root element; lxml has no such node."""

    __slots__ = ("root",)

    def __init__(self, root: Element) -> None:
        self.root = root

    def iterchildren(self, tag: str) -> Iterable[Element]:
        if tag == "*" or local_name(self.root) == tag.rpartition("}")[2]:
            yield self.root


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def compile_path(path: Path, build: Build) -> Run:
    """A path as a function from a frame to nodes, in the order in which they stand in the answers."""
    moves = tuple(_move(step, build) for step in path.steps)
    unordered = any(step.axis not in _IN_ORDER for step in path.steps)
    if path.start is None:
        return _relative(moves, unordered)
    if path.start == "/":
        return _absolute(path.steps, moves, unordered)
    assert not isinstance(path.start, str)
    filters = tuple(_filter(one, build) for one in path.predicates)
    fast = _looked_up(path, moves, build)
    return fast or _from(build(path.start), filters, moves, unordered)


def _walk(nodes: list[Node], moves: tuple[Move, ...], frame: Frame, unordered: bool) -> list[Node]:
    for move in moves:
        nodes = move(nodes, frame)
        if not nodes:
            return nodes
    return in_order(nodes) if unordered and len(nodes) > 1 else nodes


def _relative(moves: tuple[Move, ...], unordered: bool) -> Run:
    def run(frame: Frame) -> list[Node]:
        return _walk([frame.node], moves, frame, unordered)

    return run


def _from(start: Run, filters: tuple[Filter, ...], moves: tuple[Move, ...], unordered: bool) -> Run:
    def run(frame: Frame) -> list[Node]:
        nodes = start(frame)
        if not isinstance(nodes, list):
            return []
        for one in filters:
            nodes = one(nodes, frame)
        return _walk(nodes, moves, frame, unordered)

    return run


def _absolute(steps: tuple[Step, ...], moves: tuple[Move, ...], unordered: bool) -> Run:
    named = 0
    while named < len(steps) - 1 and steps[named].axis == "child" and not steps[named].predicates:
        named += 1
    names = tuple(step.test for step in steps[:named])

    def run(frame: Frame) -> list[Node]:
        root = frame.scope.root
        if not moves:
            return [root]
        line = lineage(frame.current, root)
        at = 0
        while at < named and at < len(line) and local_name(line[at]) == names[at]:
            at += 1
        start = line[at - 1] if at else Document(root)
        nodes = _walk([start], moves[at:], frame, unordered)
        return [root, *nodes[1:]] if nodes and isinstance(nodes[0], Document) else nodes

    return run


def lineage(node: Node, root: Element) -> list[Element]:
    """From the root down to a node; only the root where the node stands in another document."""
    line = []
    while node is not None and not isinstance(node, str):
        line.append(node)
        if node is root:
            line.reverse()
            return line
        node = node.getparent()
    return [root]


def _move(step: Step, build: Build) -> Move:
    filters = tuple(_filter(one, build) for one in step.predicates)
    if not filters and step.axis == "child" and step.test not in ("node()", "text()", "comment()"):
        return _to_children("*" if step.test == "*" else f"{{*}}{step.test}")
    if not filters and step.axis == "parent" and step.test == "node()":
        return _to_parents
    if not filters and step.axis == "self" and step.test == "node()":
        return lambda nodes, frame: nodes
    return _along(_axis(step), filters)


def _to_children(tag: str) -> Move:
    if tag == "*":
        return lambda nodes, frame: [child for node in nodes for child in _any_children(node)]

    def move(nodes: list[Node], frame: Frame) -> list[Node]:
        if len(nodes) == 1:
            return [] if isinstance(nodes[0], str) else list(nodes[0].iterchildren(tag))
        return [child for node in nodes if not isinstance(node, str) for child in node.iterchildren(tag)]

    return move


def _any_children(node: Node) -> list[Node]:
    return [] if isinstance(node, str) else [one for one in node.iterchildren("*") if not is_hidden(one)]


def _to_parents(nodes: list[Node], frame: Frame) -> list[Node]:
    found: dict[int, Node] = {}
    for node in nodes:
        parent = None if isinstance(node, str | Document) else node.getparent()
        if parent is not None:
            found.setdefault(id(parent), parent)
    return list(found.values())


def _along(axis: Callable[[Node], list[Node]], filters: tuple[Filter, ...]) -> Move:
    def move(nodes: list[Node], frame: Frame) -> list[Node]:
        seen: set[int] = set()
        out: list[Node] = []
        for node in nodes:
            found = axis(node)
            for one in filters:
                found = one(found, frame)
            for each in found:
                if isinstance(each, str) or id(each) not in seen:
                    seen.add(id(each))
                    out.append(each)
        frame.spend(len(out))
        return out

    return move


def _axis(step: Step) -> Callable[[Node], list[Node]]:
    if step.axis == "child" and step.test == "*":
        return _any_children
    if step.axis == "child" and step.test not in ("node()", "text()", "comment()"):
        tag = f"{{*}}{step.test}"
        return lambda node: [] if isinstance(node, str) else list(node.iterchildren(tag))
    if step.axis == "descendant-or-self" and step.test == "node()":
        return _descent
    find = _xpath_of(step.axis, step.test)
    below = _xpath_of("descendant-or-self", step.test) if step.axis.startswith("descendant") else None
    backwards, upwards = step.axis in _BACKWARDS, step.axis in _UPWARDS

    def along(node: Node) -> list[Node]:
        if isinstance(node, str):
            return []
        if isinstance(node, Document):
            return [] if below is None else in_sight(below(node.root), node.root)
        found = find(node) if upwards else in_sight(find(node), node)
        return found[::-1] if backwards else found

    return along


def _descent(node: Node) -> list[Node]:
    if isinstance(node, str):
        return []
    if isinstance(node, Document):
        return [node, *in_sight(list(node.root.iter("*")), node.root)]
    return in_sight(list(node.iter("*")), node)


@lru_cache(maxsize=256)
def _xpath_of(axis: str, test: str) -> Any:
    from lxml import etree

    condition = test if test in _PLAIN_TESTS else f"*[local-name()='{test}']"
    if axis == "attribute" and test not in _PLAIN_TESTS:
        condition = f"*[local-name()='{test}']"
    return etree.XPath(f"{axis}::{condition}", smart_strings=False)


def in_order(nodes: list[Node]) -> list[Node]:
    """In document order, each once; texts stay where they are, behind the elements."""
    elements = {id(node): node for node in nodes if not isinstance(node, str)}
    if len(elements) > 1:
        first = next(iter(elements.values()))
        place = {
            id(each): number for number, each in enumerate(first.getroottree().iter()) if id(each) in elements
        }
        elements = dict(sorted(elements.items(), key=lambda pair: place.get(pair[0], len(place))))
    return [*elements.values(), *(node for node in nodes if isinstance(node, str))]


def _filter(condition: Tree, build: Build) -> Filter:
    if isinstance(condition, Number):
        at = int(condition.value) if condition.value == int(condition.value) else 0
        return lambda nodes, frame: nodes[at - 1 : at] if at > 0 else []
    run = build(condition)

    def keep(nodes: list[Node], frame: Frame) -> list[Node]:
        frame.spend(len(nodes))
        inner = Frame(None, frame.current, frame.scope, frame.spent, 1, len(nodes))
        kept = []
        for position, node in enumerate(nodes, 1):
            inner.node, inner.position = node, position
            value = run(inner)
            if value == position if isinstance(value, float) else as_boolean(value):
                kept.append(node)
        return kept

    return keep


# Items of a list beside the form are looked up, not searched, where their first condition compares a child
# with something that is the same for all of them: a choice among ten thousand is then found at once.

_ASKS_CONTEXT = frozenset({"position", "last", "string", "number", "string-length", "normalize-space", "name",
                           "local-name", "namespace-uri", "once"})  # fmt: skip


def _looked_up(path: Path, moves: tuple[Move, ...], build: Build) -> Run | None:
    match path:
        case Path(start=Call(name="instance", args=(Text(value=instance),)), steps=steps, predicates=()):
            pass
        case _:
            return None
    at = next((number for number, step in enumerate(steps) if step.predicates), None)
    if at is None or any(step.axis != "child" for step in steps[: at + 1]):
        return None
    key = _key_of(steps[at].predicates[0])
    if key is None:
        return None
    column, wanted = key[0], build(key[1])
    start = build(Call("instance", (Text(instance),)))
    before, scan, after = moves[:at], moves[at], moves[at + 1 :]
    plain = _move(Step(steps[at].axis, steps[at].test), build)
    filters = tuple(_filter(one, build) for one in steps[at].predicates[1:])
    name = (instance, tuple(step.test for step in steps[: at + 1]), column)
    unordered = any(step.axis not in _IN_ORDER for step in steps)

    def run(frame: Frame) -> list[Node]:
        nodes = start(frame)
        assert isinstance(nodes, list)
        parents = _walk(nodes, before, frame, False)
        value = wanted(frame)
        if (
            len(parents) != 1
            or isinstance(value, bool | float)
            or (isinstance(value, list) and len(value) > 1)
        ):
            found = scan(parents, frame) if parents else []
        else:
            index = frame.scope.indexed(name, lambda: plain(parents, frame), column)
            text = value if isinstance(value, str) else node_text(value[0]) if value else None
            found = [] if text is None else index.get(text, [])
            for one in filters:
                found = one(found, frame)
        return _walk(list(found), after, frame, unordered)

    return run


def _key_of(condition: Tree) -> tuple[str, Tree] | None:
    match condition:
        case Chain(first=left, rest=(("=", right),)):
            for own, other in ((left, right), (right, left)):
                match own:
                    case Path(start=None, steps=(Step(axis="child", test=column, predicates=()),)):
                        if column not in _PLAIN_TESTS and _same_for_all(other):
                            return column, other
    return None


def _same_for_all(tree: Tree) -> bool:
    return not any(
        (isinstance(one, Path) and one.start is None) or (isinstance(one, Call) and one.name in _ASKS_CONTEXT)
        for one in every(tree)
    )
