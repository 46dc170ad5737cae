"""Working out what an answer changes: only what depends on it, each thing once, in the order of the ranks."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from workstation.errors import KnownError
from workstation.surveys.answers import LONGEST, storable
from workstation.surveys.rules import Facet, Rule
from workstation.surveys.tree import MOST_ROWS, Node, Rows, Tree, nodes_on
from workstation.surveys.xpath import MOST_TESTED_AT_ONCE, Scope, Value, as_answer, as_boolean, as_number

if TYPE_CHECKING:
    from workstation.surveys.blueprint import Spot
    from workstation.surveys.definition import Form


class Settler:
    """Holds what is still to be worked out. `changed` are nodes whose view is to be read again, `moved` those
    that came or went, `events` those whose value changed, `fresh` new rows: each since they were last taken.
    While `frozen`, calculated values stay as they are."""

    def __init__(self, form: Form, tree: Tree, scope: Scope, judge: Callable[[Node], bool]) -> None:
        self._graph = form.graph
        self._tree = tree
        self._scope = scope
        self._judge = judge  # works out what is wrong with an answer; says whether that is news
        self._heap: list[tuple[int, int, Rule, Node]] = []
        self._waiting: set[tuple[Rule, Node]] = set()
        self._number = 0
        self.changed: set[Node] = set()
        self.moved: set[Node] = set()
        self.events: list[Node] = []
        self.fresh: list[Node] = []
        self.frozen = False
        self.trouble: KnownError | None = None

    # --- what happened ---

    def everything(self) -> None:
        """Work out every rule for every node, as if nothing were known."""
        self.appeared(self._tree.root)

    def set_value(self, node: Node, text: str) -> None:
        """Keep a text as the node's value, if it is another."""
        if text != node.text:
            node.text = text
            self.changed.add(node)
            self.events.append(node)
            self._watched(node.spot, node)
            if node.spot.attribute and node.parent is not None:
                self._watched(node.parent.spot, node.parent)
            self._push(Facet.JUDGE, node)

    def appeared(self, node: Node) -> None:
        """A node is new, with all within it."""
        for one in node.down():
            if one.row:
                self.fresh.append(one)
            for facet in Facet:
                self._push(facet, one)
            for kid in one.kids.values():
                if isinstance(kid, Rows):
                    self._push(Facet.RELEVANT, kid.head)
                    self._push(Facet.COUNT, kid.head)

    def rows_changed(self, rows: Rows) -> None:
        """Rows came or went: whatever looks at the repeat, at a row's number or into its rows looks again."""
        self.moved.add(rows.head)
        for spot in rows.spot.down():
            for rule, row in self._graph.watchers.get(spot, ()):
                base = rows.parent
                if row is not None and any(row is one for one in rows.parent.spot.up()):
                    base = rows.parent.at(row)
                elif row is None:
                    base = self._tree.root
                elif spot is not rows.spot:
                    continue  # they look at their own row, and no other changed
                self._push_all(rule, base)

    # --- working it out ---

    def run(self) -> None:
        """Until nothing is left to do. Each rule's outcome bears only on rules of a higher rank. How
        much may be looked at for one answer is counted over all of them."""
        self._scope.left = MOST_TESTED_AT_ONCE
        while self._heap:
            _, _, rule, node = heapq.heappop(self._heap)
            self._waiting.discard((rule, node))
            _WORK[rule.facet](self, rule, node)
        self._scope.left = None

    def evaluate(self, rule: Rule, node: Node) -> Value:
        """KnownError never: what takes too much gives nothing, and is told when the work is done."""
        try:
            return rule.expressions[0].evaluate(node.element, self._scope)
        except KnownError as error:
            self.trouble = self.trouble or error
            return ""

    def _relevance(self, rule: Rule, node: Node) -> None:
        node.own = as_boolean(self.evaluate(rule, node))
        self._spread(node)

    def _count(self, rule: Rule, head: Node) -> None:
        assert head.parent is not None
        rows = head.parent.kids[head.spot.name]
        assert isinstance(rows, Rows)
        if not head.parent.relevant:
            return
        number = as_number(self.evaluate(rule, head))
        wanted = max(0, math.trunc(number)) if math.isfinite(number) else 0
        if wanted > MOST_ROWS:
            self.trouble = self.trouble or KnownError(
                "form.too_large",
                f"the form asks for {wanted} rows; a repeat has at most {MOST_ROWS}",
                where=rows.ref,
                remedy="Put a smaller number.",
            )
            wanted = MOST_ROWS
        self._bring_to(rows, wanted)

    def _bring_to(self, rows: Rows, wanted: int) -> None:
        """Rows beyond the number are kept out of sight, so that a number typed anew loses no answer."""
        added = []
        while len(rows.rows) < wanted:
            try:
                added.append(self._tree.add_row(rows))
            except KnownError as error:
                self.trouble = self.trouble or error
                break
        for row in added:
            self.appeared(row)
        flipped = [row for row in rows.rows if row.surplus is not (row.row > wanted)]
        for row in flipped:
            row.surplus = row.row > wanted
            self._spread(row)
        if added or flipped:
            self.rows_changed(rows)

    def _spread(self, node: Node) -> None:
        """Make the relevance of a node and of all within it what its own and theirs say."""
        above = node.parent is None or node.parent.relevant
        node.hide(not node.own or node.surplus or self._is_head(node))
        relevant = above and node.own and not node.surplus
        if relevant is node.relevant:
            return
        self.moved.add(node)
        if self._is_head(node):
            node.relevant = relevant  # no expression finds a head
            return
        for one in self._flip(node, relevant):
            self._watched(one.spot, one)
            self._push(Facet.JUDGE, one)
            if relevant:
                self._push(Facet.CALCULATE, one)

    def _flip(self, node: Node, relevant: bool) -> Iterator[Node]:
        node.relevant = relevant
        yield node
        for kid in node.kids.values():
            if isinstance(kid, Rows):
                kid.head.relevant = relevant and kid.head.own
                self._push(Facet.COUNT, kid.head)
            for one in kid.rows if isinstance(kid, Rows) else (kid,):
                inner = relevant and one.own and not one.surplus
                if inner is not one.relevant:
                    yield from self._flip(one, inner)

    @staticmethod
    def _is_head(node: Node) -> bool:
        return node.spot.repeat and not node.row

    def _calculation(self, rule: Rule, node: Node) -> None:
        if self.frozen or not node.relevant:
            return
        text = storable(as_answer(self.evaluate(rule, node), node.spot.bind.type))
        self.set_value(node, text if len(text) <= LONGEST else "")

    def _judgement(self, rule: Rule, node: Node) -> None:
        if self._judge(node):
            self.changed.add(node)

    def _words(self, rule: Rule, node: Node) -> None:
        self.changed.add(node)

    # --- what looks at what ---

    def _watched(self, spot: Spot, node: Node) -> None:
        for rule, row in self._graph.watchers.get(spot, ()):
            self._push_all(rule, self._tree.root if row is None else node.at(row))

    def _push_all(self, rule: Rule, base: Node) -> None:
        heads = rule.facet in (Facet.RELEVANT, Facet.COUNT)
        for node in nodes_on(rule.spot, base, heads):
            self._put(rule, node)

    def _push(self, facet: Facet, node: Node) -> None:
        rule = self._graph.rules.get(node.spot, _NONE).get(facet)
        if rule is not None:
            self._put(rule, node)

    def _put(self, rule: Rule, node: Node) -> None:
        if rule.facet is Facet.COUNT and not self._is_head(node):
            return
        if (rule, node) not in self._waiting:
            self._waiting.add((rule, node))
            self._number += 1
            heapq.heappush(self._heap, (rule.rank, self._number, rule, node))

    def take(self) -> tuple[set[Node], set[Node]]:
        """What changed and what moved since last asked."""
        taken = self.changed, self.moved
        self.changed, self.moved = set(), set()
        return taken

    def raise_trouble(self) -> None:
        """KnownError of what could not be worked out, once."""
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble


_NONE: dict[Facet, Rule] = {}
_WORK: dict[Facet, Callable[[Settler, Rule, Node], None]] = {
    Facet.RELEVANT: Settler._relevance,
    Facet.COUNT: Settler._count,
    Facet.CALCULATE: Settler._calculation,
    Facet.JUDGE: Settler._judgement,
    Facet.WORDS: Settler._words,
}
