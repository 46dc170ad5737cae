"""Which answers an expression looks at, worked out from its text alone."""

from __future__ import annotations

from workstation.surveys.xpath.tree import Call, Path, Step, Text, Tree, children, every

Place = tuple[str, ...] | None
"""Names from the root down; an empty name is any depth. None: in a list beside the form, or unknown."""

_SIDEWAYS = frozenset({"following-sibling", "preceding-sibling"})
_NAMELESS = frozenset({"node()", "text()", "comment()"})
_CONTEXT_BOUND = frozenset({"string-length", "normalize-space", "string", "number", "once"})


def paths_of(tree: Tree) -> frozenset[str]:
    """Every path as it is written, conditions left out."""
    return frozenset(_written(one) for one in every(tree) if isinstance(one, Path))


def _written(path: Path) -> str:
    text = "/".join(_step(step) for step in path.steps).replace("/descendant-or-self::node()/", "//")
    match path.start:
        case None:
            return text
        case "/":
            return (
                "/" + text
                if not text.startswith("descendant-or-self::node()")
                else "//" + text.split("/", 1)[1]
            )
        case Call(name=name, args=(Text(value=value),)):
            return f"{name}('{value}')/{text}"
        case Call(name=name):
            return f"{name}()/{text}"
        case _:
            return f"(…)/{text}"


def _step(step: Step) -> str:
    match step:
        case Step(axis="self", test="node()"):
            return "."
        case Step(axis="parent", test="node()"):
            return ".."
        case Step(axis="child", test=test):
            return test
        case Step(axis="attribute", test=test):
            return "@" + test
    return f"{step.axis}::{step.test}"


def reads_of(tree: Tree, context: str) -> frozenset[str]:
    place: Place = tuple(name for name in context.split("/") if name)
    found: set[str] = set()
    _visit(tree, place, place, found)
    return frozenset(found)


def _visit(tree: Tree, context: Place, current: Place, found: set[str]) -> Place:
    """Notes what a tree reads; gives the place of its nodes where it is known."""
    if isinstance(tree, Path):
        return _visit_path(tree, context, current, found)
    for child in children(tree):
        _visit(child, context, current, found)
    if isinstance(tree, Call):
        if tree.name == "current":
            return current
        if (not tree.args and tree.name in _CONTEXT_BOUND) or tree.name == "once":
            _note(context, found)
    return None


def _visit_path(path: Path, context: Place, current: Place, found: set[str]) -> Place:
    place: Place
    if path.start is None:
        place = context
    elif path.start == "/":
        place = ()
    else:
        assert not isinstance(path.start, str)
        place = _visit(path.start, context, current, found)
    for condition in path.predicates:
        _visit(condition, place, current, found)
    for step in path.steps:
        place = _after(step, place)
        for condition in step.predicates:
            _visit(condition, place, current, found)
    _note(place, found)
    return place


def _after(step: Step, place: Place) -> Place:
    if place is None:
        return None
    if (step.test in _NAMELESS and step.axis in ("self", "child")) or step.axis in ("self", "attribute"):
        return place
    name = "*" if step.test in _NAMELESS else step.test
    if step.axis == "child":
        return (*place, name)
    if step.axis == "parent":
        return place[:-1]
    if step.axis == "descendant-or-self" and step.test == "node()":
        return (*place, "")
    if step.axis.startswith("descendant"):
        return (*place, "", name)
    if step.axis in _SIDEWAYS:
        return (*place[:-1], name)
    return ("", name)


def _note(place: Place, found: set[str]) -> None:
    if place:
        found.add("/" + "/".join(place))


def touches(read: str, path: str) -> bool:
    """Whether an answer at `path` is among those that `read` names, lies in one of them, or holds one."""
    return _touches(tuple(read.split("/")[1:]), tuple(path.split("/")[1:]))


def _touches(read: tuple[str, ...], path: tuple[str, ...]) -> bool:
    if not read or not path:
        return True
    if read[0] == "":
        return any(_touches(read[1:], path[at:]) for at in range(len(path)))
    return read[0] in ("*", path[0]) and _touches(read[1:], path[1:])
