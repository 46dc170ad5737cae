"""Where an evaluation stands: the node in hand, its place among its like, and the question's own node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workstation.surveys.xpath.scope import Scope
from workstation.surveys.xpath.values import Node, Value

MOST_TESTED = 500_000
"""Nodes that conditions in square brackets may look at in one evaluation."""

MOST_TESTED_AT_ONCE = 2_000_000
"""The same in all evaluations that one answer wakes."""

MOST_LETTERS = 1_000_000
"""Characters of one text that an expression makes."""


class TooLargeError(Exception):
    """An evaluation wants more than it may have; the expression says where."""


@dataclass(slots=True)
class Frame:
    """`current` is the node of the question, also within square brackets."""

    node: Node
    current: Node
    scope: Scope
    spent: list[int]
    position: int = 1
    size: int = 1

    def spend(self, nodes: int) -> None:
        self.spent[0] += nodes
        if self.spent[0] > MOST_TESTED:
            raise TooLargeError(f"more than {MOST_TESTED} nodes are looked at")
        if self.scope.spend(nodes):
            raise TooLargeError(f"more than {MOST_TESTED_AT_ONCE} nodes are looked at for one answer")


Run = Callable[[Frame], Value]


def bounded(text: str) -> str:
    """The text itself. Raises `TooLargeError` beyond `MOST_LETTERS`."""
    if len(text) > MOST_LETTERS:
        raise TooLargeError(f"a text of more than {MOST_LETTERS} characters")
    return text
