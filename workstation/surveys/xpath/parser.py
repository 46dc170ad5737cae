"""From words to a tree, by XPath 1.0's grammar: precedence climbing, so that depth costs little."""

from __future__ import annotations

from workstation.surveys.xpath.tokens import Sort, Token, tokens_of
from workstation.surveys.xpath.tree import (
    ANY_DEPTH,
    PARENT,
    SELF,
    Call,
    Chain,
    Negative,
    Number,
    Path,
    Step,
    Text,
    Tree,
)
from workstation.surveys.xpath.trouble import refused, unsupported

DEEPEST = 100
"""Brackets, calls and conditions within each other; a spreadsheet allows 64."""

_LEVELS = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_NEGATIVE_LEVEL = 7
AXES = frozenset(
    {
        "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self",
        "following", "following-sibling", "parent", "preceding", "preceding-sibling", "self",
    }
)  # fmt: skip


def parse(text: str, where: str) -> Tree:
    """The tree of an expression. KnownError form.refused with the place in it; form.unsupported for an axis
    that does not exist here."""
    parser = _Parser(text, where)
    tree = parser.expression(0, 0)
    parser.expect_end()
    return tree


class _Parser:
    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._where = where
        self._tokens = tokens_of(text, where)
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _is(self, text: str) -> bool:
        return self._next.text == text and self._next.sort in (Sort.SIGN, Sort.OPERATOR)

    def _taken(self, text: str) -> bool:
        if not self._is(text):
            return False
        self._at += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._taken(text):
            raise self._wrong(f"“{text}” is missing")

    def _wrong(self, what: str) -> Exception:
        return refused(what, self._text, self._next.at, self._where)

    def expect_end(self) -> None:
        if self._next.sort is not Sort.END:
            raise self._wrong(f"“{self._next.text}” stands where nothing can follow")

    def expression(self, level: int, depth: int) -> Tree:
        if depth > DEEPEST:
            raise self._wrong(f"more than {DEEPEST} levels within each other")
        left = self._operand(depth)
        while True:
            strength = _LEVELS.get(self._next.text, 0) if self._next.sort is Sort.OPERATOR else 0
            if strength <= level:
                return left
            rest: list[tuple[str, Tree]] = []
            while self._next.sort is Sort.OPERATOR and _LEVELS.get(self._next.text) == strength:
                operator = self._take().text
                rest.append((operator, self.expression(strength, depth + 1)))
            left = Chain(left, tuple(rest))

    def _operand(self, depth: int) -> Tree:
        if self._taken("-"):
            signs = 1
            while self._taken("-"):
                signs += 1
            of = self.expression(_NEGATIVE_LEVEL, depth + 1)
            return Negative(of if signs % 2 else Negative(of))
        return self._path(depth)

    def _path(self, depth: int) -> Tree:
        if self._is("/") or self._is("//"):
            return self._absolute(depth)
        if self._starts_a_step():
            return Path(None, self._steps(depth))
        primary = self._primary(depth)
        predicates = self._predicates(depth)
        steps: tuple[Step, ...] = ()
        if self._is("/") or self._is("//"):
            steps = (() if self._take().text == "/" else (ANY_DEPTH,)) + self._steps(depth)
        if not predicates and not steps:
            return primary
        if isinstance(primary, Number | Text | Negative):
            raise self._wrong("a path that starts at no node")
        return Path(primary, steps, predicates)

    def _absolute(self, depth: int) -> Path:
        if self._take().text == "//":
            return Path("/", (ANY_DEPTH, *self._steps(depth)))
        return Path("/", self._steps(depth) if self._starts_a_step() else ())

    def _starts_a_step(self) -> bool:
        token = self._next
        return token.sort in (Sort.NAME, Sort.AXIS) or (
            token.sort is Sort.SIGN and token.text in (".", "..", "@", "*")
        )

    def _steps(self, depth: int) -> tuple[Step, ...]:
        steps = [self._step(depth)]
        while self._is("/") or self._is("//"):
            if self._take().text == "//":
                steps.append(ANY_DEPTH)
            steps.append(self._step(depth))
        return tuple(steps)

    def _step(self, depth: int) -> Step:
        for sign, step in ((".", SELF), ("..", PARENT)):
            if self._taken(sign):
                predicates = self._predicates(depth)  # the standard has none here; ODK's own tools write them
                return Step(step.axis, step.test, predicates) if predicates else step
        axis = "child"
        if self._taken("@"):
            axis = "attribute"
        elif self._next.sort is Sort.AXIS:
            axis = self._take().text
            if axis not in AXES:
                raise unsupported(f"the axis {axis}", self._where)
            self._expect("::")
        test = self._node_test()
        return Step(axis, test, self._predicates(depth))

    def _node_test(self) -> str:
        token = self._take()
        if token.text == "*" and token.sort in (Sort.SIGN, Sort.OPERATOR):
            return "*"
        if token.sort is not Sort.NAME:
            self._at -= 1
            raise self._wrong("a name is missing")
        if self._is("(") and token.text in ("node", "text", "comment"):
            self._expect("(")
            self._expect(")")
            return f"{token.text}()"
        return token.text.rpartition(":")[2]

    def _predicates(self, depth: int) -> tuple[Tree, ...]:
        found: list[Tree] = []
        while self._taken("["):
            found.append(self.expression(0, depth + 1))
            self._expect("]")
        return tuple(found)

    def _primary(self, depth: int) -> Tree:
        token = self._take()
        match token.sort:
            case Sort.NUMBER:
                return Number(float(token.text))
            case Sort.TEXT:
                return Text(token.text)
            case Sort.FUNCTION:
                return self._call(token.text, depth)
        if token.text == "(" and token.sort is Sort.SIGN:
            inner = self.expression(0, depth + 1)
            self._expect(")")
            return inner
        self._at -= 1
        raise self._wrong(
            "it ends too early" if token.sort is Sort.END else f"“{token.text}” is out of place"
        )

    def _call(self, name: str, depth: int) -> Call:
        self._expect("(")
        args: list[Tree] = []
        while not self._taken(")"):
            if args:
                self._expect(",")
            args.append(self.expression(0, depth + 1))
        return Call(name, tuple(args))
