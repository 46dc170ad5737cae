"""One expression of a form, ready to run: what it reads, what it calls, and its value at a node."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.surveys.xpath.building import build
from workstation.surveys.xpath.frame import Frame, Run, TooLargeError
from workstation.surveys.xpath.parser import parse
from workstation.surveys.xpath.patterns import check
from workstation.surveys.xpath.references import paths_of, reads_of
from workstation.surveys.xpath.scope import Scope
from workstation.surveys.xpath.tree import Call, Text, Tree, every
from workstation.surveys.xpath.trouble import too_large, unsupported
from workstation.surveys.xpath.values import Node, Value

_LOOK_INTO_LISTS = frozenset({"instance", "pulldata"})
_VOLATILE = frozenset({"today", "now", "random", "uuid"})


@dataclass(frozen=True, slots=True)
class Expression:
    """`references` are the paths as they are written, without their conditions; `lists` the lists beside the
    answers that it looks into, "" for one whose name is worked out. `volatile`: its value may differ each
    time, since it asks for the time, an id or chance."""

    text: str
    where: str
    references: frozenset[str]
    functions: frozenset[str]
    lists: frozenset[str]
    volatile: bool
    _tree: Tree
    _run: Run

    def reads(self, context: str) -> frozenset[str]:
        """The answers it looks at when asked of a node of the nodeset `context`, as absolute paths without
        row numbers. A `*` stands for any name, `//` for any depth: `touches` compares. Lists beside the form
        are not among them."""
        return reads_of(self._tree, context)

    def evaluate(self, node: Node, scope: Scope, *, current: Node | None = None) -> Value:
        """The value at a node. `current` is the question's node where `node` is another, such as a choice.

        KnownError form.too_large if it would take more than one evaluation may; nothing else is raised: what
        cannot be computed is NaN, an empty text or no nodes.
        """
        frame = Frame(node, node if current is None else current, scope, [0])
        try:
            return self._run(frame)
        except TooLargeError as error:
            raise too_large(str(error), self.where) from None


def compile_expression(text: str, *, where: str) -> Expression:
    """`where` is the sheet, row and name that a person looks for. KnownError form.refused for what is no
    expression, form.unsupported for a function that is not there."""
    tree = parse(text, where)
    for one in every(tree):
        match one:
            case Call(name="regex", args=(_, Text(value=pattern))):
                if wrong := check(pattern):
                    raise unsupported(f"the pattern “{pattern}”: {wrong}", where)
    functions = frozenset(one.name for one in every(tree) if isinstance(one, Call))
    volatile = bool(functions & _VOLATILE)
    return Expression(
        text, where, paths_of(tree), functions, _lists(tree), volatile, tree, build(tree, where)
    )


def _lists(tree: Tree) -> frozenset[str]:
    named = (one.args[0] for one in every(tree) if isinstance(one, Call) and one.name in _LOOK_INTO_LISTS)
    return frozenset(one.value if isinstance(one, Text) else "" for one in named)
