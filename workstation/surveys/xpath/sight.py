"""What a path does not find though it stands in the answers: elements that the runner has put out of sight,
with all within them, since they are not relevant now. Their names begin with `HIDDEN`, so that no name finds
them; a star, `node()` and the axes that take any depth ask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.surveys.xpath.values import Element, Node

HIDDEN = "hidden·"
"""No question can have this dot in its name."""


def is_hidden(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(HIDDEN)


def in_sight(nodes: list[Node], start: Element) -> list[Node]:
    """Those that are not hidden and lie in nothing hidden, save in what `start` itself lies in."""
    around = {id(one) for one in (start, *start.iterancestors())}
    return [node for node in nodes if isinstance(node, str) or _is_seen(node, around)]


def _is_seen(node: Element, around: set[int]) -> bool:
    at = node
    while at is not None and id(at) not in around:
        if is_hidden(at):
            return False
        at = at.getparent()
    return True
