"""The answers of one survey as a tree of nodes, each on its spot, kept beside the XML that expressions see.

An expression must find nothing in what is not relevant, as in ODK's own engine. So the element of such a node
bears another name (`HIDDEN` before its own): no path finds it, yet it stays in its place, and its value with
it. Each repeat has a `head`, a hidden element before its first row: from there the repeat's own rules are
evaluated when it has no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workstation.errors import KnownError
from workstation.surveys.blueprint import Spot
from workstation.surveys.views import ProblemKind
from workstation.surveys.xpath import HIDDEN

MOST_ROWS = 1_000
MOST_NODES = 200_000


class Node:
    """One place in one survey. `row` counts from 1 in a repeat, 0 elsewhere; `own` is what its relevance rule
    says, `surplus` a row beyond the number that the form counts; `relevant` also asks all that hold it.
    `kids` holds the nodes within, a `Rows` for a repeat. The judge keeps its findings in the last three."""

    __slots__ = (
        "element",
        "kids",
        "own",
        "parent",
        "problem",
        "readonly",
        "relevant",
        "required",
        "row",
        "spot",
        "surplus",
    )  # fmt: skip

    def __init__(self, spot: Spot, parent: Node | None, element: Any) -> None:
        self.spot = spot
        self.parent = parent
        self.element = element
        self.kids: dict[str, Node | Rows] = {}
        self.row = 0
        self.own = True
        self.surplus = False
        self.relevant: bool = parent is None or parent.relevant
        self.required = False
        self.readonly = False
        self.problem: ProblemKind | None = None

    @property
    def text(self) -> str:
        if self.spot.attribute:
            return self.element.get(self.spot.name[1:]) or ""
        return self.element.text or ""

    @text.setter
    def text(self, value: str) -> None:
        if self.spot.attribute:
            self.element.set(self.spot.name[1:], value)
        else:
            self.element.text = value

    @property
    def ref(self) -> str:
        above = self.parent.ref if self.parent is not None else ""
        return f"{above}/{self.spot.name}[{self.row}]" if self.row else f"{above}/{self.spot.name}"

    def hide(self, hidden: bool) -> None:
        """Take the element out of the sight of expressions, or bring it back."""
        name = HIDDEN + self.spot.name if hidden else self.spot.name
        if not self.spot.attribute and self.element.tag != name:
            self.element.tag = name

    def within(self) -> Iterator[Node]:
        """The nodes directly in it, rows included, heads left out."""
        for kid in self.kids.values():
            if isinstance(kid, Rows):
                yield from kid.rows
            else:
                yield kid

    def down(self) -> Iterator[Node]:
        """Itself and all within, heads left out, in the order of the form."""
        yield self
        for kid in self.within():
            yield from kid.down()

    def at(self, spot: Spot) -> Node:
        """The node that holds this one and lies on `spot`."""
        node = self
        while node.spot is not spot:
            assert node.parent is not None
            node = node.parent
        return node


class Rows:
    """The rows of one repeat in one place."""

    __slots__ = ("head", "parent", "rows", "spot")

    def __init__(self, spot: Spot, parent: Node) -> None:
        self.spot = spot
        self.parent = parent
        element = _child(parent.element, HIDDEN + spot.name)
        self.head = Node(spot, parent, element)
        self.rows: list[Node] = []

    @property
    def ref(self) -> str:
        return f"{self.parent.ref}/{self.spot.name}"

    def numbered(self, number: str) -> Node | None:
        """The row of a number, counted from 1."""
        known = number.isascii() and number.isdecimal() and 0 < int(number) <= len(self.rows)
        return self.rows[int(number) - 1] if known else None

    def number(self) -> None:
        for index, row in enumerate(self.rows, 1):
            row.row = index


class Tree:
    """A survey's nodes and the limits on them."""

    def __init__(self, root: Spot, starting: bool = True) -> None:
        from lxml import etree

        self.size = 0
        self.root = self._grow(root, None, etree.Element(root.name), starting)

    def _grow(self, spot: Spot, parent: Node | None, element: Any, starting: bool) -> Node:
        self.size += 1
        if self.size > MOST_NODES:
            raise KnownError("form.too_large", f"a survey has more than {MOST_NODES} places", where=spot.path)
        node = Node(spot, parent, element)
        if spot.default:
            node.text = spot.default
        for child in spot.children:
            if child.repeat:
                rows = node.kids[child.name] = Rows(child, node)
                for _ in range(child.starts if starting else 0):
                    self.add_row(rows, starting=starting)
            elif child.attribute:
                node.kids[child.name] = self._grow(child, node, element, starting)
            else:
                node.kids[child.name] = self._grow(child, node, _child(element, child.name), starting)
        return node

    def add_row(self, rows: Rows, after: int | None = None, *, starting: bool = True) -> Node:
        """A new row after row number `after` (0: before the first), at the end by default.

        KnownError form.too_large beyond 1,000 rows or 200,000 nodes.
        """
        if len(rows.rows) >= MOST_ROWS:
            raise KnownError("form.too_large", f"a repeat has more than {MOST_ROWS} rows", where=rows.ref)
        from lxml import etree

        index = len(rows.rows) if after is None else after
        before = rows.rows[index - 1] if index else rows.head
        element = etree.Element(rows.spot.name)
        row = self._grow(rows.spot, rows.parent, element, starting)
        before.element.addnext(element)
        rows.rows.insert(index, row)
        rows.number()
        return row

    def remove_row(self, rows: Rows, row: Node) -> None:
        rows.rows.remove(row)
        row.element.getparent().remove(row.element)
        rows.number()
        self.size -= sum(1 for _ in row.down())

    def find(self, ref: str) -> Node | Rows | None:
        """What a ref names: a node, or the rows of a repeat where the last part names no row."""
        parts = ref.split("/")
        if len(parts) < 2 or parts[0] or parts[1] != self.root.spot.name:
            return None
        at: Node | Rows = self.root
        for part in parts[2:]:
            name, _, number = part.partition("[")
            kid = at.kids.get(name) if isinstance(at, Node) else None
            if number and not isinstance(kid, Rows):
                return None  # only rows have numbers
            if isinstance(kid, Rows) and number:
                kid = kid.numbered(number.removesuffix("]"))
            if kid is None:
                return None
            at = kid
        return at


def nodes_on(spot: Spot, base: Node, heads: bool = False) -> Iterator[Node]:
    """Every node on `spot` within `base`, which may be one itself; with `heads`, those of repeats too."""
    if base.spot is spot:
        yield base
        return
    steps = []
    for one in spot.up():
        if one is base.spot:
            break
        steps.append(one)
    at = [base]
    for step in reversed(steps):
        if not step.repeat and len(at) == 1:
            at = [at[0].kids[step.name]]  # type: ignore[list-item]
            continue
        found: list[Node] = []
        for node in at:
            kid = node.kids[step.name]
            if isinstance(kid, Rows):
                found.extend([kid.head, *kid.rows] if heads and step is spot else kid.rows)
            else:
                found.append(kid)
        at = found
    yield from at


def _child(parent: Any, name: str) -> Any:
    from lxml import etree

    return etree.SubElement(parent, name)
